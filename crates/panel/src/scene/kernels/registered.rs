//! What the register of entities says: 种类, 编号, and the entity itself.

use std::collections::BTreeMap;

use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, Whose};
use quanheng_policy::possible::Possible;

use super::read::{followed, not_applicable};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// 种类; with `id`, 编号.
pub(super) fn registered<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (whose, id): (&'p Whose, bool),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let (facts, schema) = (state.panel.facts, &state.panel.program.schema);
    let own = matches!(whose, Whose::Own) || planted::is(75);
    let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, whose, year)? };
    let text_of = |who: EntityIx| {
        if id {
            return facts.entities.id_of(who).map(str::to_owned);
        }
        Some(schema.kind(facts.entities.kind_of(who)?)?.name.clone())
    };
    // Few kinds are met, again and again.
    let mut known: BTreeMap<String, Row> = BTreeMap::new();
    let na = not_applicable(scene);
    let rows = whom.into_iter().enumerate().map(|(at, who)| match (who, whose) {
        (None, Whose::Of(_)) => scene.single_row(expr, year, Kind::Nothing, at, Reason::OpenOfAnother),
        (None, _) => na,
        (Some(who), _) => {
            let Some(text) = text_of(who) else { return na };
            if let Some(row) = known.get(&text) {
                return *row;
            }
            let outcome = Outcome::certain(Possible::value(Value::Text(text.clone())));
            let row = scene.kept(Kind::Nothing, &outcome, None);
            if !id {
                known.insert(text, row);
            }
            row
        }
    });
    Ok(Register::of_rows(Kind::Nothing, rows))
}

/// 本人; with `subject`, 本事项: whose result it is, also where another is at hand.
pub(super) fn itself(scene: &Scene<'_, '_>, subject: bool) -> Register {
    let state = scene.state;
    let na = not_applicable(scene);
    let rows = (0..state.len()).map(|at| {
        let who = if subject { state.instance(at).entity } else { state.entity(at) };
        who.map_or(na, |who| Row { code: PLAIN, value: i64::from(who.0) })
    });
    Register::of_rows(Kind::Entity, rows)
}
