//! `route_path`: the path of a handler of this service, with its parameters filled in.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::location::Location;
use super::{Accepted, Created, Handler, Redirect};
use crate::contract::{Declaration, HasPath, Parameters, PathPart, PathTemplate};

/// The characters to encode in a segment: all but the unreserved ones of RFC 3986 section 2.3.
const NOT_IN_A_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A tuple with a value for each path parameter of the contract `C`, in order.
///
/// ```
/// use steadfast::outcome::route_path;
/// use steadfast::prelude::*;
///
/// #[route(get, "/shops/{shop}/orders/{number}", response = Text)]
/// async fn get_order(Path((shop, number)): Path<(String, u32)>) -> String {
///     format!("{shop} {number}")
/// }
///
/// // One value for each parameter of the path: `("berlin",)` does not compile.
/// assert_eq!(route_path(get_order, ("berlin", 7)), "/shops/berlin/orders/7");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fill the path of this handler",
    label = "not one value for each parameter",
    note = "write a tuple with one displayable value for each `{{..}}` of the path, in the same order: `(id,)`",
    note = "a handler whose `#[route]` has no path has nothing to fill"
)]
pub trait PathParameters<C> {
    /// The values as strings.
    fn texts(&self) -> Vec<String>;
}

macro_rules! tuple {
    ($count:literal $($name:ident $index:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<Of: HasPath<Parameters = Parameters<$count>>, $($name: Display),*> PathParameters<Of>
            for ($($name,)*)
        {
            fn texts(&self) -> Vec<String> {
                vec![$(self.$index.to_string()),*]
            }
        }
    };
}

tuple!(0);
tuple!(1 A 0);
tuple!(2 A 0, B 1);
tuple!(3 A 0, B 1, C 2);
tuple!(4 A 0, B 1, C 2, D 3);

/// The path of a handler, as its `#[route]` declares it, with these parameters: `route_path(get_user, (7,))` is
/// `/users/7`.
///
/// A parameter stays within its segment, whatever it holds: it is percent-encoded, and a value that a browser would
/// resolve (the empty string, `.`, `..`) is written so that it does not lead to another path. The wrong number of
/// values does not compile.
///
/// The path lacks the prefix of a handler that is nested. [`Created::at_route`], [`Accepted::at_route`] and
/// [`Redirect::to_route`] lead to the place where `Api` serves it.
///
/// ```
/// use steadfast::outcome::route_path;
/// use steadfast::prelude::*;
///
/// #[route(get, "/users/{id}", response = Text)]
/// async fn get_user(Path(id): Path<String>) -> String {
///     id
/// }
///
/// assert_eq!(route_path(get_user, ("a/b",)), "/users/a%2Fb");
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "a handler and its parameters are written as they are"
)]
pub fn route_path<H, A>(handler: H, parameters: impl PathParameters<H::Contract>) -> String
where
    H: Handler<A>,
{
    let _ = handler;
    let path = <H::Contract as Declaration>::ROUTE.path.unwrap_or("/");
    fill(path, &parameters.texts())
}

fn location<H, A>(handler: H, parameters: impl PathParameters<H::Contract>) -> Location
where
    H: Handler<A>,
{
    let path = route_path(handler, parameters);
    Location::of_route(<H::Contract as Declaration>::ROUTE, &path)
}

fn fill(path: &str, texts: &[String]) -> String {
    let mut texts = texts.iter();
    PathTemplate::new(path).filled(|parameter| {
        let text = texts.next().map_or("", String::as_str);
        if matches!(parameter, PathPart::Rest(_)) {
            let segments: Vec<String> = text.split('/').map(segment).collect();
            segments.join("/").into()
        } else {
            segment(text).into()
        }
    })
}

/// A browser reads `%2e` as a dot (WHATWG URL section 4.1), and an empty first segment as the beginning of a host.
fn segment(text: &str) -> String {
    match text {
        "" => "%20".to_owned(),
        "." => "%252E".to_owned(),
        ".." => "%252E%252E".to_owned(),
        text => utf8_percent_encode(text, NOT_IN_A_SEGMENT).to_string(),
    }
}

impl Redirect {
    /// A redirect to a handler of this service, at the place where `Api` serves it:
    /// `Redirect::to_route(get_user, (7,))`.
    ///
    /// It stays on this service, whatever the parameters hold; [`to`](Self::to) cannot guarantee that for a URI from
    /// outside.
    pub fn to_route<H, A>(handler: H, parameters: impl PathParameters<H::Contract>) -> Self
    where
        H: Handler<A>,
    {
        Self::to_location(location(handler, parameters))
    }
}

impl<V> Created<V> {
    /// Creates the outcome for a resource that a handler of this service serves, at the place where `Api` serves it:
    /// `Created::at_route(get_user, (user.id,), user)`.
    pub fn at_route<H, A>(
        handler: H,
        parameters: impl PathParameters<H::Contract>,
        value: V,
    ) -> Self
    where
        H: Handler<A>,
    {
        Self::at_location(location(handler, parameters), value)
    }
}

impl<V> Accepted<V> {
    /// Creates the outcome for work whose status a handler of this service serves, at the place where `Api` serves it:
    /// `Accepted::at_route(get_task, (id,), task)`.
    pub fn at_route<H, A>(
        handler: H,
        parameters: impl PathParameters<H::Contract>,
        value: V,
    ) -> Self
    where
        H: Handler<A>,
    {
        Self::at_location(location(handler, parameters), value)
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(path: &str, texts: &[&str]) -> String {
        let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
        fill(path, &texts)
    }

    #[test]
    fn a_parameter_stays_in_its_segment() {
        assert_eq!(filled("/users/{id}/avatar", &["7"]), "/users/7/avatar");
        assert_eq!(
            filled("/users/{id}", &["a/b?c#d%\r\n\u{e4}"]),
            "/users/a%2Fb%3Fc%23d%25%0D%0A%C3%A4"
        );
    }

    #[test]
    fn a_parameter_leads_to_no_other_path_and_no_other_host() {
        assert_eq!(
            filled("/{a}/{b}", &["", "evil.example"]),
            "/%20/evil.example"
        );
        assert_eq!(filled("/{a}", &["/evil.example"]), "/%2Fevil.example");
        assert_eq!(
            filled("/users/{id}/posts", &[".."]),
            "/users/%252E%252E/posts"
        );
        assert_eq!(
            filled("/files/{*rest}", &["a/../b c"]),
            "/files/a/%252E%252E/b%20c"
        );
    }
}
