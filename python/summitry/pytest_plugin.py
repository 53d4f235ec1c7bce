"""
pytest plugin: each claim of a study file is a test.

``pytest my-study.toml`` computes every claim again. A claim whose verdict is the one
that the study expects passes, or is an expected failure where that is another than
*reproduced*; any other verdict fails, with the printed and the computed number, how it
was counted and the visits behind it.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest._code.code import ExceptionInfo, TerminalRepr

    from summitry.claims.result import ClaimResults
    from summitry.facade.study import Study

_READ_AT_MOST = 1 << 20
_OBSERVATION = re.compile(
    r"^\s*(?:\[\s*observation\s*\]|observation\s*[.=])", re.MULTILINE
)
_CLAIM = re.compile(r"^\s*\[\[\s*claim\s*\]\]", re.MULTILINE)
"""What tells a study that is not TOML, for its mistake to be told."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> StudyFile | None:
    """Collect study files; leave every other TOML file alone."""
    if file_path.suffix != ".toml":
        return None
    marks = _marks(file_path)
    named = parent.session.isinitpath(file_path)
    if all(marks) or (named and any(marks)):
        return StudyFile.from_parent(parent, path=file_path)
    return None


class StudyFile(pytest.File):
    """A study, whose claims are its tests."""

    def collect(self) -> Iterator[ClaimItem]:
        """Load the study and list its claims."""
        from summitry.exceptions import SummitryError
        from summitry.facade.read_study import read_study

        try:
            study = read_study(self.path)
        except SummitryError as error:
            raise self.CollectError(str(error)) from None
        keys = [f"claim[{number}]" for number in range(len(study.claims))]
        places = study.locate(*keys)
        for claim, (line, _) in zip(study.claims, places, strict=True):
            yield ClaimItem.from_parent(self, name=claim["id"], study=study, line=line)


class ClaimItem(pytest.Item):
    """One claim."""

    def __init__(self, *, study: Study, line: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.study = study
        self.line = line
        self.add_marker("summitry")

    def runtest(self) -> None:
        """Compute and judge the claim."""
        results = self.study.check(self.name)
        result = results[self.name]
        for name in ("verdict", "printed", "computed", "definition"):
            self.user_properties.append((name, getattr(result, name)))
        if result.as_expected and result.verdict != "reproduced":
            pytest.xfail(f"{result.verdict}: {' '.join(str(result.because).split())}")
        if not result.as_expected or result.verdict != "reproduced":
            raise UnexpectedVerdictError(results)

    def repr_failure(
        self, excinfo: ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """Explain a verdict in the terms of the study, and an error in one sentence."""
        from summitry.exceptions import SummitryError

        if isinstance(excinfo.value, UnexpectedVerdictError | SummitryError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the claim stands."""
        return self.path, self.line - 1, f"claim {self.name}"


class UnexpectedVerdictError(AssertionError):
    """A claim came out otherwise than its study expects."""

    def __init__(self, results: ClaimResults) -> None:
        (result,) = results
        study = results.provenance["study"]
        visits = results.visits(result.id)
        lines = [
            f"{result.id}: {result.conditional} ({study}, line {result.line})",
            *(f"  {line}" for line in str(result).splitlines()),
            f"  visits    {len(result.rows)}",
            *(f"    {visit}" for visit in visits),
        ]
        super().__init__("\n".join(lines))


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark that every claim carries."""
    config.addinivalue_line("markers", "summitry: a claim of a summitry study")


def _marks(path: Path) -> tuple[bool, bool]:
    """Whether a file has an observation, and claims."""
    try:
        with path.open("rb") as file:
            text = file.read(_READ_AT_MOST).decode("utf-8-sig", "replace")
    except OSError:
        return False, False
    if not ("observation" in text or "claim" in text):
        return False, False
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError):
        # A study with a slip in it is no study that nobody tests.
        return bool(_OBSERVATION.search(text)), bool(_CLAIM.search(text))
    claims = said.get("claim")
    listed = isinstance(claims, list) and bool(claims)
    return isinstance(said.get("observation"), dict), listed
