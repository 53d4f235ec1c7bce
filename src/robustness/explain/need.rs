//! What is asked of sums of visits, what it takes, and what one visit changes.

/// What is asked of sums of visits: that these together, each so many times, lie between two numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which sums, and how many times each.
    pub factors: Vec<(usize, i128)>,
    /// At least.
    pub low: Option<i128>,
    /// At most.
    pub high: Option<i128>,
}

/// By how much that must change: at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// At least; none where nothing bounds it.
    pub low: Option<i128>,
    /// At most.
    pub high: Option<i128>,
}

/// Visits that belong to the same sums, and weigh the same in each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The sums that they belong to, one bit each.
    pub of: u64,
    /// What each of them weighs in these sums, in their order.
    pub weights: Vec<i128>,
}

impl Ask {
    /// What these sums come to.
    pub fn of(&self, sums: &[i128]) -> i128 {
        let each = self.factors.iter();
        each.map(|(sum, factor)| factor * sums.get(*sum).copied().unwrap_or(0))
            .sum()
    }

    /// By how much a visit of a cell changes it.
    pub fn moved_by(&self, cell: &Cell) -> i128 {
        let each = self.factors.iter();
        each.map(|(sum, factor)| factor * cell.weight(*sum)).sum()
    }

    /// By how much it must change from what the sums come to.
    pub fn need(&self, sums: &[i128]) -> Need {
        let own = self.of(sums);
        Need {
            low: self.low.map(|low| low - own),
            high: self.high.map(|high| high - own),
        }
    }
}

impl Cell {
    /// What a visit of it weighs in a sum.
    pub fn weight(&self, sum: usize) -> i128 {
        if self.of >> sum & 1 == 0 {
            return 0;
        }
        let before = (self.of & ((1_u64 << sum) - 1)).count_ones() as usize;
        self.weights.get(before).copied().unwrap_or(0)
    }
}

impl Need {
    /// How much more it takes at least, and how much less.
    pub fn least(self) -> (i128, i128) {
        let more = self.low.map_or(0, |low| low.max(0));
        let fewer = self.high.map_or(0, |high| (-high).max(0));
        (more, fewer)
    }
}
