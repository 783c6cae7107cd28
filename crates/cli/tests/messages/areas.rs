//! Under which heading of `docs/messages.md` each message of the policy crate stands. Those of the other crates stand together.

/// Heading, its English line, ids.
pub const AREAS: &[(&str, &str, &str)] = &[
    (
        "政策包和条文",
        "The pack, its manifest, its articles.",
        "manifest-missing manifest-syntax manifest-missing-field manifest-unknown-field manifest-wrong-type \
         manifest-bad-value language-version result-unknown nature-unknown basis-missing basis-version redefines-basis \
         law-without-title heading-without-anchor anchor-twice article-not-covered article-without-example \
         rule-without-text rules-outside-article fence-not-at-margin fence-not-rules unclosed-fence changed-since-review \
         reviewed-unreadable pack-too-large",
    ),
    (
        "词、符号和排列",
        "Words, signs, layout.",
        "expected reserved-word unknown-statement statement-not-at-margin unknown-clause clause-missing clause-order \
         clause-twice clause-refused clause-at-margin missing-space missing-comma minus-spaces unclosed-bracket \
         unclosed-quote stray-bracket unknown-character invisible-character bad-number bad-date number-before-name \
         unknown-unit word-operator chained-comparison mixed-and-or double-not match-needs-brackets items-too-few \
         value-twice too-deep direction-mark",
    ),
    (
        "表和声明",
        "Tables and declarations.",
        "table-missing table-left-over table-heads table-keys row-cells column-name column-clauses-clash heading-count \
         key-heading-unknown span-columns tenure-without-units basis-column completeness-undeclared completeness-key duplicate-name \
         kind-cycle unknown-type type-not-available enum-not-extensible enum-repeats-value enum-value-unknown \
         not-a-constant look-alike-names",
    ),
    (
        "名字、类型和读数",
        "Names, types, readings.",
        "unknown-name ambiguous-name wrong-kind-of-name wrong-owner wrong-arguments not-a-function type-mismatch \
         units-differ not-ordered match-gap match-repeated keys-missing many-rows-read many-values-read has-one-value \
         number-does-not-fit unhandled-na day-where-year",
    ),
    (
        "定义和例外",
        "Definitions and exceptions.",
        "owner-missing index-unknown part-of-year period-missing empty-definition is-and-rule value-missing circular-definition \
         duplicate-label same-label target-unknown target-is-column targets-differ override-cycle \
         where-applies-unrelated exception-bypassed mode-alone places-mixed overlap overlap-undecided always-overridden dead-rule dead-condition \
         outside-validity validity-reversed version-gap version-overlap version-differs version-of-set-rule \
         assertion-failed assertion-never-holds",
    ),
    (
        "数、待定和设定",
        "Numbers and what the text leaves open.",
        "unnamed-number number-differs repeated-number near-number values-out-of-order table-cell-missing table-cell-twice table-or-number param-of-nobody open-without-type \
         open-never-read option-leads-nowhere rules-affect-nothing settled-never-read settled-twice",
    ),
    (
        "排名、名单、分档、分配和打分",
        "Rankings, lists, tiers, shares, scores.",
        "population-kind quota-out-of-range tiers-beyond-whole tiers-without-rest share-unit-unknown weights-not-whole \
         standard-score-unspecified places-not-bounded",
    ),
    (
        "时间和往年",
        "Days and years.",
        "anchor-missing anchor-not-dated anchor-day-unknown history-without-start years-not-bounded unassessed-missing \
         unassessed-refused length-unit day-sum day-and-period",
    ),
    (
        "事件和判定表",
        "Events and decision tables.",
        "event-without-day decision-without-columns decision-type decision-levels decision-rest decision-rows-meet \
         decision-gap decision-cell-dead decision-unobtained",
    ),
    ("人员和任职", "Persons and posts.", "posts-without-table post-without-anchor not-posts anchor-without-event anchor-outside-year"),
    (
        "结论",
        "Conclusions.",
        "outcome-kind-unknown field-missing field-unknown reach-without-day split-missing not-a-matter matter-keys \
         disregard-by dead-disregard",
    ),
    (
        "程序和义务",
        "Procedures and duties.",
        "prose-comma words-met-once duty-each-row duty-conflict duty-conflict-undecided guard-after-act limit-missing \
         limit-without-start limit-needs-year limit-starts-later limit-unit length-not-positive limit-terms-missing \
         limit-leap-day holiday-missing overdue-action overdue-to-self overdue-on-open other-than-self role-unsaid \
         role-unused step-twice judgement-step-unknown procedure-unknown procedure-other-matter procedure-cycle decision-without-hearing \
         decision-without-appeal",
    ),
    (
        "包里的测试",
        "The tests of a pack.",
        "test-table-broken test-mode-missing test-year-missing test-directive-unreadable test-name-unknown test-entity-unknown \
         test-value-unreadable test-nothing-expected test-cover-unknown test-facts-missing test-failed",
    ),
];
