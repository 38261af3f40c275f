"""What a name is compared as: one normaliser for distinct words, so that a million mentions cost a few thousand."""

import re
from collections.abc import Iterable

from dedupe.variants import full_forms
from sinodik.names import fold

_INITIALS = re.compile(r"([а-яёa-z])\.?\s*([а-яёa-z])\.?", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[^а-я-]")
_LATIN = re.compile(r"[a-z]")

# BGN/PCGN and what passports and newspapers make of it, the longest first; «ya» after a consonant is as «я».
_CYRILLIC = (
    "shch:щ sch:щ zh:ж kh:х ts:ц ch:ч sh:ш yu:ю ya:я yo:е ye:е iu:ю ia:я ie:е x:кс ph:ф th:т ck:к "
    "iy:ий yy:ый ey:ей ay:ай oy:ой uy:уй a:а b:б c:к d:д e:е f:ф g:г h:х i:и j:й k:к l:л m:м n:н o:о p:п q:к r:р s:с "
    "t:т u:у v:в w:в y:ы z:з"
)
_TO_CYRILLIC = dict(pair.split(":") for pair in _CYRILLIC.split())
# «oy» is «ой», but not in «Aloyan».
_SYLLABLE = re.compile(
    "|".join(s + "(?![aoue])" * (s[-1] == "y" != s[0]) for s in sorted(_TO_CYRILLIC, key=len, reverse=True))
)
# и н п л д а м; о с е; в б ы ь; ш щ ц; т г; к х; р ф.
_SHAPES = str.maketrans("нпладмсебыьщцгхф", "ииииииоовввшшткр")
_CHANNELS = re.compile(
    r"\s*\bг(?:\.|ор\.?|ород)\s*|\s*\bс(?:\.|ело)\s+|\s*\bд(?:\.|ер\.?|еревня)\s+|\bпгт\.?\s+|\bп\.\s*"
)
_REGION = re.compile(r"\b(?:республика|область|обл|край|автономный|округ|ао|респ)\b\.?")
_WORDS = re.compile(r"[^\w]+")


def word(name: str) -> str:
    """Return a name's normal form: folded, in Cyrillic letters, without stops; an initial is one letter.

    >>> word("ИВАНОВ"), word("Semyonov"), word("С."), word("Ивaнов"), word("Ай-Хаан")
    ('иванов', 'семенов', 'с', 'иванов', 'ай-хаан')
    """
    text = fold(name)
    if _LATIN.search(text):
        text = _SYLLABLE.sub(lambda m: _TO_CYRILLIC[m[0]], text)
    return _NOT_A_NAME.sub("", text).strip("-")


def initials(given: str) -> tuple[str, str] | None:
    """Return both letters where the given name holds the initials of given name and patronymic.

    >>> initials("А. П."), initials("Ян")
    (('А', 'П'), None)
    """
    match = _INITIALS.fullmatch(given.strip()) if "." in given else None
    return (match[1], match[2]) if match else None


def canonical(given: str) -> tuple[str, ...]:
    """Return the full names that a normal form may be short for; itself if it is none's.

    >>> canonical("слава")
    ('владислав', 'вячеслав', 'станислав', 'ярослав')
    """
    return full_forms(given) or (given,)


def place(name: str) -> str:
    """Return a settlement's normal form: its words, without the word for its kind.

    >>> place("с. Нижние  Ключи"), place("Кедровка")
    ('нижние ключи', 'кедровка')
    """
    return _WORDS.sub(" ", _CHANNELS.sub(" ", fold(name))).strip()


def region(name: str) -> str:
    """Return a region's normal form, under which its names are one.

    >>> region("Республика Тыва"), region("Тува"), region("Московская обл.")
    ('тыва', 'тыва', 'московская')
    """
    text = _WORDS.sub(" ", _REGION.sub(" ", fold(name))).strip()
    return _ALSO.get(text, text)


_ALSO = {
    "тува": "тыва",
    "якутия саха": "якутия",
    "саха": "якутия",
    "саха якутия": "якутия",
    "чеченская": "чечня",
    "татария": "татарстан",
    "башкирия": "башкортостан",
    "удмуртская": "удмуртия",
    "чувашская": "чувашия",
    "чувашия чувашская": "чувашия",
    "кабардино балкарская": "кабардино балкария",
    "карачаево черкесская": "карачаево черкесия",
    "осетия": "северная осетия",
    "северная осетия алания": "северная осетия",
    "ханты мансийский югра": "ханты мансийский",
    "хмао": "ханты мансийский",
    "янао": "ямало ненецкий",
    "спб": "санкт петербург",
}


def words(text: str) -> str:
    """Return a unit, a branch or a rank as its words, folded."""
    return _WORDS.sub(" ", fold(text)).strip()


def shape(name: str) -> str:
    """Return what a normal form looks like to a reader of worn stone: letters that are taken for each other are one.

    >>> shape("яцкевич") == shape("ящксвич")
    True
    """
    return name.translate(_SHAPES)


def skeleton(sounds: Iterable[str]) -> str:
    """Return the consonants of a phonetic code."""
    return "".join(c for c in sounds if c not in "аиу")
