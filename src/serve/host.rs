//! The `Host` of a request (RFC 9112 section 3.2).

use std::net::Ipv6Addr;

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Method, Request, Version};

/// What is wrong with the `Host` of a request, which an HTTP/1.1 request must have exactly once. If the target is a whole URL,
/// the host in it replaces the header field (section 3.2.2).
pub(super) fn judge<B>(request: &mut Request<B>) -> Result<(), &'static str> {
    let is_required = match request.version() {
        Version::HTTP_11 => true,
        Version::HTTP_10 => false,
        _ => return Ok(()),
    };
    of_fields(request.headers(), is_required)?;
    // The target of a CONNECT is the other end of a tunnel.
    if request.method() == Method::CONNECT {
        return Ok(());
    }
    if let Some(authority) = request.uri().authority() {
        if !is_valid(authority.as_str().as_bytes()) {
            return Err("the target of the request has no valid host");
        }
        let host = HeaderValue::from_str(authority.as_str())
            .map_err(|_| "the target of the request has no valid host")?;
        request.headers_mut().insert(HOST, host);
    }
    Ok(())
}

fn of_fields(headers: &HeaderMap, is_required: bool) -> Result<(), &'static str> {
    let mut fields = headers.get_all(HOST).iter();
    match (fields.next(), fields.next()) {
        (None, _) if is_required => Err("the HTTP/1.1 request has no `Host`"),
        (None, _) => Ok(()),
        (Some(_), Some(_)) => Err("the request has more than one `Host`"),
        (Some(host), None) if is_valid(host.as_bytes()) => Ok(()),
        (Some(_), None) => Err("the `Host` is not valid"),
    }
}

/// Whether this is `uri-host [ ":" port ]` (RFC 9110 section 7.2, RFC 3986 section 3.2.2). The host may be empty.
fn is_valid(text: &[u8]) -> bool {
    let (is_host, port) = if let [b'[', rest @ ..] = text {
        let Some(end) = rest.iter().position(|&byte| byte == b']') else {
            return false;
        };
        (is_ip_literal(&rest[..end]), &rest[end + 1..])
    } else {
        let end = text.iter().position(|&byte| byte == b':');
        let (name, port) = text.split_at(end.unwrap_or(text.len()));
        (is_name(name), port)
    };
    let is_port = match port {
        [] => true,
        [b':', digits @ ..] => digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    is_host && is_port
}

/// What stands between brackets: an IPv6 address, or one of a later version.
fn is_ip_literal(text: &[u8]) -> bool {
    if let [b'v' | b'V', rest @ ..] = text {
        let Some(dot) = rest.iter().position(|&byte| byte == b'.') else {
            return false;
        };
        let (version, address) = (&rest[..dot], &rest[dot + 1..]);
        let is_part = |byte: &u8| is_unreserved(*byte) || is_sub_delim(*byte) || *byte == b':';
        return !version.is_empty()
            && version.iter().all(u8::is_ascii_hexdigit)
            && !address.is_empty()
            && address.iter().all(is_part);
    }
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok())
}

fn is_name(text: &[u8]) -> bool {
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (b'%', [high, low, after @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                after
            }
            (&byte, after) if is_unreserved(byte) || is_sub_delim(byte) => after,
            _ => return false,
        };
    }
    true
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_sub_delim(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_an_address_with_or_without_a_port_is_valid() {
        for host in [
            "localhost",
            "api.example.org:8080",
            "127.0.0.1:3000",
            "[::1]",
            "[2001:db8::1]:443",
            "[v1.a:b]",
            "a_b",
            "caf%C3%A9",
            "example.org:",
            "",
        ] {
            assert!(is_valid(host.as_bytes()), "{host}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for host in [
            "a b",
            "user@example.org",
            "a/b",
            "http://example.org",
            "a:b",
            "a:80:80",
            "::1",
            "[::1",
            "[::1]x",
            "[localhost]",
            "[v1]",
            "a%2",
            "a%zz",
            "caf\u{e9}",
            "a\"b",
            "a?b",
            "a#b",
        ] {
            assert!(!is_valid(host.as_bytes()), "{host}");
        }
    }
}
