//! One fuzz target for a fuzzer that looks for new paths: `ON=days make cover`.

#![no_main]

mod targets;

use std::sync::LazyLock;

static RUN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("TARGET").expect("the name of a target in TARGET");
    let found = targets::ALL.iter().find(|(own, _)| *own == name);
    found.unwrap_or_else(|| panic!("there is no target {name}")).1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| RUN(data));
