//! Study files: what is refused has a place in the text, what is read is read again from its own JSON.

use summitry::{Error, study};

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match study::read("study.toml", &text) {
        Ok(found) => {
            let written = study::json(&found).expect("a study that was read can be written");
            let value: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
            for claim in value["claim"].as_array().into_iter().flatten() {
                let form = claim.to_string();
                assert!(study::claim(&form).is_ok(), "a claim of {text:?}: {form}");
            }
        }
        Err(Error::Study(mistake)) => {
            let (line, column) = (mistake.line, mistake.column);
            let lines = text.lines().count().max(1);
            assert!(
                (1..=lines + 1).contains(&line),
                "line {line} of {lines}: {text:?}"
            );
            assert!(column >= 1, "{text:?}");
        }
        Err(other) => panic!("{other:?} of {text:?}"),
    }
}
