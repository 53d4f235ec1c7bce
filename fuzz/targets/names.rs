//! Names that are compared: alike whichever comes first, 1 for the same, and never out of 0 to 1.

use summitry::sources::names::similarities;

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    let [one, other] = [one, other].map(|name| vec![name.to_owned()]);
    let there = similarities(&one, &other).expect("one beside one");
    let back = similarities(&other, &one).expect("one beside one");
    assert!(
        (0.0..=1.0).contains(&there[0]),
        "{one:?} {other:?}: {there:?}"
    );
    assert!(
        (there[0] - back[0]).abs() < 1e-12,
        "{one:?} {other:?}: {there:?} {back:?}"
    );
    assert_eq!(similarities(&one, &one), Ok(vec![1.0]), "{one:?}");
}
