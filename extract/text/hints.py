"""Which case and gender what stands about a name speaks for: what governs it, and what agrees with it."""

import re
from collections.abc import Sequence, Set
from functools import cached_property

from extract.text.agreement import FREE
from extract.text.document import Document, Word
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line
from extract.text.morphology import CASES, Analysis
from extract.text.reading import BEARERS
from extract.text.readings import Readings

# What is told of the dead afterwards shows whether it was a man or a woman.
TOLD = re.compile(r"(?<![а-я])(?:погиб|погибла|родился|родилась|похоронен|похоронена|скончался|скончалась)(?![а-я])")
_TOLD_WITHIN = 120  # characters
# The cases that prepositions and some nouns give a name that follows: "простились с Вакилем".
GOVERNED = {
    **dict.fromkeys("с со над перед".split(), ("Ins",)),
    **dict.fromkeys("у без для от до из из-за ради вместо кроме возле около против после".split(), ("Gen",)),
    **dict.fromkeys("к ко по благодаря".split(), ("Dat",)),
    **dict.fromkeys("о об обо при".split(), ("Loc",)),
    **dict.fromkeys("про через".split(), ("Acc",)),
    "память": ("Dat",),
    "слава": ("Dat",),
    "честь": ("Gen",),
    **dict.fromkeys("памятник памятника памятнику памятником памятнике бюст бюста бюсте".split(), ("Dat",)),
}
# Many did it to him, or it was done to him: "похоронили Кедрова", "накрыло Кедрова", "не стало Кедрова".
_TO_HIM = ("Acc", "Gen")
_TO_ONE = frozenset({("Dat", "Masc"), ("Dat", "Fem")})
_GIVEN_HIM = re.compile("(?:вруч|перед|присво|присужд|посвя|посвящ|подар|сказа|помог|помощь|отда|дали|писа)")
# One may do this to him too: "Кедровск провожал Виталия Ким", who is no Виталия.
_PARTS_WITH = re.compile(
    "(?:провожа|проводи|(?:по)?хорони|встрет|встреча|потеря|оплак|вспом|помн|помян|награди|призва|мобилизова|опозна)"
)
_THEMSELVES = re.compile(r"(?:погиб|пал|служ|умер|ушл|жил|воева|стал|был|скончал)[а-я]*$|[а-я]*сь$")
# "Оборвалась жизнь Гаджиева Фаниса": the name does not agree with these.
_OF_WHOM = frozenset(
    "жизнь жизни гибель гибели гибелью смерть смерти смертью кончина кончины кончине кончиной кончину тело тела"
    " имя имени подвиг подвига подвиге подвигу подвигом похороны похорон похоронах отпевание отпевания погребение"
    " захоронение захоронения проводы портрет портрета портретом фото фотография фотографии фотографию"
    " могила могилы могиле могилу могилой судьба судьбы судьбе судьбу судьбой памяти памятью прах"
    " потеря потери потере потерю утрата утраты утрате утрату уход ухода уходе уходом останки останков гроб"
    " рождения мужество мужества героизм командованием"
    " семья семьи семье семью семьёй семьей".split()
)
_OF_HIM = frozenset({("Gen", "Masc"), ("Gen", "Fem")})
# What is said of him after a comma agrees with the name: ", погибшему на СВО", "(награждённого посмертно)".
_PARTICIPLE = re.compile(
    r"[а-яё]+(?:[бвгдзклпрстх]ш|щ|нн|[аеёия]т)(?:[иы]й|[ео]го|[ео]му|[иы]м|[еёо]м|ая|[ео]й|ую)(?:ся)?"
)
_ASIDE = re.compile(r"\.?(?: [«\"“][^»\"”\n]{1,25}[»\"”])?(?:, ?| \()")
_WHICH = {
    **dict.fromkeys("который которого которому которым котором".split(), "Masc"),
    "которая": "Fem",
    "которую": "Fem",
}
# "Кедрову Петру было 25 лет", "… навсегда 31".
_OF_AGE = re.compile(
    r"\.? (?:было|исполнил[оа]сь|минуло|ш[её]л|навсегда|навеки|вечно|едва|всего|должно)(?: [а-яё]+){0,2} \d\d(?!\d)"
)
# "Мать, Юлия Кедрова", "его жена — Анна": the name is in the relative's gender and case.
_KIN_GAP = re.compile(r"(?:,| [—–-]) ")
# What stands before a name that nothing governs: a line's or a sentence's beginning, a number, "Автор: ".
_FREE = re.compile(r"(?:^|[|•;])(?:[^\w\n]|\d)*$|(?<![а-я])(?P<label>[а-я]+): ?$")
_LABELLED, _FEW = 24, 6  # characters before a name, words after it


