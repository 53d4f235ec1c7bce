"""What a report draws and says of its methods is what its study asked for."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from report_pages import Page
from small_study import ONE_AND_TWO, shock, study_of, visit

from summitry import plot
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    import summitry

CLAIMS = {
    "count": "quantity = 'count'\nprinted = 3",
    "apart": "quantity = 'frequency'\nat = { era = 'One' }\n"
    "told_apart_from = { era = 'Two' }",
}
SHOCKS = [shock("s1", "2002-01-01"), shock("s2", "2002-02-01")]
DEFINITION = """[definition]
ladder = ["minister"]
minimum = { "*" = "minister" }
[[definition.rule]]
when = { setting = "unclear" }
outcome = "unclear"
reason = "who knows"
"""


def study(folder: Path, conventions: str) -> summitry.Study:
    plain = {"source": "Gazette", "setting": "plain", "end_date": ""}
    plain["visitor_rank"] = "minister"
    visits = [
        visit("2001-05-05", **plain),
        visit("2002-05", **plain | {"end_date": "2002-06-30"}),
        visit("2003-05-05", "BBB", "AAA", **plain | {"source": ""}),
        visit("2004-05-05", **plain | {"setting": "unclear"}),
    ]
    more = f"{DEFINITION}[conventions]\n{conventions}\n"
    return study_of(folder, CLAIMS, visits, ONE_AND_TWO, SHOCKS, more)


def page_of(made: summitry.Study) -> Page:
    return Page(report_html(made))


@pytest.mark.parametrize(
    ("conventions", "drawn", "bars"),
    [
        ("", "4 visits between", [1, 1, 1]),
        ("unsourced = 'exclude'", "3 visits between", [1, 1]),
        ("unclear = 'include'", "4 visits between", [1, 1, 1, 1]),
        ("unclear = 'include'\nunsourced = 'exclude'", "3 visits between", [1, 1, 1]),
    ],
)
def test_figures_are_of_the_visits_that_the_study_counts(
    conventions: str,
    drawn: str,
    bars: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The timeline had visits without a source that the study leaves out."""
    heights: list[float] = []
    phases = plot.phases

    def watched(*given: Any, **options: Any) -> Any:
        ax: Any = phases(*given, **options)
        heights.extend(bar.get_height() for bar in ax.patches)
        return ax

    monkeypatch.setattr(plot, "phases", watched)
    page = page_of(study(tmp_path, conventions))
    said = [unescape(image["alt"]) for image in page.all("img")]
    assert [text for text in said if drawn in text]
    assert [height for height in heights if height] == bars


def test_a_timeline_has_the_days_that_the_study_counts_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {"start": "2002-05-01", "latest": "2002-05-31", "end": "2002-06-30"}
    found = {}
    timeline = plot.timeline
    for rule in days:

        def watched(visits: Any, *given: Any, **options: Any) -> Any:
            found[rule] = str(list(visits["date"])[1])[:10]  # noqa: B023
            return timeline(visits, *given, **options)

        monkeypatch.setattr(plot, "timeline", watched)
        folder = tmp_path / rule
        folder.mkdir()
        report_html(study(folder, f"date_rule = '{rule}'"))
    assert found == days


@pytest.mark.parametrize(
    ("conventions", "said", "unsaid"),
    [
        ("method = 'midp'", "(mid-p)", "exactly, given"),
        ("method = 'central'", "exactly, given", "mid-p"),
        ("overlap = 'latest'", "none by the next shock or the end of the obs", "–"),
        ("overlap = 'latest'", "right-censored at the next shock or the end", "–"),
        ("overlap = 'both'", "right-censored at the end of the", "the next shock"),
    ],
)
def test_methods_are_those_of_the_study(
    conventions: str, said: str, unsaid: str, tmp_path: Path
) -> None:
    """Every comparison was told as central, every wait as one up to the end."""
    page = page_of(study(tmp_path, conventions))
    texts = [" ".join(text.split()) for tag in page.texts for text in page.texts[tag]]
    told = [text for text in texts if said in text]
    assert told
    assert unsaid == "–" or not any(
        unsaid in text for text in texts if "ratio of two" in text or "censored" in text
    )


@pytest.mark.parametrize("overlap", ["latest", "first"])
def test_that_lags_are_not_tested_is_said_once(overlap: str, tmp_path: Path) -> None:
    """Two notes said it, one of them of waits that are cut where none is."""
    notes = list(study(tmp_path, f"overlap = '{overlap}'").run()["notes"]["note"])
    told = [note for note in notes if "lags are unusual is not tested" in note]
    assert len(told) == 1
    assert f"overlap = '{overlap}'" in told[0]


def test_a_report_says_what_is_counted_in_calendar_years(tmp_path: Path) -> None:
    """It said so of everything, above tables of visits a year by days."""
    page = Page(report_html(study(tmp_path, 'exposure = "calendar_years"')))
    assert "Claims and what other choices would give are counted in whole" in page.text
    assert "the tables in days, with 365.25 to the year" in page.text
    assert "rates by days / 365.25" in page.text
