"""How a report looks: on a screen in light and dark, on a phone, on paper."""

from __future__ import annotations

from summitry.output import html

_COLOURS = """\
:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1b;--quiet:#4a4a4a;--line:#c9c9c9;\
--link:#0b4f7d;--code:#f4f4f4;--yes:#00634a;--no:#9a3412}
@media screen and (prefers-color-scheme:dark){:root{--page:#15181b;--ink:#e8e8e8;\
--quiet:#b8bcc0;--line:#50555a;--link:#8fc7ee;--code:#20252a;--yes:#72d3ab;--no:#f3a67f}}
"""

CHOICES = (
    html.STYLE
    + """\
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.6rem 1.4rem;\
align-items:end;margin:.8rem 0}
.choices label>*{display:block}.choices label>span{font-weight:600}
.choices input,.choices select,.choices button{font:inherit;width:100%;min-height:1.9rem}
.bar{display:inline-block;height:.8em;background:var(--link,#0b4f7d)}
.moved th,.moved td{background:var(--code,#8882)}
.verdict{font-weight:600}.reproduced{color:var(--yes,#00634a)}
.not-reproduced{color:var(--no,#9a3412)}.not-determined{color:var(--quiet,inherit)}
"""
)
"""The rules of tables and controls, on a page and in a notebook."""

_SCREEN = """\
body{margin:0;overflow-wrap:anywhere;background:var(--page);color:var(--ink);\
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",\
"Apple SD Gothic Neo","PingFang SC","Malgun Gothic","Microsoft YaHei",sans-serif}
header,main,footer{max-width:62rem;margin:0 auto;padding:1rem 1.25rem}
header{border-bottom:3px solid var(--link);padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.4rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:1.7rem 0 .4rem}h4{font-size:1rem;margin:1.3rem 0 .3rem}
section section>h3{font-size:1.25rem;margin-top:2.2rem}
p,li{max-width:46rem}
.summitry table{overflow-wrap:normal}.summitry caption{overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.summitry:focus-visible,.drawn:focus-visible{\
outline:3px solid var(--link);outline-offset:2px}
nav{margin-top:2rem}nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;list-style:none}
nav li:has(ul){flex-basis:100%;max-width:none}nav ul ul{padding-left:1.1rem}
figure{margin:1.2rem 0}
figure img{max-width:100%;height:auto;background:#fff}
figcaption,.quiet{color:var(--quiet);font-size:.92rem;max-width:46rem}
.lead{font-size:1.1rem}#answers .verdict,dd .verdict{white-space:nowrap}
#answers tbody th{width:36%;max-width:none;overflow-wrap:anywhere;min-width:14em}
.memo{border-left:4px solid var(--link);padding:.1rem 0 .1rem .9rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.2rem}
dt{font-weight:600}dd{margin:0;max-width:46rem}
pre{overflow-x:auto;background:var(--code);padding:.8rem;font-size:.85rem;line-height:1.45}
summary{cursor:pointer;font-weight:600}details{margin:.5rem 0}
time{white-space:nowrap}
main section:first-child h2{border-top:0;margin-top:.6rem}
#receipts table{font-size:.85rem}#receipts .source{overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem}
"""

# A table of many columns is set small, and breaks names before it hides a column.
_WIDE = """\
@media screen and (min-width:40.01rem){.summitry table .d{white-space:normal}
.summitry tbody :is(th,td):not(.n,.d){min-width:auto}
.summitry:has(thead th:nth-child(7)) table :is(th,td){padding:.25em .6em;font-size:.85rem}}
"""

# The sentence and its verdict are read without a swipe to the side: a row is a stack.
_PHONE = """\
@media screen and (max-width:40rem){
header,main,footer{padding:.8rem}
h1{font-size:1.5rem}h2{font-size:1.25rem}
dl{grid-template-columns:1fr}dt{margin-top:.4rem}
.summitry table{font-size:.85rem}
.summitry caption b,.summitry caption span{display:block;max-width:calc(100vw - 1.6rem)}
.summitry table th,.summitry table td{padding:.25em .4em;max-width:15em}
.drawn{overflow-x:auto}figure .drawn img{max-width:none;width:42rem}
figure picture img{width:100%;max-width:27rem}
#answers table,#answers caption,#answers tbody,#answers tr,#answers th,#answers td{display:block}
#answers table{font-size:1rem;overflow-wrap:anywhere}
#answers thead{position:absolute;left:-99rem}
#answers table tbody tr>*{max-width:none;width:auto;padding:.1rem 0;border:0}
#answers tbody td::before{color:var(--quiet)}
#answers td:nth-child(2)::before{content:"printed: "}
#answers td:nth-child(3)::before{content:"computed: "}
#answers tbody tr{padding:.5rem 0;border-bottom:1px solid var(--line)}}
"""

# What cannot be scrolled to is broken into lines; what repeats is set small.
_PAPER = """\
@media print{
@page{margin:14mm 12mm}
:root{font-size:9pt}body{line-height:1.4}
header,main,footer{max-width:none;padding:0}
p,li,dd,figcaption,.quiet{max-width:none}
nav,.skip,#explore,#claims details{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3,h4,summary{break-after:avoid;break-inside:avoid}
h2{font-size:13pt;margin-top:14pt}h3,section section>h3{font-size:11pt;margin:9pt 0 3pt}
h4{font-size:9.5pt;margin:7pt 0 2pt}
p,ul,dl,figure{margin:4pt 0}dl{gap:1pt 8pt}
figure,tr,li{break-inside:avoid}
figure img{max-height:95mm}
.summitry{overflow:visible}
.summitry table{font-size:7.5pt;line-height:1.25;max-width:100%}
.summitry table th,.summitry table td{padding:1.5pt 4pt;max-width:none}
.summitry table .d{white-space:normal}
.summitry table thead{display:table-header-group}
.summitry:not(:has(tr:nth-child(13))){break-inside:avoid}
.summitry::before{content:"";display:block;height:50mm;margin-bottom:-50mm;break-inside:avoid}
#receipts .summitry::before{content:none}
.summitry caption{break-inside:avoid}.summitry caption span{max-width:none}
#robustness tbody th{width:30%}
#counted summary,#receipts summary,#cite summary,#study summary{list-style:none}
#counted details::details-content,#receipts details::details-content,\
#cite details::details-content,#study details::details-content{content-visibility:visible;block-size:auto}
#claims{break-before:page;column-count:2;column-gap:8mm;font-size:8pt}#claims h2{column-span:all}
#claims dl{grid-template-columns:6.5rem 1fr}
#receipts .summitry{column-count:2;column-gap:6mm}
#receipts table,#receipts tbody{display:block}#receipts thead,#receipts caption{display:none}
#receipts table{font-size:6.5pt;line-height:1.25}
#receipts tr{display:block;margin-bottom:2pt}
#receipts tr>*{display:inline;border:0;padding:0;white-space:normal;overflow-wrap:anywhere}
#receipts th::after{content:". "}#receipts td:not(.date)::after{content:"; "}
#receipts .host::before{content:"host "}
#receipts .counts::before{content:"counts: "}
#receipts .visitor::before{content:" "}
#receipts br{display:none}#receipts .note::before{content:"; "}#receipts td:last-child::after{content:""}
.summitry .quiet{font-size:inherit;line-height:inherit;margin:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:6pt;padding:4pt}
#study pre,#cite pre{column-count:2;column-gap:6mm}#cite pre{column-count:3;font-size:5pt}}
"""

STYLE = _COLOURS + _SCREEN + CHOICES + _WIDE + _PHONE + _PAPER
"""The rules of a page; those of paper stand last, so that none overrides them."""
