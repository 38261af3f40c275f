"""What a reader sees in a piece of Telegram's HTML, as plain text."""

import re

from lxml import etree

_BLOCKS = frozenset({"blockquote", "div", "li", "ol", "p", "pre", "ul"})
_HIDDEN = frozenset({"script", "style", "template"})
_EDGE = "\x1e"  # where a block begins or ends; it cannot come from the page, see _collapse
_SPACE = re.compile(rf"[ \t\r\n\f{_EDGE}]+")


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
