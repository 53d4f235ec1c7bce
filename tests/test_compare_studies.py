"""What changed between two versions of a study, and which rows moved it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
import record_231
from conftest import Maker, china_dprk, columns_of
from small_study import NO, ONE_AND_TWO, YES, era, shock, study_of, visit
from two_versions import CLAIM, VISITS, rows, versions

import summitry
from summitry import compare_studies

if TYPE_CHECKING:
    from pathlib import Path


def test_a_version_does_not_differ_from_itself(tmp_path: Path) -> None:
    changes = versions(tmp_path, {}, {})
    for name in ("rows", "columns", "conventions", "tallies", "verdicts", "moved"):
        assert len(getattr(changes, name)) == 0
    assert "No verdict and no tally moved." in str(changes)


def test_rows_are_named_by_what_they_moved(tmp_path: Path) -> None:
    later = [VISITS[0], VISITS[1], VISITS[3], visit("2006-01-01", id="e")]
    changes = versions(tmp_path, {}, {"visits": later})
    assert rows(changes.rows, "table", "key", "change") == [
        ("visits", "c", "removed"),
        ("visits", "e", "added"),
    ]
    tallies = changes.tallies.set_index("era")
    assert tallies.loc["One", ["old_count", "count", "rows"]].tolist() == [
        *(3.0, 2.0, "leaves c"),
    ]
    assert tallies.loc["Two", ["old_count", "count", "rows"]].tolist() == [
        *(1.0, 2.0, "enters e"),
    ]
    told = rows(changes.verdicts, "claim", "old_verdict", "verdict", "moved_by", "rows")
    assert told[0] == ("three", YES, NO, "visits", "leaves c")
    text = str(changes)
    assert (
        "three: reproduced, 3; now not reproduced, 2. By the visits: without c." in text
    )
    assert "AAA, Two: with e." in text


def test_a_field_that_differs_is_told_with_both_values(tmp_path: Path) -> None:
    moved = [visit("2004-02-01", id="a"), *VISITS[1:]]
    changes = versions(tmp_path, {}, {"visits": moved})
    told = rows(changes.rows, "key", "change", "column", "old", "new")
    assert ("a", "changed", "date", "2001-05-01", "2004-02-01") in told
    assert {one[0] for one in told} == {"a"}
    assert rows(changes.moved, "of", "name", "key", "how")[:2] == [
        ("tally", "AAA, One", "a", "leaves"),
        ("tally", "AAA, Two", "a", "enters"),
    ]


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ({"visits": VISITS[1:]}, "visits"),
        ({"eras": [era("One", "2001-01-01", "2003-01-01"), ONE_AND_TWO[1]]}, "eras"),
        ({"claims": {"three": CLAIM.replace("'3'", "'4'")}}, "claim and conventions"),
        ({"more": "[conventions]\ndate_rule = 'latest'\n"}, ""),
    ],
)
def test_what_moved_a_verdict_is_tried_in_order(
    changed: dict[str, Any], by: str, tmp_path: Path
) -> None:
    changes = versions(tmp_path, {}, changed)
    told = dict(rows(changes.verdicts, "claim", "moved_by"))
    assert told.get("three", "") == by
    if "more" in changed:
        assert rows(changes.conventions, "convention", "new") == [
            ("conventions.date_rule", "latest")
        ]


def test_a_shock_that_moved_moves_its_claim(tmp_path: Path) -> None:
    waits = {"wait": "at = { shocks = ['s'] }\nquantity = 'lag'\nprinted = 30"}
    old, new = (
        {"claims": waits, "shocks": [shock("s", day)]}
        for day in ("2002-04-01", "2002-05-02")
    )
    changes = versions(tmp_path, old, new)
    assert rows(changes.verdicts, "claim", "verdict", "moved_by") == [
        ("wait", NO, "shocks")
    ]
    assert rows(changes.rows, "table", "key", "column") == [("shocks", "s", "date")]


@pytest.mark.parametrize("seed", range(12))
def test_what_enters_and_leaves_adds_up(seed: int, tmp_path: Path) -> None:
    """The rows named are the whole difference of every count."""
    drawn = random.Random(seed)
    everything = [
        visit(f"200{drawn.randint(1, 6)}-0{drawn.randint(1, 9)}-11", id=f"v{number}")
        for number in range(20)
    ]
    old, new = (drawn.sample(everything, drawn.randint(3, 18)) for _ in range(2))
    changes = versions(tmp_path, {"visits": old}, {"visits": new})
    ids = [{one["id"] for one in version} for version in (old, new)]
    named = rows(changes.rows, "key", "change")
    assert {key for key, how in named if how == "added"} == ids[1] - ids[0]
    assert {key for key, how in named if how == "removed"} == ids[0] - ids[1]
    for label, before, after in rows(changes.tallies, "era", "old_count", "count"):
        how = [
            one[1]
            for one in rows(changes.moved, "name", "how")
            if one[0] == f"AAA, {label}"
        ]
        assert after - before == how.count("enters") - how.count("leaves")
    counted = {
        name: sum(one["date"] < "2004" for one in version)
        for name, version in (("old", old), ("new", new))
    }
    moved = "One" in set(changes.tallies["era"])
    kept = {one["id"] for one in old if one["date"] < "2004"}
    assert moved == (kept != {one["id"] for one in new if one["date"] < "2004"})
    if moved:
        row = changes.tallies.set_index("era").loc["One"]
        assert (row["old_count"], row["count"]) == (counted["old"], counted["new"])


def test_tables_come_out_as_the_visits_went_in(make: Maker, tmp_path: Path) -> None:
    study_of(tmp_path, {}, VISITS)
    columns = {name: [one[name] for one in VISITS] for name in ("id", "date", "origin")}
    old, new = (
        summitry.read_study(
            tmp_path / "study.toml",
            visits=make({name: values[first:] for name, values in columns.items()}),
        )
        for first in (1, 0)
    )
    changes = compare_studies(old, new)
    assert columns_of(changes.rows)["key"] == ["a"]
    assert type(changes.rows) is type(make({"a": [1]}))


RULE = """[definition]
ladder = ["head", "minister", "clerk"]
minimum = {{ AAA = "{lowest}" }}
"""
RANKED = [
    one | {"visitor_rank": rank}
    for one, rank in zip(VISITS, ("head", "minister", "clerk", "head"), strict=True)
]


def test_another_definition_is_no_other_list(tmp_path: Path) -> None:
    old, new = (
        {"visits": RANKED, "more": RULE.format(lowest=lowest)}
        for lowest in ("clerk", "minister")
    )
    changes = versions(tmp_path, old, new)
    assert len(changes.rows) == 0
    assert rows(changes.conventions, "convention", "old", "new") == [
        ("definition.minimum.AAA", "clerk", "minister")
    ]
    told = rows(changes.verdicts, "claim", "verdict", "moved_by", "rows")
    assert told[0] == ("three", NO, "claim and conventions", "")
    assert "AAA, One: without c." in str(changes)


def test_rows_that_the_eras_moved_are_not_put_to_the_visits(tmp_path: Path) -> None:
    fewer = VISITS[1:]
    eras = [era("One", "2001-01-01", "2003-01-01"), era("Two", "2003-01-01")]
    changes = versions(tmp_path, {}, {"visits": fewer, "eras": eras})
    told = rows(changes.verdicts, "claim", "computed", "moved_by", "rows")
    assert told[0] == ("three", "1", "visits", "leaves a")


def test_a_number_that_coverage_takes_away_is_no_row_that_left(tmp_path: Path) -> None:
    more = "[[coverage]]\norigin = 'AAA'\nsince = 2004-06-01\n"
    changes = versions(tmp_path, {}, {"more": more})
    assert len(changes.moved[changes.moved["of"] == "tally"]) == 0
    assert changes.tallies.set_index("era").loc["One", "note"]


def test_two_days_on_which_a_record_was_known_are_told(tmp_path: Path) -> None:
    late = [*VISITS[:3], VISITS[3] | {"known_since": "2006"}]
    study_of(tmp_path, {"three": CLAIM}, late, ONE_AND_TWO)
    old, new = (
        summitry.read_study(tmp_path, as_of=day) for day in ("2005-12-31", None)
    )
    changes = compare_studies(old, new)
    named = dict(rows(changes.conventions, "convention", "old"))
    assert named == {"observation.through": "2005-12-31", "as_of": "2005-12-31"}
    assert rows(changes.rows, "key", "change") == [("d", "added")]
    assert "as known on 2005-12-31" in str(changes)


def test_numbers_and_missing_values_are_keys(tmp_path: Path) -> None:
    study_of(tmp_path, {}, VISITS)
    days = [one["date"] for one in VISITS]
    old, new = (
        summitry.read_study(tmp_path, visits={"id": ids, "date": days, "visitor": who})
        for ids, who in (
            ([1, 2, 3, 4], ["Xi", None, "Li", "Xi"]),
            ([1.0, 2.0, 3.0, 4.0], ["Xi", None, "Hu", "Xi"]),
        )
    )
    changes = compare_studies(old, new)
    assert rows(changes.rows, "key", "column", "old") == [("3", "visitor", "Li")]
    changes = compare_studies(old, new, key=["date", "visitor"])
    assert {how for _, how in rows(changes.rows, "key", "change")} == {
        *("added", "removed")
    }


@pytest.mark.parametrize("key", [[], 5, None, ["id", 5]])
def test_what_is_no_key_is_refused(key: Any, tmp_path: Path) -> None:
    study = study_of(tmp_path, {}, VISITS)
    errors = summitry.exceptions.FrameError, summitry.exceptions.InputError
    with pytest.raises(errors, match=r"key is|no key"):
        compare_studies(study, study, key=key)
    other: Any = "mine"
    with pytest.raises(summitry.exceptions.FrameError, match="not a Study"):
        compare_studies(study, other)


def test_two_lists_without_ids_are_refused(tmp_path: Path) -> None:
    plain = [visit("2001-05-01"), visit("2001-05-01")]
    with pytest.raises(
        summitry.exceptions.ColumnError, match="no column 'id'"
    ) as raised:
        versions(tmp_path, {"visits": plain}, {"visits": plain})
    assert "key=" in str(raised.value.hint)


def test_a_key_of_two_visits_is_refused(tmp_path: Path) -> None:
    twice = [VISITS[0], *VISITS]
    with pytest.raises(summitry.exceptions.ColumnError, match="both 'a'"):
        versions(tmp_path, {}, {"visits": twice})


def test_the_revision_of_the_first_record_moved_no_count_of_its_eras() -> None:
    changes = compare_studies(record_231.study(), china_dprk())
    added = changes.rows.query("table == 'visits' and change == 'added'")
    assert len(added) == 9
    tallies = changes.tallies.dropna(subset=["old_count", "count"])
    assert rows(tallies, "rule", "era", "old_count", "count", "rows") == [
        ("formal_post", "Kim Jong Un", 8.0, 9.0, "enters 2012-04-prk-kim-yong-il-wpk")
    ]
    assert set(changes.verdicts["change"]) == {"added"}


def test_rows_of_several_keys_are_told_from_each_other(tmp_path: Path) -> None:
    before = [visit("2001-05-01", visitor="A"), visit("2002-05-01", visitor="B")]
    after = [visit("2001-06-01", visitor="A"), visit("2002-06-01", visitor="B")]
    studies = []
    for name, visits in (("old", before), ("new", after)):
        (tmp_path / name).mkdir()
        studies.append(study_of(tmp_path / name, {}, visits, ONE_AND_TWO))
    told = str(compare_studies(*studies, key=["date", "visitor"]))
    assert "2 visits added: 2001-06-01, A; 2002-06-01, B." in told


def test_an_era_without_a_number_in_either_version_has_not_moved(
    tmp_path: Path,
) -> None:
    studies = []
    for name, day in (("old", "2003-01-01"), ("new", "2003-02-01")):
        (tmp_path / name).mkdir()
        more = f"[[coverage]]\nsince = {day}\n"
        rows = [visit("2005-01-01", id="a")]
        studies.append(study_of(tmp_path / name, {}, rows, ONE_AND_TWO, more=more))
    changes = compare_studies(*studies)
    assert len(changes.tallies) == 0
