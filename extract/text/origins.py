"""Words that say that somebody was born or lived in the place named next: «уроженец», «родился в», «родом из»."""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.text.document import Document, Word
from extract.text.elsewhere import administration_of_a_fellow, comes_from, parts_with_a_fellow
from extract.text.kinds import kind_at
from extract.text.origin_cues import CUES
from extract.text.place_starts import Start, kinds, past_adjectives
from extract.text.places_meant import of_this_village, there, whence

_LABEL = re.compile(
    r"(?:место (?:рождения|жительства|проживания|регистрации|призыва)|нас(?:еленный|\.)? ?пункт|нп"
    r"|родом|откуда(?: родом)?"
    r"|город|село|деревня|поселок|регион|субъект|район|область|республика|край|дом|адрес проживания|прописка"
    r"|(?:проживала?|жила?)(?=:))(?:\?|\.)? ?[:—–-]{1,4} ?(?:из |во? )?"
)
# «Его малая родина — село Луговое», «местом рождения стала деревня Кедровка».
_IS = re.compile(
    r"(?: (?!.{0,9}(?:смерти|гибели|службы|захорон|упоко|прощ))[а-я]+){0,2}? (?:[—–-]|стал[аои]?|был[аои]?|является) "
)
# Of whom "из …" tells where he is from.
_WHO = re.compile(
    r"(?:родом|земля[кч]|пар(?:ень|н[яею])|бо(?:ец|йц)|воин|геро|солдат|военнослужащ|доброволец"
    r"|добровольц|мобилизован|мужчин|офицер"
    r"|выходец|участник|рядов|сержант|ефрейтор|прапорщик|лейтенант|капитан|майор|матрос|старшин"
    r"|снайпер|десантник|срочник|контрактник"
    r"|юнош|медик|врач|друг|человек|призв|призыв|был$|была$|стрел|танкист|погибш|оба$|он$|она$|односельчан|фронт$|сво$"
    r"|войну$|армию$|сам$|сама$|сами$|этот$)"
)
_TO_WAR = re.compile(r"(?<![а-я])(?:на (?:фронт|сво|войну|службу)|в армию|в зону|добровольцем)[^.!?,\n]{0,12}\Z")
# «Взяли в ноябре 21 с Чердыни», «призван 26 сентября из Кедровки».
_CALLED = re.compile(
    r"(?<![а-я])(?:призва(?:н|ли?)|мобилизова(?:н|ли?)|призывал|забрали|взяли|увезли)[а-я]*(?: [^.,;:!?\n]{1,28})? $"
)
# «Из Лесного района увезли одним автобусом девятнадцать мужчин».
_TAKEN = re.compile(
    r"(?<![а-я])(?:увезли|забрали|призвали|мобилизовали|ушли|отправили(?:сь)?|уехали)(?![а-я])[^.!?]*"
    r"(?<![а-я])(?:мужчин[а-я]*|человек|парн[а-я]+|ребят[а-я]*|земляк[а-я]+|мобилизованн[а-я]+|добровольц[а-я]+)"
)
_HIMSELF = frozenset({"родом", "сам", "сама", "сами", "этот", "он", "она"})
_FOR_BOTH = re.compile(r" для (?:обоих|обеих|всех|них|него|нее) ")
_DASH = re.compile(r" [—–-] ")
_LEFT = re.compile(
    r"(?:(?:вы|при|вер|у|от|до|за|пере|по)[а-я]+(?:л|ла|ли|лся|лась|лись)|[ыи]ми|однофамил[а-я]+"
    r"|один|одна|одного|из|состав[а-я]*|кто|никто|каждый|многие)$"
)
# «из нашего города (Кедровск)»
_BRACKETED = re.compile(r"(?:город|сел|посел|дерев|станиц|хутор|аул)[а-я]* \(«?(?=[а-я])")
_AWAY = re.compile(
    r"погиб|пал |уш(?:ел|ла|ли)(?![а-я])|служ|учи|окончил|закончил|работал|похорон|приз[вы]|школ|училищ"
    r"|проход|поступ|воева|труд|награ"
    r"|простил|прощан|умер|женил|отправ|контракт|мобилиз|освобожд|бо[юя][хм]? |мать|отец"
)
_LOST = re.compile(r"погиб|потер|убит|имена|поименно|список|списк|память|памяти|не верн")
_ALL_OF_THEM = re.compile(r"\W*(?:все|оба|обе)(?: (?:это|они|двое|трое|четверо|пятеро))*(?![а-я])")
_FAREWELL = re.compile(r"простил|прощ|провод|пришли|сообща|извеща|просим|приглаш|благодар")
# «Пройдёт прощание сразу с двумя жителями Кедровки»
_PARTING = re.compile(r"(?:прощ|простил|провод)[^.!?\n]* с (?:[а-я]+ ){0,3}$")
_OF_PLACES = re.compile(r" (?:разных )?(?:районов|сел|городов|улусов) ")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_BROKEN = re.compile("[:;—]")
_TO_PLACE = re.compile(r"(?<![а-я])(?:(?:во?|на|из|со?) (?:территории )?|по адресу:? )(?=[а-яё«])")
_HOME = frozenset({"родине", "родину", "дома", "домой"})
# «Жила и работала в Кедровке», «родился в один день, 8 июня 1995 года, в Кедровке».
_BESIDES = re.compile(r"^ и (?:работал|трудил|учил|служил)[а-я]*(?= )|, \d\d? [а-я]+(?: \d{4}(?: года| г\.)?)?(?=,)")
_COMMAS = 1  # more of them between «вырос» and «в …», and that is told of something else
_BORN_BEFORE = re.compile(r"(?<![а-я])(?:во?|на|из) ")
_THERE = re.compile(r"[,—–] ?(?:где|здесь|там|отсюда)(?![а-я])")
_WHERE = re.compile(
    r"[^.!?\n]{2,70}?[,—–] ?(?:[—–] ?)?(?:где|здесь|там|отсюда) (?:[а-я]+ ){0,2}"
    r"|[^,.!?\n(]{2,60}(?:\([^)\n]{3,60}\)[^,.!?\n(]{0,40})? "
)
_ANAPHORA = re.compile(
    r" (?:наш(?:его|ей) |эт(?:ого|ой) |муниципального )?"
    r"(?P<noun>района|округа|улуса|кожууна|области|края|республики)(?![а-я])"
)
# «Чёрная весть пришла в Кедровку.» «Сегодня весь Кедровский район прощается с героем.»
_NEWS = re.compile(r"(?:беда|горе|весть|известие|новость|скорбь|похоронка|война)(?: [а-я-]+){0,6} $")
_OURS_AGAIN = re.compile(r" (?:еще|снова|вновь|опять|сво[а-я]+|наш[а-я]+|очередн[а-я]+|нов[а-я]+)(?![а-я])")
_SUBJECT = re.compile(
    r"\W*(?:(?:сегодня|вчера|снова|вновь|опять|вс[яе]|весь|наш[ае]?|и|вместе"
    r"|город-герой)[ ,]+)*(?=[а-я])(?!администр|глава |совет)"
)
_OURS = re.compile(
    r"[^.,!?\n]{3,60}? наш(?:его|ей) (?P<noun>района|округа|улуса|кожууна|области|края|республики)(?![а-я])"
)
_ONLY_AFTER = {"свет": "на ", "жизнь": "всю "}
_STREET = re.compile(r"на [А-ЯЁ][а-яё-]+(?:ск|цк|н|в)ой(?= ?(?:[,.;!)\n]|$))")  # «жил на Сахалинской»
_VILLAGES = ("село ", "деревня ", "город ", "поселок ", "станица ", "аул ", "хутор ")
_ADJACENT = 25  # characters
_SHORTENED = 4  # letters of «урож. с. Луговое»
_FARTHEST = 80  # characters from «родился» to where
_NOUN, _VERB, _FROM, _ALL, _OWN, _MEANT = 0.95, 0.95, 0.9, 0.8, 0.75, 0.75


