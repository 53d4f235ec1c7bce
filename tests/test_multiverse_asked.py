"""What is asked of a multiverse: definitions, grids, progress, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from article_multiverse import CLAIMS, SHARED, TESTS, eras, record, shocks

import summitry
from summitry import Claim, Scope, _core
from summitry.exceptions import (
    CategoryError,
    FrameError,
    InputError,
    LimitError,
    ShapeError,
)

PLAIN: Any = {"since": "1953-07-27", "through": "2017-03-15"}


def test_which_definition_gives_120() -> None:
    found = summitry.find_definition(
        record(), eras(), shocks(), claim=Claim.lag(TESTS, 120), **SHARED
    )
    assert set(found["date_rule"]) == {"start", "latest"}
    assert set(found["unclear"]) == {"exclude", "include"}
    none = summitry.find_definition(
        record(), eras(), shocks(), claim=Claim.lag(TESTS, 12), **SHARED
    )
    assert len(none) == 0
    assert list(none.columns) == list(found.columns)


def test_definitions_are_alternatives() -> None:
    minimum = {"CHN": "vice_minister", "PRK": "vice_minister"}
    found = summitry.multiverse(
        record(),
        eras(),
        shocks(),
        definitions={"article": None, "vice-ministers": minimum},
        claims={"lag": Claim.lag(TESTS, 120)},
        since="1953-07-27",
        through="2017-03-15",
        unclear="exclude",
        date_rule="start",
        unsourced="include",
        same_day="include",
        handover="successor",
        exposure="days",
    )
    by_rule = found.table.groupby("definition")["lag"].first()
    assert by_rule["article"] == pytest.approx(359 / 3)
    assert by_rule["vice-ministers"] < by_rule["article"]


def test_without_claims_every_era_has_its_frequency_and_rank() -> None:
    found = summitry.multiverse(record(), eras(), shocks(), **SHARED)
    row = found.table.iloc[0]
    own = eras()
    rule = row["rule_CHN"]
    single = summitry.era_frequency(
        record(),
        own[(own["side"] == "CHN") & (own["rule"] == rule)],
        since=row["since"],
        through=row["through"],
        exposure=row["exposure"],
        handover=row["handover"],
    ).set_index("era")
    for era in single.index:
        assert row[f"CHN: {era}"] == pytest.approx(single["frequency"][era])
        assert row[f"CHN: {era}_rank"] == single["rank"][era]
    assert len(found.claims) == 0


def test_large_grids_are_small_grids_put_together() -> None:
    weights = {
        f"{w:.3f}": {"summit": {True: float(w), False: 1.0}}
        for w in np.linspace(1, 4, 60)
    }
    shared: Any = SHARED | {"schemes": weights}
    whole = summitry.multiverse(record(), eras(), shocks(), claims=CLAIMS, **shared)
    for through in SHARED["through"]:
        part = summitry.multiverse(
            record(), eras(), shocks(), claims=CLAIMS, **(shared | {"through": through})
        )
        own = whole.table[whole.table["through"] == through].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, part.table, check_exact=True)


def test_an_era_of_other_rules_is_undetermined() -> None:
    claims = {"hua": Claim.lowest("Hua Guofeng"), "xi": Claim.lowest("Xi Jinping")}
    found = summitry.multiverse(record(), eras(), shocks(), claims=claims, **SHARED)
    rows = found.table
    without = rows["rule_CHN"].isin(["five_eras", "state_post"])
    assert (rows["hua_holds"].isna() == without).all()
    assert found.claims["undetermined"].tolist() == [int(without.sum()), 0]


def test_progress_and_interrupts() -> None:
    seen: list[tuple[int, int]] = []
    summitry.multiverse(
        record(),
        eras(),
        shocks(),
        claims=CLAIMS,
        progress=lambda done, total: seen.append((done, total)),
        **SHARED,
    )
    assert seen[-1][0] == seen[-1][1]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt(f"{done} of {total}")

    with pytest.raises(KeyboardInterrupt):
        summitry.multiverse(
            record(), eras(), shocks(), claims=CLAIMS, progress=stop, **SHARED
        )


def test_an_empty_record_has_zero_counts() -> None:
    nothing: Any = {
        "date": np.array([], dtype="datetime64[D]"),
        "origin": np.array([], dtype=str),
        "destination": np.array([], dtype=str),
    }
    found = summitry.multiverse(
        nothing,
        eras(),
        shocks(),
        since="1953-07-27",
        through="2017-03-15",
        claims={
            "none": Claim.value("Xi Jinping", 0, quantity="count"),
            "silence": Claim.unanswered("2016-09-09"),
        },
    )
    assert found.claims["share"].tolist() == [1.0, 1.0]


def run(**changed: Any) -> summitry.Multiverse:
    arguments: Any = {"claims": CLAIMS} | SHARED | changed
    return summitry.multiverse(record(), eras(), shocks(), **arguments)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim.lowest("Xi Jinpin"), "Xi Jinping"),
        (Claim.lowest("Xi Jinping", side="CHI"), "CHN"),
        (Claim.lower("Xi Jinping", "Hu Jintoa"), "Hu Jintao"),
        (Claim.ascending(["Xi Jinping", "Hu Jintoa"]), "Hu Jintao"),
        (Claim.lag("2009-05-26", 3), "2009-05-25"),
    ],
)
def test_a_claim_that_names_what_there_is_not(claim: Claim, said: str) -> None:
    with pytest.raises(CategoryError, match=said):
        run(claims=[claim])


def test_a_claim_on_eras_needs_eras() -> None:
    with pytest.raises(InputError, match="no eras"):
        summitry.multiverse(record(), claims=[Claim.lowest("Xi Jinping")], **PLAIN)


def test_refusals() -> None:
    with pytest.raises(CategoryError, match="rule 'paramont' is not one of"):
        run(rules={"CHN": ["paramont"]})
    with pytest.raises(CategoryError, match="handover 'both'"):
        run(handover="both")
    with pytest.raises(InputError, match="no alternative"):
        run(unclear=[])
    with pytest.raises(InputError, match="names an alternative twice"):
        run(same_day=["include", "include"])
    with pytest.raises(InputError, match="second column 'exposure'"):
        run(claims={"exposure": CLAIMS["xi"]})
    with pytest.raises(InputError, match="there is no claim"):
        run(claims={})
    with pytest.raises(InputError, match="nothing to compute"):
        summitry.multiverse(record(), **PLAIN)
    with pytest.raises(CategoryError, match="did you mean 'exclude'"):
        run(unsourced="exclud")
    with pytest.raises(CategoryError, match="is not one of"):
        run(schemes={"odd": {"setting": {"bilateral": 1.0}}})
    with pytest.raises(LimitError, match=r"would need .* GiB"):
        run(
            schemes={
                f"{w}": {"summit": {True: 1.0 + w, False: 1.0}} for w in range(20_000)
            },
            through=[f"20{year}-12-31" for year in range(10, 90)],
        )
    with pytest.raises(FrameError, match="claim 'a' is a str, not a Claim"):
        run(claims={"a": "Xi is lowest"})
    with pytest.raises(InputError, match="definition 'odd' is a int"):
        run(definitions={"odd": 3})
    with pytest.raises(InputError, match="a first and a last one"):
        Claim.value(Scope(period="2012/2010"), 2, quantity="count")
    with pytest.raises(InputError, match="'unsourced' has no alternative"):
        run(unsourced=[])
    nothing: Any = {"date": np.array([], dtype="datetime64[D]")}
    silent = summitry.multiverse(nothing, claims=[Claim.gap(3)], **PLAIN)
    # Nobody was seen in all those years, so the open gap is longer than 3 days.
    assert silent.claims["fails"].tolist() == [len(silent)]
    with pytest.raises(ShapeError, match="outcomes"):
        _core.multiverse_drivers([2, 2], np.array([True]))
