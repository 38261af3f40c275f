# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""Which war, if any: posts and sentences about earlier wars, accidents and illness are put aside."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from extract.text.causes import DIED_ELSEHOW, Causes
from extract.text.cue import CuePattern
from extract.text.denials import is_only_said
from extract.text.document import Document
from extract.text.figurative import is_figurative
from extract.text.implied import Implied
from extract.text.lists import begins_line
from extract.text.long_ago import (
    ANY_OLD,
    DECADE,
    IN_BRACKETS,
    KILLED_LONG_AGO,
    LONG_AGO,
    LONG_AGO_IN_BRACKETS,
    OF_THE_PAST,
    SINCE_LONG,
    SPELT,
    SPELT_LATER,
    YEARS_AGO,
)
from extract.text.ranks import Rank
from extract.text.standing import Standing, Words
from extract.text.tales import Grammar, Tale, is_a_count_of_wounds
from extract.text.wordless import is_told_without_words

Rule = Callable[..., Words | None]

_OLD_YEAR, _NEW_YEAR = re.compile(r"(?<!\d)19(?:39|4[0-5])(?!\d)"), re.compile(r"(?<!\d)20(?:1[4-9]|[2-9]\d)(?!\d)")
_YEAR_OF_WAR = re.compile(r"(?<!\d)20(?:2[2-9]|[3-9]\d)(?!\d)")
# What every "1998 г. – 2022 г." begins with, or a card: "† 05.02.2023", "12.03.1998" over "05.02.2023".
_LIFE = re.compile(
    r"\d\D{0,15}[-‐‑‒–—−]|[†✝☦⚰🪦] ?\d|(?:^|\n)п(?:ог)?\. \d"
    r"|\d ?(?:г\.)?[^\w\n]{0,6}\n[^\w\n]{0,6}(?:[а-я]{1,5} [а-я]{5,10})?[^\w\n]{0,4}\d"
)
_SOVIET_HERO = re.compile(r"геро[а-я]+ советского союза (?:[а-я]+ ){0,2}$")
# "В случае гибели", "тех, кто отдал жизнь": nobody's.
_SUPPOSED = re.compile(
    r"(?:(?:в случае|на случай|риск[а-я]*|не исключая)(?: его| ее)?"
    r"|(?:тех|все[хм]?|каждого),? кто(?: не| уже| геройски)?) $"
)
# "Ангола, 1981.", "2 марта 1969 года. Даманский.": what stands under it is of then.
_OLD_DAY = re.compile(
    r"\W*(?:(?:[а-я-]+, )?\d{1,2} [а-я]{3,8} |[а-я]+, )(?:19\d\d|200\d|201[0-3])(?: ?г(?:\.|ода?)?)?(?=[.\n])(?!\. ?р)"
)
_LINES, _HEADING = 60, 60  # of a list under a heading of so many characters
_UNDER = 3  # sentences that such a heading is over
_FAR = 1000  # characters after which nobody remembers how long ago it was
# "Похоронен рядом с дедом-фронтовиком", "у памятника воинам-афганцам": that tells only where.
_BESIDE_THEM = re.compile(
    r"(?<![а-я])(?:рядом с|возле|около|подле|неподалеку от|недалеко от|по соседству с|на аллее"
    r"|у (?:могил|памятник|мемориал|стел)[а-я]*)(?: [а-я-]+){0,2}[ -]$"
)
_DEATH = (
    Grammar.SUBJECT,
    Grammar.PARTICIPLE,
    Grammar.OF,
    Grammar.ABSENT,
    Grammar.OBJECT,
    Grammar.WITH,
    Grammar.AFTERWARDS,
)
# The tables of "told" that need no other word of death.
_TELLING = ("missing", "silence", "unheard", "captured", "wounded", "verbs", "absence")
_NO_DEATH = ("памят",)  # whoever is remembered may be dead for long
_FOREFATHER = re.compile(r"(?<![а-я])(?:его|ее) (?:пра)?(?:дед|бабушк)")  # of whom the post is about
_ANCESTOR = re.compile(r"(?<![а-я])(?:пра)*(?:дед|бабушк|отец|отц|дяд)|тех, кто")
_LAST_WAY = re.compile("последний путь")  # others are seen off to the war


