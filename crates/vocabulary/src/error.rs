//! What can be wrong with the data files.

/// A fault in one of the data files that the vocabulary is read from.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A file of comma- or tab-separated values cannot be read.
    #[error("cannot read {file}")]
    Table {
        /// The data file's name.
        file: &'static str,
        /// Why.
        #[source]
        source: csv::Error,
    },
    /// A TOML file cannot be read.
    #[error("cannot read {file}")]
    Toml {
        /// The data file's name.
        file: &'static str,
        /// Why.
        #[source]
        source: toml::de::Error,
    },
    /// A value is not what its column holds, or names something that does not exist.
    #[error("{file}, row `{row}`: {message}")]
    Value {
        /// The data file's name.
        file: &'static str,
        /// The first column of the row.
        row: String,
        /// What is wrong, naming the value.
        message: String,
    },
}

impl DataError {
    /// The error of one value in a row.
    pub(crate) fn value(file: &'static str, row: &str, message: impl Into<String>) -> Self {
        Self::Value {
            file,
            row: row.to_owned(),
            message: message.into(),
        }
    }
}
