"""The sentences of a run, on the record, its archive, eras and phases."""

from __future__ import annotations

from sentences.templates import LISTS, Listed, Template

T = Template
_VARIED = ", with years that vary as much as those of the record,"
_NOT_EVEN = "not even <that|its ending|a rise to 1,000 times> (power {%s:power})"
_REST = (
    "[; with years that vary as they do here, <{own:KIND}|the same|"
    + _NOT_EVEN % "OWN"
    + ">][; as the strictest of {comparisons} pairs, <{strict:KIND}|the same|"
    + _NOT_EVEN % "STRICT"
    + ">]."
)


def reach(kind: str, column: str, end: str, extreme: str) -> tuple[str, ...]:
    """What could have been shown, in the words of a fall or of a rise."""
    first = f"{{years:years}} could have shown {{independent_{column}:{kind}}} (power {{power}})"
    none = (
        f"{{years:years}} could not have shown even {extreme} "
        f"(power {{independent_{end}:power}})"
    )
    rest = _REST.replace("{own:KIND}", f"{{{column}:{kind}}}")
    rest = rest.replace("{strict:KIND}", f"{{strict_{column}:{kind}}}")
    rest = rest.replace("OWN", end).replace("STRICT", f"strict_{end}")
    return first + rest, none + rest


SHOWN = [
    *[(text, False) for text in reach("fall", "down", "power_at_zero", "its ending")],
    *[
        (text, True)
        for text in reach("rise", "up", "power_at_most", "a rise to 1,000 times")
    ],
]
"""Sentences on what could have been shown, and whether they tell of a rise."""

