"""Studies over several bundled records: each judged by its own, none pooled unasked."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import summitry
from summitry import Claim
from summitry.exceptions import InputError, MissingExtraError, StudyError
from summitry.facade.bundle import study_files
from summitry.measure.definition import Definition, DefinitionRule
from summitry.output.format import p_text
from summitry.report import _blocks
from summitry.report.by_record import beside_words
from summitry.report.terminal.run_text import run_text
from summitry.report.write_report import report_html
from summitry.study.several_records import united

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = ("china-dprk", "china-rok")
BOTH = '["china-dprk", "china-rok"]'
HEAD = f"""
title = "Both"
[observation]
since = 2002-11-15
through = 2017-03-15
[visits]
record = {BOTH}
[definition]
record = {BOTH}
[eras]
record = {BOTH}
rules = {{ CHN = "five_eras", PRK = "de_facto", KOR = "in_office" }}
[shocks]
record = {BOTH}
where = {{ kind = "nuclear_test" }}
[conventions]
method = "central"
"""
NORTH, SOUTH = '["CHN", "PRK"]', '["CHN", "KOR"]'


def written(folder: Path, text: str, **frames: Any) -> summitry.Study:
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return summitry.read_study(path, **frames)


def claim(said: str) -> str:
    return f'\n[[claim]]\nid = "it"\nsays = "It."\n{said}\n'


@cache
def bundled() -> summitry.Study:
    return summitry.read_study("pyongyang-or-seoul")


@cache
def judged(record: str) -> pd.DataFrame:
    rule = summitry.datasets.load_definition(record)
    visits = summitry.datasets.load_visits(record)
    found: pd.DataFrame = summitry.qualify(visits, definition=rule)
    return found


def test_the_visits_of_each_record_are_judged_by_its_own_definition() -> None:
    visits = bundled().visits
    for record in RECORDS:
        own, alone = visits[visits["record"] == record], judged(record)
        for column in ("id", "qualifies", "reason"):
            assert own[column].tolist() == alone[column].tolist()
    assert len(visits) == sum(len(judged(record)) for record in RECORDS)


def test_an_era_that_both_records_have_stands_there_once() -> None:
    eras = bundled().eras
    assert eras is not None
    assert not eras.duplicated(["side", "era"]).any()
    assert set(eras["side"]) == {"CHN", "PRK", "KOR"}


def test_a_shock_is_of_the_countries_of_its_record() -> None:
    shocks = bundled().shocks
    assert shocks is not None
    pairs = {"china-dprk": ("CHN", "PRK"), "china-rok": ("CHN", "KOR")}
    ends = zip(shocks["origin"], shocks["destination"], strict=True)
    assert [pairs[record] for record in shocks["record"]] == list(ends)


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        (f"[definition]\nrecord = {BOTH}", '[definition]\nrecord = "china-rok"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = "china-rok"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\npath = "visits.csv"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = ["china-rok", "china-rok"]',
         "visits.record[1]", "duplicate_record"),
        (f"[eras]\nrecord = {BOTH}", '[eras]\nrecord = ["china-rok", "china-usa"]',
         "eras.record[1]", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = []', "visits.record", ""),
        ("since = 2002-11-15", "since = 1990-01-01",
         "observation.since", "record_not_observed"),
        ("through = 2017-03-15", "through = 2017-12-31",
         "observation.through", "record_not_observed"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, old: str, new: str, key: str, code: str
) -> None:
    assert old in HEAD
    with pytest.raises(StudyError) as caught:
        written(tmp_path, HEAD.replace(old, new))
    assert caught.value.key == key
    assert caught.value.code == code or not code
    line = int(re.findall(r"line (\d+)", str(caught.value))[0])
    assert key.partition(".")[2].partition("[")[0] in HEAD.splitlines()[line - 1]


def test_a_decision_does_not_leave_the_days_of_a_record(tmp_path: Path) -> None:
    more = "[decisions]\nsince = [1992-08-01]\n"
    with pytest.raises(StudyError, match="'china-rok' begins on 1992-08-24"):
        written(tmp_path, HEAD + more)


def test_definitions_that_differ_in_what_a_study_has_one_of() -> None:
    stop = DefinitionRule({"stop": True}, "false", "a stop")
    known = {
        "a": Definition({"A": "other", "B": "other"}, rules=[stop]),
        "minimum": Definition({"B": "vice_minister", "C": "other"}),
        "ladder": Definition({"C": "low"}, ladder=["high", "low"]),
        "b": Definition({"B": "other", "C": "other"}, rules=[stop]),
    }
    for other in ("minimum", "ladder"):
        with pytest.raises(InputError, match=other):
            united(["a", other], known.__getitem__)
    both = united(["a", "b"], known.__getitem__)
    assert dict(both.minimum) == {"A": "other", "B": "other", "C": "other"}
    assert [rule.when["record"] for rule in both.rules] == [["a"], ["b"]]


XI = 'side = "CHN", era = "Xi Jinping"'
HU = 'side = "CHN", era = "Hu Jintao"'
BESIDE = f"at = {{ {XI}, dyad = {NORTH} }}\nof = {{ {HU} }}"
FREQUENCY = 'quantity = "frequency"\n'
POOLED = {
    "a number": ("at", FREQUENCY + f"printed = '1'\nat = {{ {XI} }}"),
    "the whole": ("at", 'quantity = "count"\nprinted = "1"'),
    "a rank": ("at", FREQUENCY + f"rank = {{ place = 1 }}\nat = {{ {XI} }}"),
    "an order": (
        "lower_than",
        FREQUENCY + f"at = {{ {XI}, dyad = {NORTH} }}\nlower_than = {{ {HU} }}",
    ),
    "a ratio": ("of", f'quantity = "ratio"\nprinted = "1"\n{BESIDE}'),
    "eras in order": (
        "at",
        FREQUENCY + 'at = { side = "CHN" }\nascending = ["Xi Jinping", "Hu Jintao"]',
    ),
    "told apart": (
        "at",
        FREQUENCY + f"at = {{ {XI} }}\ntold_apart_from = {{ {HU} }}",
    ),
    "relative": (
        "at",
        FREQUENCY
        + f"at = {{ {XI} }}\nlower_than = {{ {HU} }}\nrelative_to = {{ dyad = {SOUTH} }}",
    ),
    "a gap": ("at", 'quantity = "longest_gap"\nprinted = "1"'),
    "a mean": ("at", 'quantity = "mean_lag"\nprinted = "1"'),
    "two shocks": (
        "at",
        'quantity = "mean_lag"\nprinted = "1"\nat = { shocks = ["s13", "k12"] }',
    ),
}


def asked(said: str) -> Claim:
    return Claim({"id": "it", "says": "It."} | tomllib.loads(said))


@pytest.mark.parametrize("what", POOLED)
def test_a_claim_that_counts_both_records_is_refused(what: str) -> None:
    key, said = POOLED[what]
    with pytest.raises(InputError) as caught:
        bundled().declared.record.verify(asked(said), bundled().specification)
    assert caught.value.code == "several_records"
    assert caught.value.column == key
    assert "'china-dprk', 'china-rok'" in caught.value.message
    assert "dyad" in str(caught.value.hint)


def test_it_is_refused_at_its_line(tmp_path: Path) -> None:
    text = HEAD + claim(POOLED["an order"][1])
    with pytest.raises(StudyError) as caught:
        written(tmp_path, text)
    assert caught.value.key == "claim[0].lower_than"
    line = next(
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("lower_than")
    )
    assert caught.value.line == line


TOLD = {
    "dyad": f"{XI}, dyad = {SOUTH}",
    "other side": 'side = "KOR", era = "Park Geun-hye"',
    "origin": f'{XI}, origin = "PRK"',
    "record": f'{XI}, where = {{ record = "china-rok" }}',
    "both eras": 'eras = { CHN = "Xi Jinping", PRK = "Kim Jong Un" }',
}


@pytest.mark.parametrize("how", TOLD)
def test_a_claim_names_its_pair_in_several_ways(how: str) -> None:
    one = asked(FREQUENCY + f"printed = '1'\nat = {{ {TOLD[how]} }}")
    record, spec = bundled().declared.record, bundled().specification
    record.verify(one, spec)
    (answer,) = record.evaluate([one], spec)
    assert len(set(bundled().visits["record"].iloc[answer.rows])) == 1


def test_shocks_of_one_record_name_the_pair_and_the_rest_is_asked_for() -> None:
    record, spec = bundled().declared.record, bundled().specification
    lag = asked('quantity = "lag"\nprinted = "114"\nat = { shocks = ["s13"] }')
    said = FREQUENCY + f"at = {{ {XI}, dyad = {NORTH} }}\nlower_than = {{ {HU} }}\n"
    rest, dyad = (
        asked(f"{said}relative_to = {other}")
        for other in ("{}", f"{{ dyad = {SOUTH} }}")
    )
    for one in (lag, rest, dyad):
        record.verify(one, spec)
    answered, everybody, south = record.evaluate([lag, rest, dyad], spec)
    assert answered.verdict == "reproduced"
    assert everybody.value == south.value


# What a run gives

SMALL = f"""
title = "Both"
about = "Did it fall with one alone?"
[observation]
since = 2009-01-01
through = 2017-03-15
[visits]
record = {BOTH}
where = {{ visitor_rank = ["head_of_state", "head_of_party", "foreign_minister"] }}
[definition]
record = {BOTH}
[conventions]
method = "central"
[[eras.list]]
side = "CHN"
era = "Before"
start = 1990-01-01
end = 2002-11-15
[[eras.list]]
side = "CHN"
era = "Hu"
start = 2002-11-15
end = 2012-11-15
[[eras.list]]
side = "CHN"
era = "Xi"
start = 2012-11-15
[[claim]]
id = "it"
says = "It fell relative to the other."
quantity = "frequency"
at = {{ side = "CHN", era = "Xi", dyad = {NORTH} }}
lower_than = {{ side = "CHN", era = "Hu" }}
relative_to = {{ dyad = {SOUTH} }}
"""
SEEN: dict[str, Any] = {"since": "2009-01-01", "through": "2017-03-15"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> summitry.Study:
    study = written(tmp_path_factory.mktemp("both"), SMALL)
    study.run()
    return study


def test_each_record_has_the_numbers_of_one_that_is_read_alone(
    small: summitry.Study,
) -> None:
    visits, eras = small.visits, small.eras
    assert eras is not None
    columns = ["era", "reading", "count", "years", "frequency", "lower", "upper"]
    for record in RECORDS:
        found = small.run().records[record]["frequency"]
        alone = summitry.era_frequency(
            visits[visits["record"] == record],
            eras[eras["era"] != "Before"],
            **SEEN,
            unclear="both",
            interval="garwood",
        )
        pd.testing.assert_frame_equal(found[columns], alone[columns])


def test_every_table_says_of_which_record_a_row_is(small: summitry.Study) -> None:
    found = small.run()
    for name, table in found.tables.items():
        assert table.columns[0] == "record", name
        of_study = {""} if name == "notes" else set()
        assert set(table["record"]) <= {*RECORDS, *of_study}, name
    for name, part in found.records["china-dprk"].items():
        own = found.tables[name]
        assert (own["record"] == "china-dprk").sum() == len(part), name


def test_the_records_beside_each_other_are_those_of_compare_dyads(
    small: summitry.Study,
) -> None:
    tables, visits = small.run().tables, small.visits
    direct = summitry.compare_dyads(
        *(visits[visits["record"] == record] for record in RECORDS),
        eras=small.eras,
        reference="Hu",
        method="central",
        **SEEN,
    ).set_index("era")
    (here,) = tables["dyads"].to_dict("records")
    there = direct.loc["Xi"]
    for column in ("count", "other_count", "baseline_count", "ratio", "lower", "p"):
        assert here[column] == pytest.approx(there[column])
    ends = ("record", "other_record", "era", "other_era")
    assert [here[name] for name in ends] == [*RECORDS, "Xi", "Hu"]
    counts = (here["other_count"], here["count"])
    rest = (here["baseline_other_count"], here["baseline_count"])
    said = (
        "From Hu to Xi china-dprk went from {} to {} visits and china-rok from {} to {}"
    )
    assert beside_words(tables)[0].startswith(said.format(*counts, *rest))
    claimed = small.check()["it"]
    assert claimed.answer.value == pytest.approx(here["ratio"])
    floors = tables["dyads_by_floor"]
    assert floors["floor"].iloc[-1] == "the full rule"
    assert floors["ratio"].iloc[-1] == here["ratio"]


def test_what_is_printed_names_the_record(small: summitry.Study) -> None:
    text = run_text(small.run(), small.check())
    first, *rest = re.split(r"═+\nRECORD (\S+)\n═+", text)
    assert "THE RECORDS BESIDE EACH OTHER" in first
    assert [name.lower() for name in rest[::2]] == list(RECORDS)
    assert "China  Korea\n" in rest[1]
    assert "Before" not in text
    assert max(map(len, text.splitlines())) <= 80
    screen = small.summary().splitlines()
    assert len(screen) <= 19
    assert any(line.startswith("From Hu to Xi china-dprk") for line in screen)


def test_the_report_has_a_part_for_each_record(
    small: summitry.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_drawn(_: Any) -> Any:
        raise MissingExtraError("matplotlib is not installed", extra="plot")

    monkeypatch.setattr(_blocks, "_drawn", not_drawn)
    page = report_html(small)
    anchors = re.findall(r'<section id="([\w-]+)"', page)
    assert len(set(anchors)) == len(anchors)
    assert {"beside", "record-1", "record-2", "eras-1", "eras-2"} <= set(anchors)
    for place, record in enumerate(RECORDS, start=1):
        (own,) = re.findall(
            rf'<section id="eras-{place}".*?</section>', page, re.DOTALL
        )
        assert f">{record}: Visits in each era" in own


def test_a_revised_row_moves_the_eras_of_its_record_alone() -> None:
    study = bundled()
    visits = study.visits.drop(columns=["qualifies", "reason"])
    counts = (study.visits["qualifies"] == "true") & (visits["record"] == "china-rok")
    inside = visits["date"].between("2013-01-01", "2016-12-31")
    gone = visits.index[counts & inside][0]
    fewer = summitry.read_study("pyongyang-or-seoul", visits=visits.drop(index=gone))
    changes = summitry.compare_studies(study, fewer)
    assert set(changes.tallies["record"]) == {"china-rok"}
    assert (changes.tallies["old_count"] - changes.tallies["count"] == 1).all()
    assert changes.rows["key"].tolist() == [f"{visits['id'][gone]}, china-rok"]


def test_a_bundle_has_the_files_of_both_records() -> None:
    files, _ = study_files(bundled())
    for record in RECORDS:
        assert f"study/records/{record}/visits.csv" in files


def test_as_known_on_a_day_before(tmp_path: Path) -> None:
    said = f'quantity = "count"\nprinted = 1\nat = {{ dyad = {SOUTH} }}'
    then = written(tmp_path, HEAD + claim(said), as_of="2014-12-31")
    days = then.visits["date"]
    assert days.max() <= pd.Timestamp("2014-12-31")
    assert then.through == "2014-12-31"


# The bundled study


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def computed() -> dict[str, set[str]]:
    """Every number that may stand in the sentences of the study, by claim."""
    results = bundled().check()

    def pairs(name: str) -> list[int]:
        beside = results[name].answer.beside
        assert beside is not None
        return [*beside.counts, *beside.baseline]

    def left(name: str) -> str:
        one, two, rest, more = pairs(name)
        return f"{one * more / (two * rest):.2f}"

    p = results["more-than-chance"].answer.p
    alone = results["if-independent"].answer.p
    one = results["if-independent"]
    counted = one.specification.with_(unclear="include")
    (included,) = bundled().declared.record.evaluate_under([one.claim], [counted])
    assert included.p is not None
    assert one.readings["with unclear visits"] == f"p {p_text(included.p)}"
    south, north = (
        f"{visits_a_year(dyad, 'Hu Jintao', ['true', 'unclear']):.1f}"
        for dyad in ("KOR", "PRK")
    )
    waits = results["second-test-sooner"].answer.compared
    return {
        "fell-relative": {
            *map(str, pairs("fell-relative")),
            left("fell-relative"),
            f"{results['fell-relative'].value:.2f}",
        },
        "more-than-chance": {f"{p:.2f}"},
        "if-independent": {f"{alone:.3f}", f"{included.p:.4f}"},
        "foreign-ministers-up": set(map(str, pairs("foreign-ministers-up"))),
        "deputy-heads-up": {
            *map(str, pairs("deputy-heads-up")),
            left("deputy-heads-up"),
        },
        "already-under-hu": set(map(str, pairs("already-under-hu"))),
        "seoul-first-under-hu": {south, north},
        "second-test-sooner": {f"{wait.upper:.0f}" for wait in waits},
    }


def visits_a_year(other: str, era: str, outcomes: list[str]) -> float:
    visits, eras = bundled().visits, bundled().eras
    assert eras is not None
    row = eras[(eras["side"] == "CHN") & (eras["era"] == era)].iloc[0]
    there = (visits["origin"] == other) | (visits["destination"] == other)
    start = max(row["start"], pd.Timestamp(bundled().since))
    through = pd.Timestamp(bundled().through) + pd.Timedelta(days=1)
    end = through if pd.isna(row["end"]) else row["end"]
    inside = (visits["date"] >= start) & (visits["date"] < end)
    kept = visits[there & inside & visits["qualifies"].isin(outcomes)]
    return float(len(kept) / ((end - start).days / 365.25))


def test_the_study_has_claims_of_each_kind_and_expects_what_comes_out() -> None:
    table = bundled().check().to_frame()
    assert set(table["verdict"]) == {"reproduced", "not reproduced", "not determined"}
    assert table["as_expected"].all()
    for one in bundled().check():
        if one.id in {"more-than-chance", "if-independent"}:
            assert one.verdict != "reproduced"


def test_every_number_in_its_sentences_is_computed() -> None:
    known = computed()
    for one in bundled().claims:
        own = known.get(one["id"], set())
        assert not numbers_in(one["says"])
        assert numbers_in(one.get("because", "")) == own, one["id"]
    # To a quarter: what was left of contact with Pyongyang, a year.
    hu, xi = (
        visits_a_year("PRK", era, ["true"]) for era in ("Hu Jintao", "Xi Jinping")
    )
    assert round(xi / hu, 2) == 0.25
    assert not numbers_in(bundled().about)


def test_the_largest_groups_of_unclear_visits_are_those_it_names() -> None:
    visits = bundled().visits
    days = visits["date"].between("2002-11-15", "2017-03-15")
    open_ = visits[days & (visits["qualifies"] == "unclear")]
    most = open_.groupby("record")["reason"].agg(lambda one: one.mode()[0])
    assert most["china-dprk"].startswith("head or deputy head of a party department")
    assert most["china-rok"].startswith("officer of a parliament")


def test_its_most_frequent_years_with_pyongyang_are_those_of_hu() -> None:
    rates = {
        era: visits_a_year("PRK", era, ["true"])
        for era in ("Jiang Zemin", "Hu Jintao", "Xi Jinping")
    }
    assert max(rates, key=lambda era: rates[era]) == "Hu Jintao"
