"""Every class of error reaches Python, is caught by a built-in, and can be copied."""

from __future__ import annotations

import copy
import pickle
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import columns_of

import summitry
from summitry import _core, exceptions as ex
from summitry.frames.dates import Ticks
from summitry.measure.counted_eras import Spans, Visits

if TYPE_CHECKING:
    from collections.abc import Callable

ERAS: dict[str, Any] = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
VISITS: dict[str, Any] = {"date": ["2001-01-01"]}
DAY = np.zeros(1, dtype=np.int64)
ERA = Spans(DAY, DAY + 1, DAY.astype(np.uint32), 1)


def frequency(visits: Any = VISITS, eras: Any = ERAS, **arguments: Any) -> Any:
    return summitry.era_frequency(
        visits, eras, **({"since": "2000-01-01", "through": "2010-12-31"} | arguments)
    )


def bad_code() -> Any:
    group = np.array([7], dtype=np.uint32)
    return _core.era_tally(
        Visits(Ticks(DAY), group, (), None),
        ERA,
        n_groups=1,
        n_classes=1,
        occurring=False,
        since=0,
        through=5,
    )


def too_large() -> Any:
    return _core.era_tally(
        Visits(Ticks(DAY), None, (), None),
        ERA,
        n_groups=2**30,
        n_classes=9,
        occurring=False,
        since=0,
        through=5,
    )


RAISED: list[tuple[type[ex.SummitryError], type[Exception], str, Callable[[], Any]]] = [
    (ex.InputError, ValueError, "unknown_choice", lambda: frequency(unclear="x")),
    (ex.ShapeError, ValueError, "bad_scheme", lambda: frequency(scheme=[1])),
    (
        ex.MissingValueError,
        ValueError,
        "missing_date",
        lambda: frequency({"date": [None]}),
    ),
    (
        ex.TenureError,
        ValueError,
        "empty_observation",
        lambda: frequency(since="2011-01-01"),
    ),
    (ex.RangeError, ValueError, "bad_level", lambda: frequency(level=95)),
    (
        ex.PrecisionError,
        ValueError,
        "imprecise_date",
        lambda: frequency({"date": ["1956-09"]}),
    ),
    (
        ex.CategoryError,
        ValueError,
        "unknown_verdict",
        lambda: frequency(VISITS | {"qualifies": ["yes"]}),
    ),
    (ex.ColumnError, KeyError, "no_column", lambda: frequency({"day": ["2001-01-01"]})),
    (ex.FrameError, TypeError, "not_a_table", lambda: frequency(5)),
    (ex.LimitError, OverflowError, "limit", too_large),
    (
        ex.StudyError,
        ValueError,
        "no_study",
        lambda: summitry.read_study("nothing.toml"),
    ),
    (ex.InternalError, RuntimeError, "bad_code", bad_code),
]


@pytest.mark.parametrize(
    ("kind", "builtin", "code", "act"),
    RAISED,
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_class_is_raised_caught_and_copied(
    kind: type[ex.SummitryError],
    builtin: type[Exception],
    code: str,
    act: Callable[[], Any],
) -> None:
    with pytest.raises(kind) as caught:
        act()
    error = caught.value
    assert isinstance(error, builtin)
    assert error.code == code
    assert len(str(error)) <= 2000
    for again in (
        *(pickle.loads(pickle.dumps(error, p)) for p in range(2, 6)),
        copy.copy(error),
        copy.deepcopy(error),
    ):
        assert type(again) is kind
        assert str(again) == str(error)
        assert vars(again) == vars(error)


@pytest.mark.parametrize(
    ("name", "extra"), [("polars", "polars"), ("pyarrow", "arrow")]
)
def test_a_missing_extra_names_what_to_install(name: str, extra: str) -> None:
    code = (
        f"import sys; sys.modules[{name!r}] = None; import summitry\n"
        f"try: summitry.datasets.load_visits(backend={name!r})\n"
        "except ImportError as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"MissingExtraError {name} is not installed")
    assert f"pip install 'summitry[{extra}]'" in done.stdout


def test_every_class_is_in_the_list() -> None:
    named = {
        value
        for value in vars(ex).values()
        if isinstance(value, type) and issubclass(value, ex.SummitryError)
    }
    covered = {kind for kind, *_ in RAISED}
    assert named == covered | {ex.SummitryError, ex.MissingExtraError}


def test_ctrl_c_stops_a_long_count() -> None:
    rows = 150_000_000
    days = np.zeros(rows, dtype=np.int64)
    seen: list[int] = []

    def progress(done: int, _: int) -> None:
        seen.append(done)
        if len(seen) == 1:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        _core.era_tally(
            Visits(Ticks(days), None, (), None),
            ERA,
            n_groups=1,
            n_classes=1,
            occurring=False,
            since=0,
            through=5,
            progress=progress,
        )
    assert seen[-1] < rows
    assert frequency()["count"].tolist() == [1]


def test_what_progress_raises_is_what_the_caller_sees() -> None:
    def progress(done: int, total: int) -> None:
        raise LookupError(f"{done} of {total}")

    with pytest.raises(LookupError, match="1 of 1"):
        frequency(progress=progress)


def test_many_threads_get_the_same_answer() -> None:
    expected = columns_of(frequency())
    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append(columns_of(frequency())))
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert all(str(one) == str(expected) for one in found)


@pytest.mark.parametrize("end", ["since", "through"])
def test_neither_end_of_the_observation_has_a_default(end: str) -> None:
    with pytest.raises(ex.MissingValueError, match=end) as caught:
        frequency(**{end: None})
    assert caught.value.code == "missing_date"


def test_awkward_arrays_give_the_same_bits() -> None:
    days = np.array([5, 15, 25], dtype=np.int64)
    eras = np.array([0, 10], dtype=np.int64), np.array([10, 30], dtype=np.int64)

    def counted(array: Any) -> list[Any]:
        dates = {"date": array}
        starts, ends = (end.astype("datetime64[D]") for end in eras)
        table = {"era": ["a", "b"], "start": starts, "end": ends}
        found = summitry.era_frequency(
            dates, table, since="1970-01-01", through="1970-01-31"
        )
        return [found["count"].tolist(), found["lower"].tolist()]

    clean = days.astype("datetime64[D]")
    strided = np.repeat(clean, 2)[::2]
    read_only = clean.copy()
    read_only.flags.writeable = False
    swapped = clean.astype(clean.dtype.newbyteorder())
    for array in (strided, clean[::-1][::-1], read_only, swapped):
        assert counted(array) == counted(clean)
