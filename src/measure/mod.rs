//! Measures: what is counted, in which era, and how long it took.
