//! The letters of a text: which encoding it is in, and reading it piece by piece.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use zaguan_types::FieldCode;
use zaguan_types::imports::FileEncoding;

use super::FileError;

const PIECE: usize = 64 * 1024;

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
/// writes in western Europe. Letters that make sense in UTF-8 do not come about by chance: where there are as many of them as
/// broken ones, the text is UTF-8, and the broken ones stay visible.
pub(super) fn detect(file: &mut File) -> Result<FileEncoding, FileError> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = vec![0; PIECE];
    let (mut kept, mut first) = (0, true);
    let (mut sound, mut broken) = (0_u64, 0_u64);
    loop {
        let read = file.read(&mut bytes[kept..])?;
        let end = kept + read;
        let begins = std::mem::take(&mut first);
        if begins {
            match &bytes[..end] {
                [0xFF, 0xFE, ..] => return Ok(FileEncoding::Utf16Le),
                [0xFE, 0xFF, ..] => return Ok(FileEncoding::Utf16Be),
                [0xEF, 0xBB, 0xBF, ..] => return Ok(FileEncoding::Utf8),
                _ => {}
            }
        }
        if bytes[kept..end].contains(&0) {
            return wide(&bytes[..end]).filter(|_| begins).ok_or_else(no_text);
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
    Ok(if broken <= sound { FileEncoding::Utf8 } else { FileEncoding::Windows1252 })
}

/// UTF-16 without its mark: of the two bytes of a letter the high one is small in all writing from here to India, and zero
/// in what stands between cells. A text with a stray zero has letters on both sides.
fn wide(bytes: &[u8]) -> Option<FileEncoding> {
    let pairs = bytes.len() / 2;
    let count = |side: usize, is: fn(&u8) -> bool| bytes.iter().skip(side).step_by(2).filter(|byte| is(byte)).count();
    let high = |side: usize| {
        let (zeros, small) = (count(side, |byte| *byte == 0), count(side, |byte| *byte < 0x10));
        let others = count(1 - side, |byte| *byte == 0);
        zeros >= 2 && small * 10 >= pairs * 9 && others * 10 <= pairs
    };
    match (high(0), high(1)) {
        (false, true) => Some(FileEncoding::Utf16Le),
        (true, false) => Some(FileEncoding::Utf16Be),
        _ => None,
    }
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
        assert_eq!(detect(&mut file(&[b"x".repeat(100), vec![0]].concat())).unwrap_err().0, FieldCode::UnknownFile);
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let words = "Nombre;Correo\nÑandú;ñ@example.com\nعميل;\nĀ;\n";
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little), (FileEncoding::Utf16Le, words.into()));
        assert_eq!(read(&big), (FileEncoding::Utf16Be, words.into()));
    }

    #[test]
    fn one_bad_letter_in_a_short_text_spoils_none_of_the_others() {
        let (encoding, text) = read(b"Pe\xc3\xb1a;Mu\xc3\xb1oz;Ib\xf1ez");
        assert_eq!((encoding, text.as_str()), (FileEncoding::Utf8, "Peña;Muñoz;Ib\u{fffd}ez"));
        // Where nothing makes sense in UTF-8, it is none.
        assert_eq!(read(b"Pe\xf1a;Mu\xf1oz").1, "Peña;Muñoz");
    }
}
