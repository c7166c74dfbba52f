//! Counties.

use records::CountyCode;

/// One of the 21 counties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Statistics Sweden's code.
    pub code: CountyCode,
    /// The full name, such as `Hallands län`.
    pub name: String,
}

impl County {
    /// The name as it stands before `län`, such as `Hallands` or `Uppsala`.
    pub fn stem(&self) -> &str {
        self.name.strip_suffix(" län").unwrap_or(&self.name)
    }
}
