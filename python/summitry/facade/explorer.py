"""A study under a reader's choices, in a notebook: sliders over the same evaluation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from summitry.exceptions import MissingExtraError, SummitryError
from summitry.facade.check import check_claims
from summitry.facade.robustness import Robustness
from summitry.output.format import many
from summitry.report._explore import view_data, view_script
from summitry.report._style import CHOICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.specification import Specification
    from summitry.facade.study_results import StudyResults

MOST_MISSING = 20
"""So many visits that the record may have missed can be supposed."""
_OPEN = 2
_MODULE = """
export default {
  render({ model, el }) {
    const show = exploreStudy(el, model.get("data"), (chosen) => {
      model.set("chosen", chosen);
      model.save_changes();
    });
    const told = () => show(model.get("found"));
    model.on("change:found", told);
    told();
  },
};
"""


class Explorer:
    """
    What a study says under a reader's choices, one after the other.

    Parameters
    ----------
    study : Study
        The study.
    """

    def __init__(self, study: StudyResults) -> None:
        self._study = study
        self._cells = study.exploration

    @property
    def data(self) -> dict[str, Any]:
        """What the controls, eras and claims are called, and where they stand."""
        says = [" ".join(claim.form["says"].split()) for claim in self._claims]
        data = view_data(self._cells, says)
        missing = {
            "label": "visits that the record may have missed",
            "choices": [str(k) for k in range(MOST_MISSING + 1)],
            "own": 0,
            "ordered": True,
        }
        return data | {"controls": [*data["controls"], missing]}

    @property
    def own(self) -> list[int]:
        """The study's own alternative of each control; nothing was missed."""
        return [*self._cells.own, 0]

    @property
    def _claims(self) -> list[Any]:
        return self._study.declared.claims

    def found(self, chosen: Sequence[int]) -> dict[str, Any]:
        """
        Return the frequencies, ranks and verdicts under some alternatives.

        A verdict that as many missed visits would change is not determined, and its
        note says what would change it.
        """
        *places, missing = chosen
        cell = self._cells.at(places)
        verdicts = self._cells.verdicts[cell].tolist()
        notes = [""] * len(verdicts)
        if missing:
            for number, row in self._overturned(places):
                fewest = row["overturned_missing"]
                if fewest is not None and fewest <= missing:
                    verdicts[number] = _OPEN
                    notes[number] = row["overturned_by"]
        rates = self._cells.frequencies[cell].tolist()
        return {
            "frequencies": [None if math.isnan(one) else one for one in rates],
            "ranks": self._cells.ranks[cell].tolist(),
            "verdicts": verdicts,
            "notes": notes,
        }

    def _can_ask(self, place: int, spec: Specification) -> bool:
        """Whether the lists that are chosen have the eras of a claim."""
        try:
            self._cells.record.verify(self._claims[place], spec)
        except SummitryError:
            return False
        return True

    def _overturned(self, places: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
        """How few visits change each verdict under some alternatives, by its place."""
        cells, record = self._cells, self._cells.record
        spec = cells.specification(self._study.declared.specification, places)
        asked = [
            place for place in range(len(self._claims)) if self._can_ask(place, spec)
        ]
        results = check_claims(
            record,
            [self._claims[place] for place in asked],
            spec,
            lines=[0] * len(asked),
            provenance={},
        )
        scheme = self._study.scheme
        for control, place in zip(cells.controls, places, strict=True):
            if control.decision.name == "scheme":
                scheme = control.decision.values[place]
        pushed = Robustness(record, scheme, {}, None)
        rows = [pushed.row(result) for result in results]
        return list(zip(asked, rows, strict=True))


def explorer_widget(study: StudyResults) -> Any:
    """
    Return a widget with the controls of a study and what comes of them.

    Raises
    ------
    MissingExtraError
        If anywidget is not installed.
    """
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise MissingExtraError(
            "sliders in a notebook need anywidget, which is not installed",
            code="missing_extra",
            column="anywidget",
            hint="pip install 'summitry[explore]'",
        ) from None
    explorer = Explorer(study)

    class Widget(anywidget.AnyWidget):
        _esm = view_script() + _MODULE
        _css = CHOICES
        data = traitlets.Dict().tag(sync=True)
        chosen: Any = traitlets.List().tag(sync=True)
        found = traitlets.Dict().tag(sync=True)

        def __repr__(self) -> str:
            tried = len(study.exploration.verdicts)
            return f"Sliders over {many(tried, 'combination')} of: {study.title}"

        @traitlets.observe("chosen")
        def _asked(self, change: Any) -> None:
            self.found = explorer.found(change["new"])

    return Widget(
        data=explorer.data, chosen=explorer.own, found=explorer.found(explorer.own)
    )
