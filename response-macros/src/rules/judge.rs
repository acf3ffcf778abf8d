//! A rule, and the judge that holds an item to it.

use std::ptr;

use super::Assertion;
use crate::report::{Allow, Diagnostic, Report};

/// A rule of the rule book, as it judges one kind of item.
pub struct Rule<Item> {
    /// Its name, which is that of its file.
    pub slug: &'static str,
    check: fn(&Item, &mut Judge<'_>),
    needs: Needs,
}

/// What a rule needs to know of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Its tokens: whether an `allow` was needed is known here.
    Tokens,
    /// Its types: the compiler checks a bound, which is not emitted where the rule is allowed.
    Types,
    /// Its types, by a bound without which there is no contract: the rule cannot be allowed.
    Contract,
}

impl<Item> Rule<Item> {
    /// A rule that the tokens of an item are enough for.
    pub const fn of_tokens(module: &'static str, check: fn(&Item, &mut Judge<'_>)) -> Self {
        Self::new(module, check, Needs::Tokens)
    }

    /// A rule that needs types: its check [asserts](Judge::assert) a bound, and may report what the tokens show already.
    pub const fn of_types(module: &'static str, check: fn(&Item, &mut Judge<'_>)) -> Self {
        Self::new(module, check, Needs::Types)
    }

    /// A rule that needs types and without which there is no contract to render by. Its bound is on the traits that
    /// every contract needs; the check may say better what the tokens show already.
    pub const fn of_the_contract(module: &'static str, check: fn(&Item, &mut Judge<'_>)) -> Self {
        Self::new(module, check, Needs::Contract)
    }

    const fn new(module: &'static str, check: fn(&Item, &mut Judge<'_>), needs: Needs) -> Self {
        Self {
            slug: last_segment(module),
            check,
            needs,
        }
    }

    /// Whether an `allow` switches it off.
    #[cfg(test)]
    pub fn can_be_allowed(&self) -> bool {
        self.needs != Needs::Contract
    }

    /// Whether an `allow` of it may be needed although nothing was reported here.
    pub fn is_allowed_unseen(&self) -> bool {
        self.needs == Needs::Types
    }
}

/// `unpaged_list` of `response_macros::rules::unpaged_list`
const fn last_segment(path: &'static str) -> &'static str {
    let bytes = path.as_bytes();
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1] != b':' {
        start -= 1;
    }
    path.split_at(start).1
}

/// What the rules judge: an item with the `allow`s that stand on it.
pub trait Judged: Sized + 'static {
    /// The rules, in the order in which their faults are reported.
    const RULES: &'static [Rule<Self>];

    /// The `allow`s on the item itself.
    fn allows(&self) -> &[Allow];
}

/// Holds an item to one rule: knows its name, and which `allow`s are in force.
pub struct Judge<'j> {
    slug: &'static str,
    needs: Needs,
    allows: &'j [Allow],
    proceedings: &'j mut Proceedings,
    report: &'j mut Report,
}

/// What has come up while an item was judged.
#[derive(Default)]
pub(super) struct Proceedings {
    /// The `allow`s that were needed, by their addresses: they stand still as long as the item does.
    needed: Vec<*const Allow>,
    assertions: Vec<Assertion>,
}

impl Proceedings {
    pub(super) fn into_assertions(self) -> Vec<Assertion> {
        self.assertions
    }
}

impl Judge<'_> {
    /// Reports a fault, unless the rule is allowed on the item.
    pub fn report(&mut self, fault: Diagnostic) {
        let allows = self.allows;
        self.report_at(allows, fault);
    }

    /// Reports a fault of a part of the item, unless one of the `allow`s in force there switches the rule off.
    pub fn report_at<'a>(
        &mut self,
        allows: impl IntoIterator<Item = &'a Allow>,
        fault: Diagnostic,
    ) {
        if !self.is_allowed(allows) {
            self.report_always(fault);
        }
    }

    /// Reports a fault that nothing can allow.
    pub fn report_always(&mut self, fault: Diagnostic) {
        self.report.push(fault.of_rule(self.slug));
    }

    /// Reports what cannot be read, which is not a breach of the rule.
    pub fn report_unread(&mut self, error: syn::Error) {
        self.report.push(error);
    }

    /// Has the compiler judge, unless the rule is allowed on the item.
    pub fn assert(&mut self, assertion: Assertion) {
        let allows = self.allows;
        self.assert_at(allows, assertion);
    }

    /// Has the compiler judge what nothing can allow.
    pub fn assert_always(&mut self, assertion: Assertion) {
        self.proceedings.assertions.push(assertion);
    }

    /// Has the compiler judge a part of the item, unless one of the `allow`s in force there switches the rule off.
    pub fn assert_at<'a>(
        &mut self,
        allows: impl IntoIterator<Item = &'a Allow>,
        assertion: Assertion,
    ) {
        if !self.is_allowed(allows) {
            self.proceedings.assertions.push(assertion);
        }
    }

    fn is_allowed<'a>(&mut self, allows: impl IntoIterator<Item = &'a Allow>) -> bool {
        if self.needs == Needs::Contract {
            return false;
        }
        let mut is_allowed = false;
        for allow in allows {
            if self.is_about(allow) {
                self.proceedings.needed.push(ptr::from_ref(allow));
                is_allowed = true;
            }
        }
        is_allowed
    }

    /// Whether the `allow` is one of this rule.
    pub fn is_about(&self, allow: &Allow) -> bool {
        allow.rule_name == self.slug
    }

    /// Whether the `allow` has switched something off. Asked once every other rule has judged.
    pub fn was_needed(&self, allow: &Allow) -> bool {
        self.proceedings.needed.contains(&ptr::from_ref(allow))
    }
}

/// Judges an item by each of these rules.
pub(super) fn judge<Item>(
    rules: &[Rule<Item>],
    item: &Item,
    allows: &[Allow],
    proceedings: &mut Proceedings,
    report: &mut Report,
) {
    for rule in rules {
        (rule.check)(
            item,
            &mut Judge {
                slug: rule.slug,
                needs: rule.needs,
                allows,
                proceedings,
                report,
            },
        );
    }
}
