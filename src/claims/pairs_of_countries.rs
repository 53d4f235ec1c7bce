//! For which pair of countries each shock waits, and which pair each visit is of.

/// The number of visits that are of no pair.
const NOWHERE: u32 = u32::MAX;

/// Numbers for pairs of countries: those of the visits, then those that only shocks name. Where
/// there is no visit, 0 is the number of the shocks that name no countries.
pub(super) struct Groups {
    pairs: Vec<(String, String)>,
    told: bool,
}

impl Groups {
    pub(super) fn of(mut pairs: Vec<(String, String)>, told: bool) -> Self {
        if pairs.is_empty() {
            pairs.push((String::new(), String::new()));
        }
        Self { pairs, told }
    }

    /// Every number but 0.
    pub(super) fn others(&self) -> impl Iterator<Item = u32> + use<> {
        1..u32::try_from(self.pairs.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn of_shock(&mut self, countries: Option<&(String, String)>) -> u32 {
        let Some((one, other)) = countries.filter(|_| self.told) else {
            return 0;
        };
        let pair = ordered(one, other);
        let place = self.pairs.iter().position(|known| *known == pair);
        let place = place.unwrap_or_else(|| {
            self.pairs.push(pair);
            self.pairs.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// A visit of no known pair answers no shock, unless no visit tells between whom it was.
    pub(super) fn of_visit(&self, pair: Option<&(String, String)>) -> u32 {
        if self.told && pair.is_none() {
            return NOWHERE;
        }
        let place = pair.and_then(|pair| self.pairs.iter().position(|known| known == pair));
        place.map_or(0, |place| u32::try_from(place).unwrap_or(u32::MAX))
    }
}

/// Two countries in alphabetical order.
pub(super) fn ordered(one: &str, other: &str) -> (String, String) {
    let (first, second) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    (first.to_owned(), second.to_owned())
}
