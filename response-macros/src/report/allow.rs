use std::cell::Cell;

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Token};

/// `allow(rule, reason = "...")`, as it was written.
pub struct Allow {
    pub rule: Ident,
    pub rule_name: String,
    pub reason: Option<LitStr>,
    /// Set when the rule would have been reported but for this.
    pub suppressed: Cell<bool>,
}

impl Parse for Allow {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let rule: Ident = input.parse()?;
        let mut reason = None;
        if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let key: Ident = input.parse()?;
            if key != "reason" {
                return Err(syn::Error::new(
                    key.span(),
                    "expected `reason = \"...\"`: one `allow` switches one rule off",
                ));
            }
            input.parse::<Token![=]>()?;
            reason = Some(input.parse()?);
            input.parse::<Option<Token![,]>>()?;
        }
        if !input.is_empty() {
            return Err(input.error("expected nothing after the reason"));
        }
        Ok(Self {
            rule_name: rule.to_string(),
            rule,
            reason,
            suppressed: Cell::new(false),
        })
    }
}
