//! Files that hold more than there is memory for are errors, not the end of the program.
//!
//! While a file is read here, no more than a megabyte at once is given out; images need less than that as bytes, and more as numbers.
use flate2::{Compression, write::GzEncoder};
use shapeful::data::{Csv, DataError, Examples, Side};
use shapeful::{axes, dim};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::io::Write;

const MOST: usize = 1 << 20;
thread_local! { static READS: Cell<bool> = const { Cell::new(false) }; }

struct Small;
// SAFETY: what is given out is the system's; null says that there is no memory.
unsafe impl GlobalAlloc for Small {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() > MOST && READS.get() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(old, layout) }
    }
}
#[global_allocator]
static SMALL: Small = Small;

axes! { Pixels = 4; Classes = 10; }

fn with_little_memory<T>(read: impl FnOnce() -> T) -> T {
    READS.set(true);
    let result = read();
    READS.set(false);
    result
}
fn pack(path: &std::path::Path, bytes: &[&[u8]]) {
    let mut encoder = GzEncoder::new(fs::File::create(path).unwrap(), Compression::fast());
    bytes.iter().for_each(|bytes| encoder.write_all(bytes).unwrap());
    encoder.finish().unwrap();
}
#[track_caller]
fn assert_no_memory<T: std::fmt::Debug>(read: Result<T, DataError>) {
    let error = read.unwrap_err();
    assert!(error.file.is_some() && error.expected.starts_with("memory for all"), "{error}");
}

#[test]
fn images_that_fit_as_bytes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (images, labels) = (folder.path().join("images.gz"), folder.path().join("labels.gz"));
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<_>>();
    let read = |count: usize| {
        pack(&images, &[&numbers(&[2051, count as u32, 2, 2]), &vec![0; 4 * count]]);
        pack(&labels, &[&numbers(&[2049, count as u32]), &vec![0; count]]);
        with_little_memory(|| Examples::<(Pixels,), Classes>::from_idx(&images, &labels))
    };
    assert_eq!(read(60_000).unwrap().inputs().len(), 240_000);
    assert_no_memory(read(100_000));
    // Too much even as bytes.
    assert_no_memory(read(1_000_000));
}
#[test]
fn more_lines_than_fit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lines.csv.gz");
    let read = |lines: usize| -> Result<Examples<(dim!(1),), Classes>, _> {
        pack(&path, &[&b"0,1\n".repeat(lines)]);
        with_little_memory(|| Csv { header: false, targets: Side::Last }.read(&path))
    };
    assert_eq!(read(50_000).unwrap().targets().len(), 50_000);
    assert_no_memory(read(300_000));
}
