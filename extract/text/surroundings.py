"""What stands about a name: the words that agree with it, and what its sentence tells."""

import re
from collections.abc import Collection
from functools import cached_property
from itertools import chain, islice

from extract.text.document import Document, Word
from extract.text.hints import GOVERNED, TOLD, Hints
from extract.text.kinds import KIND_WORDS
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line, is_item
from extract.text.readings import Readings

# Only with these words before it a preposition calls for a person: "простились с Вакилем", "вспомним о Вакиле".
_PARTED = frozenset(GOVERNED) - {"память", "слава", "честь", "по"}
_PARTING = ("прост", "прощ", "попрощ", "памят", "гроб")
_PEOPLE = frozenset("боец воин земляк односельчанин житель доброволец штурмовик десантник морпех товарищ наш".split())
# Beside these nothing is a name that only its surroundings make one: places, units and what is called after somebody.
_NO_NAME_BEFORE = re.compile(r"(?:(?<![а-я])(?:в|во|из|под|на|к|у|над|от|до|около|близ|имени|им\.) ?|[«\"„“])$")
_CALLED_AFTER = re.compile(r"(?:(?<![а-я])(?:имени|им\.) ?|[«\"„“])$")
# How a list goes on after a name, and how a text does that lists names in one line.
_LISTED = r"[а-я-]+(?: [«\"][^\n»\"]{1,25}[»\"])? [а-я-]+(?: [а-я-]+)?"
_ENTRY = re.compile(rf"{_LISTED} ?(?:[(\d—–]|, ?\d|, [а-я]+ (?:обл|район|край|респ))")
_AGED = re.compile(rf"{_LISTED},? ?(?:, \d\d (?:лет|год)|\(\d\d (?:лет|год)|\(?(?:19|20)\d\d)")
_ENTRY_LINE = re.compile(rf"^{_ENTRY.pattern}", re.MULTILINE)
_BEGINS_ITEM = re.compile(r"[:;|•] ?$")
# What makes an adjective before it a place: "Шатойского района", "Кедровского муниципального округа".
_DISTRICTS = (
    "район",
    "област",
    "республик",
    "округ",
    "улус",
    "кожуун",
    "аймак",
    "муниципальн",
    "городского округ",
    "р-н",
)
_ADJECTIVAL = ("ого", "его", "ому", "ему", "ом", "ем", "ий", "ый", "ой")
# "Глава поселения Кедров": that is whose he is the head of.
_KINDS = frozenset(word for word in KIND_WORDS if len(word) > 3 and not word.startswith("поселен"))
_SHORT_KINDS = frozenset({"аул", "аал", "пгт"})  # short words, but not shortened ones
_STRETCH = 1000  # characters
_LIST = 3  # so many names make a list
_DEATH_CUES = ("event", "death", "missing")


