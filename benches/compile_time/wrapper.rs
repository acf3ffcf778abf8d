//! This program as `RUSTC_WORKSPACE_WRAPPER`: cargo starts it instead of rustc, and it watches rustc.

use std::io::Write;
use std::process::{Command, exit};
use std::thread::sleep;
use std::time::Duration;
use std::{env, fs};

/// The variable with the file that is told how much memory rustc has had.
pub const REPORT: &str = "COMPILE_TIME_REPORT";

/// After how many seconds of the processor rustc is ended.
pub const LIMIT: u64 = 600;

/// Whether cargo has started this program as rustc.
pub fn is_asked() -> bool {
    env::var_os(REPORT).is_some()
}

/// Runs rustc, and exits as it does.
pub fn run() -> ! {
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next().expect("cargo names rustc first");
    let mut child = Command::new(rustc).args(arguments).spawn().unwrap();
    let id = child.id().to_string();
    let mut most = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        // A process that has ended and is not yet waited for has no memory.
        most = resident(&id).unwrap_or(most);
        if ticks(&id).is_some_and(|[user, system, ..]| (user + system) / 100 >= LIMIT) {
            child.kill().unwrap();
            report("ended");
        }
        sleep(Duration::from_millis(5));
    };
    report(&most.to_string());
    exit(status.code().unwrap_or(1));
}

fn report(line: &str) {
    let file = env::var_os(REPORT).unwrap();
    let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
    writeln!(file, "{line}").unwrap();
}

/// The most that a process has had resident, in kB.
fn resident(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let (_, most) = status.split_once("VmHWM:")?;
    most.split_whitespace().next()?.parse().ok()
}

/// Ticks of the processor that a process has taken, in the program and in the kernel, and those that its children had taken
/// when it waited for them.
pub fn ticks(process: &str) -> Option<[u64; 4]> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program may hold spaces; the fields behind it are numbers (proc_pid_stat(5)).
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11).map(|field| field.parse().ok());
    Some([
        fields.next()??,
        fields.next()??,
        fields.next()??,
        fields.next()??,
    ])
}
