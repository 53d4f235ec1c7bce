"""A published sentence is quoted wherever its claim is told; nothing is said twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest

mpl.use("Agg")

from conftest import china_dprk, columns_of
from matplotlib import pyplot as plt
from summits_apart import TALLY

import summitry
from summitry import Claim, plot

if TYPE_CHECKING:
    from conftest import Maker

WINDOW: dict[str, Any] = {"since": "1990-01-01", "through": "2010-12-31"}


def test_a_multiverse_quotes_every_published_sentence() -> None:
    study: Any = china_dprk()
    found = study.multiverse()
    published = {one["id"]: " ".join(one["says"].split()) for one in study.claims}
    table = columns_of(found.claims)
    assert dict(zip(table["claim"], table["says"], strict=True)) == published
    told = " ".join(found._repr_html_().split())
    for name in ("xi-frequency", "none-since-fifth"):
        assert published[name] in told
        ax = plot.specifications(found, name)
        said = published[name].removesuffix(".")
        assert plot.alt_text(ax).startswith(f"{said}: holds in ")
        assert ax.get_title("left").replace("\n", " ") == said
        plt.close("all")


def test_a_break_even_quotes_the_sentence_and_its_figure_too(make: Maker) -> None:
    form = Claim.highest("A").form
    vary: dict[str, Any] = {"summit": {True: (1, 5)}}
    for says, wanted in (
        ("Nobody came as often\n  as under A.", "Nobody came as often as under A"),
        (None, "A has the highest frequency"),
    ):
        claim = Claim(form if says is None else {**form, "says": says})
        found = summitry.break_even(make(TALLY), claim, vary=vary)
        assert found.says.startswith(f"{wanted}: flips at")
        assert wanted in plot.alt_text(plot.weights(make(TALLY), found, vary=vary))
        plt.close("all")


def test_a_claim_without_a_sentence_names_its_countries() -> None:
    claim = Claim.value("Xi", "3", quantity="count", where={"origin": "PRK"})
    assert str(claim) == "count of Xi (origin is North Korea) equals 3"
    assert claim.says == str(claim)


@pytest.mark.parametrize("shown", [None, ["era", "frequency"]])
def test_the_days_of_a_phase_are_said_once(make: Maker, shown: Any) -> None:
    first = dt.date(1990, 1, 1)
    days = [first + dt.timedelta(30 * n) for n in range(60)]
    found = summitry.phases(make({"date": days}), draws=99, **WINDOW)
    names = columns_of(found)["era"]
    assert len(names) > 1
    told = summitry.show(found, columns=shown) if shown else summitry.show(found)
    for text in (str(told), told.to_html(), told.to_markdown()):
        for start in columns_of(found)["start"]:
            assert text.count(str(start)[:10]) == 1
