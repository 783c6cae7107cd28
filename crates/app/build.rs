//! Puts the hash of the program's sources into the program, so that a run can say by which engine it was made. A build for development, in which
//! sources change from hour to hour, has none.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Whatever a result hangs on, from the workbook read to the line written, with the libraries it is built of.
const CRATES: [&str; 7] = ["app", "cli", "facts", "panel", "policy", "sheet", "snapshot"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile != "release") {
        return Ok(());
    }
    let mut files = vec![PathBuf::from("../../Cargo.lock")];
    for name in CRATES {
        let sources = Path::new("..").join(name).join("src");
        println!("cargo:rerun-if-changed={}", sources.display());
        collect(&sources, &mut files)?;
    }
    files.sort();
    let mut whole = Sha256::new();
    for file in files {
        let bytes = fs::read(&file)?;
        whole.update(format!("{}\0{}\0", file.display(), bytes.len()));
        whole.update(&bytes);
    }
    let hash = whole.finalize().iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    println!("cargo:rustc-env=QUANHENG_ENGINE={hash}");
    Ok(())
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}
