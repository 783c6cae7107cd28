//! Writes `data/demo`: `cargo run --package quanheng-demo-data`, in the repository. A folder named on the command line is used instead.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let folder = std::env::args_os().nth(1).map_or_else(default, PathBuf::from);
    let all = if std::env::var_os("ALLXLSX").is_some() {
        let mut books = quanheng_demo_data::books();
        for b in &mut books { if !b.format.ending().contains("csv") { b.format = quanheng_demo_data::book::Format::Xlsx; } }
        books.iter().filter(|b| b.name != "单位" && b.name != "区划类别").map(|b| (b.file(), quanheng_demo_data::write::bytes(b))).collect()
    } else { quanheng_demo_data::files() };
    for (name, bytes) in all {
        let path = folder.join(&name);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above)?;
        }
        std::fs::write(&path, bytes)?;
        println!("{name}");
    }
    Ok(())
}
