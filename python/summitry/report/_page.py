"""The page of a report: one HTML file that asks for nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from summitry.output import html as _html
from summitry.output.escape import html

_STYLE = """\
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1b1b1b;\
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",\
"Apple SD Gothic Neo","PingFang SC","Malgun Gothic","Microsoft YaHei",sans-serif}
header,main,footer{max-width:62rem;margin:0 auto;padding:1rem 1.25rem}
header{border-bottom:3px solid #0b4f7d;padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.4rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:1px solid #c9c9c9}
h3{font-size:1.1rem;margin:1.7rem 0 .4rem}
p,li{max-width:46rem}
a{color:#0b4f7d}
a:focus-visible,summary:focus-visible,.summitry:focus-visible{outline:3px solid #0b4f7d;\
outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;list-style:none}
figure{margin:1.2rem 0}
figure img{max-width:100%;height:auto}
figcaption,.quiet{color:#4a4a4a;font-size:.92rem;max-width:46rem}
.lead{font-size:1.1rem}
.verdict{font-weight:600;white-space:nowrap}
.reproduced{color:#00634a}.not-reproduced{color:#9a3412}.not-determined{color:#4a4a4a}
.memo{border-left:4px solid #0b4f7d;padding:.1rem 0 .1rem .9rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.2rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere;max-width:46rem}
pre{overflow-x:auto;background:#f4f4f4;padding:.8rem;font-size:.85rem;line-height:1.45}
summary{cursor:pointer}
code{overflow-wrap:anywhere}
main section:first-child h2{border-top:0;margin-top:.6rem}
#receipts table{font-size:.85rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem}
@media print{nav,main section:first-child h2{border-top:0;margin-top:.6rem}
#receipts table{font-size:.85rem}
.skip{display:none}details>*{display:block}h2{break-after:avoid}\
figure,tr{break-inside:avoid}.summitry{overflow:visible}}
"""


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own."""

    anchor: str
    title: str
    body: list[str]


def page(title: str, lead: list[str], sections: list[Section], foot: list[str]) -> str:
    """
    Return a whole page.

    Parameters
    ----------
    title : str
        The title, as text.
    lead, foot : list of str
        HTML above the first section and below the last one.
    sections : list of Section
        What is between.
    """
    style = _STYLE + _html.STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    links = "".join(
        f'<li><a href="#{one.anchor}">{html(one.title)}</a></li>' for one in sections
    )
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#content">Skip to the content</a>',
        f"<header><h1>{html(title)}</h1>",
        *lead,
        f'<nav aria-label="Contents"><ul>{links}</ul></nav></header>',
        '<main id="content">',
        *(part for one in sections for part in _section(one)),
        "</main>",
        "<footer>",
        *foot,
        "</footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts)


def _section(one: Section) -> list[str]:
    return [
        f'<section id="{one.anchor}" aria-labelledby="{one.anchor}-title">',
        f'<h2 id="{one.anchor}-title">{html(one.title)}</h2>',
        *one.body,
        "</section>",
    ]
