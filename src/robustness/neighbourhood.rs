//! The schemes within a distance of one: a box, given by its corners.

use super::free_weights::FreeWeights;
use crate::error::{Error, Result, same_length};

/// How far apart two schemes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// The largest factor by which a weight changes, up or down; 1 for no change.
    Factor,
    /// The largest amount by which a weight changes; 0 for no change.
    Amount,
}

/// The admissible free weights about some that are given.
pub(super) struct WeightBox<'a> {
    from: &'a [f64],
    bounds: &'a [(f64, f64)],
    distance: Distance,
}

impl<'a> WeightBox<'a> {
    /// Refuses weights outside their bounds, and bounds that no box can reach.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] or [`Error::OutOfRange`].
    pub(super) fn new(free: &'a FreeWeights, from: &'a [f64], distance: Distance) -> Result<Self> {
        same_length(
            ("free weights", free.len()),
            ("starting weights", from.len()),
        )?;
        for (&start, &(low, high)) in from.iter().zip(free.bounds()) {
            let (name, found, expected) = if !(low..=high).contains(&start) {
                let expected = format!("within its bounds {low} and {high}");
                ("a starting weight", start, expected)
            } else if !high.is_finite() {
                let expected = "finite, because a box is searched".to_owned();
                ("an upper bound", high, expected)
            } else if distance == Distance::Factor && low <= 0.0 {
                let expected = "above 0, because change is measured as a factor".to_owned();
                ("a lower bound", low, expected)
            } else {
                continue;
            };
            return Err(Error::out_of_range(name, &found, expected));
        }
        Ok(Self {
            from,
            bounds: free.bounds(),
            distance,
        })
    }

    /// The weights that are given.
    pub(super) fn from(&self) -> &[f64] {
        self.from
    }

    /// The distance of no change.
    pub(super) fn nothing(&self) -> f64 {
        match self.distance {
            Distance::Factor => 1.0,
            Distance::Amount => 0.0,
        }
    }

    /// The distance within which all admissible weights lie.
    pub(super) fn furthest(&self) -> f64 {
        let each = self.from.iter().zip(self.bounds);
        let reach = each.map(|(start, (low, high))| match self.distance {
            Distance::Factor => (high / start).max(start / low),
            Distance::Amount => (high - start).max(start - low),
        });
        reach.fold(self.nothing(), f64::max)
    }

    /// The corners of the box of all admissible weights within a distance.
    pub(super) fn corners(&self, distance: f64) -> impl Iterator<Item = Vec<f64>> {
        let each = self.from.iter().zip(self.bounds);
        let ends: Vec<(f64, f64)> = each
            .map(|(start, (low, high))| match self.distance {
                Distance::Factor => ((start / distance).max(*low), (start * distance).min(*high)),
                Distance::Amount => ((start - distance).max(*low), (start + distance).min(*high)),
            })
            .collect();
        (0..1_u32 << ends.len()).map(move |corner| {
            let each = ends.iter().zip(0_u32..);
            each.map(|((low, high), bit)| if corner >> bit & 1 == 0 { *low } else { *high })
                .collect()
        })
    }
}
