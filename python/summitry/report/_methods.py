"""Methods: what each kind of number means, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.measure.years import DISPERSED
from summitry.output.escape import html
from summitry.report._page import Section
from summitry.report.cut_waits import last_day

if TYPE_CHECKING:
    from summitry.report._material import Material

_ALWAYS = (
    (
        "Frequency",
        (
            "Visits that count, over the years observed of an era. Exposure comes from the "
            "eras and the observation, never from the visits. Eras are half-open: the day of "
            "a handover belongs to one of them only."
        ),
        "",
    ),
    (
        "Verdicts",
        (
            "A printed number is read as the interval that rounds to it. A claim is "
            "reproduced if it holds for all that its reading of the record leaves open, not "
            "reproduced if it fails for all of it, and not determined otherwise."
        ),
        "",
    ),
)
_INTERVALS = {
    False: (
        "Interval of a frequency",
        "Garwood's exact limits for a Poisson count, over the exposure.",
        "Garwood (1936), Biometrika 28, 437-442.",
    ),
    True: (
        "Interval of a frequency",
        (
            "Limits that allow for years that vary as much as those of the eras did; where "
            "these vary no more than chance, Garwood's exact limits for a Poisson count, over "
            "the exposure."
        ),
        "Garwood (1936), Biometrika 28, 437-442.",
    ),
}
"""What limits are, by whether they allow for dispersion."""
_COMPARISONS = {
    False: (
        "Comparing two eras",
        (
            "The ratio of two frequencies, exactly, given the visits of both together: twice "
            "the smaller binomial tail, and the interval of the same test."
        ),
        "Fay (2010), Biostatistics 11, 373-374.",
    ),
    True: (
        "Comparing two eras",
        (
            "The ratio of two frequencies, by a test that allows for years that vary as much "
            "as those of the eras did, and the interval of the same test; where these vary no "
            "more than chance, exactly, given the visits of both together: twice the smaller "
            "binomial tail."
        ),
        "Fay (2010), Biostatistics 11, 373-374.",
    ),
}
_MIDP = (
    "Comparing two eras",
    (
        "The ratio of two frequencies, given the visits of both together: twice the smaller "
        "binomial tail in which the split that was seen counts half (mid-p), and the interval "
        "of the same test."
    ),
    "Fay (2010), Biostatistics 11, 373-374.",
)
_MEMOS = (
    "A difference is called one only where the interval of the ratio leaves out 1 and {p} "
    "is at most {alpha:.4g}. Wider intervals never give stronger words."
)
_HOLM = "Holm (1979), Scandinavian Journal of Statistics 6, 65-70."
_BY_TABLE = {
    "ranks": (
        "How sure the order is",
        (
            "The probability of each place under the Jeffreys prior{varying}, drawn with a "
            "fixed seed where there are more than two eras."
        ),
        "",
    ),
    "dyads": (
        "Two records beside each other",
        (
            "The ratio of ratios of two eras in two records, exactly, given how many visits "
            "each record and each era has; and, where years vary more than chance, by a test "
            "that allows for it, those of each record as they do. Both are observed on the "
            "same days, so their years cancel."
        ),
        (
            "Fisher (1935), Journal of the Royal Statistical Society 98, 39-82. "
            "Satterthwaite (1946), Biometrics Bulletin 2, 110-114."
        ),
    ),
    "lag_summary": (
        "Lags",
        (
            "A shock that no visit followed is right-censored at {until}. "
            "Kaplan-Meier curve with log-log limits; the restricted mean is the area below it. "
            "The mean of the answered lags alone is shown as what it is."
        ),
        (
            "Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457-481. Klein and Moeschberger "
            "(2003), Survival Analysis, 2nd ed."
        ),
    ),
    "summit_gaps": (
        "Gaps",
        (
            "After n visit days in T days, a gap of g days or more has the probability "
            "(1 + g/T) to the power of -n at a steady rate: the rate is integrated out."
        ),
        "Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.6.",
    ),
    "phases": (
        "Phases",
        (
            "Bayesian blocks over the observation, with the penalty calibrated by drawing "
            "records of one frequency{alike}."
        ),
        "Scargle et al. (2013), Astrophysical Journal 764, 167.",
    ),
}
_ALLOWED = {
    True: {
        "varying": ", allowing for years that vary as much as those of the eras did",
        "alike": " whose years vary as much as those of the eras did",
    },
    False: {"varying": "", "alike": ""},
}
"""What ranks and phases allow for, by whether the study's method does."""
_WEIGHTED = (
    "Interval of a weighted frequency",
    (
        "Fay and Feuer's gamma interval; its classes come from the scheme, so one that never "
        "occurred still widens it."
    ),
    "Fay and Feuer (1997), Statistics in Medicine 16, 791-801.",
)


def methods(material: Material) -> Section:
    """Return what the numbers of this report mean, with references."""
    spec = material.study.specification
    varying, holm = spec.method in DISPERSED, spec.adjustment == "holm"
    intervals = _INTERVALS[_interval(material) in DISPERSED]
    p = "Holm's adjusted p-value" if holm else "the p-value"
    memos = _MEMOS.format(p=p, alpha=1 - spec.level)
    told = [_ALWAYS[0], intervals]
    if material.study.scheme is not None:
        told.append(_WEIGHTED)
    told += [*_ALWAYS[1:], ("Memos", memos, _HOLM if holm else "")]
    if material.has("comparisons"):
        told.append(_MIDP if spec.method == "midp" else _COMPARISONS[varying])
    words = _ALLOWED[varying] | {"until": last_day(spec.overlap, material.covered)}
    told += [
        (title, text.format(**words), source)
        for name, (title, text, source) in _BY_TABLE.items()
        if material.has(name)
    ]
    body = [
        f"<h3>{html(name)}</h3><p>{html(text)}</p>"
        + (f'<p class="quiet">{html(source)}</p>' if source else "")
        for name, text, source in told
    ]
    return Section("methods", "Methods", body)


def _interval(material: Material) -> str:
    """The method of the limits of a frequency."""
    if not material.has("frequency"):
        return "garwood"
    frequencies = Table(material.tables["frequency"], "frequency")
    return str(frequencies.values("interval")[0])
