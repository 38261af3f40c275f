"""What a reader sees in a piece of Telegram's HTML, as plain text."""

import re
from collections.abc import Sequence

from lxml import etree

_BLOCKS = frozenset({"blockquote", "div", "li", "ol", "p", "pre", "ul"})
_HIDDEN = frozenset({"script", "style", "template"})
_EDGE = "\x1e"  # where a block begins or ends; it cannot come from the page, see _collapse
_SPACE = re.compile(rf"[ \t\r\n\f{_EDGE}]+")
_SPACE_IN_LINE = re.compile(rf"[ \t\r\f{_EDGE}]+")


def text_of(root: etree._Element) -> str:
    """Return the text of ``root``: ``<br>`` and the edges of blocks are newlines, other white space is one space.

    An emoji's ``<i class="emoji"><b>👍</b></i>`` holds its own text. A post inside is another post, of a broken page.
    Does not recurse: depth is the page's choice.
    """
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and "data-post" in element.attrib and element is not root:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(_opening(element))
        else:
            pieces.append(_EDGE if event == "end" and element.tag in _BLOCKS else "")
            pieces.append(_collapse(element.tail) if element is not root else "")
    return _lines("".join(pieces))


def plain(pieces: Sequence[tuple[str, bool]]) -> str:
    """Return pieces of text, each with whether it is a block, as :func:`text_of` would; newlines are line breaks."""
    text = "".join([piece for piece, _ in pieces])
    if not _uneven(text) and True not in [block for _, block in pieces]:
        return text.strip()
    return _lines("".join(f"{_EDGE}{_level(p)}{_EDGE}" if block else _level(p) for p, block in pieces))


def _uneven(text: str) -> bool:
    """Tell whether there is white space to be evened out. Most texts have none: looking is ten times cheaper."""
    return (
        ("  " in text or " \n" in text or "\n " in text)
        or ("\t" in text or "\r" in text or "\f" in text)
        or ("\0" in text or _EDGE in text)
    )


def _level(text: str) -> str:
    # libxml2, which reads the preview's pages, drops NUL as well.
    return _SPACE_IN_LINE.sub(" ", text.replace("\0", ""))


def _opening(element: etree._Element) -> str:
    if element.tag == "br":
        return "\n"
    text = "" if element.tag in _HIDDEN else _collapse(element.text)
    return _EDGE + text if element.tag in _BLOCKS else text


def _collapse(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _lines(text: str) -> str:
    text = re.sub(rf" *([\n{_EDGE}]) *", r"\1", re.sub(" +", " ", text))
    # A block after a line break begins on that line; any other edge breaks the line.
    text = re.sub(rf"(?<=\n){_EDGE}+", "", text)
    return re.sub(f"{_EDGE}+", "\n", text).strip()
