//! The files of a snapshot in a folder.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use quanheng_facts::problem::Bilingual;
use quanheng_snapshot::{Source, Written};

use crate::Failure;

pub struct Files(pub PathBuf);

fn told(error: &std::io::Error) -> Bilingual {
    Bilingual::new(&error.to_string(), &error.to_string())
}

impl Source for Files {
    fn size(&self, name: &str) -> Result<Option<u64>, Bilingual> {
        match std::fs::metadata(self.0.join(name)) {
            Ok(about) => Ok(Some(about.len())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    fn read(&self, name: &str, from: u64, length: usize) -> Result<Vec<u8>, Bilingual> {
        let file = File::open(self.0.join(name)).map_err(|error| told(&error))?;
        let mut bytes = vec![0; length];
        let mut done = 0;
        while done < length {
            match file.read_at(&mut bytes[done..], from + done as u64) {
                Ok(0) => break,
                Ok(more) => done += more,
                Err(error) => return Err(told(&error)),
            }
        }
        bytes.truncate(done);
        Ok(bytes)
    }
}

pub fn put(folder: &Path, written: &Written) -> Result<(), Failure> {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in &written.files {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
