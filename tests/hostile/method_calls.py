"""Good calls of the methods of studies, tallies, results and definitions."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import summitry

_SHOCKS: dict[str, Any] = {"date": ["2001-04-01", "2004-02-02"], "label": ["s", "t"]}
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def method_calls(
    visits: dict[str, Any], eras: dict[str, Any], **days: Any
) -> dict[str, tuple[Any, dict[str, Any]]]:
    """The calls by name: which method, and with which arguments."""
    folder = Path(mkdtemp(prefix="summitry-"))
    listed = folder / "visits.parquet"
    pq.write_table(pa.table(visits), listed)
    toml = folder / "definition.toml"
    toml.write_text("[minimum]\n'*' = 'other'\n", "utf-8")
    summitry.new_study(folder / "mine")
    study = summitry.read_study(folder / "mine")
    result, many, found = study.check(), study.multiverse(), study.run()
    tally, waits = summitry.Tally(eras, **days), summitry.Waits(_SHOCKS, **days)
    tally.update(visits)
    waits.update(visits)
    definition = summitry.Definition({"*": "other"})
    scheme = summitry.Scheme({"kind": {"state": 2.0, "work": 1.0}})
    shown, cited = summitry.show(visits), summitry.cite("china-dprk")
    claim = "first-government"

    def new(name: str) -> str:
        return str(folder / name)

    def to(path: str) -> dict[str, Any]:
        return {"path": path, "overwrite": True}

    return claim_calls() | {
        "Analysis.report": (found.report, to(new("b.html"))),
        "Analysis.save": (found.save, {"folder": new("tables"), "overwrite": True}),
        "Analysis.save_workbook": (found.save_workbook, to(new("a.xlsx"))),
        "ArrayTable.get": (summitry.ArrayTable(visits).get, {"name": "date"}),
        "Citations.save": (cited.save, to(new("a.bib"))),
        "Claim.settled": (summitry.Claim.lowest("Xi").settled, {"conventions": {}}),
        "ClaimResults.receipts": (result.receipts, {"name": claim}),
        "ClaimResults.visits": (result.visits, {"name": claim, "most": 3}),
        "Definition.from_dict": (
            summitry.Definition.from_dict,
            {"data": {"minimum": {"*": "other"}}, "name": "mine"},
        ),
        "Definition.from_toml": (
            summitry.Definition.from_toml,
            {"path": toml},
        ),
        "Definition.minimum_for": (definition.minimum_for, {"side": "CHN"}),
        "Definition.with_minimum": (
            definition.with_minimum,
            {"minimum": {"*": "other"}},
        ),
        "Multiverse.failing": (many.failing, {"claim": claim}),
        "Multiverse.holding": (many.holding, {"claim": claim}),
        "Scheme.check_monotone": (
            scheme.check_monotone,
            {"ladder": ["state", "work"], "columns": ["kind"]},
        ),
        "Scheme.truth_table": (scheme.truth_table, {"backend": "pandas"}),
        "Shown.save": (shown.save, to(new("a.html"))),
        "Shown.to_excel": (shown.to_excel, to(new("b.xlsx"))),
        "Shown.to_html": (shown.to_html, {"page": True}),
        "Study.bundle": (study.bundle, {**to(new("a.zip")), "license": _LICENSE}),
        "Study.check": (study.check, {"claim": claim}),
        "Study.claim": (study.claim, {"claim": claim}),
        "Study.explain": (study.explain, {"claim": claim, "changes": 1}),
        "Study.find_definition": (study.find_definition, {"claim": claim}),
        "Study.multiverse": (study.multiverse, {"progress": False}),
        "Study.report": (study.report, {**to(new("a.html")), "dated": False}),
        "Study.robustness": (study.robustness, {"progress": False}),
        "Tally.finish": (tally.finish, {"unclear": "exclude", "level": 0.9}),
        "Tally.merge": (tally.merge, {"other": summitry.Tally(eras, **days)}),
        "Tally.read": (summitry.Tally(eras, **days).read, {"paths": str(listed)}),
        "Tally.update": (summitry.Tally(eras, **days).update, {"visits": visits}),
        "Waits.finish": (waits.finish, {"unclear": "exclude", "overlap": "both"}),
        "Waits.merge": (waits.merge, {"other": summitry.Waits(_SHOCKS, **days)}),
        "Waits.read": (summitry.Waits(_SHOCKS, **days).read, {"paths": str(listed)}),
        "Waits.update": (summitry.Waits(_SHOCKS, **days).update, {"visits": visits}),
    }


def claim_calls() -> dict[str, tuple[Any, dict[str, Any]]]:
    """The constructors of claims."""
    claim, one, two = summitry.Claim, {"era": "Xi"}, {"era": "Xi", "than": "Hu"}
    pair = {"era": "Xi", "other": "Hu"}
    return {
        "Claim.ahead_only_of": (claim.ahead_only_of, {**one, "others": ["Mao"]}),
        "Claim.ascending": (claim.ascending, {"eras": ["Xi", "Hu"]}),
        "Claim.highest": (claim.highest, one),
        "Claim.lower": (claim.lower, two),
        "Claim.rank": (claim.rank, {**one, "place": 2}),
        "Claim.ratio": (claim.ratio, {**pair, "printed": "0.19"}),
        "Claim.series": (
            claim.series,
            {"series": "coal", "period": "2016-12", "printed": 2},
        ),
        "Claim.told_apart": (claim.told_apart, {**pair, "being": "lower"}),
        "Claim.unanswered": (claim.unanswered, {"shock": "fifth"}),
        "Claim.value": (claim.value, {**one, "printed": "1.8"}),
    }
