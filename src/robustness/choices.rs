//! The choices that a multiverse goes through, and on which claims each of them bears.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::claims::claim::Statement;
use crate::claims::dates::Day;
use crate::claims::scope::Stretch;
use crate::claims::specification::{DateRule, Exposure, Specification, Unclear, Unsourced};
use crate::infer::compare::Method;
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay};

/// The choices of every decision, the study's own first; a decision without any stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Choices {
    /// Definitions of the record.
    pub definition: Vec<usize>,
    /// What becomes of unclear visits.
    pub unclear: Vec<Unclear>,
    /// What becomes of visits without a source.
    pub unsourced: Vec<Unsourced>,
    /// Which day of a visit is its date.
    pub date_rule: Vec<DateRule>,
    /// For each side its lists of eras.
    pub rules: IndexMap<String, Vec<String>>,
    /// Who has the day of a handover.
    pub handover: Vec<Handover>,
    /// How exposure is counted.
    pub exposure: Vec<Exposure>,
    /// First days observed.
    pub since: Vec<Day>,
    /// Last days observed.
    pub through: Vec<Day>,
    /// Schemes of the record.
    pub scheme: Vec<usize>,
    /// Whether a visit on the day of a shock answers it.
    pub same_day: Vec<SameDay>,
    /// What a second shock before any visit means for the first.
    pub overlap: Vec<Overlap>,
    /// By which test two eras are told apart.
    pub method: Vec<Method>,
}

/// Whether a decision bears on what is said.
type Matters<'a> = Box<dyn Fn(&Statement) -> bool + Sync + 'a>;

/// Makes the numbered choice in a specification.
pub(super) type Choose<'a> = Box<dyn Fn(&mut Specification, usize) + Sync + 'a>;

/// One decision: how many choices it has, and how a choice is made.
pub(super) struct Decision<'a> {
    pub(super) size: usize,
    pub(super) matters: Matters<'a>,
    pub(super) choose: Choose<'a>,
    /// Whether it is about what visits weigh, and nothing else.
    pub(super) is_scheme: bool,
}

impl Decision<'_> {
    /// A specification with a choice made.
    pub(super) fn chosen(&self, spec: &Specification, choice: usize) -> Specification {
        let mut chosen = spec.clone();
        (self.choose)(&mut chosen, choice);
        chosen
    }
}

/// The decisions in their order; those without choices have one, which changes nothing.
pub(super) fn decisions(choices: &Choices) -> Vec<Decision<'_>> {
    let on_visits = Statement::is_on_visits;
    let mut all = vec![
        of(&choices.definition, on_visits, |spec| &mut spec.definition),
        of(&choices.unclear, on_visits, |spec| &mut spec.unclear),
        of(&choices.unsourced, on_visits, |spec| &mut spec.unsourced),
        of(&choices.date_rule, on_visits, |spec| &mut spec.date_rule),
    ];
    for (side, rules) in &choices.rules {
        let choose = move |spec: &mut Specification, number: usize| {
            if let Some(rule) = rules.get(number) {
                spec.rules.insert(side.clone(), rule.clone());
            }
        };
        all.push(Decision {
            size: rules.len().max(1),
            matters: Box::new(move |says| on_eras(says) && on_list_of(says, side)),
            choose: Box::new(choose),
            is_scheme: false,
        });
    }
    let scheme = of(&choices.scheme, weighted, |spec| &mut spec.scheme);
    all.extend([
        of(&choices.handover, on_eras, |spec| &mut spec.handover),
        of(&choices.exposure, on_eras, |spec| &mut spec.exposure),
        of(&choices.since, on_visits, |spec| &mut spec.since),
        of(&choices.through, on_visits, |spec| &mut spec.through),
        Decision {
            is_scheme: true,
            ..scheme
        },
        of(&choices.same_day, on_lags, |spec| &mut spec.same_day),
        of(&choices.overlap, on_lags, |spec| &mut spec.overlap),
        of(&choices.method, of_two_eras, |spec| &mut spec.method),
    ]);
    all
}

fn of<T: Copy + Sync>(
    choices: &[T],
    matters: fn(&Statement) -> bool,
    part: fn(&mut Specification) -> &mut T,
) -> Decision<'_> {
    let choose = move |spec: &mut Specification, number: usize| {
        if let Some(choice) = choices.get(number) {
            *part(spec) = *choice;
        }
    };
    Decision {
        size: choices.len().max(1),
        matters: Box::new(matters),
        choose: Box::new(choose),
        is_scheme: false,
    }
}

fn on_lags(says: &Statement) -> bool {
    matches!(
        says,
        Statement::Lag { .. }
            | Statement::NoAnswer { .. }
            | Statement::LagSummary { .. }
            | Statement::LagsLower { .. }
    )
}

fn on_eras(says: &Statement) -> bool {
    !on_lags(says)
        && !matches!(
            says,
            Statement::Gap { .. } | Statement::Qualification { .. } | Statement::Series(_)
        )
}

/// Whether a claim may take eras from the lists of a side: not where it names another for each.
fn on_list_of(says: &Statement, side: &str) -> bool {
    let elsewhere = |named: &Option<String>| named.as_ref().is_some_and(|named| named != side);
    if let Statement::Ascending { at, .. } = says {
        return !elsewhere(&at.side);
    }
    let scopes = says.era_scopes();
    let mut stretches = scopes.iter().map(|(_, scope)| &scope.stretch);
    !stretches.all(|stretch| matches!(stretch, Stretch::Era { side, .. } if elsewhere(side)))
}

fn of_two_eras(says: &Statement) -> bool {
    matches!(says, Statement::ToldApart { .. } | Statement::Relative(_))
}

fn weighted(says: &Statement) -> bool {
    match says {
        Statement::Number { measure, .. }
        | Statement::Ratio { measure, .. }
        | Statement::Rank { measure, .. }
        | Statement::Lower { measure, .. }
        | Statement::Ascending { measure, .. } => measure.is_weighted(),
        _ => false,
    }
}
