"""The multiverse of a record against single calls, and rules planted in it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from article_multiverse import CLAIMS, SCHEMES, SHARED, TESTS, eras, record, shocks

import summitry
from summitry import Claim
from summitry.exceptions import CategoryError


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
