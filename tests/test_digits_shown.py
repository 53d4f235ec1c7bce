"""A number that is shown keeps the digits that tell it, beside whatever others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

import summitry
from summitry.output.format import cells, cells_with

if TYPE_CHECKING:
    from pathlib import Path

SIZES = st.builds(
    lambda digits, power, sign: sign * digits * 10.0**power,
    st.floats(1, 9.999),
    st.integers(-6, 9),
    st.sampled_from([1, -1]),
)
ERROR = {"number": 0.005001, "rate": 0.05001, "days": 0.05001, "count": 0.05001}
MIXED = [0.44, 1.17, 21.0, 160_000.0]


def read_back(text: str) -> float:
    assert text[0] not in "<>"
    return float(text.replace(",", ""))


@pytest.mark.parametrize("kind", ERROR)
@given(numbers=st.lists(SIZES, min_size=1, max_size=6))
def test_digits_are_kept_beside_any_other_number(
    kind: str, numbers: list[float]
) -> None:
    for number, text in zip(numbers, cells(numbers, kind), strict=True):
        assert read_back(text) == pytest.approx(number, rel=ERROR[kind])


@given(numbers=st.lists(st.floats(1.001, 9.99), min_size=1, max_size=6))
def test_a_column_of_one_magnitude_has_one_number_of_decimals(
    numbers: list[float],
) -> None:
    for kind in ("number", "rate"):
        assert len({*cells_with(numbers, kind)[1]}) == 1


def test_what_has_no_such_digits_is_told_as_less() -> None:
    assert cells([1e-12, 3.5], "number") == ["<0.00000001", "3.5"]
    assert cells([0.3, 3.5], "number", 0) == ["<1", "4"]


@pytest.mark.parametrize("name", ["to_markdown", "to_latex", "to_html", "__str__"])
def test_every_form_shows_them(name: str) -> None:
    limits = {"value": MIXED, "lower": [0.0123, 1.0, 20.0, 1234.5], "upper": MIXED}
    for table in ({"x": MIXED}, limits):
        told = getattr(summitry.show(table), name)()
        for number in ("0.44", "1.17", "21", "160,000"):
            assert re.search(rf"(?<![\d.,]){number}(?![\d.,]\d)", told), (name, number)
        assert len(table) == 1 or "0.0123" in told


def test_a_workbook_shows_them(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    table = {"value": MIXED, "p": [0.00004, 0.2, 0.5, 1e-15]}
    path = summitry.show(table).save(tmp_path / "digits.xlsx")
    sheet = openpyxl.load_workbook(path).active
    found = [[cell.number_format for cell in column] for column in sheet.columns]
    assert found[0][1:5] == ["0.00", "0.00", "0", "0"]
    assert found[1][1:5] == ["0.00000", "0.00", "0.00", "0.00E+00"]
    values = [cell.value for cell in sheet["A"]][1:5]
    assert values == MIXED


@pytest.mark.parametrize("measured", [1.769976, 12.3456, 0.004321, 1.0])
def test_what_was_measured_has_the_same_digits_below_a_table(measured: float) -> None:
    table = {"era": ["Hu", "Xi"], "level": [0.9995] * 2}
    below = summitry.show(table | {"dispersion": [measured] * 2})
    beside = summitry.show(table | {"dispersion": [measured, measured + 1]})
    (said,) = re.findall(r"dispersion (\S+)\.$", str(below), re.MULTILINE)
    (row,) = re.findall(r"^Hu +(\S+)$", str(beside), re.MULTILINE)
    assert said == row
    assert "evel 0.9995" in str(below)
