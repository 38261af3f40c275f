"""Of whom a death is told: each tale is tied to the name that it governs, and to those joined to that name."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from extract.text.bonds import Bonds, same_case
from extract.text.causes import DIED_ELSEHOW
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.government import Government
from extract.text.lists import begins_line
from extract.text.marks import bears_the_mark, legend, sign
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.proof import Proof as Proof
from extract.text.proof import governs as governs
from extract.text.tales import Grammar, Tale
from sinodik.records import Status

_LIFE = re.compile(
    r"\W{0,3}(?:годы жизни:? ?|\()?\W{0,2}(?:\d{1,2}[. ][\da-zа-я]{1,8}[. ])?((?:19|20)\d\d)(?: ?г\.?| года?)?"
    r" ?[-‐‑‒–—−] ?(?:\d{1,2}[. ][\da-zа-я]{1,8}[. ])?(20(?:1[4-9]|[2-4]\d))(?!\d)"
)
# "соболезнования семье Кедрова", "матери рядового Кедрова вручили": whose the family is.
_RANKED = (
    r"(?:гвардии |старшего |младшего |ефрейтора |рядового |сержанта |старшины |прапорщика |лейтенанта |капитана "
    r"|майора |подполковника |полковника |матроса |мичмана )"
)
_FAMILY_OF = re.compile(
    rf"(?<![а-я])(?:(?:семь|родны|близки|вдов|родител)[а-я]*(?: и [а-я]+)? (?:[а-я]+ )?{_RANKED}*"
    rf"|(?:мат|мам|отц|отец|сестр|брат|жен|супруг)[а-я]* (?:[а-я]+ )?{_RANKED}+)$"
)
# "Матери Сергея Кедрова вручили орден погибшего сына".
_HIS_KIN = re.compile(r"погибш(?:его|ей) (?:сына|мужа|брата|внука|отца|дочери|жены|сестры)(?![а-я])")
_KIN_OF = re.compile(r"(?<![а-я])(?:матери|маме|отцу|родителям|вдове|жене|супруге|сестре|брату|сыну|дочери) $")
# "Получила орден за мужа, сержанта Кедрова": a relative stands for a dead one.
_FOR_HIM = re.compile(
    r"(?<![а-я])(?:(?:получил|принял|расписал|вышл)[а-я]*(?: [^.!?;:]{0,60})? за (?:погибшего )?"
    r"|(?:наград|орден|медал)[а-я]*(?: [^.!?;:]{0,30})? (?:погибшего |своего )?)"
    rf"(?:мужа|сына|брата|отца|супруга|внука|дочь|сестру),? (?:[а-я]+ ){{0,2}}{_RANKED}*$"
)
# "Замира — награду ефрейтора Кедрова", where awards are given after death.
_AWARD_OF = re.compile(rf"(?<![а-я])(?:награду|орден[а-я]*|медаль)(?: [а-я«» —–-]{{1,25}})? {_RANKED}+$")
# "Награды переданы родным: рядового Кедрова — его маме …": for whom a relative receives.
_TO_THE_FAMILY = re.compile(
    r"(?:, [а-я -]{3,40})? ?[—–-] (?:(?:приня|получил|вруч|переда)[а-я]+ )?(?:его |ее )?"
    r"(?:маме|матери|отцу|родителям|супруге|супругу|жене|мужу|вдове"
    r"|сыну|дочери|сестре|брату|бабушке|мать|мама|отец|вдова|жена|супруга|сын|дочь|сестра|брат|бабушка)(?![а-я])"
)


# "Пётр и сын его Олег, обоих похоронили": what is told so is told of all whom the sentence names before.
_BOTH = re.compile(r"(?<![а-я])(?:обоих|обоим|обоими|всех (?:двоих|троих|четверых|пятерых))(?: [а-я]+)? $")
ALL = re.compile(r"(?<![а-я])(?<!вы )(?:все|оба|обе)(?: [а-я]+еро| двое| трое)? $")  # "все пятеро живы"
# A cross or its word, and a date of this war; who was born before 1950 hardly fought.
_MARKED = re.compile(r"(?:[†✝☦]|(?:(?<=\n)|(?<=[ |;,]))(?:пог|ум|п)\.) ?[\d./ ivxа-я]{0,14}?20(?:2[2-9]|3\d)(?!\d)")
_OLD = re.compile(r"(?<!\d)1[89][0-4]\d(?!\d)")
_CARD, _NEXT = 200, 8  # characters of a card, and among how many names the next card's is
# Before a name in a list of sentences: "И командир, старшина Белов".
_HEADS_ITEM = re.compile(
    r"\W*(?:(?:и|а|еще|также|наш|командир|наводчик|мехвод|механик-водитель|водитель|стрелок|сапер|гвардии|старший|младший"
    r"|рядовой|ефрейтор|сержант|старшина|прапорщик|лейтенант|капитан|майор|матрос|мичман),? )*"
)
_CODE = re.compile(
    r" ?[—–:|(,-]{1,2} ?(200|300|груз 200|двухсот[а-я]+|трехсот[а-я]+|плен|бвп|б/в)(?= ?(?:[).,;|/\n]|$))"
)
_AMOUNT = re.compile(r" ?[—–:|(,-]{1,2} ?(?!200|300)\d{2,7}(?= ?(?:[).,;|/\n]|$|р(?:уб|\.)))")
_CODES = (
    ("200", Status.DEAD),
    ("груз", Status.DEAD),
    ("двухсот", Status.DEAD),
    ("300", Status.WOUNDED),
    ("трехсот", Status.WOUNDED),
    ("плен", Status.CAPTURED),
    ("б", Status.MISSING),
)
_TOO_OLD = "1945"  # whoever was born before that year hardly went to this war
_NATURAL = ("умер", "умерла", "умерли", "скончался", "скончалась", "скончались")
_TOKENS = ("памят", "портрет", "тел", "могил", "гроб", "останк")
_SEEN_OFF = re.compile(r"последний путь|погиб|геро|боец|бойц|воин|солдат|(?<![а-я])сво(?![а-я])|гроб|кладбищ")
_OF_WOUNDS = re.compile(r"ран|госпитал|бою|боев|осколо")


class Proofs:
    """The tales of one document tied to its names. ``speaks`` tells whether a name is a speaker's or an official's."""

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        morphology: Morphology,
        cues: Mapping[str, CuePattern],
        speaks: Callable[[int], bool],
    ) -> None:
        self._document, self._names = document, names
        self._starts = [name.start for name in names]
        self._bonds = Bonds(document, names, cues)
        self.joined, self.companions = self._bonds.joined, self._bonds.companions
        self._government = Government(document, names, morphology, cues, speaks, self.joined)
        self.of: dict[int, list[Proof]] = defaultdict(list)

    def tie(self, told: Sequence[Tale]) -> list[Tale]:
        """Tie each tale to the names of its sentence in ``of``; return those that no name of their sentence takes."""
        free = [tale for tale in told if not self._tied(tale)]
        low = self._document.low
        for index, name in enumerate(self._names):
            if (life := _LIFE.match(low, name.end)) and life[1] > _TOO_OLD:
                self.of[index].append(Proof(life.start(2), life.end(2), Status.DEAD, "told_as_life"))
            elif cross := self._on_card(index):
                self.of[index].append(Proof(*cross.span(), Status.DEAD, "told_as_life"))
            if name.case in ("Gen", "Acc") and (received := _FOR_HIM.search(low, max(0, name.start - 160), name.start)):
                self.of[index].append(Proof(*received.span(), Status.DEAD, "told_by_the_family"))
            if name.case in ("Gen", "Acc") and not self.of.get(index) and (family := self._family(name)):
                self.of[index].append(Proof(*family.span(), Status.DEAD, "told_by_the_family", weak=True))
        if words := legend(low):
            self._note_marks(words)
        self._note_codes()
        self._go_on()
        return free

    def _on_card(self, index: int) -> re.Match[str] | None:
        """Return the mark of a death and its date on the card that a name heads: "† 5.02.2023"."""
        name, low = self._names[index], self._document.low
        if len(name.parts) == 1:
            return None
        stop = name.end + _CARD
        if (blank := low.find("\n\n", name.end, stop)) >= 0:
            stop = blank
        for other in islice(self._names, index + 1, index + 1 + _NEXT):
            if len(other.parts) > 1:
                stop = min(stop, other.start)
                break
        cross = _MARKED.search(low, name.end, stop)
        return None if cross is None or _OLD.search(low, name.end, cross.start()) else cross

    def _note_codes(self) -> None:
        """Note the codes of a roll: «Кедров — 200, Белов — 300, Седов — плен»; 200 alone may be roubles."""
        low = self._document.low
        codes = [(index, code) for index, name in enumerate(self._names) if (code := _CODE.match(low, name.end))]
        if any(_AMOUNT.match(low, name.end) for name in self._names):
            return
        told = {index: next(status for word, status in _CODES if code[1].startswith(word)) for index, code in codes}
        if len(set(told.values())) > 1:
            for index, code in codes:
                self.of[index].append(Proof(*code.span(1), told[index], "told_by_a_code"))

    def _note_marks(self, words: re.Match[str]) -> None:
        """Note who bears the mark that a legend explains: "* — погибшие"."""
        for index, name in enumerate(self._names):
            listed = not self.of.get(index) and begins_line(self._document, name.start)
            if listed and bears_the_mark(self._document.low, name.start, sign(words)):
                self.of[index].append(Proof(*words.span(), Status.DEAD, "told_in_the_heading", weak=True))

    def _family(self, name: Name) -> re.Match[str] | None:
        """Return the words that call a family his: "родным Кедрова", "Кедрова — его маме"."""
        low = self._document.low
        family = _FAMILY_OF.search(low, max(0, name.start - 70), name.start)
        if family is None and _HIS_KIN.search(low, *self._document.sentence(name.start)):
            family = _KIN_OF.search(low, max(0, name.start - 40), name.start)
        if family and "родител" in family[0] and low.startswith(" и ", name.end):
            return None  # "родителям Петра Ильича и Анны Петровны": these are they
        if not family and "посмертн" in low:
            family = _AWARD_OF.search(low, max(0, name.start - 70), name.start)
        return family or _TO_THE_FAMILY.match(low, name.end)

    def _go_on(self) -> None:
        """Tell of the next what a series leaves out: "погиб Кедров в марте, Белов — в мае", "в среду – Белова"."""
        for index in range(1, len(self._names)):
            name, before = self._names[index], self._names[index - 1]
            bare = len(name.parts) == 1 and not (len(before.parts) == 1 and name.person.surname)
            if self.of.get(index) or bare or not same_case(before, name):
                continue
            told = [proof for proof in self.of.get(index - 1, ()) if not proof.weak]
            listed = [proof for proof in told if self._is_list_in_sentences(proof, before, name)]
            if listed:
                self.of[index].append(listed[-1])
                continue
            if told and self._bonds.repeats(before, name):
                self.of[index].append(told[-1]._replace(rule="told_in_a_series"))

    def _is_list_in_sentences(self, proof: Proof, before: Name, name: Name) -> bool:
        """Tell whether a list goes on: "Погибли все: Пётр Кедров, 19 лет. Олег Белов, наводчик"."""
        low = self._document.low
        if proof.alone or name.case != "Nom" or ":" not in low[proof.end : before.start]:
            return False
        start, _ = self._document.sentence(name.start)
        next_one = self._document.sentence_number(name.start) - self._document.sentence_number(before.start) == 1
        return (
            next_one
            and _HEADS_ITEM.fullmatch(low, start, name.start) is not None
            and low[name.end : name.end + 1] in (",", ".", "(")
        )

    def among(self, start: int, end: int) -> range:
        """Return which names begin in a range of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _tied(self, tale: Tale) -> bool:
        sentence = self._document.sentence(tale.start)
        near = self.among(*sentence)
        if not near or (tale.words[0].startswith("прово") and not _SEEN_OFF.search(self._document.low, *sentence)):
            return False
        before = [index for index in near if self._starts[index] < tale.start and not self._is_aside(index, tale.start)]
        after = [index for index in near if self._starts[index] >= tale.end]
        if tale.plural and len(near) == 1 and ALL.search(self._document.low, sentence[0], tale.start):
            return False  # "Все пятеро живы, Пётр и вовсе дома"
        both = _BOTH.search(self._document.low, sentence[0], tale.start) if before and not after else None
        tied = before if both else self._government.head(tale, before[-1] if before else None, after)
        for index in tied:
            weak = self._is_weak(tale)
            alone = tale.grammar is Grammar.SUBJECT and not tale.plural and tale.gender != ""
            self._give(index, Proof(tale.start, tale.end, tale.status, governs(tale.grammar), weak, alone))
        return bool(tied)

    def _is_aside(self, index: int, position: int) -> bool:
        """Tell whether brackets hold a name and close before a position: "Петра (брат Олега) убили"."""
        low, name = self._document.low, self._names[index]
        opened = low.rfind("(", max(0, name.start - 40), name.start)
        return opened >= 0 and ")" not in low[opened : name.start] and ")" in low[name.end : position]

    def _give(self, index: int, proof: Proof) -> None:
        """Note what is told of a name, and of those joined to it."""
        if proof in self.of[index] or self._died_elsehow(index):
            return
        self.of[index].append(proof)
        for step in (-1, 1):  # a list may join thousands: no recursion
            at = index
            while 0 <= at + step < len(self._names) and self.shares(min(at, at + step), proof):
                at += step
                if proof in self.of[at]:
                    break
                if not self._died_elsehow(at):
                    self.of[at].append(proof)

    def _died_elsehow(self, index: int) -> bool:
        return DIED_ELSEHOW.match(self._document.low, self._names[index].end) is not None

    def shares(self, index: int, proof: Proof) -> bool:
        """Tell whether what is told of a name or of the next is told of both: of one only if "и" joins them."""
        if not self.joined(index):
            return False
        between = self._document.low[self._names[index].end : self._names[index + 1].start]
        if ";" in between and proof.start >= self._names[index + 1].end:
            return False  # "погиб Кедров; Белов и Седов ранены"
        return not proof.alone or between == " и "

    def is_strong(self, index: int, void: Collection[int] = ()) -> bool:
        """Tell whether words that govern the name tell of it; ``void`` is where words stand that do not count."""
        return any(not proof.weak and proof.start not in void for proof in self.of.get(index, ()))

    def _is_weak(self, tale: Tale) -> bool:
        """Tell whether a gate outweighs the tale: a wish, an award, a natural death."""
        if tale.words[0] in _NATURAL:
            return not _OF_WOUNDS.search(self._document.low, *self._document.sentence(tale.start))
        return tale.grammar in (Grammar.WISH, Grammar.AFTERWARDS) or (
            len(tale.words) == 1 and tale.words[0].startswith(_TOKENS)
        )
