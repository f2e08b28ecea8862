//! Behind a proxy every connection comes from the proxy, which tells the visitor's address in
//! `X-Forwarded-For`, and the address that the visitor used in `Forwarded`. Anybody can write those
//! headers, so only proxies that are named are believed.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{FORWARDED, HOST};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use samverk_foundation::Problem;
use samverk_identity::ClientAddress;
use samverk_web::AskedAt;
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The addresses and networks of the proxies before this process; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// `10.0.0.7, 192.168.0.0/16, fd00::/8`. Fails with `trusted_proxies_invalid`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The address nearest to us that is not one of our proxies. Each proxy adds at the end whom
    /// it was asked by, so what stands before that address was written by who knows whom.
    fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let told = lines.iter().rev().flat_map(|line| {
            let line = line.to_str().unwrap_or_default();
            line.rsplit(',').map(address).collect::<Vec<_>>()
        });
        let mut nearest = peer.to_canonical();
        for told in told {
            if !self.trusts(nearest) {
                break;
            }
            // What a proxy of ours wrote but we cannot read: the proxy is the last we know of.
            let Some(told) = told else { break };
            nearest = told;
        }
        nearest
    }

    /// The address that the visitor used: the connection's `Host`, or what the outermost of our
    /// proxies says of it.
    fn asked_at(&self, peer: IpAddr, headers: &HeaderMap) -> Option<String> {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let mut told = host
            .filter(|host| is_host(host))
            .map(|host| format!("http://{host}"));
        let lines: Vec<_> = headers.get_all(FORWARDED).iter().collect();
        let elements = lines.iter().rev().flat_map(|line| {
            let line = line.to_str().unwrap_or_default();
            line.rsplit(',').map(Element).collect::<Vec<_>>()
        });
        let mut nearest = Some(peer.to_canonical());
        for element in elements {
            if !nearest.is_some_and(|address| self.trusts(address)) {
                break;
            }
            told = element.asked_at().or(told);
            nearest = element.part("for").and_then(|text| address(&text));
        }
        told
    }
}

/// RFC 7239: one element of `Forwarded`, which one proxy has added.
struct Element<'a>(&'a str);

impl Element<'_> {
    fn part(&self, wanted: &str) -> Option<String> {
        let mut parts = self.0.split(';').filter_map(|part| part.split_once('='));
        let found = parts.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().trim_matches('"').to_ascii_lowercase())
    }

    /// Its `proto` and `host`, when both are plain.
    fn asked_at(&self) -> Option<String> {
        let (proto, host) = (self.part("proto")?, self.part("host")?);
        let is_scheme = matches!(proto.as_str(), "https" | "http");
        (is_scheme && is_host(&host)).then(|| format!("{proto}://{host}"))
    }
}

fn is_host(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    !text.is_empty() && text.len() <= 255 && text.chars().all(plain)
}

fn network(text: &str) -> Result<IpNet, Problem> {
    let single = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse().or_else(|_| single());
    network.map_err(|_| Problem::invalid("trusted_proxies_invalid").with("value", text))
}

/// Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().map(|socket| socket.ip());
    let address = text.parse().or_else(|_| with_port()).ok();
    address.map(|address: IpAddr| address.to_canonical())
}

/// Notes the visitor's address with the request, for what is limited per address.
pub async fn note_visitor(
    State(proxies): State<TrustedProxies>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(peer) = peer.map(|info| info.0.ip()) {
        let visitor = proxies.visitor(peer, request.headers());
        request.extensions_mut().insert(ClientAddress(visitor));
    }
    next.run(request).await
}

