//! Opening a file safely: only a regular file, and below its root.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use super::FileError;

/// Opens a regular file. Its type is checked before it is opened, since opening a pipe would wait for its other end.
pub(super) fn open(path: &Path) -> Result<(File, PathBuf), FileError> {
    if !fs::metadata(path)?.is_file() {
        return Err(FileError::NotFound);
    }
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(FileError::NotFound);
    }
    Ok((file, path.to_owned()))
}

/// Opens a regular file whose path comes from a client.
pub(super) fn open_below(root: &Path, path: &str) -> Result<(File, PathBuf), FileError> {
    let root = fs::canonicalize(root)?;
    let path = root.join(relative(path).ok_or(FileError::NotFound)?);
    // Checked before the file is opened: opening may have effects, which a device outside the root must not see.
    if !fs::canonicalize(&path)?.starts_with(&root) {
        return Err(FileError::NotFound);
    }
    let (file, path) = open(&path)?;
    // Checked again after it was opened: a directory in the path may have become a link in between.
    if real_path(&file).is_some_and(|real| !real.starts_with(&root)) {
        return Err(FileError::NotFound);
    }
    Ok((file, path))
}

/// Returns the path if each of its parts is a file name. What Windows reads as a prefix, a separator or a stream is
/// refused on every system, so that a service behaves the same everywhere.
fn relative(path: &str) -> Option<&Path> {
    if path.is_empty() || path.contains(['\0', '\\', ':']) {
        return None;
    }
    let path = Path::new(path);
    path.components()
        .all(|component| matches!(component, Component::Normal(_)))
        .then_some(path)
}

/// The real path of an opened file, on systems that can tell.
#[cfg(target_os = "linux")]
fn real_path(file: &File) -> Option<PathBuf> {
    use std::os::fd::AsRawFd;
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

#[cfg(not(target_os = "linux"))]
fn real_path(_: &File) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn every_part_of_a_path_is_a_name() {
        for path in ["a.txt", "a/b.txt", "a//b", "%2e%2e/a", "..a", "a..", "…"] {
            assert!(relative(path).is_some(), "{path}");
        }
        for path in [
            "",
            "..",
            "../a",
            "a/../b",
            "a/..",
            "/etc/passwd",
            "//a",
            "./a",
            "a\0",
            "..\\a",
            "C:\\a",
            "C:a",
            "\\\\server\\share",
            "a:stream",
        ] {
            assert!(relative(path).is_none(), "{path}");
        }
    }
}
