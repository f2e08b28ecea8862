//! Takes the built style sheet and pictures into the binary.

fn main() {
    let built = std::path::Path::new("../web/assets/dist/app.css");
    assert!(
        built.exists(),
        "The style sheet is not built. Run: make assets"
    );
    println!("cargo:rerun-if-changed=../web/assets/dist/app.css");
    memory_serve::load_directory("../web/assets/dist");
}
