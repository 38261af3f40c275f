"""The names of months in the languages that posts are written in, with their endings, and mistyped ones.

Tatar and Sakha names are CLDR's; Bashkir ones those of its calendar, the traditional names too. Buryat and Kazakh
posts use the Russian names.
"""

_SOFT = {"январ": 1, "феврал": 2, "апрел": 4, "июн": 6, "июл": 7, "сентябр": 9, "октябр": 10, "ноябр": 11, "декабр": 12}
_HARD = {"март": 3, "август": 8, "гыйнвар": 1, "ғинуар": 1, "гинуар": 1}
_SHORT = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
_LONGER = {"февр": 2, "сент": 9, "нояб": 11, "гыйн": 1, "ғин": 1}
_BASHKIR = "һыуығай шаҡай буранай алағарай һабанай һөтай майай урағай һарысай ҡарасай ҡырпағай аҡъюлай".split()
_SAKHA = (
    ("тохсунньу",),
    ("олунньу",),
    ("кулун тутар",),
    ("муус устар",),
    ("ыам ыйын", "ыам ыйа"),
    ("бэс ыйын", "бэс ыйа"),
    ("от ыйын", "от ыйа"),
    ("атырдьах ыйын", "атырдьах ыйа", "атырдьых ыйын"),
    ("балаҕан ыйын", "балаҕан ыйа"),
    ("алтынньы",),
    ("сэтинньи",),
    ("ахсынньы",),
)
# Russian cases, then the possessive and the locative of Tatar and Bashkir ("мартында", "апрелендә").
_SOFT_ENDINGS = ("ь", "я", "ю", "е", "ем", "ендә", "енда", "ьдә", "ьда", "енең", "ьнең", "ендэ")
_HARD_ENDINGS = ("", "а", "у", "е", "ом", "ы", "ында", "ынд", "та", "да", "ҙа", "ның", "ының")
_MAY = ("май", "мая", "маю", "мае", "маем", "маенда", "майында", "майы", "майда", "майҙа", "майның")


def _words() -> dict[str, int]:
    words = {stem + ending: n for stem, n in _SOFT.items() for ending in _SOFT_ENDINGS}
    words |= {stem + ending: n for stem, n in _HARD.items() for ending in _HARD_ENDINGS}
    words |= {word: n for n, word in enumerate(_SHORT, 1)} | _LONGER | dict.fromkeys(_MAY, 5)
    words |= {name + ending: n for n, name in enumerate(_BASHKIR, 1) for ending in ("", "ы", "ында", "ҙа")}
    return words


_WORDS = _words()
SAKHA = {name: n for n, names in enumerate(_SAKHA, 1) for name in names}
#: How a month's name may begin; whatever begins so is to be looked up.
INITIALS = "янв|фев|мар|апр|ма[йяею]|июн|июл|авг|сен|окт|ноя|дек|гыйн|[ғг]инуар"


def _shortened(word: str) -> set[str]:
    """Return the word and all that leaving out one letter gives: words a slip apart have one of them in common."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


# Only long names are mistyped and still understood; short ones are too near to other words.
_LONG = {stem + ending: n for stem, n in _SOFT.items() if len(stem) > 4 for ending in "яье"} | {
    "августа": 8,
    "августе": 8,
}
_NEAR = {short: n for name, n in _LONG.items() for short in _shortened(name)}


def month(word: str) -> int | None:
    """Return the number of a month named in any case or abbreviated; None for another word.

    >>> month("марта"), month("гыйнварында"), month("мартышка")
    (3, 1, None)
    """
    return _WORDS.get(word.rstrip("."))


def mistyped(word: str) -> int | None:
    """Return the number of the month whose long name was mistyped by a letter: wrong, left out, doubled or exchanged.

    To be asked only where a month must stand: between a day and a year, or after "в" and before a year.

    >>> mistyped("сентебря"), mistyped("снежная")
    (9, None)
    """
    if not 5 <= len(word) <= 10:
        return None
    return next((_NEAR[short] for short in sorted(_shortened(word)) if short in _NEAR), None)
