//! Claims on two eras relative to a baseline: other visits, counted in the same eras.
//!
//! The number is the ratio of ratios of both (methods M25). It rises with the visits of the first era and
//! with those of the baseline in the other, and falls with the rest, so doubt about visits has its ends
//! where all of the ones count and none of the others. What the first counts, the baseline does not.

use std::rc::Rc;

use super::answer::{Answer, Beside, NO_EXPOSURE};
use super::claim::{Relation, Relative};
use super::comparisons::{Baseline, Comparisons, Pair};
use super::cumulative::OpenCounts;
use super::evaluator::{Counted, Evaluator};
use super::no_ratio::{nothing, nothing_in};
use super::of_list::describe;
use super::on_eras::other_era_in;
use super::record::Record;
use super::resolve::{Eras, eras_in};
use super::specification::Specification;
use super::told_apart::{comparisons, told_apart};
use super::verdict::Verdict;
use crate::error::{ClaimMistake, Result};
use crate::infer::compare::Method;
use crate::infer::composition::{Dyad, Odds, ratio_of_ratios};
use crate::infer::dispersion::Dispersion;
use crate::special::excess::Excess;
use crate::special::level::Level;

const NO_MIDP: &str = "a ratio of ratios has no mid-p test: take another method";
const NO_LIST: &str = "two eras of one list are compared";

/// The key of the baseline.
const KEY: &str = "relative_to";

impl Record {
    /// Holds the names of a claim relative to a baseline against the record.
    pub(super) fn verify_relative(&self, asked: &Relative, spec: &Specification) -> Result<()> {
        let eras = self.eras(&asked.at, "at", spec)?;
        self.subset(&asked.baseline, KEY)?;
        let Some(list) = eras.list.as_ref() else {
            return Ok(());
        };
        other_era_in(list, &asked.from, asked.relation.key())?;
        eras_in(
            list,
            asked.against.as_deref().unwrap_or_default(),
            "against",
        )?;
        let Some(side) = &list.side else {
            return Ok(());
        };
        for (key, visits) in [("at", &asked.at.visits), (KEY, &asked.baseline)] {
            let Some((one, other)) = &visits.dyad else {
                continue;
            };
            if one != side && other != side {
                let said =
                    format!("the eras are those of {side}, which is neither {one} nor {other}");
                let mistake = ClaimMistake::new(&format!("{key}.dyad"), "no_common_leader", said);
                return Err(
                    mistake.hinting(format!("two dyads of {side} have its leaders in common"))
                );
            }
        }
        Ok(())
    }
}

