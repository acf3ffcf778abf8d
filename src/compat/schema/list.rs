//! Comparing two lists.

use serde_json::Value;

use super::Comparison;
use super::alternative::{Alternative, List};
use super::finding::{Finding, State, Step, marked};
use super::made::size;
use super::sample::LARGEST;

impl<'d> Comparison<'d> {
    pub(super) fn list(
        &mut self,
        one: &Alternative<'d>,
        sent: &List<'d>,
        read: &List<'d>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        debug_assert!(one.values.is_none());
        let first = sent.first.len().max(read.first.len());
        let mut compared: Vec<(&super::Schema<'d>, &super::Schema<'d>)> = Vec::new();
        for index in 0..=first {
            if sent.most.is_some_and(|most| most <= index as u64) {
                break;
            }
            let (own, other) = (sent.item(index), read.item(index));
            if compared
                .iter()
                .any(|(before, against)| before.key() == own.key() && against.key() == other.key())
            {
                continue;
            }
            compared.push((own, other));
            for finding in marked(&self.compare(own, other), findings) {
                let lifted = finding.lifted(&Step::Item, &index.to_string(), |item| {
                    self.around(sent, index, &item)
                });
                findings.push(lifted);
            }
        }
        self.lengths(sent, read, findings);
    }

    /// A list with this item.
    fn around(&mut self, list: &List<'d>, index: usize, item: &Value) -> Option<Value> {
        let length = list.fewest.max(index as u64 + 1);
        if length > LARGEST {
            return None;
        }
        let mut items: Vec<Value> = Vec::new();
        let mut parts = 1;
        for other in 0..usize::try_from(length).ok()? {
            let sample = if other == index {
                item.clone()
            } else {
                self.sample(list.item(other))?
            };
            if !self.made.has_room(&mut parts, size(&sample)) {
                return None;
            }
            items.push(sample);
        }
        Some(items.into())
    }

    fn lengths(&mut self, sent: &List<'d>, read: &List<'d>, findings: &mut Vec<Finding<'d>>) {
        let (tighter, wider) = self.limits();
        if read.fewest > sent.fewest {
            let what = self.says(
                format!("has to have at least {} items", read.fewest),
                format!("may have fewer than {} items", read.fewest),
            );
            let short = self.sample_list(sent, sent.fewest);
            findings.push(Finding::new(tighter, State::Fails, what).shown_by(short));
        } else if read.fewest < sent.fewest {
            let what = self.says(
                format!("may have fewer than {} items", sent.fewest),
                format!("has at least {} items", sent.fewest),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
        match (read.most, sent.most) {
            (Some(most), before) if before.is_none_or(|before| before > most) => {
                let what = self.says(
                    format!("may have at most {most} items"),
                    format!("may have more than {most} items"),
                );
                let long = self.sample_list(sent, sent.fewest.max(most.saturating_add(1)));
                findings.push(Finding::new(tighter, State::Fails, what).shown_by(long));
            }
            (now, Some(most)) if now.is_none_or(|now| now > most) => {
                let what = self.says(
                    format!("may have more than {most} items"),
                    format!("has at most {most} items"),
                );
                findings.push(Finding::new(wider, State::Holds, what));
            }
            _ => {}
        }
        let may_repeat = !sent.is_unique && sent.most.is_none_or(|most| most > 1);
        if read.is_unique && may_repeat {
            let what = self.says(
                "may not have an item twice".to_owned(),
                "may have an item twice".to_owned(),
            );
            let twice = self
                .sample_list(sent, sent.fewest.max(2))
                .map(|list| match list {
                    Value::Array(mut items) => {
                        let last = items.len() - 1;
                        items[last] = items[last - 1].clone();
                        items.into()
                    }
                    other => other,
                });
            findings.push(Finding::new(tighter, State::Fails, what).shown_by(twice));
        } else if sent.is_unique && !read.is_unique {
            let what = self.says(
                "may have an item twice".to_owned(),
                "has no item twice".to_owned(),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
    }
}
