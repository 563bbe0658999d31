//! The letters of a text: which encoding it is in, and reading it piece by piece.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use zaguan_types::FieldCode;
use zaguan_types::imports::FileEncoding;

use super::FileError;

const PIECE: usize = 64 * 1024;
/// A text with fewer broken sequences than one in so many sound ones is UTF-8 all the same, with a few bad letters.
const SOUND_FOR_BROKEN: u64 = 20;

const fn decoder_of(encoding: FileEncoding) -> &'static Encoding {
    match encoding {
        FileEncoding::Utf8 => UTF_8,
        FileEncoding::Utf16Le => UTF_16LE,
        FileEncoding::Utf16Be => UTF_16BE,
        FileEncoding::Windows1252 => WINDOWS_1252,
        FileEncoding::Iso8859_15 => ISO_8859_15,
    }
}

/// Finds out how a text is written: by the mark at its beginning, else UTF-8 if it can be that, else what Windows
/// writes in western Europe.
pub(super) fn detect(file: &mut File) -> Result<FileEncoding, FileError> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = vec![0; PIECE];
    let (mut kept, mut first) = (0, true);
    let (mut sound, mut broken) = (0_u64, 0_u64);
    loop {
        let read = file.read(&mut bytes[kept..])?;
        let end = kept + read;
        if first {
            first = false;
            match &bytes[..end] {
                [0xFF, 0xFE, ..] => return Ok(FileEncoding::Utf16Le),
                [0xFE, 0xFF, ..] => return Ok(FileEncoding::Utf16Be),
                [0xEF, 0xBB, 0xBF, ..] => return Ok(FileEncoding::Utf8),
                _ => {}
            }
        }
        if bytes[kept..end].contains(&0) {
            return Err(no_text());
        }
        kept = 0;
        for chunk in bytes[..end].utf8_chunks() {
            sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            let open = chunk.invalid();
            if open.as_ptr_range().end == bytes[..end].as_ptr_range().end && read != 0 {
                // The last letter may lie across two pieces.
                kept = open.len();
            } else {
                broken += u64::from(!open.is_empty());
            }
        }
        if read == 0 {
            break;
        }
        bytes.copy_within(end - kept..end, 0);
    }
    Ok(if broken * SOUND_FOR_BROKEN <= sound { FileEncoding::Utf8 } else { FileEncoding::Windows1252 })
}

fn no_text() -> FileError {
    FileError(FieldCode::UnknownFile, "this is no text: it has NUL bytes. Save it as CSV in UTF-8, or as .xlsx".into())
}

/// A text that is read piece by piece. Letters that cannot be read become U+FFFD.
pub(super) struct Text<'f> {
    file: &'f mut File,
    decoder: Decoder,
    bytes: Vec<u8>,
    ended: bool,
}

impl<'f> Text<'f> {
    /// Begins at the start of the file.
    pub(super) fn open(file: &'f mut File, encoding: FileEncoding) -> Result<Self, FileError> {
        file.seek(SeekFrom::Start(0))?;
        let decoder = decoder_of(encoding).new_decoder_with_bom_removal();
        Ok(Self { file, decoder, bytes: vec![0; PIECE], ended: false })
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<String>, FileError> {
        if self.ended {
            return Ok(None);
        }
        let read = self.file.read(&mut self.bytes)?;
        self.ended = read == 0;
        let most = self.decoder.max_utf8_buffer_length(read).unwrap_or(PIECE * 4);
        let mut out = String::with_capacity(most);
        let (result, _, _) = self.decoder.decode_to_string(&self.bytes[..read], &mut out, self.ended);
        if result != CoderResult::InputEmpty {
            return Err(FileError(FieldCode::BrokenFile, "the text cannot be read".into()));
        }
        if out.contains('\0') {
            return Err(no_text());
        }
        Ok(Some(out))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn read(bytes: &[u8]) -> (FileEncoding, String) {
        let mut file = file(bytes);
        let encoding = detect(&mut file).unwrap();
        let mut text = Text::open(&mut file, encoding).unwrap();
        let mut out = String::new();
        while let Some(piece) = text.next().unwrap() {
            out.push_str(&piece);
        }
        (encoding, out)
    }

    #[test]
    fn every_encoding_is_found_and_read() {
        let words = "Ñandú, عميل, 😀";
        assert_eq!(read(words.as_bytes()), (FileEncoding::Utf8, words.into()));
        assert_eq!(read(format!("\u{feff}{words}").as_bytes()), (FileEncoding::Utf8, words.into()));
        let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(words.encode_utf16().flat_map(bytes)).collect()
        };
        assert_eq!(read(&wide([0xFF, 0xFE], u16::to_le_bytes)), (FileEncoding::Utf16Le, words.into()));
        assert_eq!(read(&wide([0xFE, 0xFF], u16::to_be_bytes)), (FileEncoding::Utf16Be, words.into()));
        assert_eq!(read(b"Pe\xf1a \x80 5"), (FileEncoding::Windows1252, "Peña € 5".into()));
        assert_eq!(read(b""), (FileEncoding::Utf8, String::new()));
    }

    #[test]
    fn letters_across_pieces_are_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(PIECE - 2 + shift), "ñ😀".repeat(PIECE / 4));
            assert_eq!(read(text.as_bytes()), (FileEncoding::Utf8, text));
        }
    }

    #[test]
    fn a_few_bad_letters_do_not_spoil_a_long_text_and_stay_visible() {
        let mut bytes = "ñ".repeat(100).into_bytes();
        bytes.push(0xF1);
        let (encoding, text) = read(&bytes);
        assert_eq!(encoding, FileEncoding::Utf8);
        assert!(text.ends_with("ñ\u{fffd}"));
    }

    #[test]
    fn what_has_nuls_is_no_text() {
        assert_eq!(detect(&mut file(b"a,b\n\0\0,c")).unwrap_err().0, FieldCode::UnknownFile);
        let mut wide = file(b"a\0b\0");
        assert_eq!(detect(&mut wide).unwrap_err().0, FieldCode::UnknownFile);
        assert_eq!(Text::open(&mut wide, FileEncoding::Utf16Le).unwrap().next().unwrap().as_deref(), Some("ab"));
    }
}
