//! Wall time, processor time and greatest memory of this process, as Linux tells them.

use std::fs;
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

#[derive(Clone, Copy, Debug)]
pub struct Clock {
    wall: Instant,
    processor: f64,
}

#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub wall: f64,
    pub processor: f64,
}

impl Clock {
    pub fn start() -> Self {
        Self { wall: Instant::now(), processor: processor() }
    }

    pub fn stop(self) -> Taken {
        Taken { wall: self.wall.elapsed().as_secs_f64(), processor: processor() - self.processor }
    }
}

/// Seconds of all threads, those that have ended too.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The most memory this process has had, in bytes.
pub fn peak() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) * 1024
}
