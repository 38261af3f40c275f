"""Who is *not* the dead: each gate is a reason to leave a named person out. What no gate stops is taken for a dead one.

The text as a whole must first speak of a death in this war (or of one gone missing): see ``Gates.opens``.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import Name
from extract.text.ranks import Rank

_TITLE_FARTHEST, _SPEECH_FARTHEST, _CONTACT_FARTHEST, _NAMESAKE_FARTHEST = 90, 40, 50, 60
_CONDOLENCES = re.compile(r"соболезн[а-я]*[^,;]{0,60}$")
_LOSS = re.compile(r"гибел|смерт|кончин|потер|утрат|уход|связи")
# A bank card or a telephone, masked, beside the name of whom it belongs to.
_AFTER_NUMBER = re.compile(r"#[ ,.;:()—–-]*(?:[а-я]+[ :]*){0,2}$")
_BEFORE_NUMBER = re.compile(r"[ ,:(—–-]{0,4}(?:[а-я]{1,9}[ .:]*)?#")
_DEATH_OF = re.compile(r"(?<![а-я])(?:похорон|гибел|смерт|прощани|памят|проводил)[а-я]* (?:[а-я]+ ){0,2}$")
_OF_A_DEAD = re.compile(r"(?: [а-я]+)? (?:погиб|геро|бойц|солдат|военнослуж|павш|сержант|рядов|лейтенант)")
_OLD_YEAR, _NEW_YEAR = re.compile(r"(?<!\d)19(?:39|4[0-5])(?!\d)"), re.compile(r"(?<!\d)20(?:1[4-9]|[2-9]\d)(?!\d)")


# «Дети погибшего: …», «младший брат погибшего Орлова Дениса — …»: all whom the sentence names after it are living,
# but for the dead one himself, who stands beside it in the genitive.
_KIN = (
    r"(?:брат|сестр|сын|доч|дет[иья]|родител|отец|отц|мать|матер|мам|пап|жен|вдов|супруг|муж|бабушк|дедушк|внук|внучк)"
)
_KIN_OF_A_DEAD = re.compile(rf"(?<![а-я]){_KIN}[а-я]* (?:[а-я]+ )?погибш(?:его|ей|их)(?![а-я])")
# «сын Тимофея Петровича и Галины Ивановны»: the parents, in the genitive.
_CHILD_OF = re.compile(r"(?<![а-я])(?:сын|дочь|внук|внучка|брат|сестра|муж|жена)(?: [^.!?,;:—–]{3,60} и)? $")
# «Власов (погиб 04.04.2022) с женой Инной»: what is told before belongs to the one before.
_WITH_KIN = re.compile(rf"(?<![а-я])со? (?:[а-я]+ )?{_KIN}[а-я]* $")
_FAREWELL = re.compile(r"прост|прощ|похорон|провод|провожа|хорон")


class Place(NamedTuple):
    """A name in its sentence.

    ``lead`` is the sentence up to it, ``before`` and ``after`` what stands between it and the names beside it.
    """

    document: Document
    name: Name
    sentence: str
    lead: str
    before: str
    after: str
    ranked: bool

    @property
    def around(self) -> str:
        """Both sides, with a bar where the name stands."""
        return f"{self.before}|{self.after}"


class Gates:
    """The reasons to leave a person out."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._morphology = morphology
        self._cues = lexicon.cues
        self._kin = lexicon.kin
        self._gates: tuple[Callable[[Place], bool], ...] = (
            self.is_alive,
            self.lends_a_name,
            self.is_a_relative,
            self.belongs_to_a_dead,
            self.holds_an_office,
            self.speaks,
            self.is_to_be_contacted,
            self.is_consoled,
            self.fell_in_an_old_war,
        )

    def stopped(self, document: Document, names: Sequence[Name], ranks: Sequence[Rank]) -> list[bool]:
        """Return for each name whether a gate stops it."""
        stopped = [any(gate(place) for gate in self._gates) for place in _places(document, names, ranks)]
        return _with_joined(document, names, stopped)

    def opens(self, document: Document, ranks: Sequence[Rank], *, lives: bool) -> bool:
        """Tell whether the text is about a death in this war, or about somebody gone missing in it.

        ``lives`` where it tells of both ends of a life: "(1998–2022)" needs no other word.
        """
        text = document.low
        if not (lives or self._cues["death"].search(text) or self._cues["missing"].search(text)):
            return False
        military = bool(ranks) or any(self._cues[cue].search(text) for cue in ("this_war", "military"))
        return not self._is_old_war(text) and (military or not self._cues["civil"].search(text))

    def is_alive(self, place: Place) -> bool:
        """Stop whoever is said to live, or to have been reported dead by mistake."""
        return bool(self._cues["alive"].search(place.sentence))

    def lends_a_name(self, place: Place) -> bool:
        """Stop whoever a school or a street is called after."""
        match = _last(self._cues["namesake"], place.before, _NAMESAKE_FARTHEST)
        if match is None or place.name.case in ("Ins", "Dat"):
            return False  # "школы имени Мусы Джалиля простились с Ришатом": a namesake is in the genitive
        return not self._event(place.before[match.end() :], place.name)

    def is_a_relative(self, place: Place) -> bool:
        """Stop whoever is called a relative, unless a death is told of this person."""
        word = self._kin_before(place)
        if word is not None:
            before = place.before[: word.start()]
            told = self._event(f"{before} | {place.after}", place.name) and not self._speech(place)
            return not (told or _DEATH_OF.search(before))
        after = re.match(r"\s*[,—–(-]+\s*(?:его |ее |их )?([а-я]+)", place.after)
        return bool(after and after[1] in self._kin and _OF_A_DEAD.match(place.after, after.end()))

    def belongs_to_a_dead(self, place: Place) -> bool:
        """Stop the family that a sentence names beside its dead one, unless this person's own death is told after."""
        if self._event(place.after, place.name):
            return False
        if kin := _KIN_OF_A_DEAD.search(place.lead):
            himself = place.name.case == "Gen" and re.fullmatch(r"[ а-я]{0,40}", place.lead[kin.end() :])
            return not himself
        if place.name.case == "Gen" and _CHILD_OF.search(place.lead):
            return True
        return bool(_WITH_KIN.search(place.lead)) and not _FAREWELL.search(place.lead)

    def _kin_before(self, place: Place) -> re.Match[str] | None:
        """Find a kinship word at most three small words before the name, in the name's case and gender."""
        words = list(re.finditer(r"[а-я]+", place.before))[-4:]
        for word in reversed(words):
            if not re.fullmatch(r"(?:[ ,:—–-]|[а-я]+)*", place.before[word.end() :]):
                continue
            if word[0] in self._kin and not (place.ranked and len(place.before) - word.end() > 3):
                cases = {(a.case, a.gender) for a in self._morphology.analyses(word[0])}
                return word if (place.name.case, place.name.gender) in cases else None
        return None

    def holds_an_office(self, place: Place) -> bool:
        """Stop whoever bears a title of those that sign, speak and teach, unless this person's death is told."""
        before = place.before[-_TITLE_FARTHEST:]
        titles = [m for m in self._cues["official"].finditer(before) if not re.search("[;:]", before[m.end() :])]
        if not any(self._agrees(title[0], place.name) for title in titles):
            return False
        return not self._event(place.around, place.name) or self._speech(place)

    def _agrees(self, title: str, name: Name) -> bool:
        """Tell whether a title or participle is in the name's case; "под руководством" wants the genitive."""
        if title.startswith("под "):
            return name.case == "Gen"
        return any(a.case == name.case and not a.plural for a in self._morphology.analyses(title.split()[-1]))

    def speaks(self, place: Place) -> bool:
        """Stop whoever says, signs or hands over something."""
        told = self._cues["speech"]
        before, after = _last(told, place.before, _SPEECH_FARTHEST), told.search(place.after, 0, 35)
        if before and before[0] in ("по словам", "со слов"):
            return place.name.case == "Gen"
        if place.name.case != "Nom":
            return False
        if re.match(r"\s*: ?[«\"“—–-]", place.after):
            return True
        if re.match(r", [а-я]", place.after) and told.match(place.after, 2):
            return True
        said_before = before is not None and not re.search("[,:]", place.before[before.end() :])
        return said_before or (after is not None and "," not in place.after[: after.start()])

    def is_to_be_contacted(self, place: Place) -> bool:
        """Stop whoever wrote, took the picture, is thanked, receives money or answers the telephone."""
        numbered = _AFTER_NUMBER.search(place.before) or _BEFORE_NUMBER.match(place.after)
        if numbered and not self._event(place.before, place.name):
            return True
        match = _last(self._cues["contact"], place.before, _CONTACT_FARTHEST)
        return match is not None and "," not in place.before[match.end() :]

    def is_consoled(self, place: Place) -> bool:
        """Stop whoever the condolences are addressed to."""
        said = _CONDOLENCES.search(place.before)
        if said is None:
            return False
        # "Мамедовой" may be any case: only "соболезнуем гибели Мамедовой" tells of her own death.
        to_a_woman = place.name.gender == "Fem" and place.name.case != "Nom" and not _LOSS.search(said[0])
        return place.name.case == "Dat" or to_a_woman

    def fell_in_an_old_war(self, place: Place) -> bool:
        """Stop everybody in a sentence about another, earlier war."""
        return self._is_old_war(place.sentence)

    def _is_old_war(self, text: str) -> bool:
        old = self._cues["old_war"].search(text) or _OLD_YEAR.search(text)
        return bool(old) and not (self._cues["this_war"].search(text) or _NEW_YEAR.search(text))

    def _event(self, text: str, name: Name) -> bool:
        """Tell whether a death is told; "погибшего" is another's unless the name is in its case."""
        return any(
            not event[0].startswith("погибш") or self._agrees(event[0], name)
            for event in self._cues["event"].finditer(text)
        )

    def _speech(self, place: Place) -> bool:
        return bool(self._cues["speech"].search(place.around))


