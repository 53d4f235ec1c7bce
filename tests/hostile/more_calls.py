"""Good calls of functions that need a file, a study, a list or a layout."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import summitry
from summitry import Claim, datasets, plot

PAGE: dict[str, Any] = {
    "Name": ["Woodrow Wilson"],
    "Country": ["France"],
    "Locale": ["Paris"],
    "Remarks": ["Attended Paris Peace Conference."],
    "Date": ["December 14–25, 1918"],
}


def more_calls(
    visits: dict[str, Any], eras: dict[str, Any], **days: Any
) -> dict[str, tuple[Any, dict[str, Any]]]:
    """The calls by name: what is called, and with which arguments."""
    folder = Path(mkdtemp(prefix="summitry-"))
    listed = str(folder / "visits.parquet")
    pq.write_table(pa.table(visits), listed)
    summitry.new_study(folder / "mine")
    study = summitry.read_study(folder / "mine")
    lowest = Claim.lowest("One", side="CHN")
    on = {"visits": visits, "eras": eras, **days}
    silent = {"progress": False}
    scheme = {"kind": {"state": 2.0, "work": 1.0}}
    weighed = summitry.era_tally(**on, scheme=scheme)
    vary = {"kind": {"state": (0.1, 5)}}
    broken = summitry.break_even(weighed, lowest, vary=vary)
    worlds = summitry.multiverse(**on, claims={"it": lowest}, **silent)
    where = {"kind": "state"}
    dyads = summitry.compare_dyads(**on, where=where, **silent)
    phases = {"draws": 19, "floors": {"all": "other"}}
    axes = plot.gaps(summitry.visit_gaps(visits, **days))
    return {
        "cite": (summitry.cite, {"data": "china-dprk"}),
        "compare_dyads_by_floor": (
            summitry.compare_dyads_by_floor,
            {**on, "where": where, **silent},
        ),
        "compare_studies": (summitry.compare_studies, {"old": study, "new": study}),
        "find_definition": (summitry.find_definition, {**on, "claim": lowest}),
        "new_study": (summitry.new_study, {"folder": folder / "other"}),
        "phases_by_floor": (
            summitry.phases_by_floor,
            {"visits": visits, **days, **phases, **silent},
        ),
        "read_layout": (
            summitry.read_layout,
            {"source": PAGE, "layout": "state_department"},
        ),
        "read_study": (summitry.read_study, {"source": folder / "mine"}),
        "rerun": (summitry.rerun, {"path": study.bundle(folder / "all.zip")}),
        "tally_files": (summitry.tally_files, {"paths": listed, "eras": eras, **days}),
        "write_csv": (
            summitry.write_csv,
            {"table": visits, "path": folder / "out.csv", "overwrite": True},
        ),
        "load_definition": (datasets.load_definition, {"name": "china-dprk"}),
        "load_published": (datasets.load_published, {"name": "china-dprk"}),
        "load_series": (datasets.load_series, {"name": "china-dprk"}),
        "load_states": (datasets.load_states, {"table": "states"}),
        "record_notes": (datasets.record_notes, {"name": "china-dprk"}),
        "plot.alt_text": (plot.alt_text, {"ax": axes}),
        "plot.dyads": (plot.dyads, {"found": dyads}),
        "plot.specifications": (plot.specifications, {"found": worlds, "claim": "it"}),
        "plot.weights": (
            plot.weights,
            {"tally": weighed, "vary": vary, "found": broken},
        ),
    }
