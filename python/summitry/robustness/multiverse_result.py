"""The tables of a multiverse: specifications, claims, and what drives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from summitry import _core
from summitry.claims.axis_words import axis_words
from summitry.exceptions import InputError
from summitry.frames import Categories, Table
from summitry.frames.alike import Alike
from summitry.frames.arguments import known_name
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT
from summitry.frames.taken import whole
from summitry.output.format import many
from summitry.output.readable import Readable, Title
from summitry.output.shown import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.output.readable import Part
    from summitry.robustness.decisions import Product

_NO, _YES, _OPEN = _ALL = 0, 1, 2
_CODES = {"not reproduced": 0, "reproduced": 1, "not determined": 2}
_SHOWN = ("says", "specifications", "holds", "fails", "undetermined", "share")
_SHARES = ("share", "first_order", "total")


@dataclass(frozen=True, eq=False, repr=False)
class Multiverse(Alike, Readable, Generic[KindT]):
    """
    Claims under every specification, and what drives them.

    Attributes
    ----------
    table : frame
        One row a specification: a column for each decision; for each claim its number
        under the claim's name, and ``<claim>_holds`` (null where the record or the
        specification cannot answer).
    claims : frame
        One row a claim: ``claim``, ``says`` (the published sentence, or the claim in
        the fewest words), ``quantity`` (what its number is, with the unit), ``printed``
        (the number of the print, null where it has none), ``specifications``,
        ``holds``, ``fails``, ``undetermined`` and ``share`` (of all specifications, in
        which it holds).
    drivers : frame
        One row for each claim and decision with more than one alternative: ``claim``,
        ``decision``, ``choices``, ``share`` (of the variance of the yes or no; those of
        a claim sum to one), ``first_order`` and ``total``; null where the claim holds
        everywhere or nowhere. The decision that drives a claim most comes first.
    """

    table: KindT
    claims: KindT
    drivers: KindT

    @at_the_door
    def failing(self, claim: str) -> KindT:
        """
        The specifications in which a claim fails.

        Raises
        ------
        CategoryError
            If there is no such claim.
        """
        return self._where(claim, "false")

    @at_the_door
    def holding(self, claim: str) -> KindT:
        """
        The specifications in which a claim holds.

        Raises
        ------
        CategoryError
            If there is no such claim.
        """
        return self._where(claim, "true")

    def __len__(self) -> int:
        return len(Table(self.table, "table")) - self._before

    @property
    def _before(self) -> int:
        """Rows before the product: the study's own where claims settle decisions."""
        counts = Table(self.claims, "claims").integers("specifications")
        rows = len(Table(self.table, "table"))
        return rows - int(counts[0]) if len(counts) else 0

    def _parts_(self) -> list[Part]:
        claims = Table(self.claims, "claims")
        counted = many(len(self), "specification"), many(len(claims), "claim")
        said = Title(f"Multiverse of {' and '.join(counted)}")
        if not len(claims):
            return [said]
        columns = {name: "claim" if name == "says" else name for name in _SHOWN}
        shown = show(
            self.claims,
            columns=columns | {"claim": "id"},
            caption="Share of the specifications in which each holds.",
        )
        return [said, shown]

    def _where(self, claim: str, outcome: str) -> KindT:
        names = Table(self.claims, "claims").categories("claim").labels
        table = Table(self.table, "table")
        holds = table.categories(f"{known_name(claim, names, 'claim')}_holds")
        rows = np.flatnonzero(holds.coded([outcome]) == 0)
        found: KindT = table.rows(rows[rows >= self._before])
        return found


