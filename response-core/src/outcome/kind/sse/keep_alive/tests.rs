use std::future::poll_fn;
use std::task::Waker;
use std::time::Instant;

use tokio::runtime::{Builder, Runtime};

use super::seats::{Seats, due_after};
use super::*;

/// A body that never sends anything.
struct Silent;

impl Body for Silent {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Pending
    }
}

fn silent(millis: u64) -> KeepAlive<Silent> {
    KeepAlive::new(Silent, Duration::from_millis(millis))
}

async fn comment(body: &mut KeepAlive<Silent>) {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
    assert_eq!(frame.unwrap().unwrap().into_data().unwrap(), ":\n\n");
}

/// Begins to wait, without waiting.
fn begin(body: &mut KeepAlive<Silent>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(body).poll_frame(&mut context).is_pending());
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

fn tasks(runtime: &Runtime) -> usize {
    runtime.handle().metrics().num_alive_tasks()
}

/// Lets the tasks run that can.
fn run(runtime: &Runtime) {
    runtime.block_on(async {
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
    });
}

const INTERVAL: Duration = Duration::from_secs(15);

#[test]
fn streams_that_begin_together_are_looked_at_together() {
    let mut seats = Seats::default();
    for number in 0..1000 {
        let now = number / 10;
        seats.take(due_after(now, INTERVAL), Waker::noop().clone());
    }
    let looks: Vec<usize> = std::iter::from_fn(|| {
        let next = seats.next()?;
        Some(seats.due(next).len())
    })
    .collect();
    assert_eq!(looks, [1000]);
}

#[test]
fn no_stream_is_due_too_early_or_late_by_more_than_a_small_part_of_its_interval() {
    for millis in [1, 50, 1000, 15_000, 60_000] {
        for now in 0..3000 {
            let late = due_after(now, Duration::from_millis(millis)) - now - millis;
            assert!(
                (1..=1 + millis / 32).contains(&late),
                "{millis}, {now}: {late}"
            );
        }
    }
    assert!(due_after(5, Duration::MAX) > 1 << 39);
}

#[test]
fn a_stream_with_events_is_not_woken() {
    let mut seats = Seats::default();
    let number = seats.take(100, Waker::noop().clone());
    seats.wait_until(number, 150);
    assert!(seats.due(100).is_empty());
    assert!(!seats.is_due(number));
    assert_eq!(seats.next(), Some(150));
    assert_eq!(seats.due(150).len(), 1);
    assert!(seats.is_due(number));
}

#[test]
fn a_stream_that_has_left_is_forgotten() {
    let mut seats = Seats::default();
    let [first, second] = [100, 200].map(|due| seats.take(due, Waker::noop().clone()));
    assert!(seats.leave(first).is_some());
    assert_eq!(seats.next(), Some(200));
    assert!(seats.leave(first).is_none());
    assert_eq!(seats.take(300, Waker::noop().clone()), first);
    seats.leave(first);
    seats.leave(second);
    assert!(seats.is_empty());
    assert_eq!(seats.next(), None);
}

#[test]
fn a_thousand_streams_have_one_timer() {
    let runtime = runtime();
    let mut bodies: Vec<_> = (0..1000).map(|_| silent(20)).collect();
    let start = Instant::now();
    runtime.block_on(async {
        bodies.iter_mut().for_each(begin);
        for body in &mut bodies {
            comment(body).await;
        }
    });
    assert!(start.elapsed() >= Duration::from_millis(20));
    assert_eq!(tasks(&runtime), 1);
}

#[test]
fn without_streams_there_is_no_timer() {
    let runtime = runtime();
    assert_eq!(tasks(&runtime), 0);
    let mut bodies = [silent(60_000), silent(60_000)];
    runtime.block_on(async { bodies.iter_mut().for_each(begin) });
    run(&runtime);
    let [first, second] = bodies;
    drop(first);
    run(&runtime);
    assert_eq!(tasks(&runtime), 1);
    drop(second);
    run(&runtime);
    assert_eq!(tasks(&runtime), 0);
}

#[test]
fn a_shorter_interval_does_not_wait_for_a_longer_one() {
    let runtime = runtime();
    let (mut long, mut short) = (silent(60_000), silent(5));
    runtime.block_on(async { begin(&mut long) });
    run(&runtime);
    let start = Instant::now();
    runtime.block_on(comment(&mut short));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_stream_goes_on_in_another_runtime_when_its_own_is_gone() {
    let mut body = silent(5);
    let first = runtime();
    first.block_on(async { begin(&mut body) });
    run(&first);
    drop(first);
    runtime().block_on(comment(&mut body));
}

#[test]
fn comments_are_sent_again_and_again() {
    let mut body = silent(2);
    runtime().block_on(async {
        for _ in 0..5 {
            comment(&mut body).await;
        }
    });
}