def origins(document: Document, name_ends: Collection[int]) -> Iterator[Start]:
    """Yield where words of birth or residence lead to."""
    words, low = document.words, document.low
    for index, word in enumerate(words):
        kind = CUES.get(word.low)
        if kind is None:
            continue
        if kind == "noun":
            yield from _of_one(document, word)
        elif kind == "all":
            yield from _of_all(document, word)
        elif kind == "from":
            yield from _from(document, words, index, name_ends)
        elif kind == "own":
            own = word.end + (len(both[0]) if (both := _FOR_BOTH.match(low, word.end)) else 1)
            if bracketed := _BRACKETED.match(low, own):
                yield Start(bracketed.end(), "Nom", _OWN, closed=True)
            if low[: word.start].endswith(_VILLAGES) and document.text[own : own + 1].isupper():
                yield Start(own, "Nom", _OWN, opens=True)  # «Село наше Кедровка»
            elif kind_at(low, own) or (word.low[0] in "нр" and document.text[own : own + 1].isupper()):
                within = low[: word.start].endswith((" в ", " из ", "\nв ")) or low[: word.start] in ("в ", "из ")
                case = "Gen" if word.low.endswith("го") else "Acc" if word.low == "нашу" else "Loc"
                yield Start(own, case, _OWN, bare=within, opens=word.low.startswith("наш"))
        elif kind == "came":
            if (to := _TO_PLACE.match(low, word.end + 1)) and _NEWS.search(
                low, document.sentence(word.start)[0], word.start
            ):
                yield Start(past_adjectives(low, to.end()), "Acc", _FROM, opens=True)
        elif kind == "mourns":
            yield from _told_at_home(document, word)
            begin = document.sentence(word.start)[0]
            lead = _SUBJECT.match(low, begin, word.start)
            if lead and word.start - lead.end() < _FARTHEST:
                ours = _OURS_AGAIN.match(low, word.end) is not None  # «Орёл потерял ещё двоих»
                yield Start(lead.end(), "Nom", _OWN, bare=False, towns=ours, opens=True)
            for at in kinds(low, max(begin, word.start - _ADJACENT), word.start):
                yield Start(at, "Nom", _OWN, bare=False, opens=True)
        elif kind == "tells":
            yield from _told_at_home(document, word)
        elif kind == "there":
            yield from there(document, word)
        elif kind == "is":
            if named := _IS.match(low, word.end):
                yield Start(past_adjectives(low, named.end()), "Nom", _FROM)
        elif word.low == "откуда" and not _LABEL.match(low, word.start):
            yield from whence(document, word)
        elif kind == "verb":
            if label := _LABEL.match(low, word.start):
                yield Start(label.end(), "Nom", _FROM)
            elif low[: word.start].endswith(_ONLY_AFTER.get(word.low, "")):
                yield from _lived(document, word)
        elif label := _LABEL.match(low, word.start):
            yield Start(label.end(), "Nom", _FROM)


