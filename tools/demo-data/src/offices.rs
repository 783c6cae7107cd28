//! What each office sends, file by file.

pub mod assessments;
pub mod decisions;
pub mod events;
pub mod monitoring;
pub mod personnel;
pub mod register;