class Surroundings:
    """Answers questions about the places of one document, each but once.

    ``rank_ends`` is where military ranks end; in the ``press`` anybody may be named, not only the dead.
    """

    def __init__(
        self,
        document: Document,
        readings: Readings,
        lexicon: Lexicon,
        rank_ends: Collection[int] = (),
        *,
        press: bool = False,
    ) -> None:
        self.document, self.press = document, press
        self.readings, self.lexicon = readings, lexicon
        self.rank_ends = rank_ends
        self._deaths: dict[tuple[int, int], bool] = {}
        self._hints = Hints(document, readings, lexicon)

    def allows_name(self, index: int) -> bool:
        """Tell whether the word with this number may be part of a name: no rank, no place, no word that never is."""
        word = self.document.words[index]
        if word.end in self.rank_ends or len(word.text) < 2:
            return False
        if word.low in self.lexicon.not_names and not self._is_somebodys(index):
            return False
        return not (self.is_place(index) or self._is_of_a_district(index))

    def _is_somebodys(self, index: int) -> bool:
        """Tell whether a name that is a company's too follows a given name: "Юлий Вагнер"."""
        word, before = self.document.words[index], self.document.words[max(0, index - 1)]
        known = [a for a in self.readings.analyses(word.text) if a.known]
        if word.start - before.end != 1 or not known or any(a.kind not in ("given", "surname") for a in known):
            return False
        return self.names_somebody(before)

    def names_somebody(self, word: Word) -> bool:
        """Tell whether a word is a given name and nothing else: "Арсений", but neither "Вера" nor "Слава"."""
        if not word.text[0].isupper() or word.low in self.lexicon.not_names or not self.readings.given(word.text):
            return False
        kinds = {a.kind for a in self.readings.analyses(word.text) if a.known}
        return "given" in kinds and "" not in kinds

    def is_place(self, index: int) -> bool:
        """Tell whether the word with this number is the name of a settlement or a street: "д. Петрово"."""
        if index == 0:
            return False
        word, before = self.document.words[index], self.document.words[index - 1]
        if before.low not in self.lexicon.place_types and before.low not in _KINDS:
            return False
        if len(before.text) == 1 and before.text.isupper():
            return False  # an initial
        following = self.document.words[index + 1 : index + 2]
        if any(self.readings.patronymic(w.text) for w in following):
            return False  # "уроженец этого улуса Уйгулаан Дмитриевич"
        gap = self.document.text[before.end : word.start]
        number_before = self.document.text[: before.start].rstrip()[-1:].isdigit()
        whole = len(before.low) > 3 or before.low in _SHORT_KINDS
        return gap in ((" ",) if whole else (". ", ".")) and not number_before

    def _is_of_a_district(self, index: int) -> bool:
        """Tell whether the word with this number is a district's: "Шатойского района", "Кедровский р-н"."""
        words = self.document.words
        if index + 1 == len(words) or not words[index + 1].low.startswith(_DISTRICTS):
            return False
        return words[index].low.endswith(_ADJECTIVAL) and words[index + 1].start - words[index].end == 1

    def hints(self, start: int, end: int) -> frozenset[tuple[str, str]]:
        """Return the cases and genders that the words about the words ``start:end`` (numbers) speak for."""
        return self._hints.hints(start, end)

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether nothing governs the words ``start:end`` (numbers), so that a name is in the nominative there."""
        return self._hints.is_free(start, end)

    def governed(self, start: int) -> tuple[str, ...]:
        """Return the cases that what stands before the word with this number gives a name."""
        return self._hints.governed(start)

    def is_inside(self, number: int) -> bool:
        """Tell whether the word with this number has a capital amid a sentence in small letters: it is a name's."""
        before, word = self.document.words[max(0, number - 1)], self.document.words[number]
        joined = number > 0 and self.document.text[before.end : word.start] == " "
        return joined and before.text.islower() and before.low not in _KINDS and not word.text.isupper()

    def follows_person(self, number: int) -> bool:
        """Tell whether the word before this one is what a person is called: "мой папа Стародуб Влас"."""
        before, word = self.document.words[max(0, number - 1)], self.document.words[number]
        called = before.low in self.lexicon.kin or before.low in _PEOPLE or before.end in self.rank_ends
        return number > 0 and called and self.document.text[before.end : word.start] == " "

    def allows_unknown(self, start: int, end: int, *, proved: bool = False, person: bool = False) -> bool:
        """Tell whether a name that nobody knows can stand at ``start:end`` of the text: where somebody's death is told.

        Its words must not stand as a place or a unit does. A name that is ``proved`` by its patronymic needs no death;
        what is surely a ``person`` may stand where places do: "у Саввы Пятницы".
        """
        low = self.document.low
        if "\n" in low[start:end] or (self.is_at_a_place(start) and not person):
            return False
        if person:
            return _CALLED_AFTER.search(low, max(0, start - 12), start) is None
        return proved or self.press or start - 1 in self.rank_ends or self._tells_a_death(start)

    @cached_property
    def is_of_the_dead(self) -> bool:
        """Whether the text tells a death anywhere."""
        return any(self.lexicon.cues[name].search(self.document.low) for name in _DEATH_CUES)

    def is_at_a_place(self, start: int) -> bool:
        """Tell whether what begins at ``start`` stands as a place, a unit, or what is called after somebody does."""
        return _NO_NAME_BEFORE.search(self.document.low[max(0, start - 12) : start]) is not None

    def is_headed(self, start: int) -> bool:
        """Tell whether a name at ``start`` begins a line or an item, follows a rank, or has its age told."""
        item = _BEGINS_ITEM.search(self.document.text, max(0, start - 3), start)
        return bool(item) or start - 1 in self.rank_ends or begins_line(self.document, start) or self._is_aged(start)

    def _is_aged(self, start: int) -> bool:
        return _AGED.match(self.document.low, start) is not None

    def calls_for_a_name(self, start: int, end: int) -> bool:
        """Tell whether what the words ``start:end`` (numbers) are can only be a person: "похоронили …", "… погиб"."""
        words, text = self.document.words, self.document.text
        if end < len(words) and text[words[end - 1].end : words[end].start] == " " and TOLD.fullmatch(words[end].low):
            return True
        if self._is_aged(words[start].start):
            return True
        if start == 0 or text[words[start - 1].end : words[start].start] != " ":
            return False
        before = words[start - 1]
        if TOLD.fullmatch(before.low):
            return True
        if before.low in _PARTED:
            return start > 1 and words[start - 2].low.startswith(_PARTING)
        return before.end in self.rank_ends or before.low in _PEOPLE or bool(self.governed(start))

    def _tells_a_death(self, position: int) -> bool:
        """Tell whether the sentence tells a death, or stands in a list in a text that does."""
        # One answer for a sentence, or for a stretch of an endless one.
        stretch = (self.document.sentence_number(position), position // _STRETCH)
        if stretch not in self._deaths:
            start, end = self.document.sentence(position)
            told = any(self.lexicon.cues[name].search(self.document.low, start, end) for name in _DEATH_CUES)
            self._deaths[stretch] = told or TOLD.match(self.document.low, end) is not None
        return self._deaths[stretch] or (self._is_item(position) and (self.is_of_the_dead or self._is_a_list))

    def _is_item(self, position: int) -> bool:
        """Tell whether an item of a list begins there: "1. Кедров Пётр", "Кедров Пётр — 1990"."""
        entry = begins_line(self.document, position) and _ENTRY.match(self.document.low, position)
        return bool(entry) or self._is_aged(position) or is_item(self.document, position)

    @cached_property
    def _is_a_list(self) -> bool:
        """Tell whether at least three names stand with what lists tell of them."""
        low = self.document.low
        entries = chain(_ENTRY_LINE.finditer(low), _AGED.finditer(low))
        return len({match.start() for match in islice(entries, _LIST * 2)}) >= _LIST
