//! Every message this crate can give: one file each, with its id, its words in both languages and what to do.
//!
//! A function takes the place and the author's own words and gives the [`quanheng_facts::problem::Problem`]. Deliberately
//! absent: how a problem is printed. Every id has an example under `tests/problems/`.

pub mod always_overridden;
pub mod ambiguous_name;
pub mod anchor_day_unknown;
pub mod anchor_missing;
pub mod anchor_not_dated;
pub mod anchor_outside_year;
pub mod anchor_twice;
pub mod anchor_without_event;
pub mod article_not_covered;
pub mod article_without_example;
pub mod assertion_failed;
pub mod assertion_never_holds;
pub mod bad_date;
pub mod bad_number;
pub mod basis_column;
pub mod basis_missing;
pub mod basis_version;
pub mod chained_comparison;
pub mod changed_since_review;
pub mod circular_definition;
pub mod clause_at_margin;
pub mod clause_missing;
pub mod clause_order;
pub mod clause_refused;
pub mod clause_twice;
pub mod column_clauses_clash;
pub mod column_name;
pub mod completeness_key;
pub mod completeness_undeclared;
pub mod day_and_period;
pub mod day_sum;
pub mod day_where_year;
pub mod dead_condition;
pub mod dead_disregard;
pub mod dead_rule;
pub mod decision_cell_dead;
pub mod decision_gap;
pub mod decision_levels;
pub mod decision_rest;
pub mod decision_rows_meet;
pub mod decision_type;
pub mod decision_unobtained;
pub mod decision_without_appeal;
pub mod decision_without_columns;
pub mod decision_without_hearing;
pub mod direction_mark;
pub mod disregard_by;
pub mod double_not;
pub mod duplicate_label;
pub mod duplicate_name;
pub mod duty_conflict;
pub mod duty_conflict_undecided;
pub mod duty_each_row;
pub mod empty_definition;
pub mod enum_not_extensible;
pub mod enum_repeats_value;
pub mod enum_value_unknown;
pub mod event_without_day;
pub mod exception_bypassed;
pub mod expected;
pub mod fence_not_at_margin;
pub mod fence_not_rules;
pub mod field_missing;
pub mod field_unknown;
pub mod guard_after_act;
pub mod has_one_value;
pub mod heading_count;
pub mod heading_without_anchor;
pub mod history_without_start;
pub mod holiday_missing;
pub mod index_unknown;
pub mod invisible_character;
pub mod is_and_rule;
pub mod items_too_few;
pub mod judgement_step_unknown;
pub mod key_heading_unknown;
pub mod keys_missing;
pub mod kind_cycle;
pub mod language_version;
pub mod law_without_title;
pub mod length_not_positive;
pub mod length_unit;
pub mod limit_leap_day;
pub mod limit_missing;
pub mod limit_needs_year;
pub mod limit_starts_later;
pub mod limit_terms_missing;
pub mod limit_unit;
pub mod limit_without_start;
pub mod look_alike_names;
pub mod manifest_bad_value;
pub mod manifest_missing;
pub mod manifest_missing_field;
pub mod manifest_syntax;
pub mod manifest_unknown_field;
pub mod manifest_wrong_type;
pub mod many_rows_read;
pub mod many_values_read;
pub mod match_gap;
pub mod match_needs_brackets;
pub mod match_repeated;
pub mod matter_keys;
pub mod minus_spaces;
pub mod missing_comma;
pub mod missing_space;
pub mod mixed_and_or;
pub mod mode_alone;
pub mod nature_unknown;
pub mod near_number;
pub mod not_a_constant;
pub mod not_a_function;
pub mod not_a_matter;
pub mod not_ordered;
pub mod not_posts;
pub mod number_before_name;
pub mod number_differs;
pub mod number_does_not_fit;
pub mod open_never_read;
pub mod open_without_type;
pub mod option_leads_nowhere;
pub mod other_than_self;
pub mod outcome_kind_unknown;
pub mod outside_validity;
pub mod overdue_action;
pub mod overdue_on_open;
pub mod overdue_to_self;
pub mod overlap;
pub mod overlap_undecided;
pub mod override_cycle;
pub mod owner_missing;
pub mod pack_too_large;
pub mod param_of_nobody;
pub mod part_of_year;
pub mod period_missing;
pub mod places_mixed;
pub mod places_not_bounded;
pub mod population_kind;
pub mod post_without_anchor;
pub mod posts_without_table;
pub mod procedure_cycle;
pub mod procedure_other_matter;
pub mod procedure_unknown;
pub mod prose_comma;
pub mod quota_out_of_range;
pub mod reach_without_day;
pub mod redefines_basis;
pub mod repeated_number;
pub mod reserved_word;
pub mod result_unknown;
pub mod reviewed_unreadable;
pub mod role_unsaid;
pub mod role_unused;
pub mod row_cells;
pub mod rule_without_text;
pub mod rules_affect_nothing;
pub mod rules_outside_article;
pub mod same_label;
pub mod settled_never_read;
pub mod settled_twice;
pub mod share_unit_unknown;
pub mod span_columns;
pub mod split_missing;
pub mod standard_score_unspecified;
pub mod statement_not_at_margin;
pub mod step_twice;
pub mod stray_bracket;
pub mod table_cell_missing;
pub mod table_cell_twice;
pub mod table_heads;
pub mod table_keys;
pub mod table_left_over;
pub mod table_missing;
pub mod table_or_number;
pub mod target_is_column;
pub mod target_unknown;
pub mod targets_differ;
pub mod tenure_without_units;
pub mod test_cover_unknown;
pub mod test_directive_unreadable;
pub mod test_entity_unknown;
pub mod test_facts_missing;
pub mod test_failed;
pub mod test_mode_missing;
pub mod test_name_unknown;
pub mod test_nothing_expected;
pub mod test_table_broken;
pub mod test_value_unreadable;
pub mod test_year_missing;
pub mod tiers_beyond_whole;
pub mod tiers_without_rest;
pub mod too_deep;
pub mod type_mismatch;
pub mod type_not_available;
pub mod unassessed_missing;
pub mod unassessed_refused;
pub mod unclosed_bracket;
pub mod unclosed_fence;
pub mod unclosed_quote;
pub mod unhandled_na;
pub mod units_differ;
pub mod unknown_character;
pub mod unknown_clause;
pub mod unknown_name;
pub mod unknown_statement;
pub mod unknown_type;
pub mod unknown_unit;
pub mod unnamed_number;
pub mod validity_reversed;
pub mod value_missing;
pub mod value_twice;
pub mod values_out_of_order;
pub mod version_differs;
pub mod version_gap;
pub mod version_of_set_rule;
pub mod version_overlap;
pub mod weights_not_whole;
pub mod where_applies_unrelated;
pub mod word_operator;
pub mod words_met_once;
pub mod wrong_arguments;
pub mod wrong_kind_of_name;
pub mod wrong_owner;
pub mod years_not_bounded;

