//! Each rule's failing case gives its error, each passing case compiles, and emitted code holds wherever it stands.

#[test]
fn the_compiler_says_what_the_cases_say() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("fail/*.rs");
    cases.pass("pass/*.rs");
    cases.pass("holds/*.rs");
}
