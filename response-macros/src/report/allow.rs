use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{LitStr, Path, Token};

/// An `allow(rule, reason = "...")`, as it was written.
pub struct Allow {
    pub rule: Ident,
    pub rule_name: String,
    pub reason: Option<LitStr>,
    /// The part that cannot be read. The rule is switched off all the same, so that one mistake is not reported twice.
    pub fault: Option<syn::Error>,
}

impl Allow {
    /// Reads what stands between the parentheses.
    pub fn parse(input: ParseStream) -> syn::Result<Self> {
        // `unpaged_list`, `steadfast::rules::unpaged_list`
        let mut path = input.call(Path::parse_mod_style)?;
        let rule = match path.segments.pop() {
            Some(last) => last.ident,
            None => return Err(input.error("expected a rule")),
        };
        let (reason, fault) = match reason(input) {
            Ok(reason) => (reason, None),
            Err(fault) => {
                input.parse::<TokenStream>()?;
                (None, Some(fault))
            }
        };
        Ok(Self {
            rule_name: rule.to_string(),
            rule,
            reason,
            fault,
        })
    }
}

/// `, reason = "..."`
fn reason(input: ParseStream) -> syn::Result<Option<LitStr>> {
    const ONE: &str = "expected `reason = \"...\"`: one `allow` switches one rule off";
    if input.is_empty() {
        return Ok(None);
    }
    input.parse::<Token![,]>()?;
    if input.is_empty() {
        return Ok(None);
    }
    let key: Ident = input.parse()?;
    if key != "reason" {
        return Err(syn::Error::new(key.span(), ONE));
    }
    input.parse::<Token![=]>()?;
    let reason = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    if input.is_empty() {
        Ok(Some(reason))
    } else {
        Err(input.error("expected nothing after the reason"))
    }
}
