"""Whom a word governs: "погиб Кедров" wants the nominative, "гибель Кедрова" the genitive after it."""

import re
from collections.abc import Callable, Mapping, Sequence

from extract.text.bonds import PREDICATE
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.standing import said
from extract.text.tales import PARTICIPLE, Grammar, Tale, predicative
from sinodik.names import fold
from sinodik.records import Status

_FARTHEST = 220  # characters from a tale to the name that it is told of
_CASES = {
    Grammar.OF: ("Gen",),
    Grammar.ABSENT: ("Gen", "Acc"),
    Grammar.WITH: ("Ins",),
    Grammar.OBJECT: ("Acc", "Gen"),
    Grammar.WISH: ("Dat", "Nom"),
}
_KIN_SUBJECT = re.compile(
    r"(?<![а-я])(?:сын|сыновья|муж|брат|братья|отец|папа|внук|дед|прадед|дядя|племянник|зять|дочь"
    r"|мать|сестра|жена|друг|товарищ|который|которая|чей|чья)(?![а-я])"
)
_HIS_KIN = re.compile(rf"(?: (?:его|ее|их|мой|наш))? {_KIN_SUBJECT.pattern.removeprefix('(?<![а-я])')}")
# "командира Ступака, он погиб", "Фитюлина, который попал в плен": whatever the name's case.
_PRONOUN = re.compile(r"[,;—–:(] ?(?:он|она|котор(?:ый|ая|ые))(?:,? [а-я]+){0,3},? $")
# "Турнир посвятили Кедрову: воспитанник клуба, погиб под Авдеевкой": what is told after a colon is told of him.
_ELLIPSIS = re.compile(r"[,:—–(] ?(?:геройски |героически |уже |тоже )?$")
_RELATIVE = re.compile(r", (?:(?:о|об|во?|на|с|у|к|за) )?котор[а-я]+[^,]*,")
_OTHER_CLAUSE = re.compile(r"(?<![а-я])(?:что|чтобы|котор[а-я]*|чей|чья|чьи|где|когда|если|как|его|ее|их)(?![а-я-])")
_ASIDE = re.compile(r"\([а-яё -]{3,20}\) [А-ЯЁ]")
# "Анна считала сына погибшим": it is told of the son.
_HIS_OWN = re.compile(r"(?<![а-я])(?:сына|мужа|брата|отца|внука|дочь|жену|сестру|друга|его|ее) $")
_AMONG = re.compile(r"(?:среди|в числе|спис[а-я]+)(?: [а-я]+)? $")
_OF_OTHERS = re.compile(r" (?:геро|всем|павш|погиб|солдат|воин|земляк)")  # "вечная память героям"
_KIN_OF_HIM = re.compile(r"(?<![а-я])(?:внук|сын|брат|отц|племянник|мат|вдов|сестр|жен|доч|родител)[а-я]* $")
# The clause in which a word of life stands, and who may be meant there.
_LAST_CLAUSE = re.compile(r"(?:[,;—–]| а| и| но) ([^,;—–]*)$")
_THE_REST = frozenset({"все", "остальные", "другие", "двое", "трое", "четверо", "пятеро", "оба"})
_HIMSELF = re.compile(
    r"(?:бо[ей][цй]|воин|солдат|пар[ен][ье]|мужчин|сержант|ефрейтор|рядово|старшин|прапорщ|лейтенант|капитан|майор|геро)"
    r"|(?:день|год|месяц|час|раз|утр|вечер|ноч|чуд|слав)"
)
_HONOURED = re.compile("почтил[аи]?")  # "память погибших почтили: Кедров"
_LISTING = (Grammar.ABSENT, Grammar.OBJECT, Grammar.WITH)
_TO_NAMES = re.compile(r"[^.!?;:]{0,80}: ?(?:[а-я]+\.? ){0,3}")
# "Кедров, …, погибший", "Кедров — по-прежнему пропавший".
_APPOSED = re.compile(r"(?:(?:,| [—–-]) [^,—–]{0,40}| (?:по-прежнему|все еще|до сих пор|пока) )$")
# "Бокал за павших друзей Ильи": whose friends they were.
_HIS_FRIENDS = re.compile(
    r" (?:[а-я]+ )?(?:друзья|друзей|друзьям|товарищ[а-я]+|побратим[а-я]+|сослуживц[а-я]+|однополчан[а-я]*"
    r"|однокурсник[а-я]+|одноклассник[а-я]+|сыновей|братьев|коллег[а-я]*) (?:[а-я]+ ){0,2}$"
)
_RECEIVES = re.compile(r" (?:получил|принял|вручил|передал)")