def _told_at_home(document: Document, word: Word) -> Iterator[Start]:
    """«Администрация Кедровского района с прискорбием извещает о гибели …»: of one from the district."""
    begin, stop = document.sentence(word.start)
    at = administration_of_a_fellow(document, begin, stop)
    if at is not None and at < word.start:
        yield Start(at, "Gen", _OWN * 0.8, bare=False, towns=False, opens=True)


def _of_one(document: Document, word: Word) -> Iterator[Start]:
    low = document.low
    if meant := _ANAPHORA.match(low, word.end) or _OURS.match(low, word.end):
        yield Start(meant.start("noun"), "Gen", _MEANT, noun=meant["noun"])
    yield from of_this_village(document, word)
    signs = " .:—–" if len(word.low) <= _SHORTENED else " :—–"
    at = word.end + len(low[word.end : word.end + 4]) - len(low[word.end : word.end + 4].lstrip(signs))
    yield Start(past_adjectives(low, at), "Gen", _NOUN)


def _of_all(document: Document, word: Word) -> Iterator[Start]:
    """«Жители посёлка Кедровый, погибшие на СВО: …», but not those who came to say farewell."""
    begin, stop = document.sentence(word.start)
    lost = _LOST.search(document.low, begin, stop) or _ALL_OF_THEM.match(document.low, begin)
    told = lost and not _FAREWELL.search(document.low, begin, stop)
    parting = _PARTING.search(document.low, begin, word.start)
    if told or parting or parts_with_a_fellow(document, begin, stop):
        yield from (start._replace(shared=True) for start in of_this_village(document, word))
        of = _OF_PLACES.match(document.low, word.end)
        yield Start(past_adjectives(document.low, of.end() if of else word.end + 1), "Gen", _ALL, shared=True)


