"""Words that say that somebody was born or lived in the place named next: «уроженец», «родился в», «родом из»."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extract.text.document import Document, Word
from extract.text.kinds import kind_at

_CUES: dict[str, str] = {
    word: kind
    for kind, words in {
        "noun": "уроженец уроженка уроженца уроженку уроженцу уроженцем уроженце уроженки уроженке уроженкой"
        " житель жителя жителю жителем жителе жительница жительницы жительнице жительницу жительницей",
        "all": "жители жителей жителям жителями уроженцы уроженцев уроженцам",
        "verb": "родился родилась рожден рождена вырос выросла проживал проживала проживавший проживавшего "
        "проживавшему проживавшим жил жила жило живем "
        "переехал переехала перебрался перебралась родине родину дома свет",
        "own": "нашем нашего нашей нашу нашему наше наш родном родного родной родную родное его ее",
        "from": "из с",
        "label": "место населенный откуда город регион район область республика край родом дом",
    }.items()
    for word in words.split()
}
_LABEL = re.compile(
    r"(?:место (?:рождения|жительства|проживания)|населенный пункт|родом|откуда|город|регион|район"
    r"|область|республика|край|дом) ?[:—–-] ?(?:из )?"
)
# Of whom "из …" tells where he is from.
_WHO = re.compile(
    r"(?:родом|земля[кч]|пар(?:ень|н[яею])|бо(?:ец|йц)|воин|геро|солдат|военнослужащ|доброволец|добровольц|мобилизован|мужчин|офицер"
    r"|выходец|участник|рядов|сержант|ефрейтор|прапорщик|лейтенант|капитан|майор|матрос|старшин|снайпер|десантник|срочник|контрактник"
    r"|юнош|медик|врач|друг|человек|призв|призыв|был$|была$|стрел|танкист|погибш|оба$|он$|она$)"
)
_LEFT = re.compile(
    r"(?:(?:вы|при|вер|у|от|до|за|пере|по)[а-я]+(?:л|ла|ли|лся|лась|лись)|[ыи]ми|однофамил[а-я]+|один|одна|одного|из|состав[а-я]*|кто|никто|каждый|многие)$"
)
# «из нашего города (Кедровск)»
_BRACKETED = re.compile(r"(?:город|сел|посел|дерев|станиц|хутор|аул)[а-я]* \(«?(?=[а-я])")
_KIN_IS = re.compile(r"(?<![а-я])(?:мать|мама|отец|папа|дед|бабушка|жена|супруга|родители)(?: [а-я]+)? ?[—–-] $")
_AWAY = re.compile(
    r"погиб|пал |служ|учи|окончил|закончил|работал|похорон|приз[вы]|школ|училищ|проход|поступ|воева|труд|награ"
    r"|простил|прощан|умер|женил|отправ|контракт|мобилиз|освобожд|бо[юя][хм]? |мать|отец"
)
_LOST = re.compile(r"погиб|потер|убит|имена|поименно|список|списк|память|памяти|не верн")
_ALL_OF_THEM = re.compile(r"\W*(?:все|оба|обе)(?: (?:это|они|двое|трое|четверо|пятеро))*(?![а-я])")
_FAREWELL = re.compile(r"простил|прощ|провод|пришли|сообща|извеща|просим|приглаш|благодар")
_OF_PLACES = re.compile(r" (?:разных )?(?:районов|сел|городов|улусов) ")
_BROKEN = re.compile("[:;—]")
_TO_PLACE = re.compile(r"(?<![а-я])(?:во?|на|из|со?) (?=[а-яё«])")
_HOME = frozenset({"родине", "родину", "дома"})
_KIND_BEFORE = re.compile(r"(?<![а-я])(?=хутор|сел[аео]|дерев|посел|город|станиц|аул)")
_BORN_BEFORE = re.compile(r"(?<![а-я])(?:во?|на|из) ")
_THERE = re.compile(r"[,—–] ?(?:где|здесь|там|отсюда)(?![а-я])")
_WHERE = re.compile(
    r"[^.!?\n]{2,70}?[,—–] ?(?:[—–] ?)?(?:где|здесь|там|отсюда) (?:[а-я]+ ){0,2}"
    r"|[^,.!?\n(]{2,60}(?:\([^)\n]{3,60}\)[^,.!?\n(]{0,40})? "
)
# «в нашем посёлке», «в поморском селе», «коренной житель старинного города».
_ADJECTIVES = re.compile(r"(?:(?:[а-я-]+(?:ого|его|ом|ем|ой|ей|ая|ую|ый|ий|ое|ее)|наш|свой) ){1,2}")
_ANAPHORA = re.compile(
    r" (?:наш(?:его|ей) |эт(?:ого|ой) |муниципального )?"
    r"(?P<noun>района|округа|улуса|кожууна|области|края|республики)(?![а-я])"
)
_FARTHEST = 80  # characters from «родился» to where
_NOUN, _VERB, _FROM, _ALL, _OWN = 0.95, 0.95, 0.9, 0.8, 0.75


class Start(NamedTuple):
    """Where a place may begin, the case that is asked of it, how sure the words before are, what may stand there.

    ``bare``: a settlement without a word for its kind. ``whole``: the place fills what stands between two separators.
    ``shared``: it is told of everybody named after it. ``noun``: the place is only meant («житель района»).
    """

    at: int
    case: str
    confidence: float
    bare: bool = True
    whole: bool = False
    shared: bool = False
    noun: str = ""
    closed: bool = False  # punctuation must follow


def origins(document: Document, name_ends: Collection[int]) -> Iterator[Start]:
    """Yield where words of birth or residence lead to."""
    words, low = document.words, document.low
    for index, word in enumerate(words):
        kind = _CUES.get(word.low)
        if kind is None:
            continue
        if kind == "noun":
            yield from _of_one(low, word)
        elif kind == "all":
            yield from _of_all(document, word)
        elif kind == "from":
            yield from _from(document, words, index, name_ends)
        elif kind == "own":
            own = word.end + 1
            if bracketed := _BRACKETED.match(low, own):
                yield Start(bracketed.end(), "Nom", _OWN, closed=True)
            if kind_at(low, own) or (word.low[0] == "н" and document.text[own : own + 1].isupper()):
                yield Start(own, "Gen" if word.low.endswith("го") else "Loc", _OWN, bare=False)
        elif kind == "verb":
            if word.low == "свет" and low[word.start - 3 : word.start] != "на ":
                continue
            yield from _lived(document, word)
        elif label := _LABEL.match(low, word.start):
            yield Start(label.end(), "Nom", _FROM)


def past_adjectives(low: str, at: int) -> int:
    """Return where a word for a kind of settlement stands behind adjectives, or the position itself."""
    adjectives = _ADJECTIVES.match(low, at)
    return adjectives.end() if adjectives and kind_at(low, adjectives.end()) else at


def _of_one(low: str, word: Word) -> Iterator[Start]:
    if meant := _ANAPHORA.match(low, word.end):
        yield Start(meant.start("noun"), "Gen", 0.75, noun=meant["noun"])
    at = word.end + len(low[word.end : word.end + 4]) - len(low[word.end : word.end + 4].lstrip(" :—–"))
    yield Start(past_adjectives(low, at), "Gen", _NOUN)


def _of_all(document: Document, word: Word) -> Iterator[Start]:
    """«Жители посёлка Кедровый, погибшие на СВО: …», but not those who came to say farewell."""
    begin, stop = document.sentence(word.start)
    if (_LOST.search(document.low, begin, stop) or _ALL_OF_THEM.match(document.low, begin)) and not _FAREWELL.search(
        document.low, begin, stop
    ):
        of = _OF_PLACES.match(document.low, word.end)
        yield Start(past_adjectives(document.low, of.end() if of else word.end + 1), "Gen", _ALL, shared=True)


def _from(document: Document, words: Sequence[Word], index: int, name_ends: Collection[int]) -> Iterator[Start]:
    """Tell of whom "из" tells: of a person, or of one who left."""
    word, before = words[index], words[index - 1] if index else None
    at = past_adjectives(document.low, word.end + 1)
    adjacent = before is not None and document.text[before.end : word.start] in (" ", ", ")
    if before and _KIN_IS.search(document.low, max(0, before.start - 24), before.start):
        return
    if word.low == "с":
        if before and before.low == "родом":
            yield Start(at, "Gen", _FROM)
    elif before and adjacent and (_WHO.match(before.low) or before.end in name_ends):
        yield Start(at, "Gen", _FROM)
    elif kind_at(document.low, at) if not (before and adjacent) else not _LEFT.search(before.low):
        # Of a trade, or after a comma: only what ends there.
        yield Start(at, "Gen", _FROM * 0.8, bare=adjacent, closed=not kind_at(document.low, at))


def _lived(document: Document, verb: Word) -> Iterator[Start]:
    """Yield where the place of a birth or a life may begin, after the verb or before it."""
    begin, stop = document.sentence(verb.start)
    case = "Acc" if verb.low.startswith("пере") else "Loc"
    for preposition in _TO_PLACE.finditer(document.low, verb.end, stop):
        gap = document.low[verb.end : preposition.start()]
        if len(gap) > (_FARTHEST if verb.low not in _HOME else 2) or _BROKEN.search(gap) or _AWAY.search(gap):
            break
        at = past_adjectives(document.low, preposition.end())
        if document.text[at].isupper() or kind_at(document.low, at):
            yield Start(at, "Gen" if preposition[0][0] in "ис" else case, _VERB)
            return
    if verb.low not in _HOME:
        yield from _lived_before(document, verb, begin)


def _lived_before(document: Document, verb: Word, begin: int) -> Iterator[Start]:
    """Yield where the place stands that a verb follows: «В селе Кедровка родился …», «…, где он и жил»."""
    ends = [past_adjectives(document.low, m.end()) for m in _BORN_BEFORE.finditer(document.low, begin, verb.start)]
    ends = [at for at in ends if document.text[at].isupper() or kind_at(document.low, at)]
    kinds = [
        m.start() for m in _KIND_BEFORE.finditer(document.low, begin, verb.start) if kind_at(document.low, m.start())
    ]
    for at in sorted({*ends, *kinds}, reverse=True):
        lead = document.low[at : verb.start]
        where = _THERE.search(lead)
        if _WHERE.fullmatch(lead) and (where or not _AWAY.search(lead)):
            yield Start(at, "Gen" if document.low[:at].endswith("из ") else "Loc", _VERB * 0.9)
        return
