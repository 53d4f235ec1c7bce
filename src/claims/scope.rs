//! Scopes: which visits, in which era, side or period, after which shocks.

use super::conditions::Conditions;
use super::dates::Period;

/// Which visits a sentence speaks of, whenever they were.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VisitScope {
    /// A country that they touch, as origin or destination.
    pub side: Option<String>,
    /// Two countries, whichever of them travels.
    pub dyad: Option<(String, String)>,
    /// Two countries that hold a joint era, over and above the others.
    pub between: Option<(String, String)>,
    /// Where the visitor came from.
    pub origin: Option<String>,
    /// Where the visitor went.
    pub destination: Option<String>,
    /// Who travelled.
    pub visitor: Option<String>,
    /// Conditions on further columns.
    pub only: Conditions,
    /// Less the visits that this other scope speaks of.
    pub except: Option<Box<VisitScope>>,
}

/// In which stretch of the observation visits are counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stretch {
    /// In all of it. A side without an era means all visits that touch it.
    #[default]
    Whole,
    /// In the era of one side; its visits are those that touch the side.
    Era {
        /// The side; needed unless only one has an era of the name.
        side: Option<String>,
        /// The era.
        era: String,
        /// The list of eras, where not the one in use.
        rule: Option<String>,
    },
    /// On the days on which two leaders held office; only visits between their countries.
    Joint {
        /// Each side with its era.
        eras: [(String, String); 2],
    },
}

/// Where a count or a frequency is taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EraScope {
    /// Which visits.
    pub visits: VisitScope,
    /// In which era.
    pub stretch: Stretch,
    /// In which period, within the observation.
    pub period: Option<Period>,
}

/// The list of eras in which an order is claimed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListScope {
    /// Which visits.
    pub visits: VisitScope,
    /// The side; needed unless only one has all the eras named.
    pub side: Option<String>,
    /// The list of eras, where not the one in use.
    pub rule: Option<String>,
    /// In which period, within the observation.
    pub period: Option<Period>,
}

/// Where a lag is taken: the shocks, and the visits that answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShockScope {
    /// Which visits answer.
    pub visits: VisitScope,
    /// The shocks by id; all of them if none is named.
    pub shocks: Vec<String>,
    /// The period in which the shocks lie.
    pub period: Option<Period>,
}

/// Which visits a sentence on qualification means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowScope {
    /// Which visits.
    pub visits: VisitScope,
    /// The period in which they lie.
    pub period: Option<Period>,
}

/// The keys at which the lower and the higher of two scopes stand.
pub(super) fn compared_keys(about_higher: bool) -> [&'static str; 2] {
    if about_higher {
        ["higher_than", "at"]
    } else {
        ["at", "lower_than"]
    }
}
