//! The four rules by hand: the files into columns, the columns into answers, a jurisdiction at a time.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub mod read;
pub mod rules;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How many jurisdictions the folder has.
pub fn pieces(folder: &Path) -> Result<usize, Failure> {
    match (0..).take_while(|piece| folder.join(format!("panel-{piece}.parquet")).exists()).count() {
        0 => Err(format!("{} has no panel-0.parquet", folder.display()).into()),
        pieces => Ok(pieces),
    }
}

/// Works off all pieces on all cores; what came of each, in order.
pub fn each<T: Send>(pieces: usize, work: impl Fn(usize) -> Result<T, Failure> + Sync) -> Result<Vec<T>, Failure> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new((0..pieces).map(|_| None).collect::<Vec<Option<Result<T, Failure>>>>());
    let threads = std::thread::available_parallelism()?.get().min(pieces);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        return;
                    }
                    let came = work(piece);
                    if let Ok(mut done) = done.lock() {
                        done[piece] = Some(came);
                    }
                }
            });
        }
    });
    let done = done.into_inner().map_err(|_| "a worker has panicked")?;
    done.into_iter().map(|came| came.unwrap_or_else(|| Err("a piece was not worked off".into()))).collect()
}
