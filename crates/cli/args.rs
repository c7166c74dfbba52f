//! What can be typed after `exempelbank`.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use server::{Contact, PublicUrl};
use tracing_subscriber::EnvFilter;

/// Finds examples of Swedish municipal digitalisation.
#[derive(Debug, Parser)]
#[command(name = "exempelbank", version, propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) log: Log,
}

/// The command by which the program starts itself to read a PDF file within limits.
pub(crate) const READ_PDF: &str = "read-pdf";

/// One of the program's jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads the corpus and publishes an index of it
    Ingest(Ingest),
    /// Prints the records of files as JSON Lines
    Parse(Parse),
    /// Answers over HTTP; builds the index first if there is none
    Serve(Serve),
    /// Searches the index
    Search(Search),
    /// Suggests what may be meant by the beginning of a query
    Suggest(Suggest),
    /// Shows the records that are like another
    Similar(Similar),
    /// Shows the municipalities that are like another, and what makes them so
    Peers(Peers),
    /// Tells what is wrong with corpus files
    Check(Check),
    /// Measures the search against judged queries, or the themes against the editors'
    Eval(Eval),
    /// Reads a PDF file from standard input within limits; the program starts it itself
    #[command(name = READ_PDF, hide = true)]
    ReadPdf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Ingest {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) index: Index,
    /// Shows every diagnostic, not only the errors
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Shows no progress and no summary
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Parse {
    /// Files to read
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) index: Index,
    /// Address and port to answer at
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        env = "EXEMPELBANK_LISTEN"
    )]
    pub(crate) listen: SocketAddr,
    /// Address under which the world reaches the server, such as `https://host`; links
    /// and citations use it. Without it they use the address that is answered at
    #[arg(long, value_name = "URL", env = "EXEMPELBANK_PUBLIC_URL")]
    pub(crate) public_url: Option<PublicUrl>,
    /// Mail address, or page, where readers reach whoever runs the server
    #[arg(long, value_name = "CONTACT", env = "EXEMPELBANK_CONTACT")]
    pub(crate) contact: Option<Contact>,
    /// Requests that one client may make in a minute; 0 for any number
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1200,
        env = "EXEMPELBANK_REQUESTS_PER_MINUTE"
    )]
    pub(crate) requests_per_minute: u32,
    /// Network of proxies that are believed about whom they ask for, such as `10.0.0.0/8`;
    /// repeat for more. Without any, the client is whoever connects
    #[arg(
        long,
        value_name = "NETWORK",
        env = "EXEMPELBANK_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_parser = server::TrustedProxies::network
    )]
    pub(crate) trusted_proxy: Vec<server::Network>,
    /// Header in which they say it; the proxy must not pass on one that a client wrote
    #[arg(long, value_enum, default_value_t = Forwarding::XForwardedFor, env = "EXEMPELBANK_FORWARDING_HEADER")]
    pub(crate) forwarding_header: Forwarding,
    /// Answers that are worked out at once; twice the cores if nothing is said
    #[arg(long, value_name = "N", env = "EXEMPELBANK_AT_WORK", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) at_work: Option<u16>,
    /// Megabytes of answers that are kept for whoever asks the same again; 0 for none
    #[arg(
        long,
        value_name = "MB",
        default_value_t = 16,
        env = "EXEMPELBANK_KEPT_ANSWERS"
    )]
    pub(crate) kept_answers: u16,
    /// Corpus to build the index from if there is none
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    pub(crate) corpus: PathBuf,
}

/// A header in which a proxy says whom it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Forwarding {
    /// `X-Forwarded-For`
    XForwardedFor,
    /// `Forwarded` (RFC 7239)
    Forwarded,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Search {
    /// What to look for; empty for everything
    #[arg(default_value = "")]
    pub(crate) query: String,
    /// Only this municipality, by name or code; repeat for more, `!` before it excludes
    #[arg(long, value_name = "NAME")]
    pub(crate) municipality: Vec<String>,
    /// Only municipalities like this one, by name or code; `exempelbank peers` shows which
    #[arg(long, value_name = "NAME")]
    pub(crate) peers_of: Vec<String>,
    /// Only this theme, by id; repeat for more
    #[arg(long, value_name = "ID")]
    pub(crate) theme: Vec<String>,
    /// Only this year or range, such as 2019 or 2013..2019; repeat for more
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Vec<String>,
    /// How many hits to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Says why each hit is one, with each reason's share of the score
    #[arg(long)]
    pub(crate) explain: bool,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) index: Index,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Suggest {
    /// What has been typed so far
    pub(crate) text: String,
    /// How many suggestions of each kind to show
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) index: Index,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Similar {
    /// Id of the record that others are to be like
    pub(crate) id: String,
    /// Only records about municipalities that it is not about
    #[arg(long)]
    pub(crate) other_municipalities: bool,
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) index: Index,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Peers {
    /// The municipality, by name or code
    #[arg(value_name = "NAME")]
    pub(crate) municipality: String,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub(crate) paths: Vec<PathBuf>,
    /// Shows notes as well as errors and warnings
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// How to show the diagnostics
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Eval {
    /// Judged queries, one a line: {"id", "type", "query", "judgements": {record: grade}}
    #[arg(long, value_name = "FILE", required_unless_present = "themes")]
    pub(crate) queries: Option<PathBuf>,
    /// Another collection to search, one document a line: {"id", "title" if any, "text"}
    #[arg(long, value_name = "DOCS", requires = "queries")]
    pub(crate) collection: Option<PathBuf>,
    /// Takes each query as the id of a record that others are to be like
    #[arg(long, requires = "queries", conflicts_with = "collection")]
    pub(crate) similar: bool,
    /// Leaves one stage out at a time, halves and doubles each boost, and asks the engine as it comes
    #[arg(long, requires = "queries")]
    pub(crate) ablation: bool,
    /// Predicts the curated records' themes from their text and compares
    #[arg(long, conflicts_with_all = ["queries", "collection", "ablation"])]
    pub(crate) themes: bool,
    /// Writes the weights that the curated records teach, for crates/vocabulary/data
    #[arg(long, value_name = "FILE", requires = "themes")]
    pub(crate) learn: Option<PathBuf>,
    /// How to show the figures
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) index: Index,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Index {
    /// Folder of the index
    #[arg(
        long = "index",
        value_name = "DIR",
        default_value = "index",
        env = "EXEMPELBANK_INDEX"
    )]
    root: PathBuf,
}

impl Index {
    /// The layout of the index folder.
    pub(crate) fn layout(&self) -> index::Layout {
        index::Layout::new(&self.root)
    }
}

/// How data is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs
    Json,
}

/// How the log is written, to standard error.
#[derive(Debug, ClapArgs)]
pub(crate) struct Log {
    /// What to log, such as warn, info or server=debug
    #[arg(
        long,
        global = true,
        value_name = "FILTER",
        default_value = "info",
        env = "EXEMPELBANK_LOG"
    )]
    log: String,
    /// Log one JSON object a line
    #[arg(long, global = true)]
    log_json: bool,
}

impl Log {
    /// Starts logging.
    pub(crate) fn start(&self) -> anyhow::Result<()> {
        // What a client of the tools does wrong is told to it, and is no warning to the server.
        let filter = EnvFilter::try_new(format!("rmcp=error,{}", self.log))
            .map_err(|error| anyhow::anyhow!("--log `{}` is no filter: {error}", self.log))?;
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr);
        if self.log_json {
            subscriber.json().init();
        } else {
            subscriber.with_target(false).init();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }
}
