//! What a claim on eras counts: visits, weighted or not, in all or a year.

/// What is counted in an era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Visits.
    Count,
    /// Visits a year.
    Frequency,
    /// Weighted visits.
    WeightedCount,
    /// Weighted visits a year.
    WeightedFrequency,
}

impl Measure {
    /// Whether visits are weighted.
    pub fn is_weighted(self) -> bool {
        matches!(self, Self::WeightedCount | Self::WeightedFrequency)
    }

    /// Whether it is so much a year.
    pub fn is_frequency(self) -> bool {
        matches!(self, Self::Frequency | Self::WeightedFrequency)
    }
}
