//! From the flat form of a claim on a dated series to the claim that it means.

use super::claim_form::{ClaimForm, ScopeForm, SeriesSummary};
use super::claim_rules::interval;
use super::misfit::{Read, misfit};
use crate::claims::on_series::{OnSeries, SeriesScope};
use crate::claims::series::Figure;
use crate::claims::specification::Conventions;

/// What a form says of series.
pub(super) fn on_series(form: &ClaimForm) -> Read<OnSeries> {
    if form.conventions != Conventions::default() {
        let said = "the conventions are of counting visits, and a series has none";
        return misfit("with", "contradiction", said);
    }
    let at = series_scope(&form.at, "at")?;
    let figure = match form.summary.unwrap_or_default() {
        SeriesSummary::Sum => Figure::Sum,
        SeriesSummary::Mean => Figure::Mean,
        SeriesSummary::Maximum => Figure::Maximum,
        part @ (SeriesSummary::Share | SeriesSummary::Ratio) => {
            if form.printed.is_none() {
                let said = "a share or a ratio is held against a `printed` number";
                return misfit("summary", "contradiction", said);
            }
            return Ok(OnSeries::Quotient {
                at,
                of: series_scope(form.of.as_ref().unwrap_or(&form.at), "of")?,
                share: part == SeriesSummary::Share,
                printed: interval(form)?,
            });
        }
    };
    let lower = |key, other: &ScopeForm, about_higher| {
        let scopes = [at.clone(), series_scope(other, key)?];
        let [lower, higher] = lower_first(scopes, about_higher);
        Ok(OnSeries::Lower {
            figure,
            lower,
            higher,
            about_higher,
        })
    };
    match (&form.lower_than, &form.higher_than) {
        (Some(other), _) => lower("lower_than", other, false),
        (_, Some(other)) => lower("higher_than", other, true),
        _ => Ok(OnSeries::Number {
            figure,
            at,
            printed: interval(form)?,
        }),
    }
}

/// The scope of a claim and that with which it is compared, the lower one first.
pub(super) fn lower_first<T>(mut scopes: [T; 2], about_higher: bool) -> [T; 2] {
    if about_higher {
        scopes.reverse();
    }
    scopes
}

fn series_scope(form: &ScopeForm, key: &'static str) -> Read<SeriesScope> {
    let (Some(series), Some(period)) = (&form.series, &form.period) else {
        let said = "say of which series and when: { series = \"...\", period = \"2016-12\" }";
        return misfit(key, "missing_key", said);
    };
    let alone = ScopeForm {
        series: Some(series.clone()),
        period: Some(period.clone()),
        ..ScopeForm::default()
    };
    if *form != alone {
        let said = "of a series nothing is said but its name and a `period`";
        return misfit(key, "contradiction", said);
    }
    Ok(SeriesScope {
        series: series.clone(),
        period: period.clone(),
    })
}
