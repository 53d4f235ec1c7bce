"""The canvas of a plot: its style, its fonts, its words."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from summitry.exceptions import FrameError, InputError, MissingExtraError
from summitry.frames.door import at_the_door
from summitry.output.escape import LEFTWARD, visible
from summitry.output.text import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY, BLACK = "#CC79A7", "#E69F00", "#56B4E9", "#000000"
YELLOW = "#F0E442"
GREY, PALE = "#6B6B6B", "#EFEFEF"
COLORS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (8, 2)))

LONGEST = 36
"""How many places a name from data may take in a plot; its words have all of it."""

BOLD = 1.12
"""How much wider bold letters are."""

_SIZES = (
    *("font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize"),
    "legend.fontsize",
)
_STYLE = Path(__file__).with_name("summitry.mplstyle")
_WITHOUT_GLYPH = "\u25a1"
ONWARD = "\u200e"
"""Sets what follows a name that is read from right to left back on its way."""
_CJK = (
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans KR",
    "Noto Sans SC",
    "Source Han Sans",
    "Apple SD Gothic Neo",
    "PingFang SC",
    "Hiragino Sans GB",
    "Malgun Gothic",
    "Microsoft YaHei",
    "NanumGothic",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Arial Unicode MS",
    "Unifont",
)
_descriptions: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


@at_the_door
def alt_text(ax: Axes) -> str:
    """
    What a plot shows, in words: for a screen reader, or the ``alt`` of an image.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        What a function of `summitry.plot` returned.

    Returns
    -------
    str
        One to three sentences with the numbers that matter.

    Raises
    ------
    FrameError
        If no plot of summitry is on the axes.

    Examples
    --------
    >>> import summitry
    >>> table = {"era": ["Hu", "Xi"], "frequency": [5.5, 1.39]}
    >>> table |= {"lower": [4.1, 0.5], "upper": [7.2, 3.0]}
    >>> summitry.plot.alt_text(summitry.plot.frequency(table))
    'Bars of visits a year in 2 eras: Hu 5.50 [4.10, 7.20]; Xi 1.39 [0.50, 3.00].'
    """
    if ax not in _descriptions:
        raise FrameError(
            "these axes hold no plot of summitry",
            code="no_plot",
            column="ax",
            hint="give what a function of summitry.plot returned",
        )
    return _descriptions[ax]


def describe(ax: Axes, text: str) -> Axes:
    """Keep what a plot shows in words, and return its axes."""
    _descriptions[ax] = visible(text)
    return ax


@contextmanager
def style(labels: Iterable[str] = (), size: float | None = None) -> Iterator[None]:
    """
    Draw in the style of summitry, with fonts for the labels.

    Parameters
    ----------
    labels : iterable of str
        Texts from data, so that fonts are found for them.
    size : float, optional
        Points of the letters, where a plot is narrow.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed.
    InputError
        If it cannot be loaded as its user has set it.
    """
    mpl = _matplotlib()
    rules: Any = _rules() | {"font.family": families("".join(labels))}
    if size is not None:
        rules |= dict.fromkeys(_SIZES, size)
    with mpl.rc_context(rc=rules):
        yield
        interactive = mpl.is_interactive()
    # The first figure of a notebook turns this on; the context turned it off again.
    mpl.interactive(interactive)


@contextmanager
def defaults() -> Iterator[None]:
    """
    Draw from the defaults of matplotlib, whatever its user has set.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed.
    InputError
        If it cannot be loaded as its user has set it.
    """
    mpl = _matplotlib()
    with mpl.rc_context():
        mpl.rcdefaults()
        yield


def _matplotlib() -> ModuleType:
    try:
        import matplotlib as mpl
    except ModuleNotFoundError:
        raise MissingExtraError(
            "plots need matplotlib, which is not installed",
            column="matplotlib",
            extra="plot",
        ) from None
    except ValueError as error:
        raise InputError(
            f"matplotlib cannot be loaded: {' '.join(str(error).split()):.200}",
            code="bad_setting",
            column="matplotlib",
            hint="look at the environment variable MPLBACKEND and at matplotlibrc",
        ) from None
    return mpl


def plain(text: str, most: int = LONGEST) -> str:
    """
    Return a text from data as matplotlib should draw it: no mathematics, no gaps.

    Control characters become escapes, a dollar sign stays one, a character for which
    there is no font becomes a box, so that drawing does not warn, and a long text is
    cut, so that it leaves room for the plot. A name that is read from right to left
    turns neither days nor numbers beside it.

    Parameters
    ----------
    text : str
        The text.
    most : int
        How many places it may take.
    """
    text = cut(visible(text), most).replace("$", r"\$")
    if text.isascii():
        return text
    known = _glyphs(tuple(families(text)))
    shown = "".join(
        char if char.isascii() or ord(char) in known else _WITHOUT_GLYPH
        for char in text
    )
    if ord(ONWARD) in known and LEFTWARD.search(shown):
        return ONWARD + LEFTWARD.sub(rf"\g<0>{ONWARD}", shown)
    return shown


def short_forms(name: str) -> list[str]:
    r"""
    Return a name in ever narrower forms: in a line, then a word a line.

    Examples
    --------
    >>> short_forms("Kim Jong Un")
    ['Kim Jong Un', 'Kim\nJong Un', 'Kim\nJong\nUn']
    """
    words = name.split(" ")
    forms = [name]
    if len(words) > 2:  # noqa: PLR2004
        forms.append(f"{words[0]}\n{' '.join(words[1:])}")
    if len(words) > 1:
        forms.append("\n".join(words))
    return forms


def inches(text: str, size: float | None = None) -> float:
    """Return the width of a text on one line in the present font."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    rules: Any = mpl.rcParams
    font = FontProperties(size=size)
    meant = [rules.get(f"font.{family}", ()) for family in font.get_family()]
    return _width(text, font, tuple(map(tuple, meant)))


