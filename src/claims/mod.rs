//! Claims: what is said of what, under which specification, and whether the record bears it out.
//!
//! A sentence under a specification has one answer. A [`claim::Claim`] is the sentence, a
//! [`specification::Specification`] one choice for every convention, a [`record::Record`] the visits,
//! eras and shocks encoded once, and [`evaluator::Evaluator`] the only one who answers.

pub mod amount;
pub mod answer;
mod apart;
pub mod asked;
pub mod assertion;
mod changed_record;
pub mod claim;
pub mod class_weights;
pub mod comparisons;
mod completed_waits;
pub mod conditions;
pub mod coverage;
pub mod cumulative;
pub mod dates;
mod doubted_waits;
pub mod era_frequencies;
mod evaluate;
pub mod evaluator;
pub mod gaps;
pub mod interval;
mod kinds;
pub mod lag_summary;
pub mod list;
pub mod measure;
pub mod missed_pairs;
mod mistake;
mod no_ratio;
mod of_list;
pub mod of_pair;
pub mod on_eras;
mod on_list;
pub mod on_pairs;
pub mod on_series;
mod on_waits;
pub mod one_list;
pub mod open;
pub mod outcome;
mod outside;
pub mod pair;
mod pairs_of_countries;
pub mod printed;
pub mod rank;
pub mod record;
mod record_checks;
pub(crate) mod relative;
pub mod resolve;
mod said_of_list;
pub mod scope;
pub mod series;
mod settled_waits;
pub mod specification;
mod subset;
pub mod told_apart;
mod told_by_reals;
pub mod values;
pub mod verdict;
pub mod waits;
pub mod words;
