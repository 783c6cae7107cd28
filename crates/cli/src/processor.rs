//! Whether the processor at hand can run this program, where it was built for one with vectors of 256 bits (`make run` does that where it runs
//! on one, decision 0109): without this it would stop at some instruction, saying nothing.
//!
//! In: the processor. Out: yes or no. Deliberately absent: what is told, and in which language.

#[cfg(all(target_arch = "x86_64", target_feature = "avx2"))]
pub fn is_enough() -> bool {
    let processor = raw_cpuid::CpuId::new();
    let first = processor.get_feature_info().is_some_and(|has| has.has_avx() && has.has_fma() && has.has_movbe() && has.has_f16c());
    let second = processor.get_extended_feature_info().is_some_and(|has| has.has_avx2() && has.has_bmi1() && has.has_bmi2());
    first && second && processor.get_extended_processor_and_feature_identifiers().is_some_and(|has| has.has_lzcnt())
}

#[cfg(not(all(target_arch = "x86_64", target_feature = "avx2")))]
pub fn is_enough() -> bool {
    true
}
