//! Any bytes as an e-mail message that somebody registers: a letter or a problem.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let _ = samverk_cases::model::read_letter(input);
});
