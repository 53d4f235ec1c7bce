"""The multiverse against single calls, planted rules and drivers, and refusals."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
import record_231
from conftest import Maker, columns_of
from hypothesis import given, settings, strategies as st
from oracle import explained, shapley

import summitry
from summitry import Claim, Scope, _core
from summitry.exceptions import (
    CategoryError,
    FrameError,
    InputError,
    LimitError,
    ShapeError,
)
from summitry.frames import Table

PLAIN: Any = {"since": "1953-07-27", "through": "2017-03-15"}
TESTS = ["2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09"]
SCHEMES: dict[str, Any] = {
    "even": None,
    "summits": {"summit": {True: 3.0, False: 1.0}},
    "mixed": {
        "summit": {True: 2.0, False: 1.0},
        "setting": {
            "bilateral": 1.0,
            "ceremonial": 0.5,
            "multilateral": 0.25,
            "transit": 0.0,
        },
    },
}
SHARED: dict[str, Any] = {
    "since": "1953-07-27",
    "through": ["2017-03-15", "2016-12-31"],
    "schemes": SCHEMES,
    "same_day": ["include", "exclude"],
    "overlap": ["both", "latest"],
}
CLAIMS = {
    "xi": Claim.value("Xi Jinping", "1.25"),
    "kim": Claim.value("Kim Jong Un", "9.0", quantity="weighted_count"),
    "second": Claim.ahead_only_of("Xi Jinping", ["Mao Zedong"]),
    "weighted": Claim.lowest("Xi Jinping", quantity="weighted_frequency"),
    "share": Claim.ratio(
        Scope("Hu Jintao", where={"summit": True}), "Hu Jintao", "11%", quantity="count"
    ),
    "lag": Claim.lag(TESTS, 120),
    "trips": Claim.value(
        Scope(period="2000/2011", where={"visitor": "Kim Jong Il"}),
        8,
        quantity="count",
    ),
    "drought": Claim.gap(6, comparison="almost", unit="years", where={"summit": True}),
}


@cache
def record() -> Any:
    return record_231.visits()


@cache
def eras() -> Any:
    return record_231.eras("all")


@cache
def shocks() -> Any:
    return pd.DataFrame({"id": TESTS, "date": TESTS})


@cache
def everything() -> summitry.Multiverse:
    return summitry.multiverse(record(), eras(), shocks(), claims=CLAIMS, **SHARED)


def alone(row: Any) -> tuple[dict[str, float], dict[str, bool]]:
    """Compute one specification with the functions that compute nothing else."""
    visits = record()
    if row["unsourced"] == "exclude":
        visits = visits[visits["sourced"]]
    if row["date_rule"] == "end":
        ends = visits["end_date"].fillna(visits["date"])
        visits = visits.assign(date=ends).drop(columns="date_latest")
    if row["date_rule"] == "latest":
        visits = visits.assign(date=visits["date_latest"])
    table = eras()
    rules = {side: row[f"rule_{side}"] for side in ("CHN", "PRK")}
    table = table[
        [rules[side] == rule for side, rule in table[["side", "rule"]].values]
    ]
    window: Any = {"since": row["since"], "through": row["through"]}
    scheme = SCHEMES[row["scheme"]]

    def frequency(some: Any, **more: Any) -> Any:
        return summitry.era_frequency(
            some,
            table,
            scheme=scheme or {"origin": {"CHN": 1.0, "PRK": 1.0}},
            unclear=row["unclear"],
            exposure=row["exposure"],
            handover=row["handover"],
            **window,
            **more,
        ).set_index("era")

    whole = frequency(visits)
    summits = frequency(visits[visits["summit"]])
    lags = summitry.response_lags(
        pd.DataFrame({"date": TESTS}),
        visits,
        unclear=row["unclear"],
        same_day=row["same_day"],
        overlap=row["overlap"],
        **window,
    )
    observed = lags["lag"][lags["observed"].fillna(value=False)]
    counted = visits["qualifies"].isin(
        ["true", "unclear"] if row["unclear"] == "include" else ["true"]
    )
    until = visits["date"] <= row["through"]
    trips = visits[
        counted
        & until
        & (visits["visitor"] == "Kim Jong Il")
        & (visits["date"].dt.year.between(2000, 2011))
    ]
    last = visits["date"][counted & until & visits["summit"]].max()
    hu, ranks = "Hu Jintao", whole["rank"]
    chinese = table.loc[table["side"] == "CHN", "era"]
    ahead = {era for era in chinese if ranks[era] < ranks["Xi Jinping"]}
    said = {
        "second": ahead == {"Mao Zedong"} and ranks["Xi Jinping"] == 2,
        "weighted": whole["weighted_rank"]["Xi Jinping"] == 1,
    }
    numbers = {
        "xi": whole["frequency"]["Xi Jinping"],
        "kim": whole["weighted_count"]["Kim Jong Un"],
        "second": whole["frequency"]["Xi Jinping"],
        "weighted": whole["weighted_frequency"]["Xi Jinping"],
        "share": summits["count"][hu] / whole["count"][hu],
        "lag": observed.mean(),
        "trips": len(trips),
        "drought": (pd.Timestamp(row["through"]) - last).days / 365.25,
    }
    return numbers, said


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_every_specification_is_what_single_calls_compute() -> None:
    table = everything().table
    rows = np.random.default_rng(0).choice(len(table), 40, replace=False)
    for number in rows.tolist():
        row = table.iloc[number]
        numbers, said = alone(row)
        for claim, value in numbers.items():
            if claim == "second" and row["rule_CHN"] == "state_post":
                # That list has no Mao Zedong to be ahead of.
                assert pd.isna(row["second"])
                assert pd.isna(row["second_holds"])
                continue
            assert row[claim] == pytest.approx(value, rel=1e-12), (number, claim)
        for claim, holds in said.items():
            if pd.isna(row[claim]):
                continue
            assert bool(row[f"{claim}_holds"]) == holds, (number, claim)


def test_the_claims_are_judged_on_those_numbers() -> None:
    table = everything().table
    assert (table["xi_holds"] == table["xi"].between(1.245, 1.255)).all()
    assert (table["lag_holds"] == table["lag"].between(119.5, 120.5)).all()
    drought = (table["drought"] >= 5.5) & (table["drought"] < 6)
    assert (table["drought_holds"] == drought).all()
    assert (table["kim_holds"] == table["kim"].between(8.95, 9.05)).all()
    assert (table["trips_holds"] == (table["trips"] == 8)).all()


def test_the_summary_counts_the_table() -> None:
    found = everything()
    for row in found.claims.to_dict("records"):
        holds = found.table[f"{row['claim']}_holds"]
        assert row["holds"] == int(holds.sum())
        assert row["holds"] + row["fails"] + row["undetermined"] == len(found)
        assert row["share"] == pytest.approx(row["holds"] / len(found))
        assert len(found.holding(row["claim"])) == row["holds"]
        assert len(found.failing(row["claim"])) == row["fails"]
    with pytest.raises(CategoryError, match="did you mean 'second'"):
        found.failing("secund")


def test_shares_of_decisions_sum_to_one_and_lie_between() -> None:
    drivers = everything().drivers
    for _, own in drivers.groupby("claim"):
        if own["share"].isna().all():
            continue
        assert own["share"].sum() == pytest.approx(1, abs=1e-12)
        assert (own["first_order"] <= own["share"] + 1e-12).all()
        assert (own["share"] <= own["total"] + 1e-12).all()
        assert own["share"].is_monotonic_decreasing


def test_the_article_turns_on_what_it_should() -> None:
    drivers = everything().drivers
    first = drivers.groupby("claim", sort=False).first()["decision"]
    assert first["xi"] == "exposure"
    assert set(drivers[drivers["claim"] == "second"]["decision"][:3]) == {
        "exposure",
        "rule_CHN",
        "unsourced",
    }
    assert first["weighted"] == "scheme"
    assert first["lag"] == "date_rule"


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(
                st.booleans(),
                min_size=int(np.prod(sizes)),
                max_size=int(np.prod(sizes)),
            ),
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_drivers_are_those_of_the_oracle(case: tuple[list[int], list[bool]]) -> None:
    sizes, holds = case
    found = _core.multiverse_drivers(sizes, np.array(holds))
    outcomes = dict(zip(np.ndindex(*sizes), holds, strict=True))
    every = set(range(len(sizes)))
    whole = explained(outcomes, every)
    if not whole:
        assert found is None
        return
    assert found is not None
    expected = shapley(outcomes, len(sizes))
    assert found.share == pytest.approx([float(one) for one in expected], abs=1e-12)
    for decision in every:
        own = explained(outcomes, {decision}) / whole
        left = (whole - explained(outcomes, every - {decision})) / whole
        assert found.first_order[decision] == pytest.approx(float(own), abs=1e-12)
        assert found.total[decision] == pytest.approx(float(left), abs=1e-12)


@pytest.mark.parametrize("number", [0, 77, 500, 1023])
def test_a_planted_rule_is_found(number: int) -> None:
    table = everything().table
    row = table.iloc[number % len(table)]
    printed = f"{row['xi']:.6f}"
    found = summitry.find_definition(
        record(),
        eras(),
        shocks(),
        claim=Claim.value("Xi Jinping", printed),
        **SHARED,
    )
    decisions = list(found.columns[: found.columns.get_loc("value")])
    planted = found[(found[decisions] == row[decisions]).all(axis=1)]
    assert len(planted) == 1
    assert (found["value"] - row["xi"]).abs().max() < 1e-6
    assert len(found) == (table["xi"].round(6) == round(row["xi"], 6)).sum()


def test_a_planted_driver_ranks_first() -> None:
    dates = pd.date_range("2001-01-01", periods=40, freq="91D")
    lower = ["foreign_minister", "other"]
    visits = pd.DataFrame(
        {
            "date": dates,
            "origin": ["X"] * 40,
            "visitor_rank": [
                "head_of_state" if k > 20 else lower[k % 2] for k in range(40)
            ],
        }
    )
    two = {
        "era": ["A", "B"],
        "start": ["2001-01-01", "2006-01-01"],
        "end": ["2006-01-01", None],
    }
    found = summitry.multiverse(
        visits,
        two,
        since="2001-01-01",
        through="2010-12-31",
        claims={"silent": Claim.value("A", 0, quantity="count")},
        definitions={
            "all": {"*": "other"},
            "heads": {"*": "head_of_state"},
            "ministers": {"*": "foreign_minister"},
        },
    )
    own = found.drivers.iloc[0]
    assert (own["decision"], own["choices"]) == ("definition", 3)
    assert own["share"] > 0.99


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


def test_every_kind_of_table(make: Maker) -> None:
    visits = {
        "date": ["2010-05-03", "2012-11-15", "2013-05-22"],
        "summit": [True, False, False],
    }
    two = {
        "era": ["Hu", "Xi"],
        "start": ["2010-01-01", "2012-11-15"],
        "end": ["2012-11-15", "2020-01-01"],
    }
    found = summitry.multiverse(
        make(visits),
        make(two),
        claims={"low": Claim.lowest("Hu", quantity="weighted_frequency")},
        since="2010-01-01",
        through="2014-12-31",
    )
    frame = make(visits)
    for table in (found.table, found.claims, found.drivers, found.failing("low")):
        assert type(table) is type(frame)
    table = columns_of(found.table)
    assert table["scheme"][:4] == ["summit 1", "summit 2", "summit 3", "summit 5"]
    assert columns_of(found.claims)["specifications"] == [16]
    assert all(isinstance(holds, bool) for holds in table["low_holds"])


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


def test_an_end_known_to_the_month_is_its_first_day() -> None:
    visits = {"date": ["2012-10-20", "2013-05-22"], "end_date": ["2012-11", None]}
    eras = {"era": ["Hu", "Xi"], "start": ["2010-01-01", "2012-11-15"]}
    eras["end"] = ["2012-11-15", None]  # type: ignore[list-item]
    found = summitry.multiverse(
        visits,
        eras,
        since="2010-01-01",
        through="2014-12-31",
        claims=[Claim.value("Xi", "2", quantity="count")],
        exposure=["days"],
        handover=["successor"],
    )
    table = Table(found.table, "specifications")
    counts = dict(
        zip(
            table.values("date_rule"),
            table.values(found.claims["claim"][0]),
            strict=True,
        )
    )
    assert counts == {"start": 1.0, "end": 1.0}


def test_built_in_weights_leave_no_category_unweighed() -> None:
    visits = {"date": ["2013-05-22", "2013-06-01"], "summit": ["true", "unclear"]}
    eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    with pytest.raises(CategoryError, match="built-in weights") as caught:
        summitry.multiverse(visits, eras, since="2010-01-01", through="2014-12-31")
    assert "'unclear': 1.0}}}" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("exposure", "value"), [("days", 2 / (671 / 365.25)), ("calendar_years", 1.0)]
)
def test_an_only_alternative_is_the_one_that_counts(
    exposure: str, value: float
) -> None:
    found: Any = summitry.multiverse(
        {"date": ["2012-06-01", "2013-06-01"]},
        {"era": ["A"], "start": ["2012-03-01"], "end": [None]},
        since="2012-01-01",
        through="2013-12-31",
        claims={"one": Claim.value("A", "1.00")},
        exposure=exposure,
        handover="successor",
    )
    assert found.table["one"].tolist() == pytest.approx([value], rel=1e-12)
