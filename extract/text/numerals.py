"""Numbers in words, as far as days, years and ages need them: 1 to 99, cardinal and ordinal, in the usual cases.

Everything is in lower case with ё as е, as :attr:`Document.low` is.
"""

_UNITS = (
    ("один", "одного", "одна", "одной", "одному"),
    ("два", "двух", "две", "двум"),
    ("три", "трех", "трем"),
    ("четыре", "четырех", "четырем"),
    ("пять", "пяти"),
    ("шесть", "шести"),
    ("семь", "семи"),
    ("восемь", "восьми"),
    ("девять", "девяти"),
)
_TEENS = (
    "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split()
)
_TENS = (
    (20, ("двадцать", "двадцати"), "двадцат"),
    (30, ("тридцать", "тридцати"), "тридцат"),
    (40, ("сорок", "сорока"), "сороков"),
    (50, ("пятьдесят", "пятидесяти"), "пятидесят"),
    (60, ("шестьдесят", "шестидесяти"), "шестидесят"),
    (70, ("семьдесят", "семидесяти"), "семидесят"),
    (80, ("восемьдесят", "восьмидесяти"), "восьмидесят"),
    (90, ("девяносто", "девяноста"), "девяност"),
)
_ORDINALS = "перв втор трет четверт пят шест седьм восьм девят".split()
_ENDINGS = ("ый", "ой", "ое", "ого", "ому", "ом", "ым")
_THIRD = ("ий", "ье", "ьего", "ьему", "ьем", "ьим")


def _forms() -> dict[str, int]:
    forms = {form: n for n, unit in enumerate(_UNITS, 1) for form in unit}
    forms |= {teen + ending: n for n, teen in enumerate(_TEENS, 10) for ending in ("ь", "и")}
    forms |= {form: n for n, tens, _ in _TENS for form in tens}
    ordinals = [*enumerate(_ORDINALS, 1), *enumerate(_TEENS, 10), *((n, stem) for n, _, stem in _TENS)]
    for n, stem in ordinals:
        forms |= {stem + ending: n for ending in (_THIRD if stem == "трет" else _ENDINGS)}
    return forms


_VALUES = _forms()

#: How ordinals begin.
ORDINALS = (*_ORDINALS, *_TEENS, *(stem for *_, stem in _TENS))

#: How the tens begin.
TENS = "двадцат|тридцат|сорок|пятьдесят|пятидесят|шестьдесят|шестидесят|семьдесят|семидесят|восемьдесят|восьмидесят"

_TENS_WORD = "|".join(form for _, tens, _ in _TENS for form in tens)
_UNIT_WORD = "|".join(sorted((form for unit in _UNITS for form in unit), key=len, reverse=True))
_TEEN_WORD = rf"(?:{'|'.join(_TEENS)})[ьи]"
_ORDINAL_STEM = "|".join(
    sorted([*(s for s in _ORDINALS if s != "трет"), *_TEENS, *(s for *_, s in _TENS)], key=len)[::-1]
)
_ORDINAL_WORD = rf"(?:трет(?:ий|ье|ьего|ьем)|(?:{_ORDINAL_STEM})(?:ый|ой|ое|ого|ом))"

#: A cardinal of ten or more: "двадцать два", "тридцати одного", "девятнадцать".
CARDINAL = rf"(?:(?:{_TENS_WORD})(?:[ -](?:{_UNIT_WORD}))?|{_TEEN_WORD})"
#: An ordinal: "третьего", "двадцать втором".
ORDINAL = rf"(?:(?:{'|'.join(tens[0] for _, tens, _ in _TENS)}) )?{_ORDINAL_WORD}"
#: The number in an adjective of age: "двадцатипяти" of "двадцатипятилетний".
JOINED = (
    rf"(?P<tens>{'|'.join(tens[1] for _, tens, _ in _TENS)})?"
    rf"(?P<unit>{'|'.join(unit[1] for unit in _UNITS)}|(?:{'|'.join(_TEENS)})и)?"
)


def number(words: str) -> int | None:
    """Return the number that digits or words mean ("25", "двадцать пятого"); None if a word is none.

    >>> number("двадцать втором"), number("31"), number("много")
    (22, 31, None)
    """
    if words.isdecimal():
        return int(words)
    parts = [_VALUES.get(word) for word in words.replace("-", " ").split()]
    return None if None in parts or not parts else sum(part or 0 for part in parts)
