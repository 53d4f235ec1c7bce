"""The sentences of a run on lags, placebo shocks and gaps between summits."""

from __future__ import annotations

from sentences.templates import Template

T = Template
WAITS = [
    T(
        "[{Reading}: ]The mean of the {observed} answered shock[s], "
        "<{complete_case_mean_known} days|{complete_case_mean_least} to "
        "{complete_case_mean_greatest} days|{complete_case_mean_from} days or more>, "
        "leaves out {censored} still waiting at the [next shock or the ]end; with <it|them>, the mean wait "
        "within {tau} day[s] is <{restricted_mean_known} days|{restricted_mean_least} to "
        "{restricted_mean_greatest} days|{restricted_mean_from} days or more>.",
        "lag_summary",
    ),
    *[
        T(
            f"[{{Reading}}: ]Moved {where} {{arrangements}} [drawn ]other times, the shocks "
            "would be followed by <the same mean wait each time: that tests nothing|a mean "
            "wait at least as long in {p_longer} of cases: <the wait is unusual|the record "
            "does not show the wait to be unusual> (two-sided p {p})>.[ The mean is "
            "extrapolated: not all were followed {tau} day[s].][ Too late to be moved: "
            "{unplaced} of {n}.]",
            "placebo",
            (("null", null),),
        )
        for null, where in (
            ("plain", "together to"),
            (
                "stratified",
                "within the {strata} <era or phase|eras or phases> of theirs to",
            ),
        )
    ],
    T(
        "[{Reading}: ]The first shock against the other[s]: log-rank p {p}[ ({p_least_lags} and "
        "{p_greatest_lags} with vague lags at their ends)].[ One shock makes this p rough: "
        "of {n_together} lags in any order the first is the shortest in 1 of {n_together} "
        "cases, and the longest in as many.]",
        "lag_comparison",
        (("shock", "first"),),
    ),
    T(
        "[{Reading}: ]Since the last summit, {start}, {days} day[s] ({in_years} years)[ (from "
        "{days_least} to {days_greatest}: it is not dated to the day)] had passed by "
        "{through}: <the longest|number {rank} by length> of {n_rows} gap[s]. If summits came "
        "at one steady rate, a gap at least as long would have the probability "
        "{probability}.",
        "summit_gaps",
        (("open", True),),
    ),
    T(
        "[{Reading}: ]The time since the last summit on record, {start}, is not known: from "
        "{days_least} days after it on nobody reported throughout.",
        "summit_gaps",
        (("open", True),),
    ),
    T(
        "[{Reading}: ]No summit from {since} to {through}: {days} day[s] ({in_years} years).",
        "summit_gaps",
        (("open", True),),
    ),
]