/// Notes the address that the visitor used, for links; layered only when no base address is set.
pub async fn note_asked_at(
    State(proxies): State<TrustedProxies>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip());
    if let Some(address) = peer.and_then(|peer| proxies.asked_at(peer, request.headers())) {
        request.extensions_mut().insert(AskedAt(address));
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::{FORWARDED_FOR, TrustedProxies};
    use axum::http::header::{FORWARDED, HOST};
    use axum::http::{HeaderMap, HeaderValue};

    fn visitor(proxies: &str, peer: &str, lines: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        let proxies = TrustedProxies::parse(proxies).unwrap();
        proxies.visitor(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_header_from_a_stranger_is_not_believed() {
        assert_eq!(visitor("", "198.51.100.9", &["192.0.2.1"]), "198.51.100.9");
        let told = visitor("10.0.0.0/8", "198.51.100.9", &["192.0.2.1"]);
        assert_eq!(told, "198.51.100.9");
    }

    #[test]
    fn a_trusted_proxy_tells_who_asked() {
        assert_eq!(visitor("10.0.0.7", "10.0.0.7", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(visitor("10.0.0.7", "10.0.0.7", &[]), "10.0.0.7");
        let mapped = visitor("10.0.0.7", "::ffff:10.0.0.7", &["2001:db8::1"]);
        assert_eq!(mapped, "2001:db8::1");
    }

    #[test]
    fn what_the_visitor_wrote_before_the_proxy_is_not_believed() {
        let forged = "203.0.113.5, 10.0.0.3, 192.0.2.1";
        assert_eq!(visitor("10.0.0.0/8", "10.0.0.7", &[forged]), "192.0.2.1");
        let lines = ["203.0.113.5", "192.0.2.1, 10.0.0.8"];
        assert_eq!(visitor("10.0.0.0/8", "10.0.0.7", &lines), "192.0.2.1");
    }

    #[test]
    fn ports_are_left_out_and_what_cannot_be_read_ends_the_way() {
        let told = visitor("10.0.0.7", "10.0.0.7", &["[2001:db8::1]:4711"]);
        assert_eq!(told, "2001:db8::1");
        assert_eq!(
            visitor("10.0.0.7", "10.0.0.7", &["192.0.2.1:80"]),
            "192.0.2.1"
        );
        assert_eq!(
            visitor("10.0.0.7", "10.0.0.7", &["192.0.2.1, unknown"]),
            "10.0.0.7"
        );
    }

    fn asked_at(proxies: &str, peer: &str, forwarded: &'static str) -> Option<String> {
        let headers = [(HOST, "inne:8080"), (FORWARDED, forwarded)];
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        let proxies = TrustedProxies::parse(proxies).unwrap();
        proxies.asked_at(peer.parse().unwrap(), &HeaderMap::from_iter(headers))
    }

    #[test]
    fn only_a_trusted_proxy_says_where_it_was_asked() {
        let said = "for=192.0.2.1;proto=https;host=api.exempel.se";
        let told = |proxies, peer, said| asked_at(proxies, peer, said).unwrap();
        assert_eq!(told("", "198.51.100.9", said), "http://inne:8080");
        assert_eq!(told("10.0.0.7", "198.51.100.9", said), "http://inne:8080");
        assert_eq!(told("10.0.0.7", "10.0.0.7", said), "https://api.exempel.se");
        let forged = "host=ond.exempel;proto=https, for=192.0.2.1;proto=https;host=god.exempel";
        assert_eq!(told("10.0.0.7", "10.0.0.7", forged), "https://god.exempel");
        let inner = "for=192.0.2.1;proto=https;host=god.exempel, for=10.0.0.8;host=mellan";
        assert_eq!(told("10.0.0.0/8", "10.0.0.7", inner), "https://god.exempel");
        for odd in [
            "host=a.se",
            "proto=ftp;host=a.se",
            "proto=https;host=a.se/x?",
        ] {
            assert_eq!(
                told("10.0.0.7", "10.0.0.7", odd),
                "http://inne:8080",
                "{odd}"
            );
        }
    }

    #[test]
    fn a_list_that_cannot_be_read_is_told() {
        let wrong = TrustedProxies::parse("10.0.0.0/8, proxy.exempel.se").unwrap_err();
        assert_eq!(wrong.code, "trusted_proxies_invalid");
        assert_eq!(
            TrustedProxies::parse("").unwrap(),
            TrustedProxies::default()
        );
    }
}
