"""The sentences on claims: in the terminal, in memos, and in the facts of a report."""

from __future__ import annotations

from sentences.of_run import SHOWN
from sentences.templates import LISTS, Listed, Template

T = Template

IN_RUN = [
    T(
        "{VERDICT}[ {condition}]: {says}[.] printed {printed}, computed {computed}[ "
        "({READINGS})][ {reason}.][ {because}[.]]",
        "claims",
    ),
    T("{claims} claim[s]: {counts:list}[, all as the study expects]."),
    T("Not as the study expects: {failed:list}."),
]
LISTS["counts"] = Listed((T("{number} {verdict}", "counts"),), ", | and ")
LISTS["failed"] = Listed(
    (T("{id} (expected: {expected})", "claims", (("as_expected", False),)),), ", | and "
)

EXPLAINED = [
    T("[What would give it: ]It would take {ways:list}.", "explained"),
    T(
        "[What would give it: ]Instead of {instead_of} it would take {ways:list}.",
        "explained",
    ),
    T(
        "[What would give it: ]Instead of {instead_of} what the study has does as well "
        "({numbers}).",
        "explained",
    ),
    T(
        "[What would give it: ]With every visit in doubt counted it comes out: {numbers}.",
        "explained",
    ),
    T("[What would give it: ]{Reason}[; it would take {ways:list}].", "explained"),
    T(
        "[What would give it: ]Nothing would do instead of {instead_of}: {reason}.",
        "explained",
    ),
    T("{Target} at once: {reason}.", "explained"),
    T(
        "{Target} at once would take {explained_steps:list}[; none of {searched} gives them from "
        "the record as it is].",
        "explained",
    ),
    T(
        "{Target} at once would take {explained_steps:list}: {comes}[, with which {breaks} "
        "would fare worse].",
        "explained",
    ),
]
IN_RUN += EXPLAINED
LISTS["ways"] = Listed(
    (
        T(
            "[{changes}][ and ][{visits}] ({numbers})[, with which {breaks} would fare "
            "worse][, or {other_ways} other way[s] as short]",
            "explained",
        ),
    ),
    r", or (?!\d+ other ways? as short)",
    ("target",),
)
LISTS["explained_steps"] = Listed(
    (
        T("{rows} visit[s] and {toggles} changed convention[s]", "explained"),
        T(
            "{rows} visit[s] more or fewer and no changed convention",
            "explained",
            (("toggles", 0),),
        ),
    ),
    ", or ",
    ("target",),
)

_NEVER = "[ (<more|fewer> {names:words} would not do it, however many)]"
MEMO = [
    T('<Published|Claim>: "{says}[.]"', "claims"),
    T(
        "The record gives <the same|something else>[ {condition}]: {computed}"
        "[ (<{why}|{wait_why}>)][; <{why}|{wait_why}>].",
        "claims",
    ),
    T("The record cannot decide it[ {condition}]: [{computed}; ]{reason}.", "claims"),
    T(
        "Allowing for chance, the {quantity} behind these visits <is close to|is "
        "roughly|may be far from> {value} a year ({level} interval {lower} to {upper}).",
        "rates",
    ),
    T(
        "Allowing for chance, the {quantity} of {era} <is lower than|is higher than|is "
        "less than half of|is more than twice|cannot be told apart from> that of {other} "
        "([ratio {ratio}, ]{level} interval {lower} to {upper}[ for this pair alone, not "
        "among all pairs]).",
        "pairs",
    ),
    T("Allowing for chance, the {quantity:words} of {apart:list}.", "claims"),
    *[T(text, "reach", (("rising", rising),)) for text, rising in SHOWN],
    T(
        "They would <no longer |>be told apart with {flips:list}" + _NEVER + ".",
        "claims",
    ),
    T(
        "{names:words} would be told apart as the <lower|higher> with {flips:list}"
        + _NEVER
        + ".",
        "claims",
    ),
    T(
        "No visit counts under {names:words} or under {names:words}: of these nothing can be "
        "told.",
        "claims",
    ),
    T(
        "They would be told apart in the order in which they are with {flips:list}"
        f"{_NEVER}; in the opposite order with {{flips:list}}{_NEVER}.",
        "claims",
    ),
    T(
        "This mean is of the <one shock|{answered} shocks> that a visit followed and leaves "
        "out {waiting} that still waited at the [next shock or the ]end; counting <it|them>, the mean wait "
        "within {tau} day[s][, to which not every wait was followed,] is {restricted} days[ "
        "({level} interval {lower} to {upper})].",
        "waits",
    ),
    T(
        "At a steady rate, a wait of {days} day[s] or more would have the probability "
        "{probability}: <it is unusually long|the record does not show it to be unusually "
        "long>.",
        "droughts",
    ),
    T(
        "<It|The {form:quoted}|The test> would <be|give> {read_otherwise:list}.",
        "claims",
    ),
    T(
        "Of the {specifications} ways to count that the study lists it holds in <none|"
        "{ways_holds} ({share})>{ways_otherwise:quoted}.",
        "claims",
    ),
    T(
        "Of the {specifications} ways to count that the study lists it <holds in none|"
        "holds in all|is left open in all>.",
        "claims",
    ),
    T("{because}[.]", "claims"),
]
LISTS["flips"] = Listed(
    (T("{visits} {way} under {era}", "flips"), T("no number of visits")),
    " or with ",
    ("id",),
)
LISTS["read_otherwise"] = Listed(
    (T("[p ]{value} {name}", "readings"), T("{text} {name}", "readings")),
    "(?<=visits) and ",
    ("id",),
)
LISTS["apart"] = Listed(
    (
        T("[{names:words} ]is less than half of <that|those> of {half}", "claims"),
        T("[{names:words} ]is more than twice <that|those> of {twice}", "claims"),
        T("{names:words}", "claims"),
    ),
    "; it ",
    ("id",),
)

