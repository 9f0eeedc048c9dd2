//! The page for a browser.
use crate::support::{LAB, Package};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn the_page_has_every_mistake() {
    let package = Package::program("paged", LAB);
    let run = package.shapeful(&["check", "--html", "lessons.html"]);
    run.ends_with(101).says(&["the lessons are in lessons.html"]);
    let page = fs::read_to_string(package.root.join("lessons.html")).unwrap();
    assert!(page.contains("5 shape errors") && page.contains("digits") == page.contains("digits-lab"), "{page}");
    assert_eq!(page.matches("<article ").count(), 5);
    let Some(dom) = dom(&package.root.join("lessons.html")) else { return };
    // The script has run: it names the button.
    assert!(dom.contains(">Dark colours</button>") && !dom.contains("id=\"theme\" hidden"), "{dom}");
    assert_eq!(dom.matches("<article ").count(), 5);
    assert!(dom.matches("<svg ").count() >= 4);
}

#[test]
fn a_page_of_no_mistakes() {
    let package = Package::program("page_right", "fn main() {}\n");
    package.shapeful(&["check", "--html=lessons.html"]).ends_with(0);
    let page = package.root.join("lessons.html");
    assert!(fs::read_to_string(&page).unwrap().contains("No shape errors"));
    assert!(dom(&page).is_none_or(|dom| dom.contains("Every shape of the program fits.")));
}

#[test]
fn a_page_that_cannot_be_written() {
    let package = Package::program("page_lost", "fn main() {}\n");
    let run = package.shapeful(&["check", "--html", "no/such/folder/lessons.html"]);
    run.ends_with(101).says(&["error: no/such/folder/lessons.html cannot be written: "]);
}

/// What a browser makes of the page, if there is one. Nothing on the page may fail.
fn dom(page: &Path) -> Option<String> {
    let folders = env::var_os("PATH")?;
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let found = env::split_paths(&folders)
        .flat_map(|folder| browsers.map(|name| folder.join(name)))
        .find(|path| path.is_file());
    let Some(browser) = found else {
        eprintln!("there is no browser here: the page is not looked at");
        return None;
    };
    let profile = page.with_extension("profile");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .args(["--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let _ = fs::remove_dir_all(profile);
    let (dom, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let errors: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(output.status.success() && errors.is_empty(), "{log}");
    Some(dom.into_owned())
}
