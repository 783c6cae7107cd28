//! What the operations say to the user: one message, one file.

use quanheng_facts::problem::Problem;

mod answers_differ;
mod bad_day;
mod bad_period;
mod bad_setting;
mod bad_wanted;
mod basis_changed;
mod basis_circle;
mod basis_not_found;
mod class_of_person;
mod facts_not_found;
mod file_not_text;
mod file_skipped;
mod file_unreadable;
mod file_unwritable;
mod folder_not_empty;
mod no_facts;
mod nothing_asked;
mod nothing_to_compare;
mod of_missing;
mod pack_not_found;
mod published_left_out;
mod published_only_incentives;
mod published_persons;
mod region_without_units;
mod result_by_index;
mod robust_elsewhere;
mod robust_no_composite;
mod robust_nobody;
mod robust_not_whole;
mod robust_number;
mod robust_one_weight;
mod robust_several;
mod robust_spread;
mod robust_too_large;
mod robust_too_many;
mod robust_weights_open;
mod several_of;
mod several_results;
mod snapshot_column_missing;
mod snapshot_exists;
mod snapshot_file_length;
mod snapshot_file_missing;
mod snapshot_hash_wrong;
mod snapshot_known_on_differs;
mod snapshot_manifest_broken;
mod snapshot_newer;
mod snapshot_not_alone;
mod snapshot_of_another_pack;
mod snapshot_schema_differs;
mod snapshot_unreadable;
mod snapshot_unwritable;
mod snapshot_without_rows;
mod source_note_unclear;
mod source_note_unused;
pub(crate) mod template_differs;
mod units_of_another_place;
mod unknown_article;
mod unknown_of;
mod unknown_result;
mod unknown_setting;
mod wanted_missing;

pub use answers_differ::answers_differ;
pub use bad_day::bad_day;
pub use bad_period::bad_period;
pub use bad_setting::bad_setting;
pub use bad_wanted::bad_wanted;
pub use basis_changed::{Difference, basis_changed};
pub use basis_circle::basis_circle;
pub use basis_not_found::basis_not_found;
pub use class_of_person::class_of_person;
pub use facts_not_found::facts_not_found;
pub use file_not_text::file_not_text;
pub use file_skipped::file_skipped;
pub use file_unreadable::file_unreadable;
pub use file_unwritable::file_unwritable;
pub use folder_not_empty::folder_not_empty;
pub use no_facts::no_facts;
pub use nothing_asked::nothing_asked;
pub use nothing_to_compare::nothing_to_compare;
pub use of_missing::of_missing;
pub use pack_not_found::pack_not_found;
pub use published_left_out::published_left_out;
pub use published_only_incentives::published_only_incentives;
pub use published_persons::published_persons;
pub use region_without_units::region_without_units;
pub use result_by_index::result_by_index;
pub use robust_elsewhere::robust_elsewhere;
pub use robust_no_composite::robust_no_composite;
pub use robust_nobody::robust_nobody;
pub use robust_not_whole::robust_not_whole;
pub use robust_number::robust_number;
pub use robust_one_weight::robust_one_weight;
pub use robust_several::robust_several;
pub use robust_spread::robust_spread;
pub use robust_too_large::robust_too_large;
pub use robust_too_many::robust_too_many;
pub use robust_weights_open::robust_weights_open;
pub use several_of::several_of;
pub use several_results::several_results;
pub use snapshot_column_missing::snapshot_column_missing;
pub use snapshot_exists::snapshot_exists;
pub use snapshot_file_length::snapshot_file_length;
pub use snapshot_file_missing::snapshot_file_missing;
pub use snapshot_hash_wrong::snapshot_hash_wrong;
pub use snapshot_known_on_differs::snapshot_known_on_differs;
pub use snapshot_manifest_broken::snapshot_manifest_broken;
pub use snapshot_newer::snapshot_newer;
pub use snapshot_not_alone::snapshot_not_alone;
pub use snapshot_of_another_pack::{Because, snapshot_of_another_pack};
pub use snapshot_schema_differs::snapshot_schema_differs;
pub use snapshot_unreadable::snapshot_unreadable;
pub use snapshot_unwritable::snapshot_unwritable;
pub use snapshot_without_rows::snapshot_without_rows;
pub use source_note_unclear::source_note_unclear;
pub use source_note_unused::source_note_unused;
pub use units_of_another_place::units_of_another_place;
pub use unknown_article::unknown_article;
pub use unknown_of::unknown_of;
pub use unknown_result::unknown_result;
pub use unknown_setting::unknown_setting;
pub use wanted_missing::wanted_missing;
pub use {file_skipped::ID as FILE_SKIPPED, file_unreadable::ID as FILE_UNREADABLE};

/// Every id; each has an example under `tests/problems/`.
pub const ALL: &[&str] = &[
    bad_day::ID,
    bad_period::ID,
    bad_setting::ID,
    bad_wanted::ID,
    basis_changed::ID,
    basis_circle::ID,
    basis_not_found::ID,
    class_of_person::ID,
    facts_not_found::ID,
    file_not_text::ID,
    file_skipped::ID,
    file_unreadable::ID,
    file_unwritable::ID,
    folder_not_empty::ID,
    no_facts::ID,
    nothing_asked::ID,
    nothing_to_compare::ID,
    of_missing::ID,
    pack_not_found::ID,
    published_left_out::ID,
    published_only_incentives::ID,
    published_persons::ID,
    result_by_index::ID,
    region_without_units::ID,
    robust_elsewhere::ID,
    robust_no_composite::ID,
    robust_nobody::ID,
    robust_not_whole::ID,
    robust_number::ID,
    robust_one_weight::ID,
    robust_several::ID,
    robust_spread::ID,
    robust_too_large::ID,
    robust_too_many::ID,
    robust_weights_open::ID,
    several_of::ID,
    several_results::ID,
    snapshot_column_missing::ID,
    snapshot_exists::ID,
    snapshot_file_length::ID,
    snapshot_file_missing::ID,
    snapshot_hash_wrong::ID,
    snapshot_known_on_differs::ID,
    snapshot_manifest_broken::ID,
    snapshot_newer::ID,
    snapshot_not_alone::ID,
    snapshot_of_another_pack::ID,
    snapshot_schema_differs::ID,
    snapshot_unreadable::ID,
    snapshot_unwritable::ID,
    snapshot_without_rows::ID,
    source_note_unclear::ID,
    source_note_unused::ID,
    template_differs::ID,
    unknown_article::ID,
    unknown_of::ID,
    unknown_result::ID,
    unknown_setting::ID,
    units_of_another_place::ID,
    wanted_missing::ID,
];

/// `「甲」「乙」`
fn said(names: &[String]) -> String {
    names.iter().map(|name| format!("「{name}」")).collect()
}

/// Puts problems in the order in which they are printed, each once.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort();
    problems.dedup();
}