def judged(
    product: Product,
    table: Table,
    named: Mapping[str, Claim],
    answers: Sequence[_core.AnswerColumn],
    own: Sequence[_core.Answer] | None = None,
    settled: Sequence[str] = (),
) -> Multiverse:
    """
    Make the tables of a multiverse from its answers.

    `own` are the answers under the study's own specification, where some claim settles
    a decision for itself: they are put before the product, so that row 0 is what the
    study itself says, with no one choice for the decisions that are `settled`.

    Raises
    ------
    InputError
        If a claim would make a second column of one name.
    """
    columns: dict[str, Any] = dict(product.columns())
    verdicts = [answer.verdicts for answer in answers]
    if own is not None:
        columns = {
            name: Categories(
                np.append(np.int64(-(name in settled)), found.codes), found.labels
            )
            for name, found in whole(columns).items()
        }
    for number, (name, claim) in enumerate(named.items()):
        _refuse_double(columns, name, f"{name}_holds", "claim")
        values, outcomes = answers[number].values, verdicts[number]
        if own is not None:
            values = np.append(own[number].value, values)
            outcomes = np.append(np.uint8(_CODES[own[number].verdict]), outcomes)
        days = claim.statement.days_in_unit
        columns[name] = values if days == 1 else values / days
        columns[f"{name}_holds"] = np.ma.array(outcomes == _YES, mask=outcomes == _OPEN)
    return Multiverse(
        table.build(columns),
        table.build(_summary(named, verdicts)),
        table.build(_drivers(product, list(named), verdicts)),
    )


def _refuse_double(
    columns: Mapping[str, Any], name: str, beside: str, what: str
) -> None:
    """Refuse a name whose columns, its own and one beside it, are there already."""
    for column in (name, beside):
        if column in columns:
            raise InputError(
                f"the {what} '{name}' would make a second column '{column}'",
                code="double_column",
                column=column,
                hint=f"give the {what} another name",
            )


def _summary(
    named: Mapping[str, Claim], holds: list[npt.NDArray[np.uint8]]
) -> dict[str, Any]:
    each = [[np.count_nonzero(outcome == code) for code in _ALL] for outcome in holds]
    counts = np.array(each, dtype=np.int64).reshape(len(each), 3)
    total = counts.sum(axis=1)
    return {
        "claim": list(named),
        "says": [claim.says for claim in named.values()],
        "quantity": [axis_words(claim.statement) for claim in named.values()],
        "printed": [claim.printed for claim in named.values()],
        "specifications": total,
        "holds": counts[:, _YES],
        "fails": counts[:, _NO],
        "undetermined": counts[:, _OPEN],
        "share": counts[:, _YES] / total,
    }


def _drivers(
    product: Product, names: list[str], holds: list[npt.NDArray[np.uint8]]
) -> dict[str, Any]:
    """For each claim the decisions with more than one choice, the strongest first."""
    real = [number for number, size in enumerate(product.sizes) if size > 1]
    columns: dict[str, list[Any]] = {
        name: [] for name in ("claim", "decision", "choices", *_SHARES)
    }
    for name, outcome in zip(names, holds, strict=True):
        found = _core.multiverse_drivers(product.sizes, outcome == _YES)
        none = np.full(len(real), np.nan)
        first_order, total, share = (
            (none, none, none)
            if found is None
            else (found.first_order[real], found.total[real], found.share[real])
        )
        order = np.argsort(-share, kind="stable")
        columns["claim"] += [name] * len(real)
        columns["decision"] += [product.decisions[real[k]].name for k in order]
        columns["choices"] += [product.sizes[real[k]] for k in order]
        for column, values in zip(_SHARES, (share, first_order, total), strict=True):
            columns[column] += values[order].tolist()
    numbers = {name: np.array(columns[name], dtype=float) for name in _SHARES}
    whole = {"choices": np.array(columns["choices"], dtype=np.int64)}
    return {**columns, **whole, **numbers}


def frequencies(
    product: Product, table: Table, found: Mapping[str, _core.FrequencyColumn]
) -> Multiverse:
    """Make the tables of a multiverse without claims: the frequencies of every era."""
    columns: dict[str, Any] = dict(product.columns())
    for era, column in found.items():
        _refuse_double(columns, era, f"{era}_rank", "era")
        columns[era] = column.values
        ranks = column.ranks.astype(np.int64)
        columns[f"{era}_rank"] = np.ma.array(ranks, mask=ranks == 0)
    return Multiverse(
        table.build(columns),
        table.build(_summary({}, [])),
        table.build(_drivers(product, [], [])),
    )
