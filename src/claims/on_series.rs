//! Claims on dated series: a figure, one over another, or an order of two.
//!
//! No convention of counting visits bears on them. What the figures leave open makes a range, and a
//! claim that turns on it is not determined.

use super::amount::Amount;
use super::answer::{Answer, Compared};
use super::dates::Period;
use super::interval::Interval;
use super::open::in_range;
use super::record::Record;
use super::scope::compared_keys;
use super::series::{Figure, Known, Series, text};
use super::verdict::Verdict;
use crate::error::{ClaimMistake, Result};

/// A series in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesScope {
    /// The series.
    pub series: String,
    /// The days.
    pub period: Period,
}

/// What a claim says of series.
#[derive(Debug, Clone, PartialEq)]
pub enum OnSeries {
    /// A figure is what was printed.
    Number {
        /// Which.
        figure: Figure,
        /// Where.
        at: SeriesScope,
        /// The numbers that bear the print out.
        printed: Interval,
    },
    /// One sum over another is what was printed.
    Quotient {
        /// Above the stroke.
        at: SeriesScope,
        /// Below the stroke.
        of: SeriesScope,
        /// Whether the one is a part of the other.
        share: bool,
        /// The numbers that bear the print out.
        printed: Interval,
    },
    /// One figure is lower than another.
    Lower {
        /// Which figure.
        figure: Figure,
        /// Where it is lower.
        lower: SeriesScope,
        /// Where it is higher.
        higher: SeriesScope,
        /// Whether the sentence is about the higher one.
        about_higher: bool,
    },
}

impl OnSeries {
    /// The scopes that it names, each with the key under which a study file has it.
    pub fn scopes(&self) -> Vec<(&'static str, &SeriesScope)> {
        match self {
            Self::Number { at, .. } => vec![("at", at)],
            Self::Quotient { at, of, .. } => vec![("at", at), ("of", of)],
            Self::Lower {
                lower,
                higher,
                about_higher,
                ..
            } => {
                let [one, other] = compared_keys(*about_higher);
                vec![(one, lower), (other, higher)]
            }
        }
    }
}

impl Record {
    /// Holds the names of series, and the units that are compared, against the record.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] for a series that there is not, or of another unit.
    pub(super) fn verify_series(&self, says: &OnSeries) -> Result<()> {
        let named = says.scopes().into_iter();
        let named = named.map(|(key, scope)| Ok((key, self.series(scope, key)?)));
        let named: Vec<(&str, &Series)> = named.collect::<Result<_>>()?;
        let alike = !matches!(says, OnSeries::Quotient { share: false, .. });
        if let [(_, one), (key, other)] = named.as_slice()
            && alike
            && let (Some(own), Some(unit)) = (&one.unit, &other.unit)
            && own != unit
        {
            let said = format!(
                "'{}' is in {own} and '{}' in {unit}; they cannot be compared",
                one.name, other.name
            );
            return Err(ClaimMistake::new(key, "different_units", said).into());
        }
        Ok(())
    }

    /// The answer to a claim on series, which no convention of counting visits bears on.
    ///
    /// # Errors
    ///
    /// As [`Record::verify_series`].
    pub(super) fn on_series(&self, says: &OnSeries) -> Result<Answer> {
        self.verify_series(says)?;
        Ok(match says {
            OnSeries::Number {
                figure,
                at,
                printed,
            } => {
                let series = self.series(at, "at")?;
                let mut answer = series.figure(*figure, at.period.days()).held(*printed);
                let inside = series.inside(at.period.days()).into_iter();
                answer.facts.compared = inside
                    .map(|total| compared(text(total.days), &total.known()))
                    .collect();
                answer.facts.unit.clone_from(&series.unit);
                answer
            }
            OnSeries::Quotient {
                at,
                of,
                share,
                printed,
            } => {
                let over = self.series(at, "at")?.figure(Figure::Sum, at.period.days());
                let under = self.series(of, "of")?.figure(Figure::Sum, of.period.days());
                let parts = (over.value, under.value);
                let mut answer = over.divided_by(&under, *share).held(*printed);
                answer.facts.parts = Some(parts).filter(|(a, b)| a.is_finite() && b.is_finite());
                answer
            }
            OnSeries::Lower {
                figure,
                lower,
                higher,
                about_higher,
            } => self.series_order(*figure, [lower, higher], *about_higher)?,
        })
    }

    fn series_order(
        &self,
        figure: Figure,
        [lower, higher]: [&SeriesScope; 2],
        about_higher: bool,
    ) -> Result<Answer> {
        let [own, other] = compared_keys(about_higher);
        let (series, rival) = (self.series(lower, own)?, self.series(higher, other)?);
        let below = series.figure(figure, lower.period.days());
        let above = rival.figure(figure, higher.period.days());
        let amount = Amount::real;
        let holds = amount(below.high).is_below(amount(above.low));
        let may = amount(below.low).is_below(amount(above.high));
        let mut about = if about_higher { &above } else { &below }.clone();
        // Of two that are open the wider one is what the order turns on most.
        let wider = below.high - below.low > above.high - above.low;
        let [first, second] = if wider || above.why.is_none() {
            [&below, &above]
        } else {
            [&above, &below]
        };
        about.why = first.why.clone().or_else(|| second.why.clone());
        let mut answer = about.answer(Verdict::of(holds, may));
        let pairs = [(lower, &below), (higher, &above)];
        answer.facts.compared = pairs
            .map(|(scope, known)| compared(scope.series.clone(), known))
            .into();
        answer.facts.unit.clone_from(&series.unit);
        Ok(answer)
    }

    fn series(&self, scope: &SeriesScope, key: &str) -> Result<&Series> {
        let mut all = self.series.iter();
        all.find(|series| series.name == scope.series)
            .ok_or_else(|| {
                let known: Vec<&str> = self.series.iter().map(|one| one.name.as_str()).collect();
                ClaimMistake::unknown(&format!("{key}.series"), "series", &scope.series, &known)
            })
    }
}

impl Known {
    /// This over another, both of which may be anywhere between their ends.
    fn divided_by(self, under: &Self, share: bool) -> Self {
        let why = self.why.clone().or_else(|| under.why.clone());
        if self.low < 0.0 || under.low < 0.0 || under.high == 0.0 {
            let said =
                "what stands below the stroke may be 0 or negative, or the other is negative";
            return Self::none(why.unwrap_or_else(|| said.to_owned()));
        }
        if share && self.low > under.high {
            return Self::none("the part is greater than the whole".to_owned());
        }
        let most = if under.low > 0.0 {
            self.high / under.low
        } else {
            f64::INFINITY
        };
        let low = if under.high.is_finite() {
            self.low / under.high
        } else {
            0.0
        };
        let high = if share { most.min(1.0) } else { most };
        // Nothing over an unknown whole is nothing.
        let known = low.total_cmp(&high).is_eq();
        Self {
            value: if known { low } else { self.value / under.value },
            low,
            high,
            why,
        }
    }

    fn held(self, printed: Interval) -> Answer {
        let [low, high] = [self.low, self.high].map(Amount::real);
        self.answer(in_range(low, high, printed))
    }

    /// An answer, with why the number is open where that leaves the claim open.
    fn answer(self, verdict: Verdict) -> Answer {
        let [value, low, high] = [self.value, self.low, self.high].map(Amount::real);
        let mut answer = Answer::of(verdict, value, low, high);
        answer.facts.reason = self.why.filter(|_| verdict == Verdict::NotDetermined);
        answer
    }
}

fn compared(label: String, known: &Known) -> Compared {
    Compared {
        label,
        value: known.value,
        low: known.low,
        high: known.high,
    }
}
