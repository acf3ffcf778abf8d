//! Instructions, as callgrind counts them: they repeat where times do not.

use std::process::Command;

/// What one more time costs, when this program is run again with these arguments and a number of times behind them. The
/// difference of two counts leaves the start of the process out.
pub fn instructions(arguments: &[usize], times: usize) -> f64 {
    let run = |times| count(arguments, times).expect("valgrind is installed");
    (run(2 * times) - run(times)) / times as f64
}

fn count(arguments: &[usize], times: usize) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .arg("run")
        .args(arguments.iter().map(usize::to_string))
        .arg(times.to_string())
        .output()
        .ok()?;
    let report = String::from_utf8(output.stderr).ok()?;
    let (_, count) = report.split_once("Collected : ")?;
    count.split_whitespace().next()?.parse().ok()
}

/// The arguments behind `run`, if this is such a run.
pub fn asked() -> Option<Vec<usize>> {
    let mut arguments = std::env::args().skip(1);
    (arguments.next()? == "run").then(|| {
        arguments
            .map(|argument| argument.parse().expect("a number"))
            .collect()
    })
}
