//! A connection that asks one thing after another.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A connection that is kept open.
pub(crate) struct Client {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            stream: None,
        }
    }

    /// The status and the body of an answer.
    ///
    /// # Errors
    /// When the connection breaks off or is silent for half a minute.
    pub(crate) fn get(&mut self, target: &str) -> io::Result<(u16, Vec<u8>)> {
        // One that was not used for a while may have been ended by the other side.
        if let Some(answer) = self
            .stream
            .take()
            .and_then(|old| self.exchange(old, target).ok())
        {
            return Ok(answer);
        }
        let stream = connect(&self.address)?;
        self.exchange(BufReader::new(stream), target)
    }

    fn exchange(
        &mut self,
        mut stream: BufReader<TcpStream>,
        target: &str,
    ) -> io::Result<(u16, Vec<u8>)> {
        stream
            .get_mut()
            .write_all(request(target, &self.address).as_bytes())?;
        let (status, headers) = head(&mut stream)?;
        let value = |name: &str| headers.iter().find(|(known, _)| known == name);
        let mut body = Vec::new();
        if let Some((_, length)) = value("content-length") {
            body.resize(length.parse().map_err(io::Error::other)?, 0);
            stream.read_exact(&mut body)?;
        } else {
            chunks(&mut stream, &mut body)?;
        }
        if value("connection").is_none_or(|(_, value)| value != "close") {
            self.stream = Some(stream);
        }
        Ok((status, body))
    }
}

/// A connection that waits at most half a minute for a byte.
pub(crate) fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// A request as it is written.
pub(crate) fn request(target: &str, host: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")
}

/// The status and the headers of an answer.
fn head(stream: &mut impl BufRead) -> io::Result<(u16, Vec<(String, String)>)> {
    let first = line(stream)?;
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status in `{first}`")))?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream)?;
        match line.split_once(':') {
            None => return Ok((status, headers)),
            Some((name, value)) => {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }
}

fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

/// A body in chunks, each behind its length.
fn chunks(stream: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let length = usize::from_str_radix(&line(stream)?, 16).map_err(io::Error::other)?;
        let start = body.len();
        body.resize(start + length, 0);
        stream.read_exact(&mut body[start..])?;
        line(stream)?;
        if length == 0 {
            return Ok(());
        }
    }
}
