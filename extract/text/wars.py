# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""Which war, if any: posts and sentences about earlier wars, accidents and illness are put aside."""

import re
from collections.abc import Callable, Mapping, Sequence

from extract.text.causes import Causes
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.ranks import Rank
from extract.text.standing import Standing, Words
from extract.text.tales import Grammar, Tale
from sinodik.records import Status

Rule = Callable[..., Words | None]

_OLD_YEAR, _NEW_YEAR = re.compile(r"(?<!\d)19(?:39|4[0-5])(?!\d)"), re.compile(r"(?<!\d)20(?:1[4-9]|[2-9]\d)(?!\d)")
_LIFE = re.compile(r"\d\D{0,15}[-‐‑‒–—−]")  # what every "1998 г. – 2022 г." begins with
# "погиб 3 июня 1984 г.", "умер в 2010 году": but not the year of birth.
# A year in which something happened: "в 2010 году", "3 июня 1984 г.", not "выпускник 2005 года".
_YEAR = (
    r"(?:(?<![а-я])в (?:далеком )?|(?:янв|фев|мар|апр|мая|мае|июн|июл|авг|сен|окт|ноя|дек)[а-я]* )"
    r"(?:19\d\d|200\d|201[0-3])(?!\d)(?! ?(?:г(?:ода?|\.)? ?)?(?:р(?![а-я])|рожд|г\.? ?р))(?! ?[-–—]+ ?\d)"
)
_LONG_AGO = re.compile(rf"[^.;,]{{0,60}}?{_YEAR}")
_SINCE_LONG = re.compile(
    rf"{_YEAR}(?:(?:-?(?:го|м))?(?: ?г(?:\.|од[ау])?)?,?[^.;,]{{0,40}}|(?: года?)?, во? [а-я-]+ )$"
)
_SOVIET_HERO = re.compile(r"геро[а-я]+ советского союза (?:[а-я]+ ){0,2}$")
# "В случае гибели", "тех, кто отдал жизнь": nobody's.
_SUPPOSED = re.compile(
    r"(?:(?:в случае|на случай|риск[а-я]*|не исключая)(?: его| ее)?"
    r"|(?:тех|все[хм]?|каждого),? кто(?: не| уже| геройски)?) $"
)
_DECADE = re.compile(r"[^.;]{0,30}в (?:семидесяты|восьмидесяты|девяносты|нулевы)[ех]")
# "Ангола, 1981.", "2 марта 1969 года. Даманский.": what stands under it is of then.
_OLD_DAY = re.compile(
    r"\W*(?:(?:[а-я-]+, )?\d{1,2} [а-я]{3,8} |[а-я]+, )(?:19\d\d|200\d|201[0-3])(?: ?г(?:\.|ода?)?)?(?=[.\n])(?!\. ?р)"
)
_UNDER = 3  # sentences that such a heading is over
_SPELT = re.compile(r"в (?:тысяча девятьсот )?сорок (?:перв|втор|треть|четверт|пят)[а-я]+")
_ANY_OLD = re.compile(
    r"(?<!\d)(?:19\d\d|200\d|201[0-3])(?!\d)|в (?:тысяча девятьсот )?сорок |советского союза"
    r"|в (?:семидесяты|восьмидесяты|девяносты|нулевы)[ех]"
)
_KILLED_LONG_AGO = re.compile(
    r",? ?\(?(?:расстрел|замуч|погиб|умер|убит|пал|скончал|пропал|репресс)[а-я]*[^.;,]{0,40}"
    r"(?<!\d)(?:1[789]\d\d|200\d|201[0-3])(?!\d)"
)
# "(1965–1986)": a life that ended long before this war.
_ENDED_LONG_AGO = re.compile(
    r"[ ,]{0,2}\(?[\d. ]{0,6}1[789]\d\d ?[-‐‑‒–—−] ?[\d. ]{0,6}(?:1[89]\d\d|200\d|201[0-3])(?!\d)"
)
_YEARS_AGO = re.compile(
    r"(?<![а-я0-9])(?:двадцать|тридцать|сорок|пятьдесят|полвека|[2-9]\d)"
    r"(?: [а-я]+)?(?: лет)?(?: [а-я]+)? назад(?![а-я])"
)
_FAR = 1000  # characters after which nobody remembers how long ago it was
_LIVED_LONG = re.compile(
    r"[ ,]{0,2}\(?[\d. ]{0,6}(?:18\d\d|19[0-3]\d) ?[-‐‑‒–—−] ?[\d. ]{0,6}20\d\d(?!\d)"
)  # "(1929–2021)"
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
_TELLING = ("missing", "silence", "captured", "wounded", "verbs", "absence")
_NO_DEATH = ("памят",)  # whoever is remembered may be dead for long
_FOREFATHER = re.compile(r"(?<![а-я])(?:его|ее) (?:пра)?(?:дед|бабушк)")  # of whom the post is about
_ANCESTOR = re.compile(r"(?<![а-я])(?:пра)*(?:дед|бабушк|отец|отц|дяд)|тех, кто")
_LAST_WAY = re.compile("последний путь")  # others are seen off to the war
# What only was said, or is denied: nobody dies of it.
_RUMOUR = re.compile(
    r"(?<![а-я])(?:слух[а-я]*|некролог[а-я]*|якобы|мошенни[а-я]*|аферист[а-я]*"
    r"|лжесообщени[а-я]*|успели[^.!?]{0,20} похоронить)(?![а-я])"
)
# "Он погиб?", "не дождались бы"; but "за что погиб Пётр?"
_QUESTION, _UNREAL = re.compile(r"\?[»\")\s]*$"), re.compile(r" бы(?![а-я])")
_WHY = re.compile(
    r"\W*(?:за что|почему|зачем|как|кто|что|где|когда|сколько|разве|неужели"
    r"|помни[а-я]+|знае[а-я]+|слыша[а-я]+)(?![а-я])"
)
_DENIED = re.compile(
    r"(?:(?:сведений|данных|информации|известий|подтверждени[йя]) о (?:его |ее |их )?|(?<![а-я])ни среди "
    r"|не (?:надо|нужно|пишите|говорите)(?: [а-я]+){0,3} ?[«\"“]?(?:[^.!?»\"]{0,40}[»\"]? и [«\"])?"
    r"|не верю[^.!?]{0,30})$"
)