impl Evaluator<'_> {
    pub(super) fn relative(
        &mut self,
        asked: &Relative,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let beneath = match self.beneath(asked, spec, with_unclear)? {
            Ok(beneath) => beneath,
            Err(answer) => return Ok(answer),
        };
        let Beneath {
            counted,
            sides,
            compared,
            counts,
        } = &beneath;
        let (own, other) = compared.pair();
        let level = Level::new(spec.level)?;
        let ratio = |counts: [[u64; 2]; 2]| {
            let [first, rest] = sides;
            let [one, two] = counts;
            ratio_of_ratios(first.dyad(one), rest.dyad(two), level)
        };
        let plain = sides.each_ref().map(Side::all);
        let [first, rest] = sides;
        let unobserved = first.years.iter().any(|years| *years <= 0.0);
        let reported = if unobserved {
            None
        } else {
            ratio(plain)?.map(|found| found.reported)
        };
        let mut answer = Answer::none("");
        describe(&mut answer, counted, own);
        answer.facts.beside = Some(Beside {
            counts: first.all(),
            baseline: rest.all(),
            limits: reported.map(|found| (found.lower, found.upper)),
        });
        let Some(Odds { ratio: value, .. }) = reported else {
            let labels = [counted.label(own), counted.label(other)];
            answer.facts.reason = Some(if unobserved {
                NO_EXPOSURE.to_owned()
            } else {
                nothing(plain, labels)
            });
            return Ok(answer);
        };
        answer.facts.reason = None;
        // Over no visits there is no ratio, only a lower limit.
        let known = |ratio: f64| if ratio.is_finite() { ratio } else { f64::NAN };
        answer.value = known(value);
        let end = |[own, baseline]: [[u64; 2]; 2]| -> Result<f64> {
            let found = ratio([own, baseline])?;
            Ok(found.map_or(f64::NAN, |found| found.reported.ratio))
        };
        let (lowest, highest) = (
            [first.corner(false), rest.corner(true)],
            [first.corner(true), rest.corner(false)],
        );
        let open = nothing_in(sides.each_ref().map(|side| side.sure));
        if !open {
            (answer.low, answer.high) = (known(end(lowest)?), end(highest)?);
        }
        answer.verdict = match asked.relation {
            Relation::ToldApart(_) => {
                let found = told_apart(counts, compared)?;
                answer.facts.p = Some((found.p, found.adjusted));
                found.verdict
            }
            relation => {
                answer.facts.p = Some(compared.own(&compared.each(&beneath.counts()))?);
                if open {
                    Verdict::NotDetermined
                } else {
                    relation.over(lowest, highest)
                }
            }
        };
        Ok(answer)
    }

    /// The counts of a claim's own visits and of its baseline; none without the answer that says why.
    pub(crate) fn beneath(
        &mut self,
        asked: &Relative,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Beneath, Answer>> {
        if spec.method == Method::MidP {
            return Ok(Err(Answer::none(NO_MIDP)));
        }
        let (counted, own) = match self.found(&asked.at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(Err(answer)),
        };
        let (Some(list), Some(beside)) = (
            counted.eras.list.clone(),
            self.baseline(&counted, asked, spec, with_unclear)?,
        ) else {
            return Ok(Err(Answer::none(NO_LIST)));
        };
        let other = other_era_in(&list, &asked.from, asked.relation.key())?;
        let against = asked.against.as_deref();
        let against = against.map(|named| eras_in(&list, named, "against"));
        let pair = Pair {
            one: own,
            other,
            against: against.transpose()?,
            being: match asked.relation {
                Relation::ToldApart(being) => being,
                Relation::Lower | Relation::Higher => None,
            },
        };
        let sides = [
            Side::of(&counted, &pair, spec),
            Side::of(&beside, &pair, spec),
        ];
        let [first, rest] = &sides;
        let compared = comparisons(&counted.spans, &first.excesses, &pair, spec)?;
        let compared = compared.relative_to(Baseline {
            excesses: rest.excesses.clone(),
            degrees_of_freedom: sides.each_ref().map(|side| side.dispersion.freedom()),
        });
        let counts = [counted.counts.as_slice(), beside.counts.as_slice()].concat();
        Ok(Ok(Beneath {
            counted,
            sides,
            compared,
            counts,
        }))
    }

    /// The visits of the baseline in the eras of a claim's own; none if it has no list of eras.
    pub(super) fn baseline(
        &mut self,
        counted: &Counted,
        asked: &Relative,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Option<Counted>> {
        let Some(list) = &counted.eras.list else {
            return Ok(None);
        };
        let mut visits = asked.baseline.clone();
        visits.side.clone_from(&list.side);
        visits.except = Some(Box::new(counted.eras.visits.clone()));
        let eras = Eras {
            list: Some(Rc::clone(list)),
            own: counted.eras.own,
            visits,
        };
        let period = asked.at.period.as_ref();
        self.count(eras, period, KEY, spec, with_unclear)
    }
}

impl Relation {
    /// Whether the first two counts have a lower, or a higher, ratio than those of the baseline.
    pub(crate) fn holds(self, [one, two, rest, more]: [u128; 4]) -> bool {
        let (over, under) = (one * more, two * rest);
        match self {
            Self::Lower => over < under,
            _ => over > under,
        }
    }

    /// Whether the ratio is lower, or higher, than 1 over all that is in doubt.
    fn over(self, lowest: [[u64; 2]; 2], highest: [[u64; 2]; 2]) -> Verdict {
        let ends = [lowest, highest]
            .map(|[[one, two], [rest, more]]| self.holds([one, two, rest, more].map(u128::from)));
        Verdict::of(ends.iter().all(|end| *end), ends.iter().any(|end| *end))
    }
}

/// What a claim relative to a baseline is asked of.
#[derive(Debug)]
pub(crate) struct Beneath {
    counted: Counted,
    sides: [Side; 2],
    compared: Comparisons,
    counts: Vec<OpenCounts>,
}

impl Beneath {
    /// What the eras of the list are called.
    pub(crate) fn labels(&self) -> Vec<String> {
        let eras = 0..self.counted.spans.len();
        eras.map(|era| self.counted.label(era).to_owned()).collect()
    }

    /// The comparisons with the baseline.
    pub(crate) fn compared(&self) -> &Comparisons {
        &self.compared
    }

    /// The visits of each era, those in doubt counted, and behind them those of the baseline.
    pub(crate) fn counts(&self) -> Vec<u64> {
        let eras = self.counts.iter();
        eras.map(|era| era.all().iter().sum()).collect()
    }
}

/// The visits of one dyad in two eras, and how its years vary.
#[derive(Debug)]
struct Side {
    sure: [u64; 2],
    doubted: [u64; 2],
    years: [f64; 2],
    own_excesses: [Excess; 2],
    excesses: Vec<Excess>,
    dispersion: Dispersion,
}

impl Side {
    fn of(counted: &Counted, pair: &Pair, spec: &Specification) -> Self {
        let eras = [pair.one, pair.other];
        let (dispersion, excesses) = counted.dispersion(spec);
        let sum = |of: fn(&OpenCounts) -> &Vec<u64>| {
            eras.map(|era| {
                counted
                    .counts
                    .get(era)
                    .map_or(0, |era| of(era).iter().sum())
            })
        };
        Self {
            sure: sum(|era| &era.sure),
            doubted: sum(|era| &era.doubted),
            years: eras.map(|era| counted.span(era).years()),
            own_excesses: eras.map(|era| excesses.get(era).copied().unwrap_or(Excess::NONE)),
            excesses,
            dispersion,
        }
    }

    fn all(&self) -> [u64; 2] {
        self.corner_of([true, true])
    }

    /// All doubted visits of the first era and none of the other, or the other way round.
    fn corner(&self, first: bool) -> [u64; 2] {
        self.corner_of([first, !first])
    }

    fn corner_of(&self, [in_first, in_other]: [bool; 2]) -> [u64; 2] {
        let [one, two] = self.sure;
        let [more, rest] = self.doubted;
        [
            one + if in_first { more } else { 0 },
            two + if in_other { rest } else { 0 },
        ]
    }

    fn dyad(&self, counts: [u64; 2]) -> Dyad {
        Dyad {
            counts,
            years: self.years,
            excesses: self.own_excesses,
            degrees_of_freedom: self.dispersion.freedom(),
        }
    }
}
