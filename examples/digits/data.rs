//! The digits file (`data/README.md` describes it), read and checked number by number.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::num::{IntErrorKind, ParseIntError};
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord, Terminator, Trim};
use flate2::bufread::MultiGzDecoder;

const PIXELS: usize = 64;
const DARKEST: u32 = 16;
const LAST_CLASS: u32 = 9;

/// A kilobyte of gzip can hold a megabyte of zeros, so what comes out is limited, not what goes in. The real file has 265 kB.
const MAX_BYTES: u64 = 64 << 20;
/// A row needs at most 194 characters. The limit keeps the reader from holding a whole file of commas as one row.
const MAX_LINE: usize = 4096;
/// Enough to see the pattern; a file in the wrong format has one bad row per line.
const MAX_REPORTED: usize = 20;

/// One 8×8 image, row by row from the top left, and the digit its writer meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Digit {
    /// 0 is paper, 1 is full ink.
    pub pixels: [f32; PIXELS],
    /// 0 to 9.
    pub label: u32,
    /// Where it stands in the (decompressed) file; the first line is 1.
    pub line: u64,
}

/// Why the digits could not be read. `Display` is a sentence for the person who started the program, and says what to do.
#[derive(Debug)]
pub enum LoadError {
    Missing { path: PathBuf },
    Unreadable { path: PathBuf, reason: io::Error },
    CutShort { path: PathBuf },
    Damaged { path: PathBuf, reason: String },
    TooBig { path: PathBuf },
    NotText { path: PathBuf, line: usize },
    LongLine { path: PathBuf, line: usize },
    Empty { path: PathBuf },
    BadRows { path: PathBuf, first: Vec<BadRow>, total: usize },
}

/// The first thing wrong in one row.
#[derive(Debug, PartialEq)]
pub struct BadRow {
    pub line: u64,
    pub fault: Fault,
}

#[derive(Debug, PartialEq)]
pub enum Fault {
    FieldCount { found: usize },
    NotANumber { column: usize, text: String },
    OutOfRange { column: usize, text: String },
}

/// Reads every digit of a CSV file, gzipped or plain, in the order of the file.
///
/// - Columns: 64 pixels from 0 to 16, then the label from 0 to 9; a header row `p0,…,p63,label` may come first.
/// - Errors: all rows that are wrong are reported together, by line; nothing is skipped or repaired.
pub fn load(path: &Path) -> Result<Vec<Digit>, LoadError> {
    let bytes = read_limited(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        LoadError::NotText { path: path.into(), line: 1 + newlines(good) }
    })?;
    // Spreadsheets begin UTF-8 files with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(index) = text.lines().position(|line| line.len() > MAX_LINE) {
        return Err(LoadError::LongLine { path: path.into(), line: index + 1 });
    }
    parse(text, path)
}

/// The decompressed content of the file. The two magic bytes decide, not the name, so a renamed file is read as well.
fn read_limited(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |reason: io::Error| match reason.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path: path.into() },
        _ => LoadError::Unreadable { path: path.into(), reason },
    };
    let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
    let gzipped = file.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);

    let mut bytes = Vec::new();
    if gzipped {
        MultiGzDecoder::new(file).take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => LoadError::CutShort { path: path.into() },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                LoadError::Damaged { path: path.into(), reason: error.to_string() }
            }
            _ => unreadable(error),
        })?;
    } else {
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > MAX_BYTES { Err(LoadError::TooBig { path: path.into() }) } else { Ok(bytes) }
}