class Wars:
    """Tells of which war a post or a sentence is."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues, self._causes, self._implied = cues, Causes(cues), Implied(cues["this_war"])

    def may_open(self, document: Document) -> bool:
        """Tell, before anything is read, whether anything in the post may tell of a death."""
        text = document.low
        told = self._tells_of_many(text) or self._tells_a_death(document) or bool(_LIFE.search(text))
        return told or self._implied.may_be(document)

    def implies_a_death(self, document: Document, ranks: Sequence[Rank]) -> bool:
        """Tell whether a post that has no word of death is a notice of one all the same."""
        return not self._tells_a_death(document) and self._implied.told(document, ranks) is not None

    def is_of_soldiers(self, document: Document) -> bool:
        """Tell whether the post speaks of an army or of this war at all: football has the dates of a notice too."""
        return self._implied.is_of_soldiers(document)

    def _tells_of_many(self, low: str) -> bool:
        return self._cues["collective"].search(low) is not None

    def passed_over(
        self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale], *, lives: bool
    ) -> tuple[Rule, Words | None] | None:
        """Return the rule by which the whole post is put aside, and the words that carried it; None if none does.

        ``lives`` where the post tells of both ends of a life, or implies a death: "(1998–2022)" needs no other word.
        """
        if not (lives or self._tells_a_death(document) or self._cues["collective"].search(document.low)):
            return self.tells_of_no_death, None
        for rule in self.rules:
            if words := rule(document, ranks, told):
                return rule, words
        return None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule by which a whole post is put aside that tells of a death."""
        causes = self._causes
        return (
            causes.is_an_offer,
            self.is_about_an_old_war,
            causes.is_about_civilians,
            causes.is_about_an_accident,
            causes.is_about_a_natural_death,
        )

    def is_collective(self, document: Document) -> bool:
        """Tell whether the post speaks of the dead only in general: "память погибших" may be about nobody here."""
        return not self._tells_a_death(document) and bool(self._cues["collective"].search(document.low))

    def _tells_a_death(self, document: Document) -> bool:
        low = document.low
        if any(self._is_told(document, told.start()) for told in self._cues["death"].finditer(low)):
            return True
        if any(self._cues[name].search(low) for name in ("missing", "captured")):
            return True
        told = (
            m for m in self._cues["told"].finditer(low) if m.lastgroup in _TELLING and not is_a_count_of_wounds(low, m)
        )
        return any(self._is_told(document, match.start()) for match in told) or is_told_without_words(document)

    def _is_told(self, document: Document, position: int) -> bool:
        """Tell whether a word of death is meant so: neither "в случае гибели" nor "не вернулся из отпуска"."""
        supposed = _SUPPOSED.search(document.low, max(0, position - 60), position)
        return not (supposed or is_figurative(document, position))

    def tells_of_no_death(self, document: Document) -> Words | None:
        """No word of the post tells that somebody died, is missing or was taken captive."""
        return None if self.may_open(document) else (0, len(document.low))

    def is_about_an_old_war(self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale]) -> Words | None:
        """The post is about the dead of an earlier war."""
        if not self.may_be_old(document):
            return None
        deaths = [tale for tale in told if self._is_a_death(document, tale)]
        old = self._old(document, 0, len(document.low))
        # "Погиб рядовой Кедров. Его прадед …": what is told first is what the post is about.
        if old and not (deaths and document.sentence(deaths[0].start)[1] <= old[0]):
            return old
        his = bool(deaths and told[0] is not deaths[0]) and _FOREFATHER.search(
            document.low, *document.sentence(deaths[0].start)
        )
        if deaths and not his and all(self.is_of_an_old_war(document, tale) for tale in deaths):
            return deaths[0].start, deaths[0].end
        return None

    def _is_a_death(self, document: Document, tale: Tale) -> bool:
        if tale.words[0].startswith("прово"):
            return _LAST_WAY.search(document.low, *document.sentence(tale.start)) is not None
        return tale.grammar in _DEATH and not tale.words[0].startswith(_NO_DEATH)

    def fell_in_an_old_war(self, place: Standing) -> Words | None:
        """The sentence is about an earlier war."""
        if hero := _SOVIET_HERO.search(place.before):
            return place.left + hero.start(), place.name.start
        near = place.last_before(self._cues["old_war"], 30) or KILLED_LONG_AGO.match(place.after)
        if ended := next((m for past in OF_THE_PAST if (m := past.match(place.after))), None):
            return place.name.end + ended.start(), place.name.end + ended.end()
        if near and not self._cues["this_war"].search(place.before):
            return near.span() if near.re is not KILLED_LONG_AGO else (place.name.start, place.name.end + near.end())
        if self._is_under_an_old_day(place.document, place.start):
            return 0, place.name.start
        if heading := self._old_heading(place.document, place.name.start):
            return heading
        return self._old(place.document, place.start, place.end) or self._old_before(place)

    def _old_before(self, place: Standing) -> Words | None:
        """Return what tells of an earlier war in the sentence before, if this one tells of none."""
        document, low = place.document, place.document.low
        if place.start < 2 or "\n" in low[place.start - 2 : place.start] or self.is_new(document, place.start):
            return None
        start, _ = document.sentence(place.start - 2)
        return self._old(document, start, place.start)

    def died_elsehow(self, place: Standing) -> Words | None:
        """Said beside the name to have died of an illness or in an accident."""
        told = DIED_ELSEHOW.match(place.document.low, place.name.end)
        return told.span() if told else None

    def may_be_old(self, document: Document) -> bool:
        """Tell whether any word or year of the post may be an earlier war's."""
        low = document.low
        return bool(ANY_OLD.search(low) or self._cues["old_war"].search(low))

    def void(self, document: Document, told: Sequence[Tale], *, old: bool) -> set[int]:
        """Return where deaths of earlier wars (only if ``old``), of accidents and of illness are told."""
        civil = self._causes.are_told_of(document)
        said = {tale.start for tale in told if is_only_said(document, tale)}
        void = {
            document.sentence(tale.start)
            for tale in told
            if (old and self.is_of_an_old_war(document, tale)) or (civil and self._causes.took(document, tale))
        }
        return said | {tale.start for tale in told if document.sentence(tale.start) in void} if void else said

    def took_otherwise(self, document: Document, told: Sequence[Tale], void: Collection[int]) -> bool:
        """Tell whether a post tells of one man's death, but in an accident, of illness or in a story."""
        deaths = [tale for tale in told if tale.start in void and self._is_a_death(document, tale) and not tale.plural]
        return any(
            self._causes.took(document, tale) and not _ANCESTOR.search(document.low, *document.sentence(tale.start))
            for tale in deaths
        )

    def is_of_an_old_war(self, document: Document, tale: Tale) -> bool:
        """Tell whether a death is told of an earlier war, or of a year long before this one."""
        start, end = document.sentence(tale.start)
        low = document.low
        if self._old(document, start, end) is not None or self._is_under_an_old_day(document, start):
            return True
        if _NEW_YEAR.search(low, start, end):
            return False
        ago = YEARS_AGO.search(low, max(0, tale.start - _FAR), tale.start)
        if ago and not self.is_new(document, tale.start):
            return not self._cues["this_war"].search(low, ago.end(), tale.start)
        after = (
            LONG_AGO.match(low, tale.end, end)
            or DECADE.match(low, tale.end, end)
            or SPELT_LATER.match(low, tale.end, end)
        )
        before = SINCE_LONG.search(low, start, tale.start) or (
            IN_BRACKETS.search(low, start, tale.start) and LONG_AGO_IN_BRACKETS.match(low, tale.end, end)
        )
        return bool(after or before)

    def _old_heading(self, document: Document, position: int) -> Words | None:
        """Return the heading of an earlier war that a line of a list stands under: "ПАВШИМ В 1941–1945"."""
        low = document.low
        if not begins_line(document, position):
            return None
        end = low.rfind("\n", 0, position)
        for _ in range(_LINES):
            if end < 0:
                return None
            start = low.rfind("\n", 0, end) + 1
            if self._cues["this_war"].search(low, start, end):
                return None
            if end - start <= _HEADING and (old := self._old(document, start, end)):
                return old
            end = start - 1
        return None

    def _is_under_an_old_day(self, document: Document, start: int) -> bool:
        """Tell whether a post begins with a place and a day of long ago, and a sentence stands right under them."""
        headed = _OLD_DAY.match(document.low)
        if headed is None or document.sentence_number(start) > _UNDER:
            return False
        told = document.low[headed.end() : document.sentence(start)[1]]
        return not ("родил" in told or _NEW_YEAR.search(told) or self._cues["this_war"].search(told))

    def is_long_ago(self, document: Document, tale: Tale) -> bool:
        """Tell whether a sentence tells that he whom the text is about fell long ago, and not his forefather."""
        if tale.grammar is not Grammar.SUBJECT or tale.plural or not self.is_of_an_old_war(document, tale):
            return False
        return not _ANCESTOR.search(document.low, *document.sentence(tale.start))

    def is_new(self, document: Document, position: int) -> bool:
        """Tell whether the sentence around a position names a year of this war, or the war itself."""
        start, end = document.sentence(position)
        low = document.low
        return bool(_NEW_YEAR.search(low, start, end) or self._cues["this_war"].search(low, start, end))

    def _old(self, document: Document, start: int, end: int) -> Words | None:
        """Return what tells of an earlier war between two places, if nothing there tells of this one."""
        low = document.low
        found = (m for cue in (self._cues["old_war"], _OLD_YEAR, SPELT) for m in cue.finditer(low, start, end))
        old = next((m for m in found if not _BESIDE_THEM.search(low, max(start, m.start() - 60), m.start())), None)
        if old is None or self._cues["this_war"].search(low, start, end) or _YEAR_OF_WAR.search(low, start, end):
            return None
        return old.span()
