"""
How close are two governments, and did it change?

Diplomatic visits, counted by a definition and weighed, as visits a year in each
leader's era and as days from each shock to the next visit. Tables go in and tables come
out: pandas, polars or pyarrow. Data come first, everything else is given by keyword,
and nothing defaults to today. In the order of an analysis:

- record: `datasets` (with ``load_visits`` and others), `read_visits`, `expand_dates`
- visits that count, and their weight: `qualify`, `Definition`, `weigh`, `Scheme`
- frequency: `era_frequency`, `joint_eras`, `compare_eras`, `rank_eras`, `phases`
- archive: `archive_table`, `archive_check`, `compare_by_floor`, `missing_to_flip`
- lags: `response_lags`, `lag_summary`, `lag_curve`, `placebo_test`, `visit_gaps`
- robustness: `Claim`, `break_even`, `fragility`, `bounds`, `multiverse`
- published sentences: `read_study`, `new_study`
- to look at: `show`, `summitry.plot`

Examples
--------
>>> import summitry
>>> visits = summitry.datasets.load_visits("china-dprk")
>>> high = summitry.qualify(
...     visits, definition=summitry.datasets.load_definition("china-dprk")
... )
>>> eras = summitry.datasets.load_eras("china-dprk", rules={"PRK": "de_facto"})
>>> table = summitry.era_frequency(high, eras, since="1953-07-27", through="2017-03-15")
>>> summitry.show(table, columns=["era", "years", "count", "frequency"])
era          years  count          frequency
────────────────────────────────────────────
Kim Il Sung  40.95     86  2.10 [1.42, 2.99]
Kim Jong Il  17.44     67  3.84 [2.19, 6.24]
Kim Jong Un   5.25      9  1.72 [0.48, 4.34]
Frequency in visits a year. Interval dispersed (years may vary and resemble
their neighbours); level 0.95; exposure days / 365.25; handover successor;
dispersion 1.77; reading without unclear. Of 240 visits 162 used, 22 outside the
observation, 21 excluded by the rule and 35 unclear.
"""

from __future__ import annotations

from typing import Any

import lazy_loader

from summitry._core import __version__ as __version__

_public, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    """Return a public name, which is loaded now, or say which one is meant."""
    if name in __all__ or name.startswith("_"):
        return _public(name)
    from summitry.frames.suggestion import no_attribute

    raise no_attribute(__name__, name, __all__)
