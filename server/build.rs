//! With `embed`: writes site.rs, which includes every file of the released site, plain and compressed.

#[cfg(not(feature = "embed"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "embed")]
fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    embed::run()
}

#[cfg(feature = "embed")]
mod embed {
    use std::collections::BTreeMap;
    use std::io::{Error, Result, Write};
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    /// Best compression of brotli, and the largest window that browsers take (RFC 7932).
    const BROTLI_QUALITY: u32 = 11;
    const BROTLI_WINDOW: u32 = 24;
    const BROTLI_BUFFER_BYTES: usize = 4096;

    pub(crate) fn run() -> Result<()> {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site-release");
        let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| Error::other("OUT_DIR is not set"))?);
        println!("cargo::rerun-if-changed={}", site.display());
        let names = files(&site).map_err(|error| {
            Error::other(format!(
                "{}: {error}; `cargo xtask build --release` makes it",
                site.display()
            ))
        })?;
        let mut code = String::from("Site::new(BTreeMap::from([\n");
        for (name, path) in names {
            let plain = fs::read(&path)?;
            let (gzip, brotli) = (out.join(format!("{name}.gz")), out.join(format!("{name}.br")));
            fs::write(&gzip, gzipped(&plain)?)?;
            fs::write(&brotli, brotlied(&plain)?)?;
            code += &format!(
                "({name:?}.to_owned(), File {{\n\
                 plain: Bytes::from_static(include_bytes!({path:?})),\n\
                 gzip: Some(Bytes::from_static(include_bytes!({gzip:?}))),\n\
                 brotli: Some(Bytes::from_static(include_bytes!({brotli:?}))),\n}}),\n",
            );
        }
        code += "]))\n";
        fs::write(out.join("site.rs"), code)
    }

    fn files(site: &Path) -> Result<BTreeMap<String, PathBuf>> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(site)? {
            let path = entry?.path().canonicalize()?;
            if let (Some(name), true) = (path.file_name().and_then(|name| name.to_str()), path.is_file()) {
                files.insert(name.to_owned(), path);
            }
        }
        Ok(files)
    }

    fn gzipped(plain: &[u8]) -> Result<Vec<u8>> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(plain)?;
        encoder.finish()
    }

    fn brotlied(plain: &[u8]) -> Result<Vec<u8>> {
        let mut compressed = Vec::new();
        let mut encoder = brotli::CompressorWriter::new(
            &mut compressed,
            BROTLI_BUFFER_BYTES,
            BROTLI_QUALITY,
            BROTLI_WINDOW,
        );
        encoder.write_all(plain)?;
        drop(encoder);
        Ok(compressed)
    }
}
