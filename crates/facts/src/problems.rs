//! Every message intake can give, one file each, and the list of their ids.

pub mod ambiguous_entity;
pub mod cell_beyond_headings;
pub mod cell_error;
pub mod column_missing;
pub mod confirmation_body_wrong;
pub mod confirmation_not_possible;
pub mod confirmation_scope_wrong;
pub mod confirmation_table_unknown;
pub mod confirmation_withheld;
pub mod confirmation_year_wrong;
pub mod conflicting_values;
pub mod csv_quote_open;
pub mod entity_disagrees;
pub mod entity_id_malformed;
pub mod entity_kind_unknown;
pub mod entity_superior_circle;
pub mod entity_superior_deep;
pub mod entity_superior_unknown;
pub mod entity_twice;
pub mod file_damaged;
pub mod file_empty;
pub mod file_encoding;
pub mod file_kind_unsupported;
pub mod file_password_protected;
pub mod file_too_large;
pub mod formula_without_value;
pub mod heading_twice;
pub mod heading_unit_unsuitable;
pub mod heading_unknown;
pub mod headings_not_found;
pub mod hidden_rows;
pub mod hidden_sheet;
pub mod judgement_body_wrong;
pub mod judgement_index_wrong;
pub mod judgement_unknown;
pub mod judgement_year_wrong;
pub mod judgements_disagree;
pub mod key_blank;
pub mod matter_told_in_words;
pub mod money_unit_missing;
pub mod money_unit_mixed;
pub mod not_a_date;
pub mod not_a_length;
pub mod not_a_month;
pub mod not_a_number;
pub mod not_a_year;
pub mod not_yes_or_no;
pub mod number_out_of_range;
pub mod number_scale;
pub mod number_too_large;
pub mod percent_unexpected;
pub mod person_ambiguous;
pub mod person_in_several_units;
pub mod person_not_identified;
pub mod person_number_twice;
pub mod post_held_twice;
pub mod ratio_unclear;
pub mod register_heading_unknown;
pub mod repeated_row;
pub mod required_blank;
pub mod setting_against_pack;
pub mod setting_never_read;
pub mod setting_not_an_option;
pub mod setting_unknown;
pub mod settings_disagree;
pub mod span_reversed;
pub mod table_ambiguous;
pub mod table_not_recognised;
pub mod tenure_overlaps;
pub mod too_many_cells;
pub mod too_many_problems;
pub mod unknown_entity;
pub mod unknown_value;
pub mod unpacks_too_large;
pub mod year_not_stated;

use quanheng_sheet::{MAX_BYTES, MAX_CELLS, ReadError};

use crate::problem::{Place, Problem};

/// The ids of all problems of this crate. Each has an example under `tests/problems/`.
pub const ALL: &[&str] = &[
    ambiguous_entity::ID,
    cell_beyond_headings::ID,
    cell_error::ID,
    column_missing::ID,
    confirmation_body_wrong::ID,
    confirmation_not_possible::ID,
    confirmation_scope_wrong::ID,
    confirmation_table_unknown::ID,
    confirmation_withheld::ID,
    confirmation_year_wrong::ID,
    conflicting_values::ID,
    csv_quote_open::ID,
    entity_disagrees::ID,
    entity_id_malformed::ID,
    entity_kind_unknown::ID,
    entity_superior_circle::ID,
    entity_superior_deep::ID,
    entity_superior_unknown::ID,
    entity_twice::ID,
    file_damaged::ID,
    file_empty::ID,
    file_encoding::ID,
    file_kind_unsupported::ID,
    file_password_protected::ID,
    file_too_large::ID,
    formula_without_value::ID,
    heading_twice::ID,
    heading_unit_unsuitable::ID,
    heading_unknown::ID,
    headings_not_found::ID,
    hidden_rows::ID,
    hidden_sheet::ID,
    judgement_body_wrong::ID,
    judgement_index_wrong::ID,
    judgement_unknown::ID,
    judgement_year_wrong::ID,
    judgements_disagree::ID,
    key_blank::ID,
    matter_told_in_words::ID,
    money_unit_missing::ID,
    money_unit_mixed::ID,
    not_a_date::ID,
    not_a_length::ID,
    not_a_month::ID,
    not_a_number::ID,
    not_a_year::ID,
    not_yes_or_no::ID,
    number_out_of_range::ID,
    number_scale::ID,
    number_too_large::ID,
    percent_unexpected::ID,
    person_ambiguous::ID,
    person_in_several_units::ID,
    person_not_identified::ID,
    person_number_twice::ID,
    ratio_unclear::ID,
    register_heading_unknown::ID,
    post_held_twice::ID,
    repeated_row::ID,
    required_blank::ID,
    setting_against_pack::ID,
    setting_never_read::ID,
    setting_not_an_option::ID,
    setting_unknown::ID,
    settings_disagree::ID,
    span_reversed::ID,
    table_ambiguous::ID,
    table_not_recognised::ID,
    tenure_overlaps::ID,
    too_many_cells::ID,
    too_many_problems::ID,
    unknown_entity::ID,
    unknown_value::ID,
    unpacks_too_large::ID,
    year_not_stated::ID,
];

/// Why a file could not be read at all, as a problem at that file.
#[must_use]
pub fn problem_of_read_error(file: &str, error: &ReadError) -> Problem {
    let place = Place::File { file: file.to_owned() };
    match error {
        ReadError::Empty => file_empty::problem(place),
        ReadError::TooLarge { bytes } => file_too_large::problem(place, *bytes, MAX_BYTES),
        ReadError::TooManyCells => too_many_cells::problem(place, MAX_CELLS),
        ReadError::UnpacksTooLarge => unpacks_too_large::problem(place),
        ReadError::Unsupported(kind) => file_kind_unsupported::problem(place, *kind),
        ReadError::PasswordProtected => file_password_protected::problem(place),
        ReadError::Damaged(damage) => file_damaged::problem(place, *damage),
        ReadError::Encoding => file_encoding::problem(place),
        ReadError::OpenQuote { row } => {
            csv_quote_open::problem(Place::Cell { file: file.to_owned(), sheet: None, row: Some(*row), column: None })
        }
    }
}

/// The beginning of a hint that names what may have been meant; empty where nothing is near.
fn did_you_mean(nearest: &[String]) -> (String, String) {
    if nearest.is_empty() {
        return (String::new(), String::new());
    }
    let list: Vec<String> = nearest.iter().map(|n| format!("「{n}」")).collect();
    (format!("是不是{}？", list.join("或")), format!("Did you mean {}? ", list.join(" or ")))
}