/// The ids of all problems, in alphabetical order.
pub const ALL: &[&str] = &[
    always_overridden::ID,
    ambiguous_name::ID,
    anchor_day_unknown::ID,
    anchor_missing::ID,
    anchor_not_dated::ID,
    anchor_outside_year::ID,
    anchor_twice::ID,
    anchor_without_event::ID,
    article_not_covered::ID,
    article_without_example::ID,
    assertion_failed::ID,
    assertion_never_holds::ID,
    bad_date::ID,
    bad_number::ID,
    basis_column::ID,
    basis_missing::ID,
    basis_version::ID,
    chained_comparison::ID,
    changed_since_review::ID,
    circular_definition::ID,
    clause_at_margin::ID,
    clause_missing::ID,
    clause_order::ID,
    clause_refused::ID,
    clause_twice::ID,
    column_clauses_clash::ID,
    column_name::ID,
    completeness_key::ID,
    completeness_undeclared::ID,
    day_and_period::ID,
    day_sum::ID,
    day_where_year::ID,
    dead_condition::ID,
    dead_disregard::ID,
    dead_rule::ID,
    decision_cell_dead::ID,
    decision_gap::ID,
    decision_levels::ID,
    decision_rest::ID,
    decision_rows_meet::ID,
    decision_type::ID,
    decision_unobtained::ID,
    decision_without_appeal::ID,
    decision_without_columns::ID,
    decision_without_hearing::ID,
    direction_mark::ID,
    disregard_by::ID,
    double_not::ID,
    duplicate_label::ID,
    duplicate_name::ID,
    duty_conflict::ID,
    duty_conflict_undecided::ID,
    duty_each_row::ID,
    empty_definition::ID,
    enum_not_extensible::ID,
    enum_repeats_value::ID,
    enum_value_unknown::ID,
    event_without_day::ID,
    exception_bypassed::ID,
    expected::ID,
    fence_not_at_margin::ID,
    fence_not_rules::ID,
    field_missing::ID,
    field_unknown::ID,
    guard_after_act::ID,
    has_one_value::ID,
    heading_count::ID,
    heading_without_anchor::ID,
    history_without_start::ID,
    holiday_missing::ID,
    index_unknown::ID,
    invisible_character::ID,
    is_and_rule::ID,
    items_too_few::ID,
    judgement_step_unknown::ID,
    key_heading_unknown::ID,
    keys_missing::ID,
    kind_cycle::ID,
    language_version::ID,
    law_without_title::ID,
    length_not_positive::ID,
    length_unit::ID,
    limit_leap_day::ID,
    limit_missing::ID,
    limit_needs_year::ID,
    limit_starts_later::ID,
    limit_terms_missing::ID,
    limit_unit::ID,
    limit_without_start::ID,
    look_alike_names::ID,
    manifest_bad_value::ID,
    manifest_missing::ID,
    manifest_missing_field::ID,
    manifest_syntax::ID,
    manifest_unknown_field::ID,
    manifest_wrong_type::ID,
    many_rows_read::ID,
    many_values_read::ID,
    match_gap::ID,
    match_needs_brackets::ID,
    match_repeated::ID,
    matter_keys::ID,
    minus_spaces::ID,
    missing_comma::ID,
    missing_space::ID,
    mixed_and_or::ID,
    mode_alone::ID,
    nature_unknown::ID,
    near_number::ID,
    not_a_constant::ID,
    not_a_function::ID,
    not_a_matter::ID,
    not_ordered::ID,
    not_posts::ID,
    number_before_name::ID,
    number_differs::ID,
    number_does_not_fit::ID,
    open_never_read::ID,
    open_without_type::ID,
    option_leads_nowhere::ID,
    other_than_self::ID,
    outcome_kind_unknown::ID,
    outside_validity::ID,
    overdue_action::ID,
    overdue_on_open::ID,
    overdue_to_self::ID,
    overlap::ID,
    overlap_undecided::ID,
    override_cycle::ID,
    owner_missing::ID,
    pack_too_large::ID,
    param_of_nobody::ID,
    part_of_year::ID,
    period_missing::ID,
    places_mixed::ID,
    places_not_bounded::ID,
    population_kind::ID,
    post_without_anchor::ID,
    posts_without_table::ID,
    procedure_cycle::ID,
    procedure_other_matter::ID,
    procedure_unknown::ID,
    prose_comma::ID,
    quota_out_of_range::ID,
    reach_without_day::ID,
    redefines_basis::ID,
    repeated_number::ID,
    reserved_word::ID,
    result_unknown::ID,
    reviewed_unreadable::ID,
    role_unsaid::ID,
    role_unused::ID,
    row_cells::ID,
    rule_without_text::ID,
    rules_affect_nothing::ID,
    rules_outside_article::ID,
    same_label::ID,
    settled_never_read::ID,
    settled_twice::ID,
    share_unit_unknown::ID,
    span_columns::ID,
    split_missing::ID,
    standard_score_unspecified::ID,
    statement_not_at_margin::ID,
    step_twice::ID,
    stray_bracket::ID,
    table_cell_missing::ID,
    table_cell_twice::ID,
    table_heads::ID,
    table_keys::ID,
    table_left_over::ID,
    table_missing::ID,
    table_or_number::ID,
    target_is_column::ID,
    target_unknown::ID,
    targets_differ::ID,
    tenure_without_units::ID,
    test_cover_unknown::ID,
    test_directive_unreadable::ID,
    test_entity_unknown::ID,
    test_facts_missing::ID,
    test_failed::ID,
    test_mode_missing::ID,
    test_name_unknown::ID,
    test_nothing_expected::ID,
    test_table_broken::ID,
    test_value_unreadable::ID,
    test_year_missing::ID,
    tiers_beyond_whole::ID,
    tiers_without_rest::ID,
    too_deep::ID,
    type_mismatch::ID,
    type_not_available::ID,
    unassessed_missing::ID,
    unassessed_refused::ID,
    unclosed_bracket::ID,
    unclosed_fence::ID,
    unclosed_quote::ID,
    unhandled_na::ID,
    units_differ::ID,
    unknown_character::ID,
    unknown_clause::ID,
    unknown_name::ID,
    unknown_statement::ID,
    unknown_type::ID,
    unknown_unit::ID,
    unnamed_number::ID,
    validity_reversed::ID,
    value_missing::ID,
    value_twice::ID,
    values_out_of_order::ID,
    version_differs::ID,
    version_gap::ID,
    version_of_set_rule::ID,
    version_overlap::ID,
    weights_not_whole::ID,
    where_applies_unrelated::ID,
    word_operator::ID,
    words_met_once::ID,
    wrong_arguments::ID,
    wrong_kind_of_name::ID,
    wrong_owner::ID,
    years_not_bounded::ID,
];
