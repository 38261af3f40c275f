"""Which pieces of evidence are independent of each other.

A repost says no more than its origin, a copied text no more than the first to write it, the same photo is one photo.
So each piece of evidence belongs to one *family*: the publisher who, as far as can be seen, said it first.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import combinations
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz import fuzz

from dedupe.engine.copies import Copies
from dedupe.engine.photos import near
from dedupe.groups import Groups
from sinodik.archives import original
from sinodik.names import fold
from sinodik.records import Evidence

# Near-copies are those of the engine. Besides, as all speak of one person here, two texts are one if at most one
# character in 12 differs; short ones (a name and two years) may well be alike by chance.
_NEARLY = 92.0
_PERHAPS = 60.0  # what is less alike is no near-copy
_LONG_ENOUGH = 80
_NOT_WORDS = re.compile(r"https?://\S+|@\w+|[^\w]+|_")


def channel(url: str) -> str:
    """Return the channel in the address of a channel or of one of its posts; empty if there is none.

    >>> channel("https://t.me/s/Kedrovka"), channel("https://t.me/kedrovka/12?single"), channel("t.me/kedrovka")
    ('kedrovka', 'kedrovka', 'kedrovka')
    """
    url = original(url)
    address = urlsplit(url if "//" in url else f"//{url}")
    steps = [s for s in address.path.split("/") if s and s != "s"]
    if steps and steps[-1].isdigit():
        steps.pop()
    return steps[-1].casefold() if steps else ""


def publishers(samples: Iterable[Evidence]) -> dict[str, str]:
    """Return the publisher of each known channel, from some evidence of each source."""
    known: dict[str, str] = {}
    for evidence in samples:
        if name := channel(evidence.url):
            known.setdefault(name, evidence.publisher)
    return known


def family(evidence: Evidence, known: Mapping[str, str]) -> str:
    """Return the family of one piece of evidence taken alone: its publisher, or that of the post it reposts."""
    if not evidence.origin:
        return evidence.publisher
    name = channel(evidence.origin)
    return known.get(name) or name or original(evidence.origin)


def families(evidence: Iterable[Evidence], known: Mapping[str, str]) -> dict[str, str]:
    """Return the family of each piece of evidence (by its identifier), copies seen as what they are."""
    pieces = {e.id: e for e in evidence}
    if len(pieces) == 1:
        return {id_: family(piece, known) for id_, piece in pieces.items()}
    copies = Groups(pieces)
    _tie_same_media(pieces, copies)
    _tie_same_text(pieces, copies)
    found: dict[str, str] = {}
    for group in copies:
        # The earliest is nearest to the event; the others copied it.
        first = min((pieces[id_] for id_ in group), key=_when)
        found |= dict.fromkeys(group, family(first, known))
    return found


def _tie_same_media(pieces: Mapping[str, Evidence], copies: Groups) -> None:
    seen: dict[str, str] = {}
    for id_, piece in sorted(pieces.items()):
        photos = [m.payload for m in piece.media if m.payload]
        for payload in [*photos, *([piece.payload] if piece.kind == "photo" else [])]:
            copies.tie((id_, seen.setdefault(payload, id_)))
    hashed = [(id_, p.phash) for id_, p in sorted(pieces.items()) if p.phash]
    for (one, x), (two, y) in combinations(hashed, 2):
        if x == y or near(x, y):
            copies.tie((one, two))


def _tie_same_text(pieces: Mapping[str, Evidence], copies: Groups) -> None:
    first: dict[str, str] = {}
    for id_, piece in sorted(pieces.items()):
        if text := _words(piece.text):
            copies.tie((id_, first.setdefault(text, id_)))
    long = sorted(t for t in first if len(t) >= _LONG_ENOUGH)
    doubtful = False
    for a, b in combinations(long, 2):
        if _is_copy(a, b):
            copies.tie((first[a], first[b]))
        elif not copies.together(first[a], first[b]):
            doubtful |= fuzz.ratio(a, b, score_cutoff=_PERHAPS) > 0
    if doubtful:
        _tie_near_copies({first[text]: pieces[first[text]].text for text in long}, copies)


def _tie_near_copies(texts: Mapping[str, str], copies: Groups) -> None:
    found = Copies()
    for number, text in enumerate(texts.values(), 1):
        found.add(number, text)
    ids = list(texts)
    for id_, one in zip(ids, found.merged(np.arange(1, len(ids) + 1)).tolist(), strict=True):
        copies.tie((id_, ids[one - 1]))


def _is_copy(a: str, b: str) -> bool:
    """Tell whether two texts are nearly the same, or one stands whole inside the other."""
    return a in b or b in a or fuzz.ratio(a, b, score_cutoff=_NEARLY) > 0


def _words(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", fold(text)).split())


def _when(evidence: Evidence) -> tuple[datetime, bool, str]:
    # A repost never came before its origin, whatever its clock says; the identifier breaks ties.
    return evidence.posted or datetime.max.replace(tzinfo=UTC), bool(evidence.origin), evidence.id
