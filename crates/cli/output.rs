//! The only place that writes to standard output and standard error.

use std::io::{self, BufWriter, StdoutLock, Write};

/// Standard output, for data; flushed by the caller when all is written.
pub(crate) fn data() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Says something to a person. Nobody can be told when nobody listens, so a failure is ignored.
pub(crate) fn talk(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Whether an error says that the reader of our output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
