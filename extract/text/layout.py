"""How a post is laid out: what only stands for a space, or only looks like a border, is made plain before it is read.

Hashtags that are names, flowers between words, letters set apart, words broken at the ends of lines, lines broken where
the paper ended. What vanishes leaves its neighbours pointing at where they stand in the post (``clean.Clean``)::

    posted   # П ё т р К е д р о в        posted   К 💔 Е 💔 Д 💔 Р 💔 О 💔 В
    laid out   П ё т р _ К е д р о в      laid out К Е Д Р О В
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.text.clean import Clean
from extract.text.columns import in_columns

# No stars and crosses: they are marks of birth and death.
EMOJI = (
    "\u2600-\u2604\u2607-\u2625\u2627-\u2711\u2713-\u271c\u2720-\u272f\u2733-\u27bf\u2b1b\u2b1c\U0001f000-\U0001faff"
)
_LETTER = "[А-ЯЁа-яё]"
# «#ПётрКедров», «#Кедров_Пётр»: every word of a name has a capital.
_TAG = re.compile(r"#(?P<words>[А-ЯЁ][а-яё]+(?:[_ ]?[А-ЯЁ][а-яё]+)+)(?![\w])")
_GLUED = re.compile(rf"(?<=[\wё»)])[{EMOJI}]+(?: [{EMOJI}]+)*(?=[\wё«(])")
_ANY_EMOJI = re.compile(f"[{EMOJI}]")
_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"(?<=\w) +(?=\w)")
# «К Е Д Р О В», «К💔Е💔Д💔Р💔О💔В».
_APART = re.compile(rf"[А-ЯЁ](?<!\w.)(?:(?: |[{EMOJI}]{{1,4}})[А-ЯЁ]){{3,}}(?!\w)")
_NOT_A_LETTER = re.compile(r"[^А-ЯЁ]+")
# «при-\nшла»: a word goes on in small letters.
_BROKEN = re.compile(r"[-‐¬](?<=[а-яё].) ?\n *(?=[а-яё])")
# «п0гиб», «п@гиб», «MOPO3OB»: figures and signs that stand for letters within a word.
_SIGNS = re.compile("[03@](?<=[А-ЯЁа-яё].)[03@]?(?=[А-ЯЁа-яё])")
_LETTERS = {"0": "о", "3": "з", "@": "а"}
_GOES_ON = re.compile("[а-яё,] ?\n *[а-яё]")
_IN_A_LINE = re.compile(r"[а-яё]{3,}[.!?] +[А-ЯЁ]")
_ITEM = re.compile(r" *(?:[^\w\s«\"(]|\d{1,3}[.)])")
_LEAST = 3  # lines of a paragraph
_NARROWEST = 24  # characters to which lines are wrapped
_BOX = re.compile(r"^ *([|║│]) *[^|║│\n]+?([|║│]) *$", re.MULTILINE)


def laid_out(clean: Clean, source: str) -> Clean:
    """Return the text with its layout made plain; most posts have none to speak of."""
    text = clean.text
    edits = sorted(_edits(text, clean, source))
    broken = any("\n" in text[start:end] for start, end, _ in edits)
    if edits:
        clean = _edited(clean, edits)
        text = clean.text
    if _SIGNS.search(text):
        text = _SIGNS.sub(_letters, text)
    if _ANY_EMOJI.search(text):
        text = _LINE.sub(lambda line: _without_spacers(line[0]), text)
    if "\n" in text:
        text = _BOX.sub(_opened, text)
        if _GOES_ON.search(text):
            text = "\n\n".join(_unwrapped(lines, broken=broken) for lines in text.split("\n\n"))
        text = in_columns(text)
    return Clean(text, clean.starts, clean.ends)


def _edits(text: str, clean: Clean, source: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is put in the place of what: from where, to where."""
    for tag in _TAG.finditer(text) if "#" in text else ():
        if any(text[at] == " " and source[clean.starts[at]] != "_" for at in range(*tag.span("words"))):
            continue
        yield tag.start(), tag.start() + 1, ""
        for capital in re.finditer("(?<=[а-яё])(?=[А-ЯЁ])", tag["words"]):
            at = tag.start("words") + capital.start()
            yield at, at, " "
    for word in _APART.finditer(text):
        for gap in _NOT_A_LETTER.finditer(word[0]):
            yield word.start() + gap.start(), word.start() + gap.end(), ""
    for broken in _BROKEN.finditer(text) if "\n" in text else ():
        yield *broken.span(), ""


def _edited(clean: Clean, edits: list[tuple[int, int, str]]) -> Clean:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, new in edits:
        text += (clean.text[at:start], new)
        starts += clean.starts[at:start]
        ends += clean.ends[at:start]
        if new:  # a space that the post has not: between two words
            starts.append(clean.ends[start - 1])
            ends.append(clean.starts[start])
        at = end
    return Clean("".join([*text, clean.text[at:]]), [*starts, *clean.starts[at:]], [*ends, *clean.ends[at:]])


def _without_spacers(line: str) -> str:
    """Put spaces for the emoji of a line if more of its words are parted by them than by spaces: «🌹Пётр🌹Кедров🌹»."""
    spacers = len(_GLUED.findall(line))
    if not spacers or len(_GAP.findall(line)) > spacers:
        return line
    return _ANY_EMOJI.sub(" ", line)


def _unwrapped(lines: str, *, broken: bool) -> str:
    """Put spaces for the ends of lines that are there only because the paper ends: no line had room for one word more.

    So are rows of a list of one length; but sentences end within the lines of a text, and its lines begin anyhow.
    """
    rows = lines.strip("\n").split("\n")
    if len(rows) < _LEAST:
        return lines
    width = max(map(len, rows))
    wrapped = all(len(one) + 1 + len(other.split(" ", 1)[0]) > width for one, other in pairwise(rows))
    if width < _NARROWEST or not (wrapped or broken) or any(map(_ITEM.match, rows)):
        return lines
    small = sum(row.lstrip()[:1].islower() for row in rows[1:])
    return lines.replace("\n", " ") if _IN_A_LINE.search(lines) and small * 2 >= len(rows) - 1 else lines


def _letters(signs: re.Match[str]) -> str:
    """Return the letters that signs stand for: capitals between capitals."""
    letters = "".join(map(_LETTERS.__getitem__, signs[0]))
    shouted = signs.string[signs.start() - 1].isupper() and signs.string[signs.end()].isupper()
    return letters.upper() if shouted else letters


def _opened(box: re.Match[str]) -> str:
    """Leave a line without the bars that frame it: «| КЕДРОВ |» is no row of cells."""
    return re.sub("[|║│]", " ", box[0])
