"""Call signs: "позывной «Кедр»", "с позывным Кедр", "поз. «Кедр»", "Иван «Кедр» Громов", "«Кедр» — Иван Громов"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.text.document import Document
from extract.text.found import Found
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.signs_of_the_dead import nominative
from extract.text.tables import tables
from sinodik.names import capitalise
from sinodik.records import Field

_NAMED = "батальон|отряд|полк|бригад|рот[аеуы] |взвод|медал|орден|газет|групп|канал|служ|воева|завод"
_SIGN = r"[^\n«»\"“”„,.;:!?()#@/]{1,25}"
_QUOTED = rf"[«\"“„](?P<quoted>{_SIGN})[»\"”“]"
_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё\d]+)?(?: [А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,15}"
# What may stand before a call sign that is neither quoted nor after a dash: "позывной у него был Рахим".
_SMALL = (
    r"(?:,? (?:у|него|неё|нее|ему|ей|его|её|ее|себе|ребята|пацаны|был|тот|этот|самый"
    r"|дали|взяла?|выбрала?|получила?|носила?|придумали|сам|просто|тоже|такой|же|и|там|свой)(?![а-яё])(?:,(?= [А-ЯЁ]))?"
    r"|, (?:конечно|понятно|естественно),?)"
)
# In quotation marks, or after a dash, it may be anything, and other words may stand between; else it is a word, or two
# with capitals.
_CALLED = re.compile(
    r"(?<![А-Яа-яё])(?:[Пп]озывн(?:ой|ым|ого|ому)|ПОЗЫВНОЙ|[Пп]оз\.|[СсПп]/п"
    r"|[Бб]оев(?:ой псевдоним|ое имя))(?![А-Яа-яё])"
    r"(?! (?:его|её|ее|моего|нашего) (?:командир|друг|напарник|товарищ|отц))"
    rf"(?:(?:,? (?!{_NAMED})[а-яё-]+| [А-ЯЁ][а-яё]+(?= [а-яё])){{0,5}},? ?[-–—:?]? ?{_QUOTED}"
    rf"|(?:,? [а-яё]+){{0,8}} ?[—–:?] ?(?P<told>{_WORD})(?=[ ]?[.,;!)\n]|$)"
    rf"|{_SMALL}{{0,5}} ?[-–—:]? ?"
    rf"(?P<bare>{_WORD}|(?<=й )[а-яё]{{3,12}}(?=[ ]?[.,;)\n]|$)))"
)
_BETWEEN = re.compile(rf" ?\(?{_QUOTED}\)? ?")
_BEFORE = re.compile(rf"(?:^|\n|[-–—•\d.)] ?)[ ]*{_QUOTED} ?[,–—-] ?$")
# «Олег Громов (он же «Француз»)», «Олег Громов («Циркач»)», «4) Громов Олег, «Циркач», 41 год».
_AFTER = re.compile(rf"(?P<lead>,? ?\(?(?:он|она) же | ?\(|, | ){_QUOTED}(?=[),.\n]|$)")
# «Громов, он же Вектор, погиб», «Он же «Якут».», «на связь выходил как «Танго»», «отзывался на «Гром»».
_ALSO = re.compile(
    rf"(?<![А-Яа-яё])[Оо]н(?:а)? же (?:{_QUOTED}|(?P<told>[А-ЯЁ][а-яё]+)(?=[),.;\n]|$))"
    rf"|(?:на связь|в эфир)(?: (?:выходил[аи]?|всегда))* (?:как )?{_QUOTED.replace('quoted', 'heard')}"
    rf"|отзыва(?:лся|лась) на (?:позывной )?{_QUOTED.replace('quoted', 'answered')}"
)
# «Так и подписался: «Почтальон». Позывной.»
_ITSELF = re.compile(
    rf"{_QUOTED}[.,]? ?[—–(-]? ?(?:это |его |её |такой )?[Пп]озывной"
    r"(?= ?(?:у него|его)?[.,;)!\n]|$| (?:придумали|дали|получил|прил|выбрал|взял))"
)
# «В роте звали его «Хомус»», «для своих он был «Хомус»», «в эфире — «Хомус»».
_AMONG_HIS = re.compile(
    r"(?<![А-Яа-яё])(?:[Вв] (?:роте|взводе|батальоне|бригаде|полку|отряде|эфире|части)"
    r"|[Нн]а (?:войне|фронте|передовой|позициях)|[Дд]ля (?:своих|ребят|пацанов|сослуживцев|боевых|них|нас)"
    r"|[Сс]ослуживцы|[Пп]ацаны|[Бб]оевые (?:друзья|товарищи)|[Бб]ратья по оружию|[Вв]се|[Бб]ойцы|[Тт]оварищи|[Рр]ебята"
    r"|[Оо]днополчане|[Сс]реди (?:своих|ребят|пацанов|сослуживцев|боевых|бойцов)|[Сс]вои)"
    r"(?:(?: (?:все|его|её|ее|тебя|он|она|был[аи]?"
    r"|звали|называли|знали|прозвали|окрестили|помнят|навсегда|навеки|остался|как|просто)(?![а-яё]))+"
    rf" ?[-–—:]?| ?[–—:]) ?{_QUOTED}"
)
# «Вэцако — так его звали ребята по рации», «„Синица“ в эфире», «Броня — это и позывной, и характер».
_SO_CALLED = re.compile(
    rf"(?:{_QUOTED}|(?<![А-Яа-яё-])(?P<told>[А-ЯЁ][а-яё]+))"
    r"(?:[,.]? ?[—–-]? ?[Тт]ак(?: его| её| ее)? (?:и )?(?:звали|называли|прозвали|окрестили)"
    r"(?: его| её| ее)?(?: все)?"
    r" (?:ребята|пацаны|свои|бойцы|сослуживцы|товарищи|по рации|в роте|во взводе|в эфире|на фронте|на войне)"
    r"|(?<=[»\"”“]) (?:в эфире|по рации)(?![а-яё])"
    r"|(?<=[»\"”“]) ?[—–-] ?(?:так )?(?:его|её|ее) (?:знал|звал|помнит)[а-я]*(?: [а-яё]+){0,2}"
    r" (?:эфир|батальон|полк|взвод|рота|отряд|фронт|бригада|своих|ребята|пацаны|свои|бойцы)"
    r"|(?<=[»\"”“])[^.!?\n]{0,30}[.!?] (?:[Ээ]тот|[Тт]от|[Тт]аким) же(?: был)?(?: [а-я]+)? позывн"
    r"|[.,]? ?[—–(-]? ?(?:[Ээ]то|[Тт]акой|[Тт]аков)(?: (?:и|был|был и|у него|у неё|у нее))* позывной(?![а-яё]))"
)
# «Наши в роте звали тебя Бегеняш», «Как звали свои: Фауст», «пацаны прозвали его Сычом»: by his comrades only.
_BY_HIS = re.compile(
    r"(?:[Вв] (?:роте|взводе|батальоне|бригаде|полку|отряде|части)|[Пп]ацаны|[Сс]вои|[Сс]ослуживцы|[Рр]ебята)"
    r"(?: (?:звали|называли|знали|прозвали|окрестили)(?: (?:тебя|его|её|ее|меня))?| ?:) ?"
    rf"(?:{_QUOTED}|(?P<told>{_WORD})(?=[.,;!\n]|$))"
)
# «Лука» для своих», «ефрейтор, «Пирожок», 43 года», «гранатомётчик «Свая»», «1439-й полк. «Профессор».»: a word in
# quotation marks that nothing else explains.
_ONE = r"[«\"“„](?P<quoted>[А-ЯЁ][а-яё]{1,14}(?:-[А-ЯЁа-яё\d]+)?)[»\"”“]"
_HIS = "(?:своих|ребят|пацанов|сослуживцев|боевых|боевых друзей|товарищей)"
_FOR_HIS = re.compile(rf"{_ONE} (?:для|у|среди) {_HIS}(?![а-яё])")
_TO_HIS = re.compile(rf"[Дд]ля (?:{_HIS}|них|нас) {_ONE}")
_BARE = re.compile(
    rf"(?:(?<=[^»\"”], ){_ONE}(?=[,.](?! ?[«\"“]))|(?<=[а-яё»][.!…] ){_ONE}(?=[.!…]))".replace("?P<quoted>", "", 1)
)
_FIGHTER = re.compile(
    r"(?<![А-Яа-яё])(?:(?:[Гг]ранато|[Пп]уле|[Мм]ино|[Оо]гне)м[её]тчик|[Сс]найпер|[Рр]азведчик|[Сс]ап[её]р|[Шш]турмовик|[Сс]трелок"
    r"|(?:[Оо]ператор|[Пп]илот)(?: (?:БПЛА|БпЛА|дрон(?:а|ов)))?(?! .(?i:орлан|ланцет|мавик|геран|зал[аы]|элерон))"
    r"|[Дд]роновод|[Сс]вязист|[Фф]ельдшер"
    rf"|[Мм]едик|[Сс]анитар|[Сс]анинструктор|[Тт]анкист|[Дд]есантник|[Мм]орпех) {_ONE}"
)
# «Сослуживец Андрей Р. с позывным «Дед» рассказал …»: not the one whom it is told of.
_ANOTHERS = re.compile(
    r"(?:сослужив|командир|комбат|ротн|взводн|однополчан|вспомина|рассказ|говор|пишет|передал)[^!?\n]{0,30}(?:с|под) $"
)
# Known names of units and companies are no call signs.
_NO_SIGN = re.compile(r"ахмат|вагнер|редут|шторм|барс|.*(?:[ыи]|ия)$", re.IGNORECASE)
# «Пацаны прозвали его «Сычом»», «там стал «Ковшом»», «его знали как «Семафора»».
_CALLED_SO = re.compile(
    r"(?<![а-я])(?:(?P<like>(?:знали|помнят|помнили)[а-яё ]{0,12} как)"
    r"|(?P<by>(?:звали|называли|прозвали|окрестили|нарекли|стал[аи]?)))"
    r"(?: (?:его|ее|тебя|меня|просто|все|для всех)){0,3} ?[«\"“„]?$"
)
_CASE_OF = {"like": "Gen", "by": "Ins"}
_LETTER = re.compile("[А-Яа-яЁё]")  # "—" in a cell is no call sign
_CONFIDENCE = 0.9
_BEFORE_WITHIN = 40  # characters
_FARTHEST = 90  # characters from a name to what he was called
# What is said of a call sign is none: "позывной был дан", "позывной неизвестен".
_NOT_ONE = frozenset(
    "был была его отца деда брата командира неизвестен неизвестно неизвестный уточняется который"
    " получил взял дали".split()
)


def callsigns(document: Document, names: Sequence[Name], morphology: Morphology) -> Iterator[Found]:
    """Yield every call sign; ``names`` are the names in the document, for those that stand inside or before one."""
    for found in {found.start: found for found in _callsigns(document, names)}.values():
        called = _CALLED_SO.search(document.low, max(0, found.start - _BEFORE_WITHIN), found.start)
        case = _CASE_OF[called.lastgroup or ""] if called else "Nom"
        yield found._replace(value=nominative(found.value, case, morphology))


def _callsigns(document: Document, names: Sequence[Name]) -> Iterator[Found]:
    # A name after a bare call sign is no part of it: "позывной Кедр Громов Иван".
    starts = {part.start for name in names for part in name.parts}
    for match in _CALLED.finditer(document.text):
        group = str(match.lastgroup)
        start, end = match.span(group)
        first = document.text.find(" ", start, end)
        if group != "quoted" and first >= 0 and first + 1 in starts:
            end = first
        anothers = _ANOTHERS.search(document.low, document.sentence(match.start())[0], match.start())
        if start not in starts and document.low[start:end] not in _NOT_ONE and not anothers:
            yield _callsign(document, start, end)
    for match in (*_ITSELF.finditer(document.text), *_AMONG_HIS.finditer(document.text)):
        if match["quoted"].count(" ") <= 1:  # «все помнят «Гармониста с того берега»» is a song
            yield _callsign(document, *match.span("quoted"))
    yield from _unexplained(document, names)
    yield from _in_tables(document)
    for name in names:
        gaps = ((a.end, b.start) for a, b in pairwise(name.parts))
        inside = (_BETWEEN.fullmatch(document.text, *gap) for gap in gaps)
        before = _BEFORE.search(document.text, max(0, name.start - _BEFORE_WITHIN), name.start)
        for found in (*inside, before, _after(document, name)):
            if found and len(found["quoted"]) > 1:  # «9 «А» — Кедров Пётр» is a form at school
                yield _callsign(document, *found.span("quoted"))


def _unexplained(document: Document, names: Sequence[Name]) -> Iterator[Found]:
    """Yield the words in quotation marks that say how his comrades called him."""
    for match in (
        *_BY_HIS.finditer(document.text),
        *_SO_CALLED.finditer(document.text),
        *_ALSO.finditer(document.text),
    ):
        yield _callsign(document, *match.span(str(match.lastgroup)))
    if not any(mark in document.text for mark in '«"“„'):
        return
    for match in (
        *_FOR_HIS.finditer(document.text),
        *_TO_HIS.finditer(document.text),
        *_FIGHTER.finditer(document.text),
    ):
        if not _NO_SIGN.match(match["quoted"]):
            yield _callsign(document, *match.span("quoted"))
    for match in _BARE.finditer(document.text):
        start, end = match.start() + 1, match.end() - 1
        near = any(0 <= start - name.end <= _FARTHEST and "\n" not in document.text[name.end : start] for name in names)
        if near and not _NO_SIGN.match(document.text[start:end]):
            yield _callsign(document, start, end)


def _after(document: Document, name: Name) -> re.Match[str] | None:
    """Return the call sign that stands behind a name, if it is not where he serves or writes."""
    match = _AFTER.match(document.text, name.end)
    if not match or " же " in match["lead"]:
        return match
    return None if " " in match["quoted"] or _NO_SIGN.match(match["quoted"]) else match


def _in_tables(document: Document) -> Iterator[Found]:
    """Yield the cells that a table's head calls call signs."""
    for table in tables(document) if "позывн" in document.low else ():
        for cell in re.finditer(rf"[^{re.escape(table.mark)}\n]+", document.text[: table.end]):
            if (
                cell.start() >= table.start
                and "позывн" in table.called(document, cell.start())
                and _LETTER.search(cell[0])
            ):
                yield _callsign(document, *cell.span())


def _callsign(document: Document, start: int, end: int) -> Found:
    while document.text[start] == " ":
        start += 1
    written = document.text[start:end].rstrip()
    shouted = written.isupper() and len(written) > 4
    value = " ".join(capitalise(word) for word in written.split()) if shouted else written
    return Found(Field.CALLSIGN, value[:1].upper() + value[1:], start, start + len(written), _CONFIDENCE)