fn parse(text: &str, path: &Path) -> Result<Vec<Digit>, LoadError> {
    // Numbers need no quotes, and a stray one would swallow the rows that follow it.
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(false)
        .terminator(Terminator::Any(b'\n'))
        .trim(Trim::All)
        .from_reader(text.as_bytes());

    let (mut digits, mut first, mut total) = (Vec::new(), Vec::new(), 0);
    let mut row = StringRecord::new();
    // csv counts the blank lines before a row as part of that row, so the line is counted here, from the byte position.
    let (mut line, mut counted) = (1, 0);
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                return Err(LoadError::Damaged { path: path.into(), reason: error.to_string() });
            }
        }
        let blank = text.as_bytes()[start..].iter().take_while(|&&byte| byte == b'\n').count();
        line += newlines(&text.as_bytes()[counted..start + blank]) as u64;
        counted = start + blank;

        let only_spaces = row.len() == 1 && row[0].is_empty();
        if only_spaces || (line == 1 && is_header(&row)) {
            continue;
        }
        match digit(&row, line) {
            Ok(digit) => digits.push(digit),
            Err(fault) => {
                total += 1;
                if first.len() < MAX_REPORTED {
                    first.push(BadRow { line, fault });
                }
            }
        }
    }
    if total > 0 {
        Err(LoadError::BadRows { path: path.into(), first, total })
    } else if digits.is_empty() {
        Err(LoadError::Empty { path: path.into() })
    } else {
        Ok(digits)
    }
}

/// Only the header we know: a first row that is merely broken must be reported, not taken for a header.
fn is_header(row: &StringRecord) -> bool {
    row.len() == PIXELS + 1 && row.iter().enumerate().all(|(column, name)| name == column_name(column))
}

fn digit(row: &StringRecord, line: u64) -> Result<Digit, Fault> {
    if row.len() != PIXELS + 1 {
        return Err(Fault::FieldCount { found: row.len() });
    }
    let mut pixels = [0.0; PIXELS];
    for (column, pixel) in pixels.iter_mut().enumerate() {
        *pixel = number(row, column)? as f32 / DARKEST as f32;
    }
    Ok(Digit { pixels, label: number(row, PIXELS)?, line })
}

fn number(row: &StringRecord, column: usize) -> Result<u32, Fault> {
    let field = &row[column];
    // A field can be as long as a line; twenty characters are enough to find it by.
    let text = || field.chars().take(20).collect();
    let too_large =
        |error: &ParseIntError| matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow);
    match field.parse::<i64>() {
        Ok(value) if (0..=i64::from(largest(column))).contains(&value) => Ok(value as u32),
        Err(error) if !too_large(&error) => Err(Fault::NotANumber { column, text: text() }),
        _ => Err(Fault::OutOfRange { column, text: text() }),
    }
}

fn largest(column: usize) -> u32 {
    if column < PIXELS { DARKEST } else { LAST_CLASS }
}

fn column_name(column: usize) -> String {
    if column < PIXELS { format!("p{column}") } else { "label".into() }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Missing { path } => write!(
                f,
                "{} does not exist: start the program in the repository's root folder, or give the path of the digits file",
                path.display()
            ),
            Self::Unreadable { path, reason } => {
                write!(f, "{} cannot be read ({reason}): check that it is a file you may open", path.display())
            }
            Self::CutShort { path } => {
                write!(f, "{} ends in the middle of its gzip data: restore it, the copy was cut short", path.display())
            }
            Self::Damaged { path, reason } => {
                write!(f, "{} cannot be decoded ({reason}): restore it, the copy is damaged", path.display())
            }
            Self::TooBig { path } => write!(
                f,
                "{} holds more than {} MiB of text: give the digits file, which is 250 times smaller",
                path.display(),
                MAX_BYTES >> 20
            ),
            Self::NotText { path, line } => write!(
                f,
                "{} is not UTF-8 text from line {line} on: give a CSV file, plain or gzipped, saved as UTF-8",
                path.display()
            ),
            Self::LongLine { path, line } => write!(
                f,
                "line {line} of {} is longer than {MAX_LINE} bytes: give one digit per line, each ended by a newline",
                path.display()
            ),
            Self::Empty { path } => write!(
                f,
                "{} holds no digit: give a file with a row of {PIXELS} pixels and a label per digit",
                path.display()
            ),
            Self::BadRows { path, first, total } => {
                let rows = if *total == 1 { "row is" } else { "rows are" };
                write!(f, "{}: {total} {rows} wrong; correct them or restore the file:", path.display())?;
                for BadRow { line, fault } in first {
                    write!(f, "\n  line {line}: {fault}")?;
                }
                if *total > first.len() {
                    write!(f, "\n  and {} more", total - first.len())?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::FieldCount { found } => {
                let fields = if *found == 1 { "field" } else { "fields" };
                write!(f, "{found} {fields}, but a row has {}: {PIXELS} pixels and a label", PIXELS + 1)
            }
            Self::NotANumber { column, text } => {
                write!(f, "{} is {text:?}, which is not a whole number", column_name(*column))
            }
            Self::OutOfRange { column, text } => {
                let kind = if *column < PIXELS { "pixel" } else { "label" };
                write!(f, "{} is {text}, but a {kind} is 0 to {}", column_name(*column), largest(*column))
            }
        }
    }
}

