//! Bounds: what imprecise dates and unknown attributes leave open (methods M15).
//!
//! A date known to the month is the interval of its days, an unknown attribute the set of its
//! classes, an unclear visit one that may or may not count. A completion settles all of them.
//! Visits are settled independently of each other, so the least and greatest count of an era, and
//! of the difference of two eras, are sums over visits of the least and greatest contribution:
//! both ends are attained, and nothing is enumerated.

use super::completions::{Known, check, ends, rivals};
use crate::claims::amount::yearly;
use crate::claims::interval::Position;
use crate::claims::list::Span;
use crate::error::Result;

/// The least and greatest value of one era over all completions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EraBounds {
    /// Least and greatest number of visits.
    pub counts: (u64, u64),
    /// Least and greatest weighted count.
    pub sums: (f64, f64),
    /// Least and greatest weighted frequency; `NAN` without exposure.
    pub frequencies: (f64, f64),
    /// Lowest and highest place of the weighted frequency, 1 for the lowest era; none without
    /// exposure. Never narrower than the places attained, see [`bounds`].
    pub places: Option<(usize, usize)>,
}

/// The bounds of every era of a list that shares no day.
///
/// Places come from pairs of eras: an era is certainly below another if the greatest difference of
/// the two is below 0. That is sharper than comparing their own bounds, and never narrower than
/// what completions attain; where two visits cannot be settled independently of a third era it may
/// be wider.
///
/// # Errors
///
/// [`crate::Error::Undefined`] for a visit that ends before it starts or has no class;
/// [`crate::Error::BadWeight`] for a weight that is negative or not finite.
pub fn bounds(visits: &[Known], spans: &[Span]) -> Result<Vec<EraBounds>> {
    check(visits)?;
    Ok(spans
        .iter()
        .enumerate()
        .map(|(era, span)| {
            let ends = ends(visits, *span);
            let frequency = |sum| yearly(sum, span.quarters);
            let places = (span.quarters > 0.0).then(|| {
                let rivals = rivals(visits, spans, era);
                let below = rivals
                    .iter()
                    .filter(|rival| rival.below == Position::Inside);
                let above = rivals
                    .iter()
                    .filter(|rival| rival.above == Position::Inside);
                (below.count() + 1, rivals.len() + 1 - above.count())
            });
            EraBounds {
                counts: ends.counts,
                sums: ends.sums,
                frequencies: (frequency(ends.sums.0), frequency(ends.sums.1)),
                places,
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::bounds_verdict::verdict;
    use super::*;
    use crate::claims::amount::Amount;
    use crate::claims::assertion::Assertion;
    use crate::claims::interval::Interval;
    use crate::claims::rank::End;
    use crate::claims::rank::RankCount;
    use crate::claims::verdict::Verdict;
    use crate::random::Stream;

    const SPANS: [Span; 3] = [
        Span {
            start: 0,
            end: 4,
            quarters: 1461.0,
        },
        Span {
            start: 4,
            end: 7,
            quarters: 2922.0,
        },
        Span {
            start: 8,
            end: 10,
            quarters: 1461.0,
        },
    ];

    fn below(stream: &mut Stream, end: i64) -> i64 {
        let bits = stream.unit() * f64::from(u32::try_from(end).unwrap());
        (0..end)
            .rfind(|number| f64::from(u32::try_from(*number).unwrap()) <= bits)
            .unwrap()
    }

    fn record(stream: &mut Stream) -> Vec<Known> {
        (0..4)
            .map(|_| {
                let first = below(stream, 10) - 1;
                let weights = [vec![1.0], vec![2.0], vec![1.0, 3.0]];
                Known {
                    first,
                    last: first + below(stream, 4),
                    counts: below(stream, 3) > 0,
                    weights: weights[usize::try_from(below(stream, 3)).unwrap()].clone(),
                }
            })
            .collect()
    }

    /// The counts and weighted counts of every completion, by going through all of them.
    fn completions(visits: &[Known]) -> Vec<[(u64, f64); 3]> {
        let mut all = vec![[(0, 0.0); 3]];
        for visit in visits {
            let mut options = Vec::new();
            for day in visit.first..=visit.last {
                let era = SPANS
                    .iter()
                    .position(|span| (span.start..span.end).contains(&day));
                options.extend(visit.weights.iter().map(|weight| (era, *weight)));
            }
            if !visit.counts {
                options.push((None, 0.0));
            }
            all = all
                .iter()
                .flat_map(|table| {
                    options.iter().map(|(era, weight)| {
                        let mut table = *table;
                        if let Some(era) = era {
                            table[*era].0 += 1;
                            table[*era].1 += weight;
                        }
                        table
                    })
                })
                .collect();
        }
        all
    }

    fn frequencies(table: &[(u64, f64); 3]) -> Vec<Amount> {
        let each = table.iter().zip(SPANS);
        each.map(|((_, sum), span)| Amount::real(yearly(*sum, span.quarters)))
            .collect()
    }

    #[test]
    fn enumeration_attains_the_ends_and_stays_within_the_places() {
        for replicate in 0..60 {
            let visits = record(&mut Stream::new(11, replicate));
            let all = completions(&visits);
            for (era, found) in bounds(&visits, &SPANS).unwrap().iter().enumerate() {
                let counts = || all.iter().map(|table| table[era].0);
                let sums = || all.iter().map(|table| table[era].1);
                let (least, greatest) = (counts().min().unwrap(), counts().max().unwrap());
                assert_eq!(found.counts, (least, greatest));
                let least = sums().min_by(f64::total_cmp).unwrap();
                let greatest = sums().max_by(f64::total_cmp).unwrap();
                assert!(
                    Amount::real(found.sums.0)
                        .compare(Amount::real(least))
                        .is_eq()
                );
                assert!(
                    Amount::real(found.sums.1)
                        .compare(Amount::real(greatest))
                        .is_eq()
                );
                let (lowest, highest) = found.places.unwrap();
                for table in &all {
                    let values = frequencies(table);
                    let rank = RankCount::of(&values, era);
                    assert!(rank.below + 1 >= lowest);
                    assert!(rank.below + rank.ties < highest);
                }
            }
        }
    }

    fn print(low: f64, high: f64) -> Interval {
        Interval::within(Amount::decimal(low), Amount::decimal(high)).unwrap()
    }

    #[test]
    fn verdicts_agree_with_enumeration() {
        let assertions = [
            Assertion::Place {
                era: 1,
                place: 1,
                from: End::Bottom,
            },
            Assertion::Place {
                era: 0,
                place: 2,
                from: End::Top,
            },
            Assertion::AheadOnlyOf {
                era: 2,
                others: vec![1],
            },
            Assertion::Ascending { eras: vec![1, 0] },
            Assertion::Ascending {
                eras: vec![2, 1, 0],
            },
            Assertion::Value {
                era: 1,
                interval: print(1.45, 1.55),
            },
            Assertion::Value {
                era: 0,
                interval: print(2.2, 2.8),
            },
            Assertion::Ratio {
                over: 1,
                under: 0,
                interval: Interval::at_most(Amount::decimal(1.0)).unwrap(),
            },
        ];
        let mut seen = [0; 3];
        for replicate in 0..60 {
            let visits = record(&mut Stream::new(12, replicate));
            let all = completions(&visits);
            for assertion in &assertions {
                let holds = all.iter().map(|table| assertion.holds(&frequencies(table)));
                let expected = Verdict::over(holds);
                let found = verdict(&visits, &SPANS, assertion).unwrap();
                assert_eq!(found, expected, "{replicate} {assertion:?}");
                seen[expected as usize] += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
    }

    #[test]
    fn refusals() {
        let visit = |first, last, weights: &[f64]| Known {
            first,
            last,
            counts: true,
            weights: weights.to_vec(),
        };
        assert!(bounds(&[visit(2, 1, &[1.0])], &SPANS).is_err());
        assert!(bounds(&[visit(1, 2, &[])], &SPANS).is_err());
        assert!(bounds(&[visit(1, 2, &[-1.0])], &SPANS).is_err());
        assert_eq!(bounds(&[], &SPANS).unwrap().len(), 3);
    }
}