class Government:
    """Finds the names of its sentence of which a tale is told. ``speaks`` tells whether a name is a speaker's.

    ``are_joined`` tells whether a name and the next are told of together.
    """

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        morphology: Morphology,
        cues: Mapping[str, CuePattern],
        speaks: Callable[[int], bool],
        are_joined: Callable[[int], bool],
    ) -> None:
        self._document, self._names, self._are_joined = document, names, are_joined
        self._morphology, self._cues, self._speaks = morphology, cues, speaks

    def head(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        """Return whom the tale is told of: a name before, or one (after a colon all) after."""
        if tale.grammar is Grammar.SUBJECT:
            return self._subject(tale, before, after)
        if tale.grammar is Grammar.PARTICIPLE:
            tied = self._attribute(tale, before, after)
            said = None if tied else predicative(self._document.low, tale)
            return self.head(tale._replace(grammar=said), before, after) if said else tied
        if tale.grammar is Grammar.AFTERWARDS:
            near = [*([] if before is None else [before]), *after[:1]]
            near = [i for i in near if self._names[i].case in ("Nom", "Gen", "Acc", "Dat") and self._is_awarded(i)]
            return sorted(near, key=lambda i: self._names[i].case != "Nom")[:1]
        if tale.grammar in _LISTING and after and self._leads_to_names(tale, after[0]):
            return self._listed(tale, after)
        cases = _CASES[tale.grammar]
        # "Простились с выпускником школы имени Мусы Кедрова Ришатом": the instrumental shows whom.
        if tale.grammar is Grammar.OBJECT and _HIS_OWN.search(self._document.low, max(0, tale.start - 20), tale.start):
            before = None
        fits = [i for i in after[: 2 if tale.grammar is Grammar.WITH else 1] if self._fits(tale, i, cases)][:1]
        if tale.grammar is Grammar.WISH and _OF_OTHERS.match(self._document.low, tale.end):
            return fits
        if not fits and before is not None and tale.grammar is not Grammar.OF and self._fits(tale, before, cases):
            fits = [before]
        return fits

    def _leads_to_names(self, tale: Tale, index: int) -> bool:
        """Tell whether a colon leads to names in the nominative: "не стало двоих: Кедров", "похоронили: Белов"."""
        between = self._between(tale, self._names[index])
        led = self._is_nominative(self._names[index]) and _TO_NAMES.fullmatch(between) is not None
        return led and not any(self._cues[cue].search(between) for cue in ("speech", "official", "contact"))

    def _is_awarded(self, index: int) -> bool:
        """Tell whether an award can be this person's own: "медаль (посмертно) Нина получила" is not hers."""
        if self._cues["patrons"].match(self._document.low, self._names[index].start):
            return False
        return not self._speaks(index) and not _RECEIVES.match(self._document.low, self._names[index].end)

    def _fits(self, tale: Tale, index: int, cases: Sequence[str]) -> bool:
        name = self._names[index]
        if name.case not in cases:
            return False
        between = self._between(tale, name)
        if len(between) > _FARTHEST or said(self._cues["speech"], between, 0, len(between)) or self._speaks(index):
            return False
        if tale.grammar is Grammar.OF and self._cues["namesake"].search(between):
            return False  # "отпевание в храме Михаила Архангела"
        return tale.grammar is not Grammar.OF or not re.search(r"[:;]|, (?:сообщ|расска)", between)

    def _between(self, tale: Tale, name: Name) -> str:
        low = self._document.low
        return low[tale.end : name.start] if tale.end <= name.start else low[name.end : tale.start]

    def _subject(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        if after and self._document.low[tale.end : self._names[after[0]].start] == ") ":
            return [after[0]]  # "рядом (жив-здоров) В. Белов"
        if _ASIDE.match(self._document.text, max(0, tale.start - 1)):
            return []  # so may be somebody whose name was not read
        if before is not None and self._is_subject_before(tale, before) and not self._leads_to(tale, before, after):
            return [before]
        # "Погиб сын Марины Кедровой, рядовой Кедров": the first in the nominative.
        first = next((i for i in after[:2] if self._is_nominative(self._names[i])), None)
        if first is None or not self._is_subject_after(tale, first):
            return []
        return self._listed(tale, after) if ":" in self._between(tale, self._names[first]) and tale.plural else [first]

    def _listed(self, tale: Tale, after: Sequence[int]) -> list[int]:
        """Return the names after a colon up to where another list begins: "двухсотые: Кедров. Без вести Белов"."""
        end = self._document.sentence(tale.start)[1]
        others = self._cues["told"].finditer(self._document.low, tale.end, end)
        till = next(
            (m.start() for m in others if self._document.low[m.start() - 3 : m.start()].rstrip().endswith((".", ";"))),
            end,
        )
        return [index for index in after if self._names[index].start < till]

    def _leads_to(self, tale: Tale, before: int, after: Sequence[int]) -> bool:
        """Tell whether a new clause begins with the tale: "ранен Пётр Кедров, погиб Олег Белов"."""
        if not after or not re.search(r"[,;.](?: а| но| и)? $", self._between(tale, self._names[before])):
            return False
        close = re.fullmatch(r" (?:[а-я]+\.? ){0,3}", self._between(tale, self._names[after[0]]))
        return close is not None and self._is_subject_after(tale, after[0])

    def _agrees(self, tale: Tale, name: Name) -> bool:
        return self._is_nominative(name) and tale.gender in ("", name.gender)

    def _is_nominative(self, name: Name) -> bool:
        """Tell whether a name stands in the nominative, or may: "Юхно С. Т." is the same in every case."""
        written = (fold(self._document.text[part.start : part.end]) for part in name.parts)
        return name.case == "Nom" or all(
            part.value and fold(part.value) == form for part, form in zip(name.parts, written, strict=True)
        )

    def _is_subject_before(self, tale: Tale, index: int) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        near = tale.gender in ("", name.gender) and len(between) <= _FARTHEST
        if near and between.rstrip().endswith((".", "!")) and "." not in between.rstrip()[:-1]:
            return not self._speaks(index)  # "простились с Петром. погиб 3 мая": small letters hide the sentence's end
        pronoun = near and _PRONOUN.search(between)
        if pronoun and "котор" in pronoun[0] and PREDICATE.search(between[: pronoun.start()]):
            return False  # "Кедров посвятил победу другу, который погиб"
        if pronoun and not _KIN_SUBJECT.search(between.replace("который", "")):
            return True
        if near and name.case != "Nom" and self._goes_on(tale, between):
            return not self._speaks(index)
        if tale.plural and tale.status is Status.OTHER:
            return False  # "Кедров вывез раненых, все живы"
        return (
            self._agrees(tale, name)
            and len(between) <= _FARTHEST
            and not re.search('[;]|: ?[«"]', between)
            and not said(self._cues["speech"], between, 0, len(between))
            and not _OTHER_CLAUSE.search(_RELATIVE.sub("", between))
            and not (_KIN_SUBJECT.search(between[-24:]) and "," in between)
            and not _KIN_SUBJECT.match(self._document.low, tale.end + 1)
            and not (tale.status is Status.OTHER and self._is_others(tale, between))
            and not self._speaks(index)
        )

    def _is_others(self, tale: Tale, between: str) -> bool:
        """Tell whether the last clause has a subject of its own: "Кедров погиб, весь экипаж выжил"."""
        clause = _LAST_CLAUSE.search(between)
        words = re.findall("[а-я]+", clause[1]) if clause else ()
        return any(word in _THE_REST or self._is_a_subject(tale, word) for word in words)

    def _is_a_subject(self, tale: Tale, word: str) -> bool:
        if len(word) < 3 or _HIMSELF.match(word):
            return False
        known = [a for a in self._morphology.analyses(word) if a.known and a.pos == "NOUN"]
        return any(a.case == "Nom" and (a.plural == tale.plural or tale.gender == "") for a in known)

    def _goes_on(self, tale: Tale, between: str) -> bool:
        """Tell whether a clause without a subject goes on about somebody: "посвятили Кедрову: погиб под Авдеевкой"."""
        kin = _KIN_SUBJECT.search(between) or _HIS_KIN.match(self._document.low, tale.end)
        return not kin and _ELLIPSIS.search(between) is not None and not _OTHER_CLAUSE.search(between)

    def _is_subject_after(self, tale: Tale, index: int) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        return (
            self._agrees(tale, name)
            and len(between) <= _FARTHEST
            and not said(self._cues["speech"], between, 0, len(between))
            and not ("—" in between and self._cues["official"].search(between))
            and not self._speaks(index)
        )

    def _attribute(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        """Return the names in the participle's case: those after it, or the one before it."""
        own = [word for word in tale.words if PARTICIPLE.search(word)] or [tale.words[0], tale.words[-1]]
        read = (a for word in own for a in self._morphology.analyses(word))
        cases = {(a.case, a.gender if not a.plural else "") for a in read}
        if after and self._is_attribute(tale, after[0], cases) and not self._is_whose_kin(tale):
            return (
                self._listed(tale, after)
                if tale.plural and ":" in self._between(tale, self._names[after[0]])
                else [after[0]]
            )
        if before is not None and _APPOSED.search(self._between(tale, self._names[before])):
            several = not tale.plural or (before > 0 and self._are_joined(before - 1))
            return [before] if several and self._is_attribute(tale, before, cases) else []
        return []

    def _is_whose_kin(self, tale: Tale) -> bool:
        """Tell whether a participle is he whose relative is named: "доклад внука погибшего, майора Кедрова"."""
        low = self._document.low
        kin = _KIN_OF_HIM.search(low, max(0, tale.start - 20), tale.start)
        return kin is not None and low.startswith(",", tale.end)

    def _is_attribute(self, tale: Tale, index: int, cases: set[tuple[str, str]]) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        agrees = (name.case, "" if tale.plural else name.gender) in cases
        listed = tale.plural and (":" in between or self._is_among(tale, between))
        return (
            (agrees or listed)
            and len(between) <= _FARTHEST
            and (listed or not re.search("[:;—–]", between))
            and not (tale.plural and name.case == "Gen" and _HIS_FRIENDS.fullmatch(between))
            and not said(self._cues["speech"], _HONOURED.sub("", between), 0, len(between))
        )

    def _is_among(self, tale: Tale, between: str) -> bool:
        """Tell whether a list is named before "погибших": "в списках погибших — Кедров"."""
        before = self._document.low[max(0, tale.start - 20) : tale.start]
        return bool(_AMONG.search(before)) and not self._cues["official"].search(between)
