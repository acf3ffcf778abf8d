//! Walking two documents side by side.

mod answers;
mod bodies;
mod callbacks;
mod operation;
mod outside;
mod parameters;
mod paths;
mod presence;
mod schemas;
mod security;
mod shown;

use std::collections::HashSet;

use serde_json::Value;

use super::change::{Change, Direction, Kind, Subject, Verdict};
use super::check::Check;
use super::document::Document;
use super::read::mounted::Mounted;
use super::schema::Comparison;
use super::stub::Stub;
use super::witness::Witness;

pub(super) struct Walk<'d> {
    old: &'d Document,
    new: &'d Document,
    schemas: Comparison<'d>,
    check: Check<'d>,
    /// The pairs of component names that were reported, and the pairs of schemas that were asked for them.
    renamed: HashSet<(String, String)>,
    named: HashSet<(usize, usize)>,
    changes: Vec<Change>,
}

/// Where a value is compared: whatever sends it, and whatever receives it.
#[derive(Clone, Copy)]
struct Way<'w, 'd> {
    operation: &'w str,
    subject: Option<&'w Subject>,
    direction: Direction,
    sender: &'d Document,
    receiver: &'d Document,
    /// The operation in the sender's document, and in the receiver's.
    sent: Mounted<'d>,
    read: Mounted<'d>,
}

impl<'w, 'd> Way<'w, 'd> {
    /// The way of a part of the operation.
    const fn of(self, subject: &'w Subject) -> Self {
        Self {
            subject: Some(subject),
            ..self
        }
    }

    /// The contract of the sender.
    const fn sending(&self) -> Stub<'d> {
        Stub::new(self.sender, self.sent)
    }

    /// The contract of the receiver.
    const fn receiving(&self) -> Stub<'d> {
        Stub::new(self.receiver, self.read)
    }

    /// The places in the old document and in the new one.
    fn places(
        &self,
        sender: Option<&'d Value>,
        receiver: Option<&'d Value>,
    ) -> (Option<String>, Option<String>) {
        let sender = sender.and_then(|value| self.sender.pointer(value));
        let receiver = receiver.and_then(|value| self.receiver.pointer(value));
        match self.direction {
            Direction::Sent => (sender, receiver),
            Direction::Received => (receiver, sender),
        }
    }
}

/// The changes between two documents.
pub(super) fn changes(old: &Document, new: &Document) -> Vec<Change> {
    let mut walk = Walk {
        old,
        new,
        schemas: Comparison::new(),
        check: Check::new(old, new),
        renamed: HashSet::new(),
        named: HashSet::new(),
        changes: Vec::new(),
    };
    walk.servers();
    walk.schemes();
    walk.outside_items();
    walk.paths();
    walk.webhooks();
    walk.changes
}

impl<'d> Walk<'d> {
    /// A way of values that clients send.
    fn sent<'w>(
        &self,
        operation: &'w str,
        before: &Mounted<'d>,
        after: &Mounted<'d>,
    ) -> Way<'w, 'd> {
        Way {
            operation,
            subject: None,
            direction: Direction::Sent,
            sender: self.old,
            receiver: self.new,
            sent: *before,
            read: *after,
        }
    }

    /// A way of values that clients receive.
    fn received<'w>(
        &self,
        operation: &'w str,
        before: &Mounted<'d>,
        after: &Mounted<'d>,
    ) -> Way<'w, 'd> {
        Way {
            operation,
            subject: None,
            direction: Direction::Received,
            sender: self.new,
            receiver: self.old,
            sent: *after,
            read: *before,
        }
    }

    fn tell(
        &mut self,
        kind: Kind,
        verdict: Verdict,
        operation: &str,
        (old, new): (Option<&Value>, Option<&Value>),
        sentence: impl Into<String>,
    ) -> &mut Change {
        let old = old.and_then(|value| self.old.pointer(value));
        let new = new.and_then(|value| self.new.pointer(value));
        self.push(Change {
            kind,
            verdict,
            operation: operation.to_owned(),
            subject: None,
            direction: None,
            old,
            new,
            sentence: sentence.into(),
            witness: None,
            accepted: None,
            sunset: None,
        })
    }

    /// A difference on the way of a value of which is not decided here whether it breaks clients.
    fn risks(
        &mut self,
        kind: Kind,
        way: Way<'_, 'd>,
        places: (Option<&'d Value>, Option<&'d Value>),
        sentence: impl Into<String>,
    ) {
        self.tell_way(kind, Verdict::Risky, way, places, sentence, None);
    }

    /// A difference on the way of a value that no client notices.
    fn keeps(
        &mut self,
        kind: Kind,
        way: Way<'_, 'd>,
        places: (Option<&'d Value>, Option<&'d Value>),
        sentence: impl Into<String>,
    ) {
        self.tell_way(kind, Verdict::Compatible, way, places, sentence, None);
    }

    /// A difference on the way of a value; it has a witness exactly if it breaks clients.
    fn tell_way(
        &mut self,
        kind: Kind,
        verdict: Verdict,
        way: Way<'_, 'd>,
        (sender, receiver): (Option<&'d Value>, Option<&'d Value>),
        sentence: impl Into<String>,
        witness: Option<Witness>,
    ) {
        let (old, new) = way.places(sender, receiver);
        self.push(Change {
            kind,
            verdict,
            operation: way.operation.to_owned(),
            subject: way.subject.cloned(),
            direction: Some(way.direction),
            old,
            new,
            sentence: sentence.into(),
            witness,
            accepted: None,
            sunset: None,
        });
    }

    fn push(&mut self, change: Change) -> &mut Change {
        let is_same = |known: &Change| {
            known.kind == change.kind
                && known.operation == change.operation
                && known.old == change.old
                && known.new == change.new
                && known.sentence == change.sentence
        };
        // What belongs to one operation stands together.
        let recent = self
            .changes
            .iter()
            .rev()
            .take_while(|known| known.operation == change.operation);
        match recent.take(200).position(is_same) {
            Some(back) => {
                let index = self.changes.len() - 1 - back;
                &mut self.changes[index]
            }
            None => {
                self.changes.push(change);
                let index = self.changes.len() - 1;
                &mut self.changes[index]
            }
        }
    }
}
