//! Files that are hostile or damaged: they are refused, soon and with a place.

use std::time::{Duration, Instant};

use summitry::Error;
use summitry::study;

use crate::two_visits::{STUDY, refused};

#[test]
fn hostile_files_end_soon() {
    let ten_mb = 10 << 20;
    let nested = |open: &str, close: &str, times: usize| {
        format!("title = {}1{}", open.repeat(times), close.repeat(times))
    };
    let lines = |line: &dyn Fn(usize) -> String| (0..50_000).map(line).collect::<String>();
    let cases = [
        ("a=1\n".repeat(ten_mb / 4), "limit"),
        (format!("title = \"{}\"", "x".repeat(ten_mb)), "limit"),
        (format!("x = [{}]", "1,".repeat(ten_mb / 2)), "limit"),
        (format!("{} = 1", "x".repeat(ten_mb)), "limit"),
        (format!("#{}", "x".repeat(ten_mb)), "limit"),
        ("[[claim]]\n".repeat(ten_mb / 10), "limit"),
        ("\"".repeat(ten_mb), "limit"),
        (format!("\"{}", "x".repeat(ten_mb)), "limit"),
        ("[".repeat(ten_mb), "limit"),
        ("\n".repeat(ten_mb), "limit"),
        (format!("{}a = 1", "a.".repeat(ten_mb / 2)), "limit"),
        (nested("[", "]", 100_000), "limit"),
        (nested("{a=", "}", 100_000), "limit"),
        (nested("[", "]", 64), "wrong_type"),
        (nested("[", "]", 65), "limit"),
        ("x".repeat(study::LARGEST_FILE + 1), "limit"),
        (lines(&|n| format!("k{n}=1\n")), "unknown_key"),
        (lines(&|_| "k=1\n".to_owned()), "duplicate_key"),
        (lines(&|_| "= =\n".to_owned()), "not_toml"),
    ];
    for (text, code) in cases {
        let start = Instant::now();
        let mistake = refused(&text);
        let head: String = text.chars().take(20).collect();
        assert_eq!(mistake.code, code, "{head}: {}", mistake.message);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{head}: {took:?}");
        assert!(
            mistake.message.len() < 1000 && mistake.key.len() < 1000,
            "{head}"
        );
    }
}

/// Numbers that look random, the same every time.
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap_or_default()
}

#[test]
fn damaged_files_are_read_or_refused_with_a_place() {
    let pieces = [
        "",
        "\"",
        "'''",
        "[",
        "]]",
        "{",
        "=",
        ".",
        "\n",
        "nan",
        "1e400",
        "-",
        "\\u0000",
        "é",
        "#",
        "[[claim]]\n",
        "printed = 9\n",
        "2017-02-30",
        ", ",
        "true",
    ];
    let mut state = 1;
    for _ in 0..3000 {
        let mut text: Vec<char> = STUDY.chars().collect();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % text.len();
            let end = (at + next(&mut state) % 12).min(text.len());
            let piece = pieces[next(&mut state) % pieces.len()];
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        match study::read("study.toml", &text) {
            Ok(study) => assert!(study::json(&study).is_ok()),
            Err(Error::Study(mistake)) => {
                assert!(mistake.line <= text.lines().count() + 1, "{text}");
                assert!(!mistake.message.is_empty());
            }
            Err(other) => unreachable!("{other}"),
        }
    }
}
