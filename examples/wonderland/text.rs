//! A text as places on the axis of its characters, and the pieces of it that are read side by side.
use crate::{Chars, Streams as Count, Time};
use shapeful::{Dim, Labels};
use std::error::Error;
use std::path::Path;

/// A text, each character as its place among those that occur.
pub struct Text {
    alphabet: Vec<u8>,
    places: Vec<u8>,
}
impl Text {
    /// Reads a file of plain text.
    ///
    /// # Errors
    /// A file that cannot be read, is not ASCII, is short, or has more different characters than the axis has places.
    pub fn read(path: &Path) -> Result<Text, Box<dyn Error>> {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
        if let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) {
            let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            return Err(format!("{shown}, line {line}: only ASCII characters are understood").into());
        }
        let alphabet: Vec<u8> = (0..128).filter(|byte| bytes.contains(byte)).collect();
        if alphabet.len() > Chars::SIZE {
            return Err(format!(
                "{shown} has {} different characters, and there is room for {}",
                alphabet.len(),
                Chars::SIZE
            )
            .into());
        }
        let least = 10 * (Count::SIZE * Time::SIZE + 1);
        if bytes.len() < least {
            return Err(
                format!("{shown} has {} characters, and {least} is the least to learn from", bytes.len()).into()
            );
        }
        let mut text = Text { alphabet, places: Vec::new() };
        text.places = bytes.iter().filter_map(|&byte| text.place(byte)).collect();
        Ok(text)
    }
    /// The place of a character, if it occurs.
    pub fn place(&self, byte: u8) -> Option<u8> {
        self.alphabet.binary_search(&byte).ok().map(|place| place as u8)
    }
    /// The characters at some places; places that no character has are left out.
    pub fn write(&self, places: &[u8]) -> String {
        places.iter().filter_map(|&place| self.alphabet.get(usize::from(place))).map(|&byte| char::from(byte)).collect()
    }
    /// A first part to learn from and the rest.
    pub fn split(&self, part: f64) -> (&[u8], &[u8]) {
        self.places.split_at((self.places.len() as f64 * part) as usize)
    }
}

/// Pieces of a text, read at as many places side by side as there are streams.
pub struct Streams<'a> {
    text: &'a [u8],
    at: usize,
}
impl<'a> Streams<'a> {
    pub fn new(text: &'a [u8]) -> Result<Self, Box<dyn Error>> {
        if text.len() <= Count::SIZE * Time::SIZE {
            return Err("the text is too short".into());
        }
        Ok(Streams { text, at: 0 })
    }
    /// The next piece of every stream, and the characters that follow each one; whether the streams begin anew.
    pub fn next(
        &mut self,
        read: &mut Labels<(Count, Time), Chars>,
        next: &mut Labels<(Count, Time), Chars>,
    ) -> Result<bool, shapeful::Error> {
        let length = (self.text.len() - 1) / Count::SIZE;
        let anew = self.at == 0 || self.at + Time::SIZE > length;
        if anew {
            self.at = 0;
        }
        let piece = |offset: usize| -> Vec<u8> {
            let starts = (0..Count::SIZE).map(|stream| stream * length + self.at + offset);
            starts.flat_map(|start| self.text[start..start + Time::SIZE].iter().copied()).collect()
        };
        read.copy_from_slice(&piece(0))?;
        next.copy_from_slice(&piece(1))?;
        self.at += Time::SIZE;
        Ok(anew)
    }
}