@lru_cache(maxsize=1 << 14)
def _width(
    text: str, font: FontProperties, _meant: tuple[tuple[str, ...], ...]
) -> float:
    """Return a width in inches; what the names of families mean may be set anew."""
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def families(text: str) -> list[str]:
    """Return the fonts to draw a text with: the usual one, then those it lacks."""
    import matplotlib as mpl

    base = tuple(mpl.rcParams["font.family"])
    if text.isascii():
        return list(base)
    missing = {ord(char) for char in text} - _glyphs(base)
    found = list(base)
    for family in _installed():
        if not missing:
            break
        covered = _glyphs((family,)) & missing
        if covered:
            found.append(family)
            missing -= covered
    return found


@cache
def _rules() -> dict[str, Any]:
    from matplotlib import rc_params_from_file

    rules: Any = rc_params_from_file(_STYLE, use_default_template=False)
    return dict(rules)


@cache
def _installed() -> tuple[str, ...]:
    """Families for Chinese, Japanese and Korean on this machine."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    found = _known_families()
    if not found:
        words = [family.replace(" ", "").lower()[:10] for family in _CJK]
        for path in findSystemFonts():
            if any(word in Path(path).stem.lower() for word in words):
                fontManager.addfont(path)
        found = _known_families()
    return found


def _known_families() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    names = {font.name for font in fontManager.ttflist}
    return tuple(family for family in _CJK if family in names)


@cache
def _glyphs(names: tuple[str, ...]) -> frozenset[int]:
    """Characters that these families, or those they stand for, can draw."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties, findfont, get_font

    found: set[int] = set()
    usual: Any = mpl.rcParams
    generic = {"sans-serif", "serif", "monospace", "cursive", "fantasy"}
    for name in names:
        family = usual[f"font.{name}"] if name in generic else [name]
        path = findfont(FontProperties(family=family))
        found |= set(get_font(path).get_charmap())
    return frozenset(found)
