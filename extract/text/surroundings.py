"""What stands about a name: the words that agree with it, and what its sentence tells."""

import re
from collections.abc import Collection
from functools import cached_property
from itertools import chain, islice

from extract.text.document import Document
from extract.text.kinds import KIND_WORDS
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line, is_item
from extract.text.morphology import CASES
from extract.text.readings import Readings

# What is told of the dead afterwards shows whether it was a man or a woman.
_TOLD = re.compile(r"(?<![а-я])(?:погиб|погибла|родился|родилась|похоронен|похоронена|скончался|скончалась)(?![а-я])")
_TOLD_WITHIN = 120  # characters
# "Вечная память Иванову", "оборвалась жизнь Гаджиева Фаниса": the name does not agree with these, most take a genitive.
_GOVERNS = frozenset({"память", "слава", "честь"})
_OF_WHOM = frozenset(
    "жизнь гибель гибели гибелью смерть смерти смертью кончина кончины кончине кончиной тело"
    " тела имя имени подвиг подвига"
    " похороны похорон похоронах портрет портрета фото фотография могила могилы могиле судьба памяти прах потеря утрата"
    " уход командованием".split()
)
_OF_HIM = frozenset({("Gen", "Masc"), ("Gen", "Fem")})
# "Мать, Юлия Кедрова", "его жена — Анна": the name is in the relative's gender and case.
_KIN_GAP = re.compile(r"(?:,| [—–-]) ")
# Beside these nothing is a name that only its surroundings make one: places, units and what is called after somebody.
_NO_NAME_BEFORE = re.compile(r"(?:(?<![а-я])(?:в|во|из|под|на|к|у|над|от|до|около|близ|имени|им\.) ?|[«\"„“])$")
# How a list goes on after a name, and how a text does that lists names in one line.
_LISTED = r"[а-я-]+(?: [«\"][^\n»\"]{1,25}[»\"])? [а-я-]+(?: [а-я-]+)?"
_ENTRY = re.compile(rf"{_LISTED} ?(?:[(\d—–]|, ?\d|, [а-я]+ (?:обл|район|край|респ))")
_AGED = re.compile(rf"{_LISTED},? ?(?:, \d\d (?:лет|год)|\(\d\d (?:лет|год)|\(?(?:19|20)\d\d)")
_ENTRY_LINE = re.compile(rf"^{_ENTRY.pattern}", re.MULTILINE)
# What makes an adjective before it a place: "Шатойского района", "Кедровского муниципального округа".
_DISTRICTS = ("район", "округ", "улус", "кожуун", "аймак", "муниципальн", "городского округ", "р-н")
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
        self._hints: dict[tuple[int, int], frozenset[tuple[str, str]]] = {}

    def allows_name(self, index: int) -> bool:
        """Tell whether the word with this number may be part of a name: no rank, no place, no word that never is."""
        word = self.document.words[index]
        if word.end in self.rank_ends or word.low in self.lexicon.not_names or len(word.text) < 2:
            return False
        return not (self.is_place(index) or self._is_of_a_district(index))

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
        if (start, end) not in self._hints:
            self._hints[start, end] = frozenset(self._hinted(start, end))
        return self._hints[start, end]

    def _hinted(self, start: int, end: int) -> set[tuple[str, str]]:
        words, analyses = self.document.words, self.readings.analyses
        hints: set[tuple[str, str]] = set()
        joined = start > 0 and self.document.text[words[start - 1].end : words[start].start] == " "
        if joined and words[start - 1].low in _OF_WHOM:
            hints |= _OF_HIM
        elif (joined and words[start - 1].low not in _GOVERNS) or self._follows_kin(start):
            before = [a for a in analyses(words[start - 1].text) if not a.plural]
            hints |= {(a.case, a.gender) for a in before if a.pos in ("NOUN", "ADJ") and a.case and a.gender}
        near = words[max(0, start - 1) : start] + words[end : end + 1]
        for analysis in (a for w in near for a in analyses(w.text) if a.pos == "VERB"):
            if not analysis.case and analysis.gender:
                hints.add(("Nom", analysis.gender))
        told = _TOLD.search(self.document.low, words[end - 1].end, words[end - 1].end + _TOLD_WITHIN)
        if told:
            hints |= {(case, "Fem" if told[0].endswith(("а", "ась")) else "Masc") for case in CASES}
        return hints

    def _follows_kin(self, start: int) -> bool:
        """Tell whether a relative's word and a comma or a dash stand before the word with this number."""
        words = self.document.words[max(0, start - 1) : start + 1]
        if len(words) < 2 or words[0].low not in self.lexicon.kin:
            return False
        return _KIN_GAP.fullmatch(self.document.low, words[0].end, words[1].start) is not None

    def allows_unknown(self, start: int, end: int, *, proved: bool = False) -> bool:
        """Tell whether a name that nobody knows can stand at ``start:end`` of the text: where somebody's death is told.

        Its words must not stand as a place or a unit does. A name that is ``proved`` by its patronymic needs no death.
        """
        low = self.document.low
        if "\n" in low[start:end] or _NO_NAME_BEFORE.search(low[max(0, start - 12) : start]):
            return False
        return proved or self.press or start - 1 in self.rank_ends or self._tells_a_death(start)

    def is_headed(self, start: int) -> bool:
        """Tell whether a name at ``start`` begins a line of its own, follows a rank, or has its age told."""
        return start - 1 in self.rank_ends or begins_line(self.document, start) or self._is_aged(start)

    def _is_aged(self, start: int) -> bool:
        return _AGED.match(self.document.low, start) is not None

    def _tells_a_death(self, position: int) -> bool:
        """Tell whether the sentence tells a death, or stands in a list in a text that does."""
        # One answer for a sentence, or for a stretch of an endless one.
        stretch = (self.document.sentence_number(position), position // _STRETCH)
        if stretch not in self._deaths:
            start, end = self.document.sentence(position)
            told = any(self.lexicon.cues[name].search(self.document.low, start, end) for name in _DEATH_CUES)
            self._deaths[stretch] = told or _TOLD.match(self.document.low, end) is not None
        return self._deaths[stretch] or (self._is_item(position) and (self._is_about_a_death or self._is_a_list))

    def _is_item(self, position: int) -> bool:
        """Tell whether an item of a list begins there: "1. Кедров Пётр", "Кедров Пётр — 1990"."""
        entry = begins_line(self.document, position) and _ENTRY.match(self.document.low, position)
        return bool(entry) or self._is_aged(position) or is_item(self.document, position)

    @cached_property
    def _is_about_a_death(self) -> bool:
        return any(self.lexicon.cues[name].search(self.document.low) for name in _DEATH_CUES)

    @cached_property
    def _is_a_list(self) -> bool:
        """Tell whether at least three names stand with what lists tell of them."""
        low = self.document.low
        entries = chain(_ENTRY_LINE.finditer(low), _AGED.finditer(low))
        return len({match.start() for match in islice(entries, _LIST * 2)}) >= _LIST
