//! Requests that are made to take long: the instructions per byte, by callgrind, of small and of large ones. They are about
//! the same if the work is linear, which this program asserts; the allocations are asserted by `tests/allocations`.

mod callgrind;
#[path = "../tests/it/bounded/service.rs"]
mod service;

use std::hint::black_box;

use callgrind::{asked, instructions};
use service::{ATTACKS, app};
use steadfast::ErrorFormat;
use tower::ServiceExt;

fn main() {
    if let Some([attack, size]) = asked().as_deref() {
        let (_, attack) = ATTACKS[*attack];
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let answer = app(ErrorFormat::Problem).oneshot(attack(*size));
        let runtime = runtime.expect("a runtime");
        black_box(runtime.block_on(answer)).expect("an answer");
        return;
    }
    let word = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    println!(
        "{:45}{:>12}{:>12}",
        "instructions per byte", "50 kB", "400 kB"
    );
    for (index, (name, _)) in ATTACKS.iter().enumerate() {
        if word.as_ref().is_some_and(|word| !name.contains(word)) {
            continue;
        }
        // From this size to twice as much.
        let [small, large] = [50_000, 400_000].map(|size| instructions(&[index], size));
        println!("{name:45}{small:>12.0}{large:>12.0}");
        // Work that grows with the square would be eight times as much. A search that ends after a fixed amount of work
        // takes up to a few times as much per byte where it does not reach that yet.
        assert!(large < 4.0 * small + 50.0, "{name} is not linear");
    }
}
