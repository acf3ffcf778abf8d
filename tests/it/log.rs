//! What the tests log, line by line.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Subscriber, subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// The log of the thread of a test.
pub struct Log {
    bytes: Bytes,
    _guard: DefaultGuard,
}

impl Log {
    /// From now on, and until it is dropped.
    pub fn start() -> Self {
        let bytes = Bytes::default();
        Self {
            _guard: subscriber::set_default(writing_to(&bytes)),
            bytes,
        }
    }

    pub fn lines(&self) -> Vec<String> {
        self.bytes.lines()
    }
}

#[cfg(feature = "axum")]
static OF_OTHER_THREADS: LazyLock<Bytes> = LazyLock::new(|| {
    let bytes = Bytes::default();
    subscriber::set_global_default(writing_to(&bytes)).unwrap();
    bytes
});

/// From now on, what is logged by threads that have no `Log` is kept as well.
#[cfg(feature = "axum")]
pub fn keep_lines_of_other_threads() {
    LazyLock::force(&OF_OTHER_THREADS);
}

#[cfg(feature = "axum")]
pub fn lines_of_other_threads() -> Vec<String> {
    OF_OTHER_THREADS.lines()
}

fn writing_to(bytes: &Bytes) -> impl Subscriber + use<> {
    // tracing keeps for the whole process whether a line of code is to be logged. While there is one subscriber, it
    // takes the answer of the thread that comes by first, which may have none. Where there are two, it asks both.
    static SECOND: LazyLock<Dispatch> = LazyLock::new(|| {
        let silent = tracing_subscriber::fmt().with_max_level(LevelFilter::OFF);
        Dispatch::new(silent.finish())
    });
    LazyLock::force(&SECOND);
    tracing_subscriber::fmt()
        .with_writer(bytes.clone())
        .with_ansi(false)
        .finish()
}

#[derive(Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

impl io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Bytes {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