class Wars:
    """Tells of which war a post or a sentence is."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues, self._causes = cues, Causes(cues)

    def may_open(self, document: Document) -> bool:
        """Tell, before anything is read, whether anything in the post may tell of a death."""
        text = document.low
        return self._tells_of_many(text) or self._tells_a_death(document) or bool(_LIFE.search(text))

    def _tells_of_many(self, low: str) -> bool:
        return self._cues["collective"].search(low) is not None

    def passed_over(
        self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale], *, lives: bool
    ) -> tuple[Rule, Words | None] | None:
        """Return the rule by which the whole post is put aside, and the words that carried it; None if none does.

        ``lives`` where the post tells of both ends of a life: "(1998–2022)" needs no other word.
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
            causes.is_about_an_accident,
            causes.is_about_a_natural_death,
        )

    def is_collective(self, document: Document) -> bool:
        """Tell whether the post speaks of the dead only in general: "память погибших" may be about nobody here."""
        return not self._tells_a_death(document) and bool(self._cues["collective"].search(document.low))

    def _tells_a_death(self, document: Document) -> bool:
        low = document.low
        if any(
            not _SUPPOSED.search(low, max(0, told.start() - 60), told.start())
            for told in self._cues["death"].finditer(low)
        ):
            return True
        if any(self._cues[name].search(low) for name in ("missing", "captured")):
            return True
        told = (match for match in self._cues["told"].finditer(low) if match.lastgroup in _TELLING)
        return any(not _SUPPOSED.search(low, max(0, match.start() - 60), match.start()) for match in told)

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
        near = place.last_before(self._cues["old_war"], 30) or _KILLED_LONG_AGO.match(place.after)
        if ended := _ENDED_LONG_AGO.match(place.after) or _LIVED_LONG.match(place.after):
            return place.name.end + ended.start(), place.name.end + ended.end()
        if near and not self._cues["this_war"].search(place.before):
            return near.span() if near.re is not _KILLED_LONG_AGO else (place.name.start, place.name.end + near.end())
        if self._is_under_an_old_day(place.document, place.start):
            return 0, place.name.start
        return self._old(place.document, place.start, place.end)

    def may_be_old(self, document: Document) -> bool:
        """Tell whether any word or year of the post may be an earlier war's."""
        low = document.low
        return bool(_ANY_OLD.search(low) or self._cues["old_war"].search(low))

    def void(self, document: Document, told: Sequence[Tale], *, old: bool) -> set[int]:
        """Return where deaths of earlier wars (only if ``old``), of accidents and of illness are told."""
        civil = self._causes.are_told_of(document)
        said = {tale.start for tale in told if self.is_only_said(document, tale)}
        void = {
            document.sentence(tale.start)
            for tale in told
            if (old and self.is_of_an_old_war(document, tale)) or (civil and self._causes.took(document, tale))
        }
        return said | {tale.start for tale in told if document.sentence(tale.start) in void} if void else said

    def is_only_said(self, document: Document, tale: Tale) -> bool:
        """Tell whether a death is a rumour, a swindler's tale, or denied: "сведений о гибели нет"."""
        if tale.status is Status.OTHER:
            return False
        start, end = document.sentence(tale.start)
        low = document.low
        if _UNREAL.match(low, tale.end) or (
            _QUESTION.search(low[max(start, end - 9) : end]) and not _WHY.match(low, start)
        ):
            return True
        quoted = low[tale.start - 1 : tale.start] == "«" and low[tale.end : tale.end + 1] == "»"
        return quoted or bool(_RUMOUR.search(low, start, end) or _DENIED.search(low, start, tale.start))

    def is_of_an_old_war(self, document: Document, tale: Tale) -> bool:
        """Tell whether a death is told of an earlier war, or of a year long before this one."""
        start, end = document.sentence(tale.start)
        low = document.low
        if self._old(document, start, end) is not None or self._is_under_an_old_day(document, start):
            return True
        if _NEW_YEAR.search(low, start, end):
            return False
        ago = _YEARS_AGO.search(low, max(0, tale.start - _FAR), tale.start)
        if ago and not self.is_new(document, tale.start):
            return not self._cues["this_war"].search(low, ago.end(), tale.start)
        after = _LONG_AGO.match(low, tale.end, end) or _DECADE.match(low, tale.end, end)
        before = _SINCE_LONG.search(low, start, tale.start)
        return bool(after or before)

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
        old = next(
            (m for cue in (self._cues["old_war"], _OLD_YEAR, _SPELT) if (m := cue.search(low, start, end))), None
        )
        if old is None or self._cues["this_war"].search(low, start, end) or _NEW_YEAR.search(low, start, end):
            return None
        return old.span()
