//! Brotli and gzip at their best, remembered by content: what has not changed is not packed again.

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// `bytes` as brotli, quality 11.
pub fn brotli(cache: &Path, hash: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    remembered(&cache.join(format!("{hash}.br")), || {
        let mut packed = Vec::new();
        // A window of 16 MiB covers every file we have.
        brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 24).write_all(bytes)?;
        Ok(packed)
    })
}

/// `bytes` as gzip, level 9.
pub fn gzip(cache: &Path, hash: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    remembered(&cache.join(format!("{hash}.gz")), || {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        Ok(encoder.finish()?)
    })
}

fn remembered(path: &Path, pack: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    if let Ok(packed) = std::fs::read(path) {
        return Ok(packed);
    }
    let packed = pack()?;
    // Under a second name first: an interrupted build must not leave half a file to be remembered.
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, &packed)?;
    std::fs::rename(unfinished, path)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{brotli, gzip};

    #[test]
    fn both_unpack_to_the_same_bytes() {
        let cache = std::env::temp_dir().join(format!("zaguan-pack-{}", std::process::id()));
        std::fs::create_dir_all(&cache).unwrap();
        let bytes: Vec<u8> = (0..20_000_u32).flat_map(|n| (n % 251).to_le_bytes()).collect();
        for _ in 0..2 {
            let mut unpacked = Vec::new();
            let packed = brotli(&cache, "x", &bytes).unwrap();
            ::brotli::Decompressor::new(&packed[..], 4096).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, bytes);
            let mut unpacked = Vec::new();
            let packed = gzip(&cache, "x", &bytes).unwrap();
            flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, bytes);
        }
        std::fs::remove_dir_all(cache).unwrap();
    }
}
