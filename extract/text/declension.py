"""How Russian surnames and patronymics decline, backwards: from a form to the nominatives that it can come from.

A nominative is accepted only if declining it gives the form, because both ways read the same table.
Source: Зализняк, «Грамматический словарь русского языка» (имена собственные); Калакуцкая, «Склонение фамилий».
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.text.morphology import CASES


class Form(NamedTuple):
    """A nominative (lower case) that a form can come from; ``weight`` says how usual such a name is, 1 at most."""

    nominative: str
    case: str
    gender: str
    weight: float


class Paradigm(NamedTuple):
    """Stems that end as ``stem`` (a pattern) take ``endings``, by case as in ``CASES``; variants by ``|``.

    Endings that are a name's own (``-ов``, ``-ский``, ``-ко``) have the weight 1.
    """

    stem: re.Pattern[str]
    endings: tuple[str, ...]
    gender: str
    weight: float


def _paradigm(stem: str, endings: str, gender: str, weight: float) -> Paradigm:
    return Paradigm(re.compile(stem), tuple(endings.split()), gender, weight)


def _fixed(stem: str, genders: tuple[str, ...], weight: float) -> list[Paradigm]:
    return [_paradigm(stem, " ".join("0" * len(CASES)), gender, weight) for gender in genders]


_BOTH = ("Masc", "Fem")

# "0" is the empty ending.
SURNAMES: tuple[Paradigm, ...] = (
    _paradigm("[а-яё]{2,}(?:[оеё]в|[иы]н)", "0 а у а ым е", "Masc", 1),
    _paradigm("[а-яё]{2,}(?:[оеё]в|[иы]н)", "а ой ой у ой|ою ой", "Fem", 1),
    _paradigm("[а-яё]+[сц]к", "ий|ой ого ому ого им ом", "Masc", 1),
    _paradigm("[а-яё]+[сц]к", "ая ой ой ую ой|ою ой", "Fem", 1),
    *_fixed("[а-яё]+(?:ко|дзе|заде|швили|[иы]х)", _BOTH, 1),
    *(_paradigm("[а-яё]+зод", "а ы е у ой е", gender, 1) for gender in _BOTH),
    _paradigm("[а-яё]+[ая]н[бвгдзклмнпрстф]?|[а-яё]+(?:[уюая]к|ич|ман|берг|штейн)", "0 а у а ом|ем е", "Masc", 0.7),
    # Hardly a name ends in -вк, and none in -чк or -бц: there the vowel has fled.
    _paradigm("[а-яё]+(?:[бвгдзлмнпрстфх]|[аеёиоуыэюяйклнрс]к)", "0 а у а ом е", "Masc", 0.5),
    _paradigm("[а-яё]+[вт]к", "0 а у а ом е", "Masc", 0.15),
    _paradigm("[а-яё]+(?:[жчшщ]|[аеёиоуыэюялнрть]ц)", "0 а у а ем|ём|ом е", "Masc", 0.5),
    _paradigm("[а-яё]+[бвджзлмнпрстф]", "ый|ой ого ому ого ым ом", "Masc", 0.5),
    _paradigm("[а-яё]+[бвгджзклмнпрстф]", "ая ой ой ую ой|ою ой", "Fem", 0.5),
    _paradigm("[а-яё]+[гкх]", "ий|ой ого ому ого им ом", "Masc", 0.5),
    _paradigm("[а-яё]*[аеёиоуыэюялрт][бвдзлмнпрстшч]", "ь я ю я ем|ём е", "Masc", 0.5),
    # The vowel flees: Селезень, Селезня; Бобок, Бобка.
    _paradigm("[а-яё]+[взлпстш]", "ень ня ню ня нем|нём не", "Masc", 0.5),
    _paradigm("[а-яё]+[бвлнпрст]", "ок ка ку ка ком ке", "Masc", 0.3),
    _paradigm("[а-яё]+[аеиоуэюя]", "й я ю я ем е", "Masc", 0.5),
    _paradigm("[а-яё]+[бвлнрт]", "ей ья ью ья ьем|ьём ье", "Masc", 0.6),
    _paradigm("[а-яё]+[бвдлмнпрт]", "ец ца цу ца цом|цем це", "Masc", 0.6),
    _paradigm("[а-яё]+л", "ец ьца ьцу ьца ьцом|ьцем ьце", "Masc", 0.6),
    _paradigm("[а-яё]+и", "ец йца йцу йца йцем йце", "Masc", 0.6),
    *(_paradigm("[а-яё]+[бвдзлмнпрстфц]", "а ы е у ой|ею е", g, 0.5) for g in _BOTH),
    *(_paradigm("[а-яё]+[гкхжшчщ]", "а и е у ой|ей е", g, 0.5) for g in _BOTH),
    *(_paradigm("[а-яё]+[аблнрут]", "я и е ю ей|ёй е", g, 0.5) for g in _BOTH),
    *(_paradigm("[а-яё]+и", "я и и ю ей и", g, 0.5) for g in _BOTH),
    *_fixed("[а-яё]+[бвгджзклмнпрстфхцчшщйь]", ("Fem",), 0.4),
    # Of rare surnames in a soft consonant and a vowel more end in -и than in -я: Стамболи, Папаскири, Байрамлы, Морару,
    # Чхетиани, Чубукчи, Аманкелди; Ossetian ones in -ты: Джиоты.
    *_fixed(
        "[а-яё]+(?:[бвдзлмпрст]и|[бвгдзйклмнпрстф]лы|[ая]ну|[ао]ру|[еэ]ску|[ив]ани|[бдйклнрш]чи|[лрь]ды|[аеоиуй]ты)",
        _BOTH,
        0.6,
    ),
    *_fixed("(?!.*(?:[нвк]о(?:го|му)|[иы]ми)$)[а-яё]+(?:[оеёиуюыэ]|[аоеиуюыэ]а)", _BOTH, 0.2),
    # Abkhaz and Mingrelian: Лакербая, Шоная.
    *_fixed("[а-яё]{2,}ая", ("Masc",), 0.2),
)

PATRONYMICS: tuple[Paradigm, ...] = (
    _paradigm("[а-яё-]+(?:[оеуё]в|ь|[мнктл])ич", "0 а у а ем е", "Masc", 1),
    _paradigm("[а-яё-]+(?:[оеё]вн|ичн)", "а ы е у ой|ою е", "Fem", 1),
    # As it is spoken, and as the short ones are written: Силыч, Иваныч.
    _paradigm("[а-яё]{2,}[лнрм]ыч", "0 а у а ем е", "Masc", 1),
    # Turkic: "Рустам оглы" is Рустам's son, whatever the case.
    *_fixed("[а-яё]{2,}[ -]?(?:оглы|оглу|угли|огли|углы|улы|уулу)", ("Masc",), 1),
    *_fixed("[а-яё]{2,}[ -]?(?:кызы|гызы|кизи)", ("Fem",), 1),
)

# How given names decline that no dictionary has; women's that end in a consonant ("Гульназ") do not.
GIVENS: tuple[Paradigm, ...] = (
    _paradigm("[а-яё-]+[бвгдзклмнпрстфх]", "0 а у а ом е", "Masc", 0.9),
    _paradigm("[а-яё-]+[жцчшщ]", "0 а у а ом|ем е", "Masc", 0.9),
    _paradigm("[а-яё-]+[аеиоуыэюя]", "й я ю я ем е|и", "Masc", 0.8),
    _paradigm("[а-яё-]+[лнрт]", "ь я ю я ем е", "Masc", 0.6),
    _paradigm("[а-яё-]+[бвдзмпсф]", "ь я ю я ем е", "Masc", 0.1),
    *(_paradigm("[а-яё-]+[бвдзлмнпрстф]", "а ы е у ой|ою е", g, w) for g, w in (("Masc", 0.5), ("Fem", 0.9))),
    *(_paradigm("[а-яё-]+[гкхжчшщ]", "а и е у ой|ей е", g, w) for g, w in (("Masc", 0.2), ("Fem", 0.9))),
    *(_paradigm("[а-яё-]+ц", "а ы е у ей|ой е", g, w) for g, w in (("Masc", 0.5), ("Fem", 0.9))),
    _paradigm("[а-яё-]+(?:г[уюе]л|сыл|[бдзнрсш]ел)", "ь и и ь ью и", "Fem", 1),
    *(_paradigm("[а-яё-]+[бвгдзклмнпрстфхцьй]", "я и е|и ю ей е|и", g, w) for g, w in (("Masc", 0.1), ("Fem", 0.8))),
    *(_paradigm("[а-яё-]+и", "я и и ю ей и", g, w) for g, w in (("Masc", 0.4), ("Fem", 0.8))),
    *_fixed("[а-яё-]+[бвгджзклмнпрстфхцчшщь]", ("Fem",), 0.4),
    *_fixed("[а-яё-]+[эаы]й", ("Fem",), 0.2),
    # Of rare men's names more end in -и than in -я: Залимгери, Гаджиали, Антти, Араши.
    *_fixed("[а-яё-]+и", ("Masc",), 0.25),
    *_fixed("[а-яё-]+[оеёиуыэ]|[а-яё-]*[аеиоуыэюя]{2}", _BOTH, 0.12),
    *_fixed("[а-яё-]+ю", _BOTH, 0.05),
)


def forms(paradigm: Paradigm, stem: str) -> Iterator[tuple[str, str]]:
    """Decline: yield ``(case, form)`` of a stem, with every variant."""
    for case, endings in zip(CASES, paradigm.endings, strict=True):
        for ending in endings.split("|"):
            yield case, stem + ending.replace("0", "")


class _Rule(NamedTuple):
    """How one ending is undone: what it stands for, and what takes its place in the nominative."""

    case: str
    gender: str
    weight: float
    firsts: tuple[str, ...]


class Declension:
    """Paradigms, turned round so that a word's last letters lead to those that it can belong to."""

    def __init__(self, paradigms: Sequence[Paradigm]) -> None:
        # By ending, and there by the pattern of the stem: of many paradigms several cases end alike.
        self._rules: dict[str, list[tuple[re.Pattern[str], list[_Rule]]]] = defaultdict(list)
        for paradigm in paradigms:
            nominative = paradigm.endings[0].replace("0", "").split("|")
            for case, endings in zip(CASES, paradigm.endings, strict=True):
                for ending in endings.replace("0", "").split("|"):
                    # Variants of a nominative belong to oblique forms; a nominative is what it is.
                    firsts = (ending,) if case == "Nom" else tuple(nominative)
                    rules = self._rules[ending]
                    if not rules or rules[-1][0] != paradigm.stem:
                        rules.append((paradigm.stem, []))
                    rules[-1][1].append(_Rule(case, paradigm.gender, paradigm.weight, firsts))
        self._longest = max(map(len, self._rules), default=0)

    def nominatives(self, word: str) -> list[Form]:
        """Return what ``word`` (lower case, no hyphen) can be a form of, by rule."""
        found = dict.fromkeys(self._forms(word))
        # Where a surer paradigm explains a case and gender, no other does: "Петровым" is no adjective.
        sure = {(form.case, form.gender) for form in found if form.weight == 1}
        return [form for form in found if form.weight == 1 or (form.case, form.gender) not in sure]

    def _forms(self, word: str) -> Iterator[Form]:
        for length in range(min(self._longest, len(word)) + 1):
            stem = word[: len(word) - length]
            for pattern, rules in self._rules.get(word[len(stem) :], ()):
                if pattern.fullmatch(stem):
                    for case, gender, weight, firsts in rules:
                        for first in firsts:
                            yield Form(stem + first, case, gender, weight)
