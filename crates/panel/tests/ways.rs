//! How rows are worked out: by kernels, as cases, by themselves, off one order. Printed, to see what a change moves:
//! `PROGRAMS=1000 cargo test --release -p quanheng-panel --test all ways -- --ignored --nocapture`.

use quanheng_agreement::ask::Asked;
use quanheng_agreement::case::case;
use quanheng_panel::Panel;

#[test]
#[ignore = "a count to be read, not held to anything"]
fn how_rows_are_worked_out() {
    let _alone = crate::alone();
    let programs = crate::generated::number("PROGRAMS", 1_000);
    let mut all = [0_u64; 4];
    for case in (0..programs).filter_map(|seed| case(seed).ok()) {
        let facts = case.world.facts(&case.program.schema);
        let panel = Panel::new(&case.program, &facts, case.world.choice.clone());
        let asked = quanheng_agreement::ask::everything(&case.program, &facts, &case.world.years);
        panel.work_out_all(asked.iter().map(Asked::instance));
        for (sum, more) in all.iter_mut().zip(panel.ways().counts()) {
            *sum += more;
        }
    }
    let [kernel, cases, singly, order] = all;
    println!("{programs} programs: {kernel} by kernels, {cases} as cases, {singly} by themselves, {order} by order");
}
