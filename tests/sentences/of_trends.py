"""The sentences of a run on trends within eras, steps between them, and shares."""

from __future__ import annotations

from sentences.templates import LISTS, Listed, Template

T = Template
TRENDS = [
    T(
        "Within no era that was tested can a trend of visits a year be told; that does "
        "not show that there was none."
    ),
    T("Within eras, by whole calendar years: {trends:list}."),
    T("Each era is tested by itself, so of many one shows a trend by chance."),
    T("At handovers between eras of four years or more: {steps:list}."),
    T("The share of all visits, from era to era: {shares_moved:list}."),
    T("A share can fall because others came more often."),
    *[
        T(f"Not tested: {{untested_{what}:list}}.")
        for what in ("trends", "steps", "shares")
    ],
]
LISTS["untested_trends"] = Listed(
    (
        T(
            "{era}[ (<no visit: no trend|one year: no trend|no exposure|too few years: "
            "<no order of them gives a p below {smallest_p}|every order of them gives a p of "
            "1>>)]",
            "trend",
        ),
    )
)
LISTS["untested_steps"] = Listed(
    (
        T(
            "the handover from {era} to {other_era}[ (<{n_years} and {other_n_years} whole "
            "calendar years, and each side needs 4|no visit on either side>)]",
            "handovers_untested",
        ),
    )
)
LISTS["untested_shares"] = Listed(
    (
        T(
            "the share of {kind}[, eras of {side}][ (<no era was observed|fewer than two eras "
            "have a visit: no share can change|no <upper|lower> visit: not defined>)]",
            "composition",
        ),
    )
)
LISTS["trends"] = Listed(
    (T("{era}: {verdict} (by a factor of {factor} a year, p {p})", "trend"),)
)
LISTS["steps"] = Listed(
    (
        T(
            "{era} to {other_era}: {verdict} (p of the step {p_step}, of the trend "
            "{p_trend})",
            "trend_or_step",
        ),
    )
)
LISTS["shares_moved"] = Listed(
    (
        T(
            "{kind}[, eras of {side}]: <{share}|cannot be told to move> (p {p_trend})[, "
            "{beside:words}]",
            "composition",
        ),
    )
)
