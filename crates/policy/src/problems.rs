//! Every message this crate can give: one file each, with its id, its words in both languages and what to do.
//!
//! A function takes the place and the author's own words and gives the [`quanheng_facts::problem::Problem`]. Deliberately
//! absent: how a problem is printed. Every id has an example under `tests/problems/`.

pub mod anchor_twice;
pub mod assertion_failed;
pub mod bad_date;
pub mod bad_number;
pub mod chained_comparison;
pub mod clause_at_margin;
pub mod clause_not_available;
pub mod clause_order;
pub mod clause_twice;
pub mod column_name;
pub mod double_not;
pub mod expected;
pub mod fence_not_at_margin;
pub mod fence_not_rules;
pub mod heading_count;
pub mod heading_without_anchor;
pub mod invisible_character;
pub mod is_and_rule;
pub mod items_too_few;
pub mod language_version;
pub mod law_without_title;
pub mod manifest_bad_value;
pub mod manifest_missing;
pub mod manifest_missing_field;
pub mod manifest_syntax;
pub mod manifest_unknown_field;
pub mod manifest_wrong_type;
pub mod match_needs_brackets;
pub mod minus_spaces;
pub mod missing_comma;
pub mod missing_space;
pub mod mixed_and_or;
pub mod number_before_name;
pub mod reserved_word;
pub mod row_cells;
pub mod rules_outside_article;
pub mod statement_not_at_margin;
pub mod statement_not_available;
pub mod stray_bracket;
pub mod table_heads;
pub mod table_left_over;
pub mod table_missing;
pub mod too_deep;
pub mod unclosed_bracket;
pub mod unclosed_fence;
pub mod unclosed_quote;
pub mod unknown_character;
pub mod unknown_clause;
pub mod unknown_statement;
pub mod unknown_unit;
pub mod value_twice;
pub mod word_operator;

/// The ids of all problems, in alphabetical order.
pub const ALL: &[&str] = &[
    anchor_twice::ID,
    assertion_failed::ID,
    bad_date::ID,
    bad_number::ID,
    chained_comparison::ID,
    clause_at_margin::ID,
    clause_not_available::ID,
    clause_order::ID,
    clause_twice::ID,
    column_name::ID,
    double_not::ID,
    expected::ID,
    fence_not_at_margin::ID,
    fence_not_rules::ID,
    heading_count::ID,
    heading_without_anchor::ID,
    invisible_character::ID,
    is_and_rule::ID,
    items_too_few::ID,
    language_version::ID,
    law_without_title::ID,
    manifest_bad_value::ID,
    manifest_missing::ID,
    manifest_missing_field::ID,
    manifest_syntax::ID,
    manifest_unknown_field::ID,
    manifest_wrong_type::ID,
    match_needs_brackets::ID,
    minus_spaces::ID,
    missing_comma::ID,
    missing_space::ID,
    mixed_and_or::ID,
    number_before_name::ID,
    reserved_word::ID,
    row_cells::ID,
    rules_outside_article::ID,
    statement_not_at_margin::ID,
    statement_not_available::ID,
    stray_bracket::ID,
    table_heads::ID,
    table_left_over::ID,
    table_missing::ID,
    too_deep::ID,
    unclosed_bracket::ID,
    unclosed_fence::ID,
    unclosed_quote::ID,
    unknown_character::ID,
    unknown_clause::ID,
    unknown_statement::ID,
    unknown_unit::ID,
    value_twice::ID,
    word_operator::ID,
];
