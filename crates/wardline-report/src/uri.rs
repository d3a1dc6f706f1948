//! Paths as URI references and back (RFC 3986).
//!
//! Everything but unreserved characters and `/` is percent-encoded: it is always right, and a colon in a first segment would otherwise
//! read as a scheme.

use std::borrow::Cow;
use std::fmt::Write;

/// The path, relative and with `/`, as a URI reference.
pub(crate) fn encode(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/');
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string does not fail");
        }
    }
    Cow::Owned(out)
}

/// The path behind a URI reference; bytes that are no UTF-8 are replaced, and a `%` that encodes nothing stays.
pub(crate) fn decode(uri: &str) -> String {
    let bytes = uri.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16)).map(|d| d as u8);
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The URI if it is an absolute one of the web that can be printed as it is.
pub(crate) fn web(uri: &str) -> Option<&str> {
    let rest = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    (!rest.is_empty() && rest.bytes().all(allowed)).then_some(uri)
}

/// The URI of a git remote without user name and password; `None` for a path of this machine.
pub fn repository(remote: &str) -> Option<String> {
    let scheme = ["https://", "http://", "ssh://", "git://"].into_iter().find(|s| remote.starts_with(s));
    let (scheme, rest) = match scheme {
        Some(scheme) => (scheme, remote[scheme.len()..].to_owned()),
        // The short form of git, `user@host:path`, is no URI.
        None => {
            let (host, path) = remote.split_once(':')?;
            let local = host.contains('/') || host.len() < 2 || path.starts_with("//");
            (!local).then(|| ("ssh://", format!("{host}/{}", path.trim_start_matches('/'))))?
        }
    };
    let (host, path) = rest.split_once('/').unwrap_or((&rest, ""));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host_ok = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    host_ok.then(|| format!("{scheme}{host}/{}", encode(&decode(path))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_the_way_there_and_back() {
        for (path, uri) in [
            ("src/app.py", "src/app.py"),
            ("a b/ü.py", "a%20b/%C3%BC.py"),
            ("c:\\x.py", "c%3A%5Cx.py"),
            ("100%/a%20b", "100%25/a%2520b"),
            ("\u{1b}[2J", "%1B%5B2J"),
        ] {
            assert_eq!(encode(path), uri);
            assert_eq!(decode(uri), path);
        }
        assert_eq!(decode("50%/a%2"), "50%/a%2");
    }

    #[test]
    fn remotes_lose_their_credentials() {
        for (remote, expected) in [
            ("https://user:EXAMPLE@git.example.org/a/b.git", Some("https://git.example.org/a/b.git")),
            ("https://git.example.org/a/b.git?access_token=EXAMPLE", Some("https://git.example.org/a/b.git")),
            ("git@git.example.org:a/b.git", Some("ssh://git.example.org/a/b.git")),
            ("ssh://git@git.example.org:2222/a b", Some("ssh://git.example.org:2222/a%20b")),
            ("/srv/git/a.git", None),
            ("../a", None),
            ("C:/a", None),
            ("file:///srv/a", None),
            ("https://", None),
        ] {
            assert_eq!(repository(remote).as_deref(), expected, "{remote}");
        }
    }

    #[test]
    fn only_whole_web_links_are_links() {
        assert_eq!(web("https://example.org/a?b=c#d"), Some("https://example.org/a?b=c#d"));
        for bad in ["javascript:alert(1)", "https://", "https://a b", "https://a\"b", "https://ä", "example.org"] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
