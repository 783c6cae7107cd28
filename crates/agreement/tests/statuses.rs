//! What comes out.

use std::collections::BTreeMap;
use std::time::Instant;

use quanheng_agreement::ask::everything;
use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::{Answer, Evaluator, Manner, Question};

#[test]
#[ignore = "looked at by hand"]
fn statuses() {
    let n: u64 = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    let (mut made, mut ran, mut built) = (0, 0, 0);
    let (mut lines, mut rows, mut cases, mut most) = (0, 0, 0, (0, 0));
    for seed in 0..n {
        let t = Instant::now();
        let Ok(case) = case(seed) else { continue };
        made += t.elapsed().as_micros();
        let t = Instant::now();
        let facts = case.world.facts(&case.program.schema);
        let asked = everything(&case.program, &facts, &case.world.years);
        built += t.elapsed().as_micros();
        let t = Instant::now();
        let answers = Manner::Plain.answers(Question { program: &case.program, facts: &facts, choice: &case.world.choice }, &asked);
        let took = t.elapsed().as_micros();
        ran += took;
        if took > most.0 {
            most = (took, seed);
        }
        cases += 1;
        lines += case.world.lines.len();
        rows += answers.len();
        for answer in &answers {
            let key = match answer {
                Answer::Finding(f) => format!("{}{}", f.status.chinese(), if f.may_be_na { " (may be na)" } else { "" }),
                Answer::Conclusion(_) => "conclusion".to_owned(),
            };
            *by.entry(key).or_default() += 1;
        }
    }
    for (k, v) in by {
        println!("{v:8} {:5.1} % {k}", v as f64 * 100.0 / rows as f64);
    }
    println!("{cases} cases, {lines} lines, {rows} rows; made {made} µs, built {built}, ran {ran}, most {most:?}");
}
