//! How large the province is, and whether its books are complete.

/// The first year of the assessment, and so of all data.
pub const FIRST_YEAR: u16 = 2012;
/// Years told: 2012 to 2021.
pub const YEARS: usize = 10;
/// Groups of each jurisdiction. A unit is never compared beyond its own.
pub const GROUPS: u32 = 3;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shape {
    pub seed: u64,
    pub jurisdictions: u32,
    /// Units of each jurisdiction.
    pub units: u32,
    /// Years without assessment, scores and grades not entered, units that change their group, incidents not classified.
    pub ragged: bool,
}

impl Shape {
    pub fn unit_years(&self) -> u64 {
        u64::from(self.jurisdictions) * u64::from(self.units) * YEARS as u64
    }

    pub fn first_unit(&self, jurisdiction: u32) -> u32 {
        jurisdiction * self.units
    }

    pub fn jurisdiction_of(&self, unit: u32) -> u32 {
        unit / self.units
    }
}