FIRST_SCREEN = [
    T("{title}, observed from {since} to {through}[ {question}]"),
    T("{title}, observed from {since} to {through} {question:begins}"),
    T("SAFEST OF {claims} [PUBLISHED ]SENTENCE[S][, {undetermined} NOT DETERMINED]"),
    T("Of {claims} [published ]sentence[s] none is reproduced: {counts:list}."),
    T(
        "<1|2|3>. {says}[.] Reproduced[ {condition}][ in {share} of {specifications} ways "
        "to count][; {overturned_by} would overturn it][; allowing for chance, the eras "
        "cannot be told apart][; allowing for chance, the two changes cannot be told "
        "apart][; whether it is more than chance was not tested].",
        "claims",
        (("verdict", "reproduced"),),
    ),
    T("NOT REPRODUCED, {failed}: {failures:list}."),
    T(
        "Years vary by (1 is chance): {spread:list}; intervals and verdicts "
        "<allow for it|do not allow for it|are those of independent visits>"
        "[ where it is above 1]."
    ),
]
ARCHIVE = [
    T("The archive: {archive_parts:list}."),
    T("By rank group, the visits that count begin: {starts:list}."),
    T(
        "The record holds the visits of {late_starts:list}: a change near such a year may "
        "be one of the archive."
    ),
    T(
        "{era} is {verdict} than {other_era}, but in the record these rank groups begin "
        "later than the first of the two: {doubts:list}.",
        "archive_doubts",
    ),
    T(
        "For each two eras that are told apart: the fewest visits that, missing from the "
        "one with fewer visits a year, would make it impossible to tell them apart; and, "
        "if all of these were of one rank group, what share of the group's visits there "
        "would then be missing."
    ),
]
LISTS["archive_parts"] = Listed(
    (
        T(
            "rows of '{group}' go from {visits} in the {period} to {next_visits} in the "
            "{next_period}",
            "archive_change",
        ),
        T("of {visits} row[s] {archive_kinds:list}", "archive_totals"),
    )
)
LISTS["archive_kinds"] = Listed(
    (
        T("{unsourced} unsourced[ ({announcement_unknown} unknown)]", "archive_totals"),
        T("{vague} not dated to the day", "archive_totals"),
        T(
            "{unannounced} unannounced[ ({announcement_unknown} unknown)]",
            "archive_totals",
        ),
    ),
    ", ",
)
LISTS["starts"] = Listed(
    (T("'{group}' in {first_year}[ only (p {p_adjusted})]", "archive_check"),),
    ", (?=')",
)
LISTS["late_starts"] = Listed(
    (T("'{group}' from {first_year} on only", "archive_check"),), ", (?=')"
)
LISTS["doubts"] = Listed(
    (
        T(
            "'{group}' in {first_year}[ only] (p {p_adjusted}[; without it they cannot be "
            "told apart])",
            "archive_doubts",
        ),
    ),
    ", (?=')",
    ("side", "rule", "era", "other_era", "verdict"),
)
LISTS["spread"] = Listed((T("[{side} ]{dispersion} (p {p})", "dispersion"),), ", ")
LISTS["fewer"] = Listed(
    (T("the eras[ of {whose}] have {own} of them", "counted_here"),), ", (?=the eras)"
)
NOTES = [
    T(
        "Each side's visits are those with all other countries together[ ({names:words})]."
    ),
    T(
        "Compared in the eras[ of {names:words}]: {coverage}.[ Visits left out: "
        "{outside_coverage} outside of what is covered, {partly_covered} of somebody not "
        "covered throughout, or on days that are not compared.]",
        "frequency",
    ),
    T(
        "Of {n_rows} shock[s] {n_unvisited} <is|are> of a pair of countries that no visit on "
        "record is of: counted as waiting to the end, and left out where the first shock is "
        "compared with the others.",
        "lags",
    ),
    T(
        "Of {n_rows} shock[s] {n_doubled} <repeats|repeat> another row or its id: each "
        "counts like any other.",
        "lags",
    ),
    T("Of {n_in_all} shocks {n_outside} fell on days that are not compared.", "lags"),
    T(
        "Of {n_in_all} gaps between summits {n_unknown_in_all} cannot be known: on some of "
        "the days nobody reported.",
        "summit_gaps",
    ),
    T("{title} Observed from {since} to {through}."),
    T(
        "Of the {that_count} visit[s] that count, {to_the_month} <is|are> known to the month and "
        "{to_the_year} to the year only; each is counted on <the first day that it may have "
        "begun|the latest day that it may have begun|its last day, or the first that it "
        "may have begun where that is not known>."
    ),
    T("{without_source} visit[s] without a source left out."),
    T(
        "There are no lags: the visits are of {pairs} pairs of countries, and the shocks do "
        "not say of which they are."
    ),
]
_CLUSTERED = " Neighbouring years resemble each other (p {lag1_p}): the average of an era hides changes within it."
ERAS = [
    T("Visits a year by days / 365.25; {level} limits in brackets."),
    T(
        "{era}: [{more:words}, ]{exposed_days} day[s] only: {expected_visits} visits are "
        "expected at the frequency of all eras.",
        "frequency",
    ),
    T(
        "Each two eras of one side, by days; test: {test:words}.[ Intervals are of each "
        "pair alone; p and verdicts are adjusted for {adjusted.adjusted_for} (Holm).]"
    ),
    T(
        "Intervals are of each pair alone; p and verdicts are adjusted for {adjusted_for} "
        "(Holm).",
        "adjusted",
    ),
    T(
        "Counted here: {own} of the {study.that_count} visit[s] that count[; the others "
        "{why:words}].",
        "counted_here",
    ),
    T(
        "Counted here: all {study.that_count} visit[s] that count; {fewer:list}.",
        "counted_here",
    ),
    *[
        T("[{side}: ]" + text + f"[{_CLUSTERED}]", "dispersion")
        for text in (
            (
                "No sign of clustering by year ({dispersion}[, from few years]); intervals and "
                "verdicts are those of independent visits."
            ),
            (
                "Visits were more regular than chance (dispersion {dispersion}[, from few "
                "years]); intervals and verdicts are those of independent visits."
            ),
            (
                "Visits varied more from year to year than independent visits would (dispersion "
                "{dispersion}, p {p}[, from few years]). <Intervals and verdicts allow for "
                "it|It is not allowed for: intervals and verdicts hold if visits are "
                "independent of each other>."
            ),
            (
                "Visits varied more from year to year than independent visits do on average "
                "(dispersion {dispersion}, p {p}[, from few years]): chance could do it<; allowed "
                "for all the same|. It is not allowed for: intervals and verdicts hold if "
                "visits are independent of each other>."
            ),
        )
    ],
    *[
        T("{era} against {other_era}: " + text, "designs", (("rising", rising),))
        for text, rising in SHOWN
    ],
]
CHECK = [
    T(
        "A check by whole calendar years: those of two eras are given to the two anew, in "
        "every way or in many that are drawn; p is twice the share of ways in which they "
        "differ as much to the same side[, adjusted for the number of pairs (Holm)]."
    ),
    T(
        "Not tested: {untested:list} (<no exposure in one of the two eras|no visit in "
        "either era|<too few years|too many years are alike>: every way to share them out "
        "gives a p of 1>).",
        "permutation",
    ),
    T(
        "Not tested: {untested:list} (<<too few years|too many years are alike>: no way to "
        "share them out gives a p below {smallest_p}|too few draws: they give no p below "
        "{coarsest}>[, which is {among} among {pairs} pairs]).",
        "permutation",
    ),
]
LISTS["untested"] = Listed(
    (T("{era} against {other_era}", "permutation"),), "; ", ("note",)
)
PHASES = [
    *[
        T(
            "<With vague dates at their first days the|The> record "
            + text.replace("VARIED", f"[{_VARIED}]"),
            "phases",
        )
        for text in (
            (
                "does not show that the rate of visits changed: at a rate that is steadyVARIED "
                "a division as clear would come up in {p} of records, and changes are only "
                "named where that is at most {allowed}."
            ),
            (
                "shows that the rate changed {changes:times}: {ways:words}. At a rate that is "
                "steadyVARIED so clear a change would come up in {p} of records; changes are "
                "only named where that is at most {allowed}. These periods come from the dates "
                "alone, not from who was in office."
            ),
        )
    ],
    T(
        "The penalty for a phase is {penalty}[, made for alpha {alpha} and rho {rho} "
        "({within:quoted})]; with {critical} or more the record stays whole.",
        "phases",
    ),
]
LISTS["failures"] = Listed(
    (T("{bare} ({first})", "claims", (("verdict", "not reproduced"),)),), r"(?<=\)); "
)
