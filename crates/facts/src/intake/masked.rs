//! Numbers of identity documents are neither printed nor kept as text: 18 characters (the last may be X) or 15 digits, with a day
//! of birth in them.

/// True for a text that is such a number and nothing else.
pub(crate) fn looks_like_identity(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // Whatever its day of birth: a long number of a person is not shown.
    is_identity(text) || (digits >= 15 && digits == text.chars().count())
}

/// The text with every such number replaced by stars.
#[must_use]
pub fn masked(text: &str) -> String {
    if text.chars().filter(char::is_ascii_digit).count() < 15 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        let identity = is_identity(run);
        out.push_str(if identity { "******" } else { run });
        run.clear();
    };
    for c in text.chars() {
        if c.is_ascii_digit() || (matches!(c, 'X' | 'x') && run.chars().count() == 17) {
            run.push(c);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn is_identity(run: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| run.get(range).and_then(|d| d.parse::<u32>().ok());
    let day =
        |month: Option<u32>, day: Option<u32>| month.is_some_and(|m| (1..=12).contains(&m)) && day.is_some_and(|d| (1..=31).contains(&d));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match run.len() {
        18 => {
            let (body, last) = run.split_at_checked(17).unwrap_or((run, ""));
            let ends = plain(last) || matches!(last, "X" | "x");
            plain(body) && ends && digits(6..10).is_some_and(|y| (1800..2200).contains(&y)) && day(digits(10..12), digits(12..14))
        }
        15 => plain(run) && day(digits(8..10), digits(10..12)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_a_day_of_birth_are_hidden_in_texts() {
        assert_eq!(masked("张甲（99000019700101001X）在任"), "张甲（******）在任");
        assert_eq!(masked("990000700101001"), "******");
        assert_eq!(masked("123456789012345678901234"), "123456789012345678901234");
        assert_eq!(masked("得分 990000999999990012"), "得分 990000999999990012");
        assert!(looks_like_identity("99000019700101001x") && !looks_like_identity("A001") && !looks_like_identity("1234"));
    }
}