class Hints:
    """Answers for the places of one document, each but once, what speaks for which case and gender there."""

    def __init__(self, document: Document, readings: Readings, lexicon: Lexicon) -> None:
        self._document, self._readings, self._kin = document, readings, lexicon.kin
        self._ranks = lexicon.ranks.abbreviations
        self._hints: dict[tuple[int, int], frozenset[tuple[str, str]]] = {}

    def hints(self, start: int, end: int) -> frozenset[tuple[str, str]]:
        """Return the cases and genders that the words about the words ``start:end`` (numbers) speak for."""
        if (start, end) not in self._hints:
            self._hints[start, end] = frozenset(self._hinted(start, end))
        return self._hints[start, end]

    def _hinted(self, start: int, end: int) -> Set[tuple[str, str]]:
        words, analyses = self._document.words, self._readings.analyses
        after = self._said_after(end)
        start = self._before_ranks(start)
        gap = self._document.text[words[max(0, start - 1)].end : words[start].start]
        # "«вагнеровца» Кедрова"
        joined = start > 0 and (gap == " " or (gap == "» " and words[start - 1].text.islower()))
        if joined and words[start - 1].low in _OF_WHOM:
            return _narrowed(_OF_HIM, after)
        if joined and (governed := self.governed(start)):
            return _narrowed(self._governed_pairs(governed, words[start - 1]), after)
        if after:
            return after
        hints: set[tuple[str, str]] = set()
        if joined or self._follows_kin(start):
            hints |= _agreeing(analyses(words[start - 1].text))
        near = words[max(0, start - 1) : start] + words[end : end + 1]
        verbs = [a for w in near for a in analyses(w.text) if a.pos == "VERB" and not a.case and a.gender]
        if verbs:
            return hints | {("Nom", a.gender) for a in verbs}
        told = TOLD.search(self._document.low, words[end - 1].end, words[end - 1].end + _TOLD_WITHIN)
        if told:
            hints |= {(case, "Fem" if told[0].endswith(("а", "ась")) else "Masc") for case in CASES}
        return hints or ({FREE} if self.is_free(start, end) else hints)

    def _before_ranks(self, start: int) -> int:
        """Return the number of the first of the shortened ranks before a word: "мобилизованного мл. с-та Кедрова"."""
        words = self._document.words
        while start and words[start - 1].low in self._ranks:
            if self._document.text[words[start - 1].end : words[start].start] not in (" ", ". ", "."):
                break
            start -= 1
        return start

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether nothing governs the words ``start:end`` (numbers): a line, an item or a sentence begins there.

        "Александра Кедрова, 1990" is a woman there, but not in a list of genitives, nor in "… похоронили вчера".
        """
        words, low = self._document.words, self._document.low
        begin = self._document.sentence(words[start].start)[0]
        free = _FREE.search(low[max(begin, words[start].start - _LABELLED) : words[start].start])
        if not free or (free["label"] and not self._is_nominative(free["label"])):
            return False
        if self._lists_in_cases and begins_line(self._document, words[start].start):
            return False
        last = self._document.sentence(words[end - 1].end - 1)[1]
        rest = words[end : end + _FEW]
        return not any(self._is_done_by_many(word) for word in rest if word.end <= last)

    def _is_done_by_many(self, word: Word) -> bool:
        """Tell whether a word is a verb that has a name for its object: "похоронили", "не стало", "нет"."""
        if word.low in ("нет", "стало"):
            return True
        verbs = [a for a in self._readings.analyses(word.text) if a.pos == "VERB" and not a.case]
        return any(a.plural or a.gender == "Neut" for a in verbs) and not _THEMSELVES.match(word.low)

    def _is_nominative(self, word: str) -> bool:
        return any(a.case == "Nom" for a in self._readings.analyses(word))

    @cached_property
    def _lists_in_cases(self) -> bool:
        """Whether the lines of the document begin with names in other cases than the nominative."""
        words = (self._document.words[number] for number in self._document.capitals)
        heads = [w for w in words if begins_line(self._document, w.start)]
        cases = [{r.case for r in self._readings.given(word.text)} for word in heads]
        return sum(bool(c) and "Nom" not in c for c in cases) > sum(c == {"Nom"} for c in cases)

    def _governed_pairs(self, governed: tuple[str, ...], by: Word) -> frozenset[tuple[str, str]]:
        """Return the cases and genders that a word gives a name: a woman's accusative is as plain as it is rare."""
        if governed != _TO_HIM:
            return frozenset((case, sex) for case in governed for sex in BEARERS)
        of_her = {("Acc", "Fem")} if _PARTS_WITH.match(by.low) else set()
        return frozenset({*((case, "Masc") for case in governed), *of_her})

    def _said_after(self, end: int) -> frozenset[tuple[str, str]]:
        """Return the cases and genders of what is told of somebody after his name, the word before ``end`` its last."""
        words, last = self._document.words, self._document.words[end - 1]
        if _OF_AGE.match(self._document.low, last.end):
            return _TO_ONE
        if end == len(words) or not _ASIDE.fullmatch(self._document.low, last.end, words[end].start):
            return frozenset()
        if which := _WHICH.get(words[end].low):
            return frozenset((case, which) for case in CASES)
        if not _PARTICIPLE.fullmatch(words[end].low):
            return frozenset()
        said = (a for a in self._readings.analyses(words[end].text) if a.case and not a.plural)
        return frozenset((a.case, a.gender) for a in said if a.gender in BEARERS)

    def governed(self, start: int) -> tuple[str, ...]:
        """Return the cases that what stands before the word with this number gives a name: a preposition or a verb."""
        word = self._document.words[max(0, start - 1)]
        if start == 0 or self._document.text[word.end : self._document.words[start].start] != " ":
            return ()
        if word.low in GOVERNED:
            return GOVERNED[word.low]
        if word.low == "стало" and self._document.low.endswith("не ", 0, word.start):
            return ("Gen",)
        known = [a for a in self._readings.analyses(word.text) if a.known]
        if known and all(a.pos == "NOUN" and a.plural for a in known):
            return ("Gen",)  # "друзья Вакиля"
        verbs = [a for a in known if a.pos == "VERB" and not a.case]
        if verbs and _PARTS_WITH.match(word.low):
            return _TO_HIM
        many = bool(verbs) and all(a.plural or a.gender == "Neut" for a in verbs)
        if not many or _THEMSELVES.match(word.low):
            return ()
        return ("Dat",) if _GIVEN_HIM.match(word.low) else _TO_HIM

    def _follows_kin(self, start: int) -> bool:
        """Tell whether a relative's word and a comma or a dash stand before the word with this number."""
        words = self._document.words[max(0, start - 1) : start + 1]
        if len(words) < 2 or words[0].low not in self._kin:
            return False
        return _KIN_GAP.fullmatch(self._document.low, words[0].end, words[1].start) is not None


def _agreeing(analyses: Sequence[Analysis]) -> set[tuple[str, str]]:
    """Return the cases and genders in which a name agrees with what a person is called: "рядового", "депутат".

    Of a man's word in the nominative a woman may be called too; what is no living thing calls nobody: "сельсовета".
    """
    nominal = (a for a in analyses if a.pos in ("NOUN", "ADJ", "VERB") and a.case and a.gender and not a.plural)
    said = {(a.case, a.gender) for a in nominal}
    called = ("Nom", "Masc") in said and ("Acc", "Masc") not in said
    thing = ("Gen", "Masc") in said and ("Acc", "Masc") not in said
    return (said | {("Nom", "Fem")} if called else said) - ({("Gen", "Masc")} if thing else set())


def _narrowed(governed: frozenset[tuple[str, str]], after: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return which cases and genders what stands before a name and what stands after it both allow."""
    return governed & after or governed
