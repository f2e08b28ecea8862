//! Packs the built style sheet, the script and the icon, to be taken into the binary.

use std::io::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let built = Path::new("../web/assets/dist");
    assert!(
        built.join("app.css").exists(),
        "The style sheet is not built. Run: make assets"
    );
    let packed = env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    for name in ["app.css", "app.js", "icon.svg"] {
        println!("cargo:rerun-if-changed=../web/assets/dist/{name}");
        let plain = fs::read(built.join(name))?;
        let packed = Path::new(&packed);
        fs::write(packed.join(format!("{name}.br")), brotli(&plain)?)?;
        fs::write(packed.join(format!("{name}.gz")), gzip(&plain)?)?;
        fs::write(packed.join(name), plain)?;
    }
    Ok(())
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 4096, 11, 22).write_all(plain)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(plain)?;
    packed.finish()
}
