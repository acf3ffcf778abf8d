/// Returns the candidate that the user most likely meant.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let similarity = strsim::jaro_winkler(&folded, &candidate.to_lowercase());
            (similarity, candidate)
        })
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typing_error_is_recognised() {
        assert_eq!(
            nearest("CREATD", ["OK", "CREATED", "ACCEPTED"]),
            Some("CREATED")
        );
    }

    #[test]
    fn nothing_is_suggested_for_a_stranger() {
        assert_eq!(nearest("banana", ["OK", "CREATED"]), None);
    }
}
