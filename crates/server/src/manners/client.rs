//! Who asks: the address of the client, as far as it can be known.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderName, header};
use ipnet::IpNet as Network;

/// The proxies that are believed about whom they ask for, and the header that they say it in.
///
/// Without proxies, no header is read: anybody can write anything into one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustedProxies {
    /// Where they are.
    pub networks: Vec<Network>,
    /// The header that they write. It must be one that they do not pass on as it came.
    pub header: ForwardingHeader,
}

/// A header in which a proxy says whom it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardingHeader {
    /// `X-Forwarded-For`: addresses, the last proxy's client at the end.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239): elements with `for=`.
    Forwarded,
}

impl TrustedProxies {
    /// Reads a network, `10.0.0.0/8`, or an address alone.
    ///
    /// # Errors
    /// What is accepted, when the text is neither.
    pub fn network(text: &str) -> Result<Network, String> {
        let network = text.parse();
        network
            .or_else(|_| text.parse().map(|address: IpAddr| Network::from(address)))
            .map_err(|_| "not a network such as 10.0.0.0/8, nor an address".to_owned())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks
            .iter()
            .any(|network| network.contains(&address))
    }
}

/// The address of the client that a request came from, if it came over a socket: that of the
/// connection, or what a trusted proxy says, or the one that this one trusts, and so on.
pub(super) fn client_address(
    extensions: &Extensions,
    headers: &HeaderMap,
    proxies: &TrustedProxies,
) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let mut client = peer.ip().to_canonical();
    let told = match proxies.header {
        ForwardingHeader::XForwardedFor => {
            elements(headers, &HeaderName::from_static("x-forwarded-for"))
        }
        ForwardingHeader::Forwarded => elements(headers, &header::FORWARDED)
            .into_iter()
            .map(forwarded_for)
            .collect(),
    };
    for element in told.into_iter().rev() {
        if !proxies.trusts(client) {
            break;
        }
        let Some(address) = parse_node(element) else {
            break;
        };
        client = address.to_canonical();
    }
    Some(client)
}

/// What counts as one client: an address of IPv4, or the network that a household or an office
/// has in IPv6.
pub(super) fn one_client(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let network = u128::from(address) & (u128::MAX << 64);
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

/// The elements of all headers of a name, in order.
fn elements<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    headers
        .get_all(name)
        .iter()
        // What is not text is no address; it must not let the one before it be believed.
        .flat_map(|value| value.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .collect()
}

/// The client of an element such as `for="[2001:db8::1]:80";proto=https`.
fn forwarded_for(element: &str) -> &str {
    element
        .split(';')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))
        .map_or("?", |(_, node)| node.trim().trim_matches('"'))
}

/// An address, with or without a port.
fn parse_node(node: &str) -> Option<IpAddr> {
    let bracketed = || node.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || node.parse().ok().map(|address: SocketAddr| address.ip());
    node.parse().ok().or_else(bracketed).or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(peer: &str, header: ForwardingHeader, told: &[&str], client: &str) {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1234)));
        let name = match header {
            ForwardingHeader::XForwardedFor => "x-forwarded-for",
            ForwardingHeader::Forwarded => "forwarded",
        };
        let mut headers = HeaderMap::new();
        for value in told {
            headers.append(name, value.parse().unwrap());
        }
        let networks = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap());
        let proxies = TrustedProxies {
            networks: networks.to_vec(),
            header,
        };
        let found = client_address(&extensions, &headers, &proxies).unwrap();
        assert_eq!(found.to_string(), client, "{peer} {told:?}");
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        use ForwardingHeader::{Forwarded, XForwardedFor};
        for (peer, header, told, client) in [
            // Nobody in between, or somebody who is not trusted.
            ("192.0.2.1", XForwardedFor, &[][..], "192.0.2.1"),
            ("192.0.2.1", XForwardedFor, &["198.51.100.7"], "192.0.2.1"),
            ("10.0.0.1", XForwardedFor, &[], "10.0.0.1"),
            // One proxy; what the client wrote itself stands before what the proxy wrote.
            ("10.0.0.1", XForwardedFor, &["198.51.100.7"], "198.51.100.7"),
            (
                "10.0.0.1",
                XForwardedFor,
                &["1.1.1.1, 198.51.100.7"],
                "198.51.100.7",
            ),
            (
                "10.0.0.1",
                XForwardedFor,
                &["1.1.1.1", "198.51.100.7"],
                "198.51.100.7",
            ),
            // A chain of them.
            (
                "10.0.0.1",
                XForwardedFor,
                &["198.51.100.7, 10.0.0.2"],
                "198.51.100.7",
            ),
            (
                "10.0.0.1",
                XForwardedFor,
                &["198.51.100.7, 192.0.2.9, 10.0.0.2"],
                "192.0.2.9",
            ),
            (
                "10.0.0.1",
                XForwardedFor,
                &["10.0.0.3, 10.0.0.2"],
                "10.0.0.3",
            ),
            // What is no address ends what is believed.
            (
                "10.0.0.1",
                XForwardedFor,
                &["198.51.100.7, unknown"],
                "10.0.0.1",
            ),
            ("10.0.0.1", XForwardedFor, &["198.51.100.7, "], "10.0.0.1"),
            (
                "10.0.0.1",
                XForwardedFor,
                &["198.51.100.7:4711"],
                "198.51.100.7",
            ),
            (
                "::ffff:10.0.0.1",
                XForwardedFor,
                &["2001:db8::1"],
                "2001:db8::1",
            ),
            // The standard's header.
            (
                "fd00::1",
                Forwarded,
                &["for=198.51.100.7;proto=https"],
                "198.51.100.7",
            ),
            (
                "fd00::1",
                Forwarded,
                &["proto=https;For=\"[2001:db8::1]:80\""],
                "2001:db8::1",
            ),
            (
                "fd00::1",
                Forwarded,
                &["for=\"[2001:db8::1]\""],
                "2001:db8::1",
            ),
            (
                "fd00::1",
                Forwarded,
                &["for=1.1.1.1, for=_hidden"],
                "fd00::1",
            ),
            ("fd00::1", Forwarded, &["proto=https"], "fd00::1"),
        ] {
            check(peer, header, told, client);
        }
    }

    #[test]
    fn without_trusted_proxies_no_header_is_read() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.7".parse().unwrap());
        let found = client_address(&extensions, &headers, &TrustedProxies::default());
        assert_eq!(found.unwrap().to_string(), "127.0.0.1");
        let none = client_address(&Extensions::new(), &headers, &TrustedProxies::default());
        assert_eq!(none, None);
    }

    #[test]
    fn a_network_of_64_bits_is_one_client() {
        for (address, client) in [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ] {
            assert_eq!(one_client(address.parse().unwrap()).to_string(), client);
        }
    }
}
