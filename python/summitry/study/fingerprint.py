"""Fingerprints: hashes by which a result names the study and the data it came from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.frames.kinds import DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame


def of_text(text: str) -> str:
    """
    Return the SHA-256 of a text in UTF-8.

    Examples
    --------
    >>> of_text("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def of_tables(tables: Mapping[str, Frame]) -> str:
    """
    Return the SHA-256 of what tables hold, the same for every kind of frame.

    Names of tables and columns, their order, and every value count; whether a text is
    stored as a category, or a day with microseconds, does not.

    Examples
    --------
    >>> of_tables({"eras": {"era": ["Xi"]}}) == of_tables({"eras": {"era": ["Hu"]}})
    False
    """
    digest = hashlib.sha256()
    for name, frame in tables.items():
        table = Table(frame, name)
        digest.update(_framed(name, str(len(table))))
        for column in table.columns:
            digest.update(_framed(column))
            _add_column(digest, table, column)
    return digest.hexdigest()


def _add_column(digest: hashlib._Hash, table: Table, column: str) -> None:
    if table.kind(column) == DATE or table.is_dated(column):
        days, missing = table.optional_days(column)
        digest.update(days.astype("<i8").tobytes())
        digest.update(missing.tobytes())
        return
    found = table.categories(column)
    digest.update(_framed(*found.labels))
    digest.update(found.codes.astype("<i8").tobytes())


def _framed(*words: str) -> bytes:
    """Words as bytes that no other words give."""
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    return b"".join(b"%d:%b" % (len(word), word) for word in [*encoded, b";"])
