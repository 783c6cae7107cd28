//! Every message to the author of a pack: one file each, with its words in both languages.
//!
//! Each has an example in `tests/problems/` that asserts its id, its place and both languages.

pub mod ambiguous_name;
pub mod anchor_day_unknown;
pub mod anchor_missing;
pub mod anchor_not_dated;
pub mod article_not_covered;
pub mod article_without_example;
pub mod basis_column;
pub mod basis_missing;
pub mod basis_version;
pub mod circular_definition;
pub mod clause_missing;
pub mod clause_refused;
pub mod column_clauses_clash;
pub mod completeness_key;
pub mod completeness_undeclared;
pub mod construct_not_available;
pub mod day_where_year;
pub mod dead_rule;
pub mod duplicate_anchor;
pub mod duplicate_label;
pub mod duplicate_name;
pub mod empty_definition;
pub mod enum_not_extensible;
pub mod enum_repeats_value;
pub mod enum_value_unknown;
pub mod history_without_start;
pub mod index_unknown;
pub mod key_heading_unknown;
pub mod keys_missing;
pub mod kind_cycle;
pub mod many_rows_read;
pub mod match_gap;
pub mod match_repeated;
pub mod near_number;
pub mod not_a_constant;
pub mod not_a_function;
pub mod not_ordered;
pub mod number_differs;
pub mod number_does_not_fit;
pub mod open_never_read;
pub mod open_without_type;
pub mod option_leads_nowhere;
pub mod outside_validity;
pub mod overlap;
pub mod overlap_undecided;
pub mod override_cycle;
pub mod owner_missing;
pub mod period_missing;
pub mod population_kind;
pub mod quota_out_of_range;
pub mod redefines_basis;
pub mod result_unknown;
pub mod rule_without_text;
pub mod settled_twice;
pub mod span_columns;
pub mod table_keys;
pub mod target_is_column;
pub mod target_unknown;
pub mod targets_differ;
pub mod type_mismatch;
pub mod type_not_available;
pub mod unhandled_na;
pub mod units_differ;
pub mod unknown_name;
pub mod unknown_type;
pub mod unnamed_number;
pub mod validity_reversed;
pub mod value_missing;
pub mod values_out_of_order;
pub mod version_differs;
pub mod version_gap;
pub mod version_of_set_rule;
pub mod version_overlap;
pub mod where_applies_unrelated;
pub mod wrong_arguments;
pub mod wrong_kind_of_name;

/// All ids, in alphabetical order.
pub const ALL: &[&str] = &[
    ambiguous_name::ID,
    anchor_day_unknown::ID,
    anchor_missing::ID,
    anchor_not_dated::ID,
    article_not_covered::ID,
    article_without_example::ID,
    basis_column::ID,
    basis_missing::ID,
    basis_version::ID,
    circular_definition::ID,
    clause_missing::ID,
    clause_refused::ID,
    column_clauses_clash::ID,
    completeness_key::ID,
    completeness_undeclared::ID,
    construct_not_available::ID,
    day_where_year::ID,
    dead_rule::ID,
    duplicate_anchor::ID,
    duplicate_label::ID,
    duplicate_name::ID,
    empty_definition::ID,
    enum_not_extensible::ID,
    enum_repeats_value::ID,
    enum_value_unknown::ID,
    history_without_start::ID,
    index_unknown::ID,
    key_heading_unknown::ID,
    keys_missing::ID,
    kind_cycle::ID,
    many_rows_read::ID,
    match_gap::ID,
    match_repeated::ID,
    near_number::ID,
    not_a_constant::ID,
    not_a_function::ID,
    not_ordered::ID,
    number_differs::ID,
    number_does_not_fit::ID,
    open_never_read::ID,
    open_without_type::ID,
    option_leads_nowhere::ID,
    outside_validity::ID,
    overlap::ID,
    overlap_undecided::ID,
    override_cycle::ID,
    owner_missing::ID,
    period_missing::ID,
    population_kind::ID,
    quota_out_of_range::ID,
    redefines_basis::ID,
    result_unknown::ID,
    rule_without_text::ID,
    settled_twice::ID,
    span_columns::ID,
    table_keys::ID,
    target_is_column::ID,
    target_unknown::ID,
    targets_differ::ID,
    type_mismatch::ID,
    type_not_available::ID,
    unhandled_na::ID,
    units_differ::ID,
    unknown_name::ID,
    unknown_type::ID,
    unnamed_number::ID,
    validity_reversed::ID,
    value_missing::ID,
    values_out_of_order::ID,
    version_differs::ID,
    version_gap::ID,
    version_of_set_rule::ID,
    version_overlap::ID,
    where_applies_unrelated::ID,
    wrong_arguments::ID,
    wrong_kind_of_name::ID,
];