def _from(document: Document, words: Sequence[Word], index: int, name_ends: Collection[int]) -> Iterator[Start]:
    """Tell of whom "из" tells: of a person, or of one who left."""
    word, before = words[index], words[index - 1] if index else None
    if document.low[word.end : word.end + 1] != " ":
        return  # «с. Луговое»
    at = past_adjectives(document.low, word.end + 1)
    adjacent = before is not None and document.text[before.end : word.start] in (" ", ", ", "., ", "), ")
    if word.text == "Из" and word.start == document.sentence(word.start)[0]:
        if _TAKEN.search(document.low, word.end, document.sentence(word.start)[1]):
            yield Start(at, "Gen", _FROM * 0.8, opens=True)
            return
        yield Start(at, "Gen", _FROM * 0.8, closed=True)  # «Из Кедровска.» is a sentence of its own
        return
    if before and comes_from(document, before, word.start):
        return
    if word.low != "из":
        if before and adjacent and (_WHO.match(before.low) or before.end in name_ends):
            himself = before.low in _HIMSELF
            yield Start(at, "Gen", _FROM, closed=before.low.startswith("он") or not himself)
        elif _CALLED.search(document.low, max(0, word.start - 45), word.start):
            yield Start(at, "Gen", _FROM * 0.8, closed=True)
    elif before and adjacent and (_WHO.match(before.low) or before.end in name_ends):
        yield Start(at, "Gen", _FROM)
    elif (before and _DASH.fullmatch(document.text, before.end, word.start)) or (
        before and _TO_WAR.search(document.low, max(0, before.start - 40), before.start)
    ):
        yield Start(at, "Gen", _FROM * 0.8)
    elif kind_at(document.low, at) if not (before and adjacent) else not _LEFT.search(before.low):
        # Of a trade, or after a comma: only what ends there.
        yield Start(at, "Gen", _FROM * 0.8, bare=adjacent, closed=not kind_at(document.low, at))


def _lived(document: Document, verb: Word) -> Iterator[Start]:
    """Yield where the place of a birth or a life may begin, after the verb or before it."""
    begin, stop = document.sentence(verb.start)
    case = "Acc" if verb.low.startswith("пере") else "Loc"
    for preposition in _TO_PLACE.finditer(document.low, verb.end, stop):
        if verb.low == "жизнь" and preposition[0].startswith("на"):
            break  # «всю жизнь на заводе»
        gap = _BESIDES.sub("", document.low[verb.end : preposition.start()])
        if gap.count("(") > gap.count(")"):
            continue
        if (
            _IN_BRACKETS.sub("", gap).count(",") > _COMMAS
            or len(gap) > (_FARTHEST if verb.low not in _HOME else 2)
            or _BROKEN.search(gap)
            or _AWAY.search(gap)
        ):
            break
        if _STREET.match(document.text, preposition.start()):
            continue
        at = past_adjectives(document.low, preposition.end())
        if document.text[at].isupper() or kind_at(document.low, at):
            of_all = verb.low.endswith("ли")  # «Братья выросли в Кедровке»
            yield Start(at, "Gen" if preposition[0][0] in "ис" else case, _VERB, together=of_all)
            return
    if verb.low not in _HOME:
        yield from _lived_before(document, verb, begin)


def _lived_before(document: Document, verb: Word, begin: int) -> Iterator[Start]:
    """Yield where the place stands that a verb follows: «В селе Кедровка родился …», «…, где он и жил»."""
    ends = [past_adjectives(document.low, m.end()) for m in _BORN_BEFORE.finditer(document.low, begin, verb.start)]
    ends = [at for at in ends if document.text[at].isupper() or kind_at(document.low, at)]
    for at in sorted({*ends, *kinds(document.low, begin, verb.start)}, reverse=True):
        kind = kind_at(document.low, at)
        lead = document.low[kind.name_start if kind else at : verb.start]
        where = _THERE.search(lead)
        if _WHERE.fullmatch(lead) and (where or not _AWAY.search(lead)):
            yield Start(at, "Gen" if document.low[:at].endswith("из ") else "Loc", _VERB * 0.9)
        return
