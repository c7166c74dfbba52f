//! From corpus files to records.
