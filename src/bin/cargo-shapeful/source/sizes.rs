//! The sizes of axes, as `axes!` declares them in the files of a package.
use super::Sizes;
use proc_macro2::{TokenStream, TokenTree};
use std::fs;
use std::path::{Path, PathBuf};

/// No more files than this are looked through for axes.
const MOST_FILES: usize = 2000;

/// The Rust files of a package, without those of packages inside it and of what was built.
pub fn rust_files(package: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["src", "tests", "examples", "benches"].map(|folder| package.join(folder)).to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop().filter(|_| files.len() < MOST_FILES) {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !path.join("Cargo.toml").exists() => folders.push(path),
                Ok(kind) if kind.is_file() && path.extension().is_some_and(|extension| extension == "rs") => {
                    files.push(path)
                }
                _ => {}
            }
        }
    }
    files
}

/// Collects `Name = 64;` of every `axes! { … }`, however deep in macros and modules.
pub fn declared(tokens: TokenStream, sizes: &mut Sizes) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = |back: usize| place.checked_sub(back).map(|at| tokens[at].to_string());
        if before(1).as_deref() == Some("!") && before(2).as_deref() == Some("axes") {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            // One axis is `Name = 64`, up to the next `;`.
            for axis in inside.split(|token| token.to_string() == ";") {
                let [.., TokenTree::Ident(name), equals, size] = axis else { continue };
                if equals.to_string() == "=" {
                    let size = size.to_string().replace('_', "").parse().ok();
                    let known = sizes.entry(name.to_string()).or_insert(size);
                    if *known != size {
                        *known = None;
                    }
                }
            }
        } else {
            declared(group.stream(), sizes);
        }
    }
}
