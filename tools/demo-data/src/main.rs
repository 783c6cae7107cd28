//! Writes `data/demo`: `cargo run --package quanheng-demo-data`, in the repository. A folder named on the command line is used instead.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let folder = std::env::args_os().nth(1).map_or_else(default, PathBuf::from);
    for (name, bytes) in quanheng_demo_data::files() {
        let path = folder.join(&name);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above)?;
        }
        std::fs::write(&path, bytes)?;
        println!("{name}");
    }
    Ok(())
}
