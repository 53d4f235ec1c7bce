"""Names that the caller maps himself, before the table of states is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames.arguments import mapping_of_texts
from summitry.frames.suggestion import choices
from summitry.sources.spelling import folded

if TYPE_CHECKING:
    from summitry.sources.state_table import StateTable

_HINT = "corrections={'Formosa': 'TWN'}"


class Corrections:
    """
    The code that the caller has for each of some names.

    Names are compared as those of the table are: without case, accents, punctuation.

    Parameters
    ----------
    given : mapping of str to str, or None
        Names, each with its code.
    table : StateTable
        The bundled table, which has the codes.
    """

    def __init__(self, given: Any, table: StateTable) -> None:
        written = mapping_of_texts(given, "corrections", _HINT)
        self._codes: dict[str, str] = {}
        self._needed: set[str] = set()
        self._written = {folded(name): name for name in written}
        for name, code in written.items():
            word = code if isinstance(code, str) else ""
            if word not in table.names:
                raise CategoryError(
                    f"corrections has {brief(code)} for {brief(name)}, which is the code "
                    "of no state or territory",
                    code="unknown_code",
                    column="corrections",
                    hint=f"{choices(word, table.names)}; load_states lists them all",
                )
            if self._codes.setdefault(folded(name), code) != code:
                raise InputError(
                    f"corrections has two codes for {name!r}, which is compared without "
                    "case, accents and punctuation",
                    code="two_corrections",
                    column="corrections",
                    hint=_HINT,
                )

    def code_of(self, value: str) -> str | None:
        """Return the code of a value, if the caller has one."""
        key = folded(value) if self._codes else ""
        if key in self._codes:
            self._needed.add(key)
        return self._codes.get(key)

    @property
    def unneeded(self) -> list[str]:
        """The names that no row had."""
        written = self._written.items()
        return [name for key, name in written if key not in self._needed]