impl Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// A file of its own for each test: they run in parallel.
    fn load_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Digit>, LoadError> {
        let path = std::env::temp_dir().join(format!("shapeful-digits-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let result = load(&path);
        std::fs::remove_file(&path).unwrap();
        result
    }

    fn message(name: &str, bytes: &[u8]) -> String {
        load_bytes(name, bytes).unwrap_err().to_string()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn header() -> String {
        (0..=PIXELS).map(column_name).collect::<Vec<_>>().join(",")
    }

    /// All pixels the same, then the label.
    fn row(pixel: &str, label: &str) -> String {
        format!("{pixel},").repeat(PIXELS) + label
    }

    #[test]
    fn the_real_file() {
        let digits = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/digits.csv.gz")).unwrap();
        assert_eq!(digits.len(), 1797);
        assert!(digits.iter().zip(2..).all(|(digit, line)| digit.line == line));
        assert!(digits.iter().flat_map(|digit| digit.pixels).all(|pixel| (0.0..=1.0).contains(&pixel)));
        // The ten classes of the last 360 rows, which the usual split keeps for testing.
        let mut counts = [0; 10];
        digits[1437..].iter().for_each(|digit| counts[digit.label as usize] += 1);
        assert_eq!(counts, [35, 36, 35, 37, 37, 37, 37, 36, 33, 37]);
        assert_eq!(digits[0].pixels[..8], [0.0, 0.0, 0.3125, 0.8125, 0.5625, 0.0625, 0.0, 0.0]);
    }

    #[test]
    fn plain_gzipped_with_and_without_header() {
        let rows = format!("{}\n{}\n", row("16", "3"), row("4", "9"));
        let plain = load_bytes("plain.csv", rows.as_bytes()).unwrap();
        assert_eq!((plain[0].pixels, plain[0].label, plain[0].line), ([1.0; 64], 3, 1));
        assert_eq!((plain[1].pixels, plain[1].label, plain[1].line), ([0.25; 64], 9, 2));
        assert_eq!(load_bytes("gzipped.csv", &gzip(rows.as_bytes())).unwrap(), plain);
        let headed = load_bytes("headed.csv", format!("{}\n{rows}", header()).as_bytes()).unwrap();
        assert_eq!(headed.iter().map(|digit| digit.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn spreadsheet_line_ends_blank_lines_and_spaces_keep_the_line_numbers() {
        let text = format!("\u{feff}{}\r\n\r\n\n \n{}\r\n{}", header(), row(" 1 ", "2"), row("1", "3"));
        let digits = load_bytes("crlf.csv", text.as_bytes()).unwrap();
        assert_eq!(digits.iter().map(|digit| digit.line).collect::<Vec<_>>(), [5, 6]);
    }

    #[test]
    fn every_bad_row_is_named_with_what_is_wrong() {
        let text = [
            header(),
            row("1", "2"),
            "1,2,3".into(),
            row("1", "ten"),
            row("17", "1"),
            row("1", "10"),
            row("1", "-1"),
            row("1.5", "1"),
            row("1", "99999999999999999999"),
            row("1", "\"1\""),
            row("1", ""),
        ]
        .join("\n");
        let said = message("bad.csv", text.as_bytes());
        let (head, lines) = said.split_once('\n').unwrap();
        assert!(head.ends_with("9 rows are wrong; correct them or restore the file:"), "{head}");
        assert_eq!(
            lines,
            "  line 3: 3 fields, but a row has 65: 64 pixels and a label
  line 4: label is \"ten\", which is not a whole number
  line 5: p0 is 17, but a pixel is 0 to 16
  line 6: label is 10, but a label is 0 to 9
  line 7: label is -1, but a label is 0 to 9
  line 8: p0 is \"1.5\", which is not a whole number
  line 9: label is 99999999999999999999, but a label is 0 to 9
  line 10: label is \"\\\"1\\\"\", which is not a whole number
  line 11: label is \"\", which is not a whole number"
        );
    }

    #[test]
    fn twenty_bad_rows_are_listed_and_the_rest_counted() {
        let said = message("many.csv", "1\n".repeat(25).as_bytes());
        assert!(said.contains("25 rows are wrong") && said.contains("line 20: 1 field,"), "{said}");
        assert!(!said.contains("line 21") && said.ends_with("and 5 more"), "{said}");
    }

    #[test]
    fn a_header_with_other_names_is_a_bad_row() {
        let said = message("header.csv", row("x", "y").as_bytes());
        assert!(said.ends_with("line 1: p0 is \"x\", which is not a whole number"), "{said}");
    }

    #[test]
    fn gzip_cut_anywhere_or_damaged_is_an_error() {
        let whole = gzip(format!("{}\n", row("7", "7")).as_bytes());
        for length in 2..whole.len() {
            let error = load_bytes("cut.gz", &whole[..length]).unwrap_err();
            assert!(matches!(error, LoadError::CutShort { .. }), "{length} bytes: {error}");
        }
        for index in 2..whole.len() {
            let mut damaged = whole.clone();
            damaged[index] ^= 0x55;
            // Some bytes of the gzip header (time, system) mean nothing; all others must be noticed.
            if let Ok(digits) = load_bytes("damaged.gz", &damaged) {
                assert!(index < 10 && digits.len() == 1, "byte {index}");
            }
        }
    }

    #[test]
    fn a_small_gzip_of_a_huge_text_is_refused() {
        let said = message("huge.gz", &gzip(&vec![b'\n'; (MAX_BYTES + 1) as usize]));
        assert!(said.contains("more than 64 MiB"), "{said}");
    }

    #[test]
    fn a_row_without_end_is_refused() {
        let said = message("commas.csv", format!("{}\n{}", header(), ",".repeat(5000)).as_bytes());
        assert!(said.starts_with("line 2 of ") && said.contains("longer than 4096 bytes"), "{said}");
    }

    #[test]
    fn what_is_no_csv_file_is_said_in_one_sentence() {
        let missing = load(Path::new("no/such/digits.csv.gz")).unwrap_err().to_string();
        assert!(missing.starts_with("no/such/digits.csv.gz does not exist: start"), "{missing}");
        assert!(matches!(load(&std::env::temp_dir()).unwrap_err(), LoadError::Unreadable { .. }));
        assert!(message("latin1.csv", b"1,2\n\xe9,1\n").contains("not UTF-8 text from line 2 on"));
        for (name, text) in [("empty", ""), ("blank", "\n \n"), ("headed", &*header())] {
            assert!(message(name, text.as_bytes()).contains("holds no digit"));
            assert!(message(&format!("{name}.gz"), &gzip(text.as_bytes())).contains("holds no digit"));
        }
    }
}
