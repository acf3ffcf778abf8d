//! Texts that may match a regular expression: a walk along the simplest way through it. The callers check
//! what it makes, so that a construct which is not understood here only leads to no text.

use std::iter::Peekable;
use std::str::Chars;

/// How long a made text may be.
const LONGEST: usize = 4096;

/// Texts that are likely to match the pattern.
pub(super) fn candidates(pattern: &str, shortest: usize) -> Vec<String> {
    let mut candidates: Vec<String> = [
        "a",
        "0",
        "A",
        "abc",
        "ABC",
        "123",
        "a1",
        "",
        "_",
        "-",
        "a-b",
        "#ffffff",
        "1.0",
        "2026-01-31",
        "en",
        "en-US",
        "EUR",
        "/a",
        "\"a\"",
        "1.0.0",
        "12:00",
        "+491234567",
    ]
    .map(str::to_owned)
    .to_vec();
    for more in [0, 1, shortest] {
        let mut walk = Walk {
            rest: pattern.chars().peekable(),
            more,
            depth: 0,
        };
        let made = walk.alternatives();
        if let Some(made) = made.filter(|_| walk.rest.peek().is_none()) {
            candidates.insert(0, made);
        }
    }
    candidates
}

struct Walk<'p> {
    rest: Peekable<Chars<'p>>,
    /// How often something is repeated that need not be there.
    more: usize,
    depth: usize,
}

impl Walk<'_> {
    /// The first alternative; the others are read, and left out.
    fn alternatives(&mut self) -> Option<String> {
        self.depth += 1;
        if self.depth > 32 {
            return None;
        }
        let first = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.sequence()?;
        }
        self.depth -= 1;
        Some(first)
    }

    fn sequence(&mut self) -> Option<String> {
        let mut made = String::new();
        while let Some(next) = self
            .rest
            .peek()
            .copied()
            .filter(|next| !matches!(next, '|' | ')'))
        {
            self.rest.next();
            let one = match next {
                '^' | '$' => String::new(),
                '(' => self.group()?,
                '[' => self.class()?.to_string(),
                '.' => "a".to_owned(),
                '\\' => self.escape()?.map(String::from).unwrap_or_default(),
                other => other.to_string(),
            };
            let times = self.times()?;
            for _ in 0..times {
                made.push_str(&one);
                if made.len() > LONGEST {
                    return None;
                }
            }
        }
        Some(made)
    }

    fn group(&mut self) -> Option<String> {
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next()? {
                ':' => {}
                'P' | '<' => {
                    // A name; what looks behind is not made.
                    let name: String = self
                        .rest
                        .by_ref()
                        .take_while(|letter| *letter != '>')
                        .collect();
                    if name.starts_with(['=', '!']) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        let made = self.alternatives()?;
        self.rest.next_if_eq(&')').map(|_| made)
    }

    fn escape(&mut self) -> Option<Option<char>> {
        Some(Some(match self.rest.next()? {
            'd' => '0',
            'w' => 'a',
            's' => ' ',
            'D' | 'S' => 'a',
            'W' => '-',
            'b' | 'B' | 'A' | 'z' | 'Z' => return Some(None),
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => {
                let digits: String = self.rest.by_ref().take(2).collect();
                char::from(u8::from_str_radix(&digits, 16).ok()?)
            }
            'u' => {
                let digits: String = self.rest.by_ref().take(4).collect();
                char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
            }
            'p' | 'P' => {
                self.rest.by_ref().find(|letter| *letter == '}')?;
                'a'
            }
            letter if letter.is_ascii_alphanumeric() => return None,
            other => other,
        }))
    }

    /// A character of a class.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_first = true;
        loop {
            let next = self.rest.next()?;
            if next == ']' && !is_first {
                break;
            }
            is_first = false;
            let from = match next {
                '\\' => match self.rest.peek()? {
                    'd' => {
                        self.rest.next();
                        ranges.push(('0', '9'));
                        continue;
                    }
                    'w' => {
                        self.rest.next();
                        ranges.extend([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);
                        continue;
                    }
                    's' => {
                        self.rest.next();
                        ranges.extend([(' ', ' '), ('\t', '\r')]);
                        continue;
                    }
                    _ => self.escape()??,
                },
                other => other,
            };
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']') {
                self.rest = ahead;
                let to = match self.rest.next()? {
                    '\\' => self.escape()??,
                    other => other,
                };
                ranges.push((from, to));
            } else {
                ranges.push((from, from));
            }
        }
        let has = |letter: char| {
            ranges
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&letter))
        };
        if is_negated {
            return ['a', '0', 'A', '-', ' ', '.', 'z']
                .into_iter()
                .find(|letter| !has(*letter));
        }
        let plain = ['a', 'A', '0'].into_iter().find(|letter| has(*letter));
        plain.or_else(|| ranges.first().map(|(from, _)| *from))
    }

    /// How often what stands before is repeated.
    fn times(&mut self) -> Option<usize> {
        let times = match self.rest.peek() {
            Some('*') => {
                self.rest.next();
                self.more
            }
            Some('+') => {
                self.rest.next();
                self.more.max(1)
            }
            Some('?') => {
                self.rest.next();
                self.more.min(1)
            }
            Some('{') => {
                self.rest.next();
                let text: String = self
                    .rest
                    .by_ref()
                    .take_while(|letter| *letter != '}')
                    .collect();
                let (least, most) = match text.split_once(',') {
                    None => (text.parse().ok()?, text.parse().ok()?),
                    Some((least, "")) => (least.parse().ok()?, usize::MAX),
                    Some((least, most)) => (least.parse().ok()?, most.parse().ok()?),
                };
                if least > most || least > LONGEST {
                    return None;
                }
                self.more.min(LONGEST).clamp(least, most)
            }
            _ => return Some(1),
        };
        // Lazy or possessive.
        let _ = self.rest.next_if(|next| matches!(next, '?' | '+'));
        Some(times)
    }
}