_UNIT = "[ days| day| years| year]"
_HALF = (
    "just half of them had ended from <{half_from}<| days| day| years| year> on|{half_from} "
    "to {half_to}< days| years>>"
)
_DAYS = "dates that are not known to the day"
_MEDIAN = "which day is the median where just half of the lags had ended"
_OPEN = (
    f"<visits without a source|{_DAYS}|{_MEDIAN}|visits without a source and <{_DAYS}|"
    f"{_MEDIAN}>|{_DAYS} and {_MEDIAN}|visits without a source, {_DAYS} and {_MEDIAN}>"
)
_RATIOS = (
    "ratio of ratios <no ratio|{value}> ({limit_low} to <no limit|{limit_high}>), p "
)
COMPUTED = [
    T(
        "{value}"
        + _UNIT
        + "[, extrapolated][ ({lower} to {upper})][ (at least {lower})]"
        "[; {with_unclear}" + _UNIT + " with unclear visits]",
        "claims",
    ),
    T(
        "{lower} to {upper}<| days| day| years| year>[; {with_unclear}"
        + _UNIT
        + " with unclear visits]",
        "claims",
    ),
    T(
        "at least {lower}<| days| day| years| year>[: no visit yet|: the next shock or the end came first][; {with_unclear}"
        + _UNIT
        + " with unclear visits]",
        "claims",
    ),
    T(
        "more than {waited:list}<| days| day| years| year>[: no visit yet|: the next shock "
        "or the end came first][; {with_unclear}" + _UNIT + " with unclear visits]",
        "claims",
    ),
    T(
        "<none in|one after> {waited:list} day[s][ ({lower} to {upper})|"
        " (at least {lower})][, up to the next shock or the end]",
        "claims",
    ),
    T(
        "[lower, |higher, |level, ]p {adjusted_p}<, adjusted or not| adjusted for the other comparisons, {p} unadjusted>",
        "claims",
    ),
    T(f"{_RATIOS}{{p}}[; {{with_unclear}} with unclear visits]", "claims"),
    T(
        f"{_RATIOS}{{adjusted_p}}<, adjusted or not| adjusted for the other comparisons, {{p}} unadjusted>",
        "claims",
    ),
    T(
        "{place:place} ({value}[, level with {level_with} more])[; {with_unclear} with unclear visits]",
        "claims",
    ),
    T("{ordered:list}[; {with_unclear}" + _UNIT + " with unclear visits]", "claims"),
    T("{waits_of_two:list}[; {with_unclear} days with unclear visits]", "claims"),
    T("{of_series:list}", "claims"),
]
LISTS["of_series"] = Listed(
    (
        T("{label} {value}[ {unit}][ ({lower} to {upper})]", "compared"),
        T("{label} {lower} to {upper}[ {unit}]", "compared"),
        T("{label} <at least {lower}|at most {upper}>[ {unit}]", "compared"),
        T("{label} no number", "compared"),
    ),
    r", (?=\D)",
    ("id",),
)
LISTS["waited"] = Listed(
    (T("{days}", "claim_lags"), T("{in_years}", "claim_lags")), "(?!)", ("id",)
)
LISTS["ordered"] = Listed(
    (
        T("[{label} ]{value}[ ({lower} to {upper})]", "compared"),
        T("[{label} ]{lower} to {upper}", "compared"),
        T("{form:quoted}: {value}[ ({lower} to {upper})]", "compared"),
        T("{form:quoted}: {lower} to {upper}", "compared"),
        T("{label} ({form:quoted}) {value}[ ({lower} to {upper})]", "compared"),
        T("{label} ({form:quoted}) {lower} to {upper}", "compared"),
    ),
    r", (?!BBB|AAA|origin|destination)(?![^()]*\))",
    ("id",),
)
LISTS["waits_of_two"] = Listed(
    (
        T("{value} days ({form:quoted})", "compared"),
        T("{lower} to {upper} days ({form:quoted})", "compared"),
        T("{value} ({lower} to {upper}) days ({form:quoted})", "compared"),
        T("{value} (at least {lower}) days ({form:quoted})", "compared"),
        T("at least {lower} days ({form:quoted})", "compared"),
        T("no number of days ({form:quoted})", "compared"),
    ),
    r"(?<=\)), (?=at least|no number|[\d-])",
    ("id",),
)
WHY = [
    *COMPUTED,
    T(
        "{north} and {north_then} visits, relative to {south} and {south_then}",
        "claims",
    ),
    T("{count} visit[s] in {years} year[s]", "claims"),
    T("{count} visit[s]", "claims"),
    T("{over} of {under}", "claims"),
    T("{figures} figure[s]: {figures_of:list}", "claims"),
    T(
        "<lags of {ended:list} days|a lag of {ended:list} day[s]|no lag>[; {waiting} shock[s] that no visit followed[, "
        "with which the restricted mean is {restricted} days[, extrapolated: some shocks were "
        "not followed so long]]]",
        "claims",
    ),
]
LISTS["ended"] = Listed(
    (T("{days}", "claim_lags", (("status", "observed"),)),), ", ", ("id",)
)
LISTS["figures_of"] = Listed((T("{label} {value}", "compared"),), ", ", ("id",))
REASON = [
    *WHY,
    T(
        "no visit followed before the next shock or the end of the observation, if visits "
        f"without a source are left out[; {_HALF}]",
        "claims",
    ),
    T(
        "{waits_of_two:list}; the mean is extrapolated: some shocks were not followed so "
        "long",
        "claims",
    ),
    T(
        "{why_first:list}; {lower} to {upper} as those without a source are left out or count",
        "claims",
    ),
    T(
        "{why_first:list}; {lower} to {upper} <as visits without a source are left out or "
        "count[ and over all days of dates that are not known to the day]|over all days of "
        f"dates that are not known to the day>[; {_HALF}]",
        "claims",
    ),
    T(f"{{why_first:list}}; {_HALF}", "claims"),
    T(
        "{why_first:list}; [lower, |higher, |level, ]p {adjusted_p}<, adjusted or not| adjusted for the other comparisons, {p} unadjusted>[; it turns on visits without a source]",
        "claims",
    ),
    T(
        f"{{why_first:list}}; {_RATIOS}{{adjusted_p}}<, adjusted or not| adjusted for the other comparisons, {{p}} unadjusted>"
        "[; it turns on visits without a source]",
        "claims",
    ),
    T(
        f"{{why_first:list}}; {_RATIOS}{{p}}[; it turns on visits without a source]",
        "claims",
    ),
    T(
        f"{{why_first:list}}[; the mean is extrapolated: some shocks were not followed so long]; it turns on {_OPEN}",
        "claims",
    ),
]
LISTS["why_first"] = Listed(tuple(WHY), "(?!)", ("id",))
DEFINITION = [T("{definition_parts:list}", "claims")]
LISTS["definition_parts"] = Listed(
    (
        T("{quantity:words}: {form:quoted}", "claims"),
        T("longest time between two visits: {form:quoted}", "claims"),
        T("{years} years ({days} day[s])", "claims"),
        T("the calendar year {first_year}", "claims"),
        T("the {years} calendar year[s] {first_year} to {last_year}", "claims"),
        T("restricted to {tau} day[s]", "claims"),
        T("adjusted for comparisons with {form:quoted}", "claims"),
        T("at a level of {level}", "claims"),
        T("visits with {study.other_countries} other countries together", "claims"),
        T("{rest:words}", "claims"),
    ),
    "; ",
    ("id",),
)
