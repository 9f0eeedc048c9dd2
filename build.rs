//! What this rustc knows beyond the oldest one that is supported.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // AVX-512.
    let rustc = autocfg::new();
    rustc.emit_rustc_version(1, 89);
}
