//! The Snowball stem of each line, to compare with Snowball's own list of words and stems.

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for word in io::stdin().lines() {
        writeln!(out, "{}", analysis::snowball_stem(&word?))?;
    }
    out.flush()
}
