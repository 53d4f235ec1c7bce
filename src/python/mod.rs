//! The boundary to Python. No arithmetic here: arrays in, one call to the core, arrays out.
#![expect(
    clippy::needless_pass_by_value,
    reason = "PyO3 hands arguments over by value"
)]

mod apart;
mod arrays;
mod bounds;
mod chance;
mod claims;
mod columns;
mod compare;
mod counted;
mod dispersion;
mod dyads;
mod errors;
mod explain;
mod gap;
mod infer;
mod lag;
mod measure;
mod multiverse;
mod on_record;
mod pairs;
mod panel;
mod phases;
mod power;
mod record;
mod robustness;
mod run;
mod shown;
mod sources;
mod study;
mod survival;
mod tally;
mod time;
mod trend;
mod vague_waits;
mod words;

use pyo3::prelude::*;

/// The compiled core of summitry.
#[pymodule]
mod _core {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the Python name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::apart::{apart_fragility, apart_verdict, relative_fragility};
    #[pymodule_export]
    use super::bounds::{bounds_of_lags, certainty_of, era_bounds};
    #[pymodule_export]
    use super::chance::{coincidence_rates, placebo_test};
    #[pymodule_export]
    use super::claims::{
        Answer, Beside, Claim, Compared, InDoubt, LagFact, Parts, Reading, evaluate, verify,
    };
    #[pymodule_export]
    use super::columns::{exact_days, labels_seen, looked_up, looked_up_at, short_texts};
    #[pymodule_export]
    use super::compare::{
        adjusted, below_probabilities, compare_frequencies, compare_weighted, equal_frequency,
        rank_probabilities,
    };
    #[pymodule_export]
    use super::dispersion::{dispersion, dispersion_tests, year_cells, year_permutation};
    #[pymodule_export]
    use super::dyads::compare_dyads;
    #[pymodule_export]
    use super::explain::{
        Explained, MadeNumber, OwnNumber, RowEdit, Step, Way, explain_numbers, kind_of_number,
    };
    #[pymodule_export]
    use super::gap::gaps;
    #[pymodule_export]
    use super::infer::{
        poisson_interval, ranks_of_fractions, ranks_of_reals, short_eras, weighted_interval,
    };
    #[pymodule_export]
    use super::lag::response_lags;
    #[pymodule_export]
    use super::measure::{assign_eras, class_weights, classes, era_exposure, first_rule};
    #[pymodule_export]
    use super::multiverse::{
        AnswerColumn, Drivers, FrequencyColumn, multiverse_answers, multiverse_drivers,
        multiverse_frequencies, multiverse_missed,
    };
    #[pymodule_export]
    use super::on_record::{ListTally, list_tally, vague_days_verdict};
    #[pymodule_export]
    use super::pairs::{groups_of_pairs, pairs_seen};
    #[pymodule_export]
    use super::panel::visit_panel;
    #[pymodule_export]
    use super::phases::{phases_of_counts, phases_of_days, phases_of_times};
    #[pymodule_export]
    use super::power::{comparison_power, detectable_ratios};
    #[pymodule_export]
    use super::record::Record;
    #[pymodule_export]
    use super::robustness::{
        BreakEven, Flip, MinimalWeights, Overturn, Stretch, break_even_weights, fragility_of_eras,
        fragility_of_waits, minimal_weights, one_visit_of_waits, rank_acceptability, removal_fails,
    };
    #[pymodule_export]
    use super::sources::name_similarities;
    #[pymodule_export]
    use super::study::{largest_study, locate_keys, read_study, study_schema};
    #[pymodule_export]
    use super::survival::{log_rank, survival_curve, survival_summary};
    #[pymodule_export]
    use super::tally::{axes_tally, era_tally};
    #[pymodule_export]
    use super::time::{read_days, try_days, whole_years};
    #[pymodule_export]
    use super::trend::{share_tests, trend_of_years, trend_or_step};
    #[pymodule_export]
    use super::vague_waits::{survival_ends, turnbull_masses};
    #[pymodule_export]
    use super::words::words;
}
