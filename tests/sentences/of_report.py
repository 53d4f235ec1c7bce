"""The sentences of a report that no terminal prints: facts, captions, figures."""

from __future__ import annotations

from sentences.templates import LISTS, Listed, Template

T = Template
_FAILED = (("verdict", "not reproduced"),)

FACTS = [
    T("Of {claims} claim[s]: {counts:list}."),
    T("{title}"),
    T("{question}"),
    T(
        "Observed from {since} to {through}, both days included; {visits} visit[s] in the "
        "record, {claims} claim[s]."
    ),
    T("{lines} line[s]"),
    T("Cite what the numbers come from, and the methods of those you use."),
    T("The summitry developers (2026)."),
    T(
        "The summitry developers (2026). summitry: How close are two governments, and "
        "did it change?"
    ),
    T("Python package, version {version}."),
    T("High-level visits between China and <North|South> Korea since <1953|1992>."),
    T("Data set, version 2.2.0, CC-BY-4.0."),
    T("{title}."),
    T("Data, SHA-256 {data_hash}."),
    T("{references} reference[s] in BibTeX"),
    T(
        "Other weights, floors, lists and doubts than the study's own, each tried with "
        "each: {cells} combinations, computed beforehand."
    ),
    T(
        "{says}[.] {Computed}. Reproduced[ {condition}][ in {share} of {specifications} "
        "ways to count][; {overturned_by} would overturn it][; allowing for chance, the "
        "eras cannot be told apart][; allowing for chance, the two changes cannot be told "
        "apart][; whether it is more than chance was not tested].",
        "claims",
        (("verdict", "reproduced"),),
    ),
    *(
        T(f"{{says}}[.] The record gives {given}.", "claims", _FAILED)
        for given in ("{reason}", "{computed}: {reason}")
    ),
    T("Exposure is counted in days; a year is 365.25 of them."),
    T(
        "Claims and what other choices would give are counted in whole calendar years; "
        "the tables in days, with 365.25 to the year, unless they say that they are by "
        "calendar years."
    ),
    T("Study file, SHA-256: {hash}"),
    T("Data, SHA-256: {data_hash}"),
    T("summitry: {version}"),
    T("Computed by summitry {version}."),
    T("{visits} visit[s]"),
]
ASKED = [T("{text:quoted}")]
"""Of the definition, whose numbers stand in the study file."""

