"""Everything that the package hands out shows itself, in a notebook and a terminal."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any, is_typeddict

import pytest
from conftest import china_dprk

import summitry
from summitry.claims.record import Record
from summitry.exceptions import InputError, RangeError
from summitry.facade.declared import Declared
from summitry.frames.array_table import ArrayTable
from summitry.output.readable import Readable
from summitry.output.text import width_of

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
MACHINE = {"to_dict", "files", "form", "to_json", "core", "answer", "factors"}
"""What is made for programs, by the name under which it is had."""
WRITES = {"report", "bundle", "save", "save_workbook", "to_excel", "to_gt", "explore"}
"""What writes files, or makes what another library shows."""
SLOW = {"explained", "find_definition", "explain"}
"""Frames that take long to make."""
PASSED_OVER = MACHINE | WRITES | SLOW | {*dir(list)} | {*dir(dict)}
NATIVE = ("pandas", "polars", "pyarrow", "numpy")


def made() -> dict[str, Any]:
    """One object of every public class, and what the functions give."""
    study = china_dprk()
    eras = summitry.datasets.load_eras(side="CHN")
    scheme = {"summit": {True: 3.0, False: 1.0}}
    tally = summitry.era_tally(study.visits, eras, scheme=scheme, **SEEN)
    lowest = summitry.Claim.lowest("Xi Jinping")
    trips = study.visits[["date", "origin", "destination", "visitor"]]
    leaders: dict[str, Any] = {"side": ["USA", "USA"], "leader": ["x", "y"]}
    leaders |= {"start": ["2001-01-01", "2003-01-01"], "end": ["2003-01-01", None]}
    weights: dict[str, Any] = {"summit": {True: (1, 5)}}
    both: dict[str, Any] = {"summit": {True: (1, 5), False: (0.5, 2)}}
    return {
        "study": study,
        "break-even": summitry.break_even(tally, lowest, vary=weights),
        "break-even of two": summitry.break_even(tally, lowest, vary=both),
        "bounds": summitry.bounds(
            study.visits, eras, study.shocks, claim=lowest, **SEEN
        ),
        "scope": summitry.Scope("Xi Jinping", side="CHN", where={"summit": True}),
        "specification": summitry.Specification(**SEEN),
        "rule": study.definition.rules[0] if study.definition else None,
        "tally": summitry.Tally(eras, **SEEN).update(study.visits),
        "waits": summitry.Waits(study.shocks, **SEEN).update(trips),
        "changes": summitry.compare_studies(study, study),
        "read": summitry.read_visits(trips),
        "leaders": summitry.eras_from(
            leaders, in_office="open", known_through="2004-01-01"
        ),
        "trips": summitry.collapse_trips(trips, by="pair", join="touching"),
        "merged": summitry.merge_sources({"a": trips, "b": trips[:20]}),
        "states": summitry.match_states(trips, columns=["origin"]),
        "arrays": ArrayTable({"era": ["Xi"], "count": [6]}),
        "shown": summitry.show(tally),
        "scheme": summitry.Scheme(scheme),
        "citations": summitry.cite("china-dprk"),
        "series": summitry.Claim.series,
    }


def had_from(one: Any) -> Iterator[tuple[str, Any]]:
    """What an object holds, and what its methods without an argument give."""
    if isinstance(one, list | tuple):
        yield from ((f"[{place}]", value) for place, value in enumerate(one[:3]))
    elif isinstance(one, Mapping):
        yield from ((f"[{key!r}]", value) for key, value in list(one.items())[:3])
    if not is_ours(one) or isinstance(one, ArrayTable | Declared | Record):
        return
    if isinstance(one, summitry.ClaimResults):
        yield from ((f"[{each.id!r}]", each) for each in list(one)[:2])
    for name in dir(one):
        if not name.startswith("_") and name not in PASSED_OVER:
            yield from ((f".{name}", value) for value in gotten(one, name))


def gotten(one: Any, name: str) -> list[Any]:
    value = getattr(one, name)
    if not callable(value):
        return [value]
    try:
        inspect.signature(value).bind()
    except (TypeError, ValueError):
        return []
    return [value()]


def is_ours(one: Any) -> bool:
    return type(one).__module__.split(".")[0] == "summitry"


def is_plain(one: Any) -> bool:
    """A word, a number, a table of a library."""
    library = type(one).__module__.split(".")[0] in NATIVE
    return library or callable(one) or isinstance(one, str | int | float | None)


@cache
def reached() -> dict[str, Any]:
    """Everything that can be had, by the way to it."""
    todo = [*made().items()]
    found: dict[str, Any] = {}
    met: set[int] = set()
    while todo:
        path, one = todo.pop()
        if is_plain(one) or id(one) in met or path.count(".") + path.count("[") > 4:
            continue
        met.add(id(one))
        found[path] = one
        todo += [(path + way, value) for way, value in had_from(one)]
    return found


class Texts(HTMLParser):
    """The words of a piece of HTML, without its style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._open.append(tag)

    def handle_endtag(self, _tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.said.append(data)

    @property
    def words(self) -> set[str]:
        return set(re.findall(r"\w+", " ".join(self.said)))


def test_every_public_class_is_among_them() -> None:
    # What types a dictionary is no class of its own: its objects are dictionaries.
    classes = {
        one
        for name in summitry.__all__
        if inspect.isclass(one := getattr(summitry, name)) and not is_typeddict(one)
    }
    assert classes <= {type(one) for one in reached().values()}


def is_dump(one: Any) -> bool:
    """Whether it shows what is for programs, or nothing."""
    ours, shown = is_ours(one), repr(one)
    if ours and not isinstance(one, Readable | ArrayTable):
        return True
    if ours:
        return re.match(r"[{\[(<]|\w+\(", shown) is not None
    # Of plain values only what is read at a glance is left as Python writes it.
    nested = isinstance(one, dict) and any(isinstance(v, dict) for v in one.values())
    return nested or "object at 0x" in shown


def test_nothing_is_a_dump() -> None:
    assert [path for path, one in reached().items() if is_dump(one)] == []


def test_everything_keeps_to_a_width() -> None:
    for path, one in reached().items():
        if isinstance(one, Readable):
            lines = str(one).splitlines()
            assert max(map(width_of, lines), default=0) <= 80, path


def test_a_notebook_says_the_same_as_a_terminal() -> None:
    for path, one in reached().items():
        if not isinstance(one, Readable):
            continue
        assert str(one) == repr(one), path
        html = one._repr_html_()
        assert "<script" not in html
        # A terminal may break a long word over two lines.
        broken = set(re.findall(r"\w+", str(one)))
        whole = Texts(html).words
        assert not {w for w in broken if not any(w in each for each in whole)}, path


def test_claims_come_with_their_sentences_and_a_tally() -> None:
    lines = str(china_dprk().check()).splitlines()
    assert lines[0] == "Claims of china-dprk"
    assert lines[1].split() == ["claim", "printed", "computed", "verdict", "id"]
    assert lines[3].startswith("161 high-level visits are")
    assert lines[-1] == (
        "28 claims: 17 reproduced, 6 not reproduced, 5 not determined; none unexpected."
    )


def test_an_unexpected_verdict_is_called_one() -> None:
    from dataclasses import replace

    results = china_dprk().check("xi-frequency")
    (one,) = results
    other = replace(results, results=(replace(one, expected="not reproduced"),))
    assert other.tallied() == "1 claim: 1 reproduced; 1 unexpected"
    assert "reproduced, unexpected" in other._repr_html_()


def test_a_scheme_of_many_classes_shows_the_first() -> None:
    many = {f"c{k}": dict.fromkeys(map(str, range(9)), 1.0) for k in range(3)}
    text = str(summitry.Scheme(many))
    assert text.splitlines()[-1] == "and 669 more classes"
    assert len(text.splitlines()) == 63


def test_what_data_say_stays_text() -> None:
    hostile = "<script>alert(1)</script>\x1b[31m"
    rule = summitry.DefinitionRule({hostile: hostile}, "unclear", hostile)
    assert "\x1b" not in str(rule)
    assert "<script" not in rule._repr_html_()


def test_a_result_is_shown_with_a_title() -> None:
    results = china_dprk().check("xi-frequency")
    shown = summitry.show(results, title="Claims", caption="Of one author.")
    assert str(shown).splitlines()[0] == "Claims"
    assert "Of one author. 1 claim: 1 reproduced" in " ".join(str(shown).split())
    with pytest.raises(InputError, match="has no columns"):
        summitry.show(results, columns=["id"])
    with pytest.raises(RangeError):
        summitry.show(results, rows=0)


def test_only_columns_of_countries_are_told_by_their_names() -> None:
    """A party or a minister may be called as a country is coded."""
    when = {"party": ["PER", "IND"], "origin": "PER", "visitor": {"contains": "MAR"}}
    rule = summitry.DefinitionRule(when, "true", "agreed with the CAN party")
    shown = " ".join(str(rule).split())
    assert "party is PER or IND, origin is Peru, visitor contains MAR" in shown
    assert "agreed with the CAN party" in shown
