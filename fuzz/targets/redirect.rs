#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| genauth::fuzzing::redirect(input));