def _last(cue: re.Pattern[str], before: str, farthest: int) -> re.Match[str] | None:
    """Return the last match that ends at most ``farthest`` characters before the name."""
    matches = [m for m in cue.finditer(before) if len(before) - m.end() <= farthest]
    return matches[-1] if matches else None


def _with_joined(document: Document, names: Sequence[Name], stopped: Sequence[bool]) -> list[bool]:
    """Stop also whoever is joined by "и" or a comma to a stopped one: "спасибо Олегу Рыбину и Анне Седовой"."""
    result: list[bool] = []
    for index, (name, stop) in enumerate(zip(names, stopped, strict=True)):
        before = names[index - 1] if index else None
        joined = before and re.fullmatch(r",? (?:и |а также )?", document.low[before.end : name.start])
        result.append(stop or bool(before and joined and result[-1] and before.case == name.case))
    return result


def _places(document: Document, names: Sequence[Name], ranks: Sequence[Rank]) -> list[Place]:
    """Put each name into its sentence."""
    found, low = [], document.low
    rank_starts = [rank.start for rank in ranks]
    for index, name in enumerate(names):
        start, end = document.sentence(name.start)
        left = max(start, names[index - 1].end if index else 0)
        right = min(max(end, name.end), names[index + 1].start if index + 1 < len(names) else len(low))
        ranked = bisect_left(rank_starts, left) < bisect_left(rank_starts, right)
        found.append(
            Place(
                document,
                name,
                low[start:end],
                low[start : name.start],
                low[left : name.start],
                low[name.end : right],
                ranked,
            )
        )
    return found
