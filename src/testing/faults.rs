//! What a sweep has found, told once for each operation and status.

use std::fmt;

use super::TestAnswer;

/// How many different faults of one operation and status are shown.
const SHOWN: usize = 4;

/// The faults, in the order in which they were found.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<OfOneStatus>);

/// The faults of the responses of one operation that have one status.
pub(super) struct OfOneStatus {
    /// The operation.
    place: String,
    status: u16,
    /// What is wrong, each with the number of requests.
    found: Vec<(String, usize)>,
    /// One of the responses.
    example: String,
}

impl Faults {
    /// Adds a fault of a response to a request for this operation.
    pub(super) fn add(&mut self, place: &str, fault: String, answer: &TestAnswer) {
        let status = answer.status().as_u16();
        let known = self.0.iter_mut();
        let mut same = known.filter(|known| known.status == status && known.place == place);
        let Some(known) = same.next() else {
            self.0.push(OfOneStatus {
                place: place.to_owned(),
                status,
                found: vec![(fault, 1)],
                example: format!("{answer:?}"),
            });
            return;
        };
        match known.found.iter_mut().find(|(found, _)| *found == fault) {
            Some((_, count)) => *count += 1,
            None => known.found.push((fault, 1)),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let counts = self.0.iter().flat_map(|of_one| &of_one.found);
        counts.map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|of_one| of_one.fmt(formatter))
    }
}

impl fmt::Display for OfOneStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (fault, count) in self.found.iter().take(SHOWN) {
            let (what, more) = fault.split_once('\n').unwrap_or((fault, ""));
            // What comes from the document begins with the operation.
            if !what.starts_with(&self.place) {
                write!(formatter, "{}, status {}: ", self.place, self.status)?;
            }
            let requests = if *count == 1 { "request" } else { "requests" };
            writeln!(formatter, "{what} ({count} {requests})")?;
            if !more.is_empty() {
                writeln!(formatter, "{more}")?;
            }
        }
        if let Some(others) = self
            .found
            .len()
            .checked_sub(SHOWN)
            .filter(|others| *others > 0)
        {
            writeln!(
                formatter,
                "and {others} other faults of {}, status {}",
                self.place, self.status
            )?;
        }
        writeln!(formatter, "for example {}\n", self.example)
    }
}
