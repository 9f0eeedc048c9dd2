//! Messages that are broken, or not as we know them: a cargo that prints them, and ends as it likes.
use crate::support::{Package, Run, shapeful};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Runs `check` with a cargo that prints this and ends with 7.
fn check(name: &str, output: &[u8], arguments: &[&str]) -> Run {
    let script = "#!/bin/sh\necho 'status of the build' >&2\ncat \"$(dirname \"$0\")/output\"\nexit 7\n";
    let package = Package::empty(&format!("cargo_{name}")).with("output", output).with("cargo", script);
    let cargo = package.root.join("cargo");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let run = package.run(shapeful().arg("check").args(arguments).env("CARGO", &cargo));
    run.ends_with(7).says(&["status of the build"]);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// A message of the compiler on a product, with these parts in another way.
fn message(parts: Value) -> Value {
    let mut message = json!({
        "rendered": "error[E0277]: the text of the compiler\n",
        "$message_type": "diagnostic",
        "message": "shape mismatch: cannot multiply (A, B) by (C, D), because B is not C",
        "level": "error",
        "code": { "code": "E0277", "explanation": null },
        "children": [{ "message": "the rule; lesson S33", "level": "note", "code": null, "children": [], "rendered": null, "spans": [] }],
        "spans": [{
            "file_name": "src/main.rs", "byte_start": 0, "byte_end": 1, "line_start": 1, "line_end": 1, "column_start": 1,
            "column_end": 2, "is_primary": true, "label": "this factor", "suggested_replacement": null,
            "suggestion_applicability": null, "expansion": null,
            "text": [{ "text": "x", "highlight_start": 1, "highlight_end": 2 }],
        }],
    });
    for (name, part) in parts.as_object().unwrap() {
        message[name] = part.clone();
    }
    message
}
/// The line that cargo makes of it.
fn line(message: Value) -> String {
    let target = json!({
        "kind": ["bin"], "crate_types": ["bin"], "name": "a", "src_path": "/no/such/src/main.rs", "edition": "2024", "doc": true,
        "doctest": false, "test": true,
    });
    let line = json!({
        "reason": "compiler-message", "package_id": "path+file:///no/such#a@0.1.0", "manifest_path": "/no/such/Cargo.toml",
        "target": target, "message": message,
    });
    format!("{line}\n")
}

#[test]
fn the_message_as_it_should_be_is_drawn() {
    check("message", line(message(json!({}))).as_bytes(), &[]).says(&["S33", "1 shape error"]);
}

#[test]
fn what_is_no_message_comes_through() {
    for (name, text) in [
        ("garbage", "garbage\n\n  {\n[1, 2\n"),
        ("truncated", &line(message(json!({})))[..200]),
        ("unknown", "{\"reason\":\"something-new\",\"value\":1}\n"),
        ("fieldless", "{\"reason\":\"compiler-message\"}\n"),
        ("unended", "the last line has no end"),
    ] {
        check(name, text.as_bytes(), &[]).says(&[text]);
    }
    let bytes = check("bytes", b"before\n\xff\xfe bytes \xf0\x28\nafter\n", &[]);
    bytes.says(&["before\n\u{fffd}\u{fffd} bytes \u{fffd}(\nafter\n"]);
    let long = "long ".repeat(1 << 18);
    check("long", long.as_bytes(), &[]).says(&[&long]);
    let nested = format!("{}{}", "[".repeat(50_000), "{".repeat(50_000));
    check("nested", nested.as_bytes(), &[]).says(&[&nested]);
}

#[test]
fn messages_that_say_too_little_are_the_compilers() {
    let compilers = "error[E0277]: the text of the compiler\n";
    for (name, parts) in [
        ("spanless", json!({ "spans": [] })),
        ("childless", json!({ "children": [] })),
        ("mute", json!({ "message": "" })),
        ("new_level", json!({ "level": "catastrophe" })),
        ("levelless", json!({ "level": null })),
        (
            "unknown_lesson",
            json!({ "children": [{ "message": "lesson S999", "level": "note", "code": null, "children": [], "rendered": null, "spans": [] }] }),
        ),
        (
            "huge_lesson",
            json!({ "children": [{ "message": "lesson S99999999999", "level": "note", "code": null, "children": [], "rendered": null, "spans": [] }] }),
        ),
    ] {
        let run = check(name, line(message(parts)).as_bytes(), &[]);
        // A relation that names its lesson is drawn even when it names no shapes.
        if name != "mute" {
            run.says(&[compilers]);
            assert!(!run.err.contains("shape error"), "{name}: {}", run.err);
        }
    }
}

#[test]
fn messages_that_say_strange_things_are_drawn_somehow() {
    let deep = format!("shape mismatch: cannot multiply {}A{} by (B, C)", "(".repeat(10_000), ")".repeat(10_000));
    let span = |parts: Value| {
        let mut span = message(json!({}))["spans"][0].clone();
        for (name, part) in parts.as_object().unwrap() {
            span[name] = part.clone();
        }
        json!({ "spans": [span] })
    };
    for (name, parts) in [
        ("unbalanced", json!({ "message": "shape mismatch: cannot multiply (A, B)) by ((C, D, because )(" })),
        ("deep", json!({ "message": deep })),
        ("deep_type", json!({ "message": format!("(A, {}B{})", "Vec<".repeat(10_000), ">".repeat(10_000)) })),
        (
            "past_the_end",
            span(
                json!({ "text": [{ "text": "x", "highlight_start": 50, "highlight_end": 70 }], "column_start": 50, "column_end": 70 }),
            ),
        ),
        (
            "backwards",
            span(
                json!({ "text": [{ "text": "x + y", "highlight_start": 4, "highlight_end": 1 }], "line_start": 9, "line_end": 1 }),
            ),
        ),
        (
            "nowhere",
            span(
                json!({ "text": [], "line_start": 0, "line_end": 0, "column_start": 0, "column_end": 0, "file_name": "" }),
            ),
        ),
        (
            "wide",
            span(
                json!({ "text": [{ "text": "数 = \u{1f980}\u{0}\t\u{1b}[31m", "highlight_start": 2, "highlight_end": 9 }] }),
            ),
        ),
        ("far", span(json!({ "line_start": 1u64 << 60, "line_end": 1u64 << 60, "file_name": "../../../etc" }))),
    ] {
        for arguments in [&[][..], &["--json"], &["--ascii", "--width", "1"], &["--width", "100000"]] {
            let run = check(name, line(message(parts.clone())).as_bytes(), arguments);
            if arguments == ["--json"] {
                let mistake: Value = serde_json::from_str(run.out.trim()).unwrap();
                assert_eq!(mistake["lesson"], "S33", "{name}");
            } else {
                run.says(&["S33", "1 shape error"]);
            }
        }
    }
}

#[test]
fn every_message_is_told_once() {
    let twice = line(message(json!({}))).repeat(2) + &line(message(json!({ "rendered": "another one\n" })));
    check("twice", twice.as_bytes(), &[]).says(&["2 shape errors"]);
}

#[test]
fn cargos_that_do_not_run() {
    let package = Package::empty("no_cargo");
    let run = package.run(shapeful().arg("check").env("CARGO", package.root.join("no-such-cargo")));
    run.ends_with(101).says(&["error: cargo cannot be run"]);
}
