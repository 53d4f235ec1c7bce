"""A study under a reader's choices, in a notebook: sliders over the same evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import MissingExtraError
from summitry.output.format import many
from summitry.report._explore import found_at, view_data, view_script
from summitry.report._style import CHOICES

if TYPE_CHECKING:
    from summitry.report.reported import ReportedStudy

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


def explorer_widget(study: ReportedStudy) -> Any:
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
            column="anywidget",
            extra="explore",
        ) from None
    explored = study.exploration
    says = [claim.written for claim in study.declared.claims]

    class Widget(anywidget.AnyWidget):
        _esm = view_script() + _MODULE
        _css = CHOICES
        data = traitlets.Dict().tag(sync=True)
        chosen: Any = traitlets.List().tag(sync=True)
        found = traitlets.Dict().tag(sync=True)

        def __repr__(self) -> str:
            tried = len(explored.verdicts)
            return f"Sliders over {many(tried, 'combination')} of: {study.title}"

        @traitlets.observe("chosen")
        def _asked(self, change: Any) -> None:
            self.found = found_at(explored, change["new"])

    own = explored.own
    return Widget(
        data=view_data(explored, says), chosen=own, found=found_at(explored, own)
    )
