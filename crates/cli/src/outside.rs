//! The outside: real folders, real files, the real clock. The only place of this crate that touches them.

use std::fs;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use quanheng_app::outside::{Clock, FactSource, FolderOut, PackFiles, Standing, Unreadable, Unwritten, join};
use quanheng_facts::problem::Bilingual;

/// Files below a folder, or anywhere where the folder is empty.
#[derive(Clone, Debug, Default)]
pub struct Disk;

/// Folders in a pack nested deeper than this are refused.
const DEEPEST: usize = 16;
/// More files than this in the folder of a pack are refused: it is some other folder.
const MOST_FILES: usize = 10_000;
/// No file of more bytes is brought into memory. What each reader takes is far less.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// No part of a file of a snapshot is larger.
const MOST_AT_ONCE: usize = 1 << 30;

/// Refused for a reason of our own.
fn refused(zh: &str, en: &str) -> Unreadable {
    Unreadable::Refused(Bilingual::new(zh, en))
}

/// The bytes of a plain file. A pipe or a device may never end, and nobody keeps facts or law in one.
fn plain_file(path: &str) -> Result<Vec<u8>, Unreadable> {
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() && !about.is_dir() {
        return Err(refused("它是管道或者设备，不是文件", "it is a pipe or a device, not a file"));
    }
    let too_large = || refused("它比 256 MB 还大", "it is larger than 256 MB");
    if about.len() > MAX_BYTES && about.is_file() {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    // It may grow while it is read, and some files of the system say that they are empty.
    file.take(MAX_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn unreadable(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::NotFound,
        _ => Unreadable::Refused(why(error)),
    }
}

/// What kept a file from being read or written, in plain words. The system's own words come in one language, with numbers.
#[must_use]
pub fn why(error: &io::Error) -> Bilingual {
    use io::ErrorKind as Kind;
    let (zh, en) = match error.kind() {
        Kind::NotFound => ("没有这个文件，或者没有放它的文件夹", "there is no such file, or no folder for it"),
        Kind::NotADirectory => ("路径里有一段不是文件夹", "a part of the path is not a folder"),
        Kind::PermissionDenied => ("没有权限", "you have no permission"),
        Kind::IsADirectory => ("它是文件夹，不是文件", "it is a folder, not a file"),
        Kind::ReadOnlyFilesystem => ("所在的盘只能读，不能写", "its disk can only be read"),
        Kind::StorageFull | Kind::QuotaExceeded => ("盘满了", "the disk is full"),
        Kind::FileTooLarge => ("文件太大", "the file is too large"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => ("别的程序正占着它", "another program is using it"),
        Kind::InvalidFilename | Kind::InvalidInput => ("文件名不合规矩", "the file's name is not allowed"),
        Kind::TimedOut | Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown | Kind::StaleNetworkFileHandle => {
            ("它在网络上，现在连不通", "it is on the network, which does not answer")
        }
        Kind::NotConnected => ("它是管道，另一头没有程序在读", "it is a pipe that no program reads"),
        Kind::TooManyLinks => ("链接绕了太多层", "links lead on too many times"),
        _ => ("盘或者文件系统出了问题", "something is wrong with the disk or its file system"),
    };
    Bilingual::new(zh, en)
}

/// Names in a folder, those that are UTF-8, with whether each is a folder; hidden ones left out.
fn entries(folder: &str) -> io::Result<Vec<(String, bool)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(if folder.is_empty() { "." } else { folder })? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with('.') {
            // Follows links.
            found.push((name, entry.path().is_dir()));
        }
    }
    found.sort();
    Ok(found)
}

/// Files whose names are not UTF-8 (an archive made on Chinese Windows, unpacked elsewhere), with `�` for what is illegible.
/// Nothing can be read by such a name; that a file of facts is lost is to be told all the same.
fn garbled(folder: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(if folder.is_empty() { "." } else { folder })? {
        let entry = entry?;
        if let Err(name) = entry.file_name().into_string()
            && !entry.path().is_dir()
        {
            found.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(found)
}

/// What a walk through the folders of a pack has met.
#[derive(Default)]
struct Walk {
    /// The folders on the way, as they really are; a link back to one of them is not followed, for all that is in it is read already.
    above: Vec<PathBuf>,
    files: Vec<String>,
    /// Names met, folders included: links can make of few folders very many.
    met: usize,
}

fn walk(folder: &str, inside: &str, so_far: &mut Walk) -> Result<(), Unreadable> {
    let real = fs::canonicalize(if folder.is_empty() { "." } else { folder }).map_err(|error| unreadable(&error))?;
    if so_far.above.contains(&real) {
        return Ok(());
    }
    if so_far.above.len() >= DEEPEST {
        return Err(refused("里面的文件夹套了 16 层以上", "folders in it are nested more than 16 deep"));
    }
    so_far.above.push(real);
    for (name, is_folder) in entries(folder).map_err(|error| unreadable(&error))? {
        let relative = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
        if is_folder {
            walk(&join(folder, &name), &relative, so_far)?;
        } else {
            so_far.files.push(relative);
        }
        so_far.met = so_far.met.saturating_add(1);
        if so_far.met > MOST_FILES {
            return Err(refused("里面的文件超过 10000 个，不像政策包", "it holds more than 10000 files and is hardly a pack"));
        }
    }
    so_far.above.pop();
    Ok(())
}

impl PackFiles for Disk {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let mut so_far = Walk::default();
        walk(folder, "", &mut so_far)?;
        Ok(so_far.files)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        entries(folder).unwrap_or_default().into_iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name).collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        plain_file(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Unreadable> {
        if let Some(folder) = Path::new(path).parent() {
            fs::create_dir_all(folder).map_err(|error| Unreadable::Refused(why(&error)))?;
        }
        write_whole(path, bytes).map_err(|error| Unreadable::Refused(why(&error)))
    }
}

impl FactSource for Disk {
    fn standing(&self, path: &str) -> Result<Standing, Unreadable> {
        let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
        Ok(if about.is_dir() { Standing::Folder } else { Standing::File })
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let entries = entries(folder).map_err(|error| unreadable(&error))?;
        let mut names: Vec<String> = entries.into_iter().filter(|(_, is_folder)| !is_folder).map(|(name, _)| name).collect();
        names.extend(garbled(folder).map_err(|error| unreadable(&error))?);
        Ok(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        plain_file(path)
    }

    fn size(&self, path: &str) -> Result<u64, Unreadable> {
        let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
        if about.is_file() { Ok(about.len()) } else { Err(refused("它不是文件", "it is no file")) }
    }

    fn part(&self, path: &str, from: u64, length: usize) -> Result<Vec<u8>, Unreadable> {
        FactSource::size(self, path)?;
        if length > MOST_AT_ONCE {
            return Err(refused("里面有一部分比 1 GiB 还大", "a part of it is larger than 1 GiB"));
        }
        let mut file = fs::File::open(path).map_err(|error| unreadable(&error))?;
        file.seek(io::SeekFrom::Start(from)).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        // Room for what is said to be there is made as it comes.
        file.take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        Ok(bytes)
    }
}

impl FolderOut for Disk {
    fn put(&self, folder: &str, files: &[(String, Vec<u8>)]) -> Result<(), Unwritten> {
        let unwritten = |error: io::Error| Unwritten { why: why(&error), callers_fault: is_callers_fault(&error) };
        let place = Path::new(folder);
        let name = place.file_name().and_then(|name| name.to_str()).ok_or_else(|| unwritten(io::ErrorKind::InvalidInput.into()))?;
        let aside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let written = (|| {
            fs::create_dir(&aside)?;
            for (name, bytes) in files {
                let mut file = fs::File::create(aside.join(name))?;
                file.write_all(bytes)?;
                file.sync_all()?;
            }
            // Where something came to be there meanwhile, it is no empty folder, and this fails.
            fs::rename(&aside, place)
        })();
        if written.is_err() {
            // Of no use to anybody; that it cannot be removed either changes nothing.
            let _ = fs::remove_dir_all(&aside);
        }
        written.map_err(unwritten)
    }
}

impl Clock for Disk {
    fn now(&self) -> Timestamp {
        Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A fault to be planted in a run, for the example of what a second look says (`tests/problems/answers-differ.md`). Only a build
/// for development knows of it.
#[must_use]
pub fn planted_fault() -> Option<usize> {
    if cfg!(debug_assertions) { std::env::var("QUANHENG_PLANTED_FAULT").ok()?.parse().ok() } else { None }
}

/// True where a file cannot be written because of the place that was named.
#[must_use]
pub fn is_callers_fault(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidFilename
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::NotConnected
    )
}

/// Writes a file aside and puts it in place, so that nobody ever sees half of it. What is no plain file (a device, a pipe that
/// somebody reads) is written to as it is.
pub fn write_whole(path: &str, bytes: &[u8]) -> io::Result<()> {
    if let Ok(about) = fs::metadata(path)
        && !about.is_file()
        && !about.is_dir()
    {
        is_read(path, &about)?;
        return fs::write(path, bytes);
    }
    let place = Path::new(path);
    let name = place.file_name().and_then(|name| name.to_str()).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let aside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = (|| {
        let mut file = fs::File::create(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        if let Ok(about) = fs::metadata(place) {
            fs::set_permissions(&aside, about.permissions())?;
        }
        fs::rename(&aside, place)
    })();
    if written.is_err() {
        // The file aside is of no use to anybody; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&aside);
    }
    written
}

/// An error where the path is a pipe that nobody reads: to open it would wait for somebody for ever.
#[cfg(unix)]
fn is_read(path: &str, about: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
    /// `O_NONBLOCK`: a pipe without a reader is refused instead of waited for.
    const AT_ONCE: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 0o4000 } else { 4 };
    if !about.file_type().is_fifo() {
        return Ok(());
    }
    match fs::OpenOptions::new().write(true).custom_flags(AT_ONCE).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error),
        Err(_) => Err(io::ErrorKind::NotConnected.into()),
    }
}

#[cfg(not(unix))]
fn is_read(_path: &str, _about: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// True where the path is a folder.
#[must_use]
pub fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// Writes to standard output. A reader that went away (`| head`) is no failure.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes to standard error; where that is closed there is nobody to tell.
pub fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The nearest folder, from the current one upwards, below which this path leads to something: empty for the current one.
#[must_use]
pub fn folder_above_with(path: &str) -> Option<String> {
    let mut folder = String::from(".");
    // As many folders as a path can sensibly have.
    for _ in 0..64 {
        if Path::new(&join(&folder, path)).exists() {
            return Some(folder);
        }
        folder = quanheng_app::outside::parent(&folder);
    }
    None
}