CAPTIONS = [
    T("[Weighted interval|Interval] {method:words}; rates by days / 365.25."),
    T("The longest of {n_rows} gap[s] between summits[, {reading}]", "summit_gaps"),
    T(
        "The study's alternatives can be combined in {specifications} way[s]; below is the "
        "share of them in which each claim holds, and the choice that it turns on most."
    ),
    T(
        "The fewest visits that, missing from the era, would make it impossible to tell the two apart; and their share of all visits of the group that would then have taken place in it."
    ),
    T(
        "Overturned by: the fewest visits, unrecorded or wrongly recorded, that would make a reproduced claim fail, or that flip whether two eras are told apart as is claimed; of a claim relative to other visits, visits of its own."
    ),
    T("Each two eras"),
    T("Each two eras, by rank floor"),
    T("Frequency by era: {axis:list}", "frequency"),
    T("Counted otherwise: {axis:list}", "frequency"),
    T(
        "A difference is called one only where the interval of the ratio leaves out 1 and the p-value stands after allowing for all comparisons of the side."
    ),
    T("{says}[.]", "claims"),
    T("{raw_says}", "claims"),
]
LISTS["axis"] = Listed((T("{words:words}"), T("{text:quoted}")), "(?!)")
METHODS = [
    T(
        "A difference is called one only where the interval of the ratio leaves out 1 and <Holm's adjusted|the> p-value is at most {alpha}."
    ),
    T(
        "The ratio of two frequencies, {words:words}: twice the smaller binomial tail[ in which the split that was seen counts half (mid-p)][, and the interval of the same test]."
    ),
    T(
        "After n visit days in T days, a gap of g days or more has the probability (1 + g/T) to the power of -n at a steady rate: the rate is integrated out."
    ),
    T(
        "The probability of each place under the Jeffreys prior[, allowing for years that vary as much as those of the eras did], drawn with a fixed seed where there are more than two eras."
    ),
    T("Comparing two eras"),
    T("Eras are half-open: the day of a handover belongs to one of them only."),
]
CLAIM_FACTS = [
    T("{text:words}"),
    T("Verdict: <✓|✗|?> {verdict}[ {condition}][ (not as expected)]", "claims"),
    T("Printed: {printed}", "claims"),
    T("Computed: {computed}", "claims"),
    T("Computed {name}: {text}", "readings"),
    T("Counted: {definition}", "claims"),
    T("Why: {reason}", "claims"),
    T("Break-even weight: {break_even}", "claims"),
    T("Overturned by: {overturned_by}", "claims"),
    T(
        "Holds in: {share} of {specifications} way[s] of counting[, not determined in "
        "{undetermined}][; it turns most on {driver}]",
        "claims",
    ),
    T("Name: {id}, line {line} of the study file", "claims"),
    T("The visit behind it", "claims"),
    T("The {visit_rows} visits behind it", "claims"),
    T("and {more_rows} more, among the receipts.", "claims"),
    T("and {more_rows} more, in the record.", "claims"),
    T("{when}[ {visitor}]", "visits_shown"),
    T("{says}[.]", "claims"),
]
ALTS = [
    T(
        "{drawn} visit[s] between {one} and {two}, {study.since} to {study.through}: {up} "
        "from {one}, {down} from {two}[; {summits} were summits][; of {unclear} it is unclear "
        "whether they count][. Eras: {eras:words}][. Shocks: {marks:list}].",
        "timeline",
    ),
    T("Bars of visits a year in {n_rows} era[s]: {bars:list}.", "frequency"),
    T("Days from each of {n_rows} shock[s] to the next visit. {waits:list}.", "lags"),
    T("Curve of the share of shocks still without a visit: {curves:list}."),
    T(
        "<Years|Days> since the last summit, {earliest} to {latest}: {n_known} gap[s, the longest] "
        "{longest:list}.",
        "summit_gaps",
    ),
    T(
        "{form:quoted}: holds in {holds} of {specifications} specification[s] ({held})[; the "
        "computed number goes from {least} to {most}][; the decision that matters most is "
        "{driver:words}].",
        "specified",
    ),
    T("Visits a year in {phases} phase[s]: {phases:list}.", "phases"),
]
LISTS["marks"] = Listed(
    (T("<1|2|3|4|5|6|7|8|9|10|11|12> {label} {date}", "lags"),), ", (?=\\d)"
)
MORE = T("and {more:count} more")
LISTS["bars"] = Listed(
    (
        T(
            "[{side}: ]{era} {frequency} \\[{lower}, {upper}\\][, weighted {weighted_frequency} "
            "\\[{weighted_lower}, {weighted_upper}\\]][, {other_reading} visits {other_frequency}]",
            "frequency",
        ),
        T("[{side}: ]{era} not observed[, weighted not observed]", "frequency"),
    ),
    "; ",
    ("reading",),
)
LISTS["waits"] = Listed(
    (
        T("{label}, {date}: {lag} day[s][, {visit_visitor}]", "lags"),
        T("{label}, {date}: none in {lag} day[s]", "lags"),
        T(
            "{label}, {date}: {lag_lower} to [more than ]{lag_upper} days[, {visit_visitor}]",
            "lags",
        ),
        T("{label}, {date}: {status:words}", "lags"),
    ),
    "; ",
    ("reading",),
)
LISTS["curves"] = Listed(
    (
        T("{reading:words}: no lag"),
        T(
            "[{reading}: ]falls from 1 to {last_survival} after {last_time} day[s][; the mean "
            "of the answered lags alone is <{complete_case_mean_known}|"
            "{complete_case_mean_least} to {complete_case_mean_greatest}|"
            "{complete_case_mean_from} or more> days and leaves out {censored}]",
            "curve",
        ),
    ),
    "; (?=falls|with)",
    ("table",),
)
LISTS["longest"] = Listed(
    (T("{begun} to {ended}, {days} day[s][, still open]", "summit_gaps"),),
    "; ",
    ("reading",),
)
LISTS["phases"] = Listed(
    (T("{start} to {last} {frequency}[ \\[{lower}, {upper}\\]]", "phases"),)
)
