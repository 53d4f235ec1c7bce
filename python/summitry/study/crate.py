"""The metadata of a replication bundle, as an RO-Crate 1.1."""

from __future__ import annotations

import json
import mimetypes
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

METADATA = "ro-crate-metadata.json"
"""What the file of the metadata is called, by the specification."""

_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_INPUTS = ("study/", "given/")
_UNSTATED = "#no-licence"
_KINDS = {".toml": "application/toml", ".md": "text/markdown", ".svg": "image/svg+xml"}


def crate_metadata(
    files: Mapping[str, bytes],
    told: Mapping[str, str],
    *,
    title: str,
    about: str,
    published: str,
    license: str | None,
    author: str | None,
    versions: Mapping[str, str],
    command: str,
) -> str:
    """
    Return the text of the metadata file: what the bundle holds, and how it was made.

    Parameters
    ----------
    files : mapping of path to bytes
        Every other file of the bundle.
    told : mapping of path to str
        What the files are, where that is known.
    title, about : str
        What the study is called, and what it asks.
    published : str
        The day, as YYYY-MM-DD.
    license : str or None
        Address of the licence of the bundle; None where none is stated.
    author : str or None
        Who made the bundle.
    versions : mapping of str to str
        Of the programs that made it.
    command : str
        What repeats it.

    References
    ----------
    RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1.

    Examples
    --------
    >>> text = crate_metadata(
    ...     {"study/study.toml": b""},
    ...     {},
    ...     title="A study",
    ...     about="Of visits.",
    ...     published="2017-03-16",
    ...     license=None,
    ...     author=None,
    ...     versions={"summitry": "0.1.0"},
    ...     command="summitry rerun bundle.zip",
    ... )
    >>> [one["@id"] for one in json.loads(text)["@graph"]][:3]
    ['ro-crate-metadata.json', './', 'study/study.toml']
    """
    ids = {path: quote(path) for path in files}
    parts = [_file(path, data, told.get(path, "")) for path, data in files.items()]
    programs = [
        {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version,
        }
        for name, version in versions.items()
    ]
    results = [path for path in files if path.startswith("results/")]
    made = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "The run that made the results",
        "description": f"Repeated by: {command}",
        "instrument": [{"@id": one["@id"]} for one in programs],
        "object": [{"@id": ids[p]} for p in files if p.startswith(_INPUTS)],
        "result": [{"@id": ids[path]} for path in results],
    }
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": about or title,
        "datePublished": published,
        "license": {"@id": license or _UNSTATED},
        "hasPart": [{"@id": one} for one in ids.values()],
        "mentions": {"@id": "#run"},
    }
    people = []
    if author is not None:
        people = [{"@id": "#author", "@type": "Person", "name": author}]
        root["author"] = {"@id": "#author"}
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPECIFICATION},
        "about": {"@id": "./"},
    }
    graph = [descriptor, root, *parts, *programs, *people, made, _license(license)]
    whole = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _file(path: str, data: bytes, told: str) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2]}"
    kind = _KINDS.get(ending) or mimetypes.types_map.get(ending, "text/plain")
    entity = {
        "@id": quote(path),
        "@type": "File",
        "name": name,
        "contentSize": str(len(data)),
        "encodingFormat": kind,
    }
    return entity | ({"description": told} if told else {})


def _license(address: str | None) -> dict[str, Any]:
    if address is None:
        return {
            "@id": _UNSTATED,
            "@type": "CreativeWork",
            "name": "No licence is stated",
            "description": "Who made this bundle has not said how it may be used.",
        }
    return {
        "@id": address,
        "@type": "CreativeWork",
        "name": address,
        "description": "The licence of this bundle.",
    }
