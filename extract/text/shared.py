"""What a post tells of all its dead at once: «Все трое — 5-я бригада», «погибли пять бойцов из Бурятии: …»."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.text.document import Document
from extract.text.found import OF_MANY, Found
from extract.text.lists import is_item
from extract.text.name import Name
from extract.text.rows import Named, apposed
from sinodik.records import Field

_MANY = re.compile(
    r"(?<![а-я])(?:они|экипаж[аеу]?|расчет[ае]?|все|всех|всего|оба|обоих|дво(?:е|их|им)|дву(?:х|м|мя)|тро(?:е|их|им)|тр(?:ех|ем|емя)"
    r"|четвер(?:о|ых|ым)|четыр(?:ех|ем|ьмя)|пятер(?:о|ых|ым)|пят[иь]ю?|шест[иь]ю?|сем[иь]ю?|восьм[иь]ю?|десят[иь]ю?|нас"
    r"|могил|потер[иь]|имена|погибли|спис(?:ок|ка)"
    r"|дв[ае] (?:друга|брата|соседа|бойца|парня|земляка|товарища)|ребят(?:а|ам|ами|ах)?"
    r"|(?:жител|парн)(?:и|ей|ям|ями|ях)|(?:военнослужащ|погибш|павш|мобилизованн)(?:и|ы)(?:е|х|м|ми)"
    r"|(?:бойц|уроженц|вагнеровц|добровольц|десантник|контрактник|земляк|участник|выпускник|призывник|срочник|казак|моряк"
    r"|разведчик|солдат|матрос|офицер|сержант|воин|морпех|танкист|летчик|артиллерист|сапер|связист|пограничник)"
    r"(?:ы|и|ов|ев|ам|ами|ах)|(?:геро)(?:и|ев|ям|ями|ях)|солдат|односельчан(?:е|а|ам|ами|ах)?|сельчан(?:е|а|ам|ами)?)(?![а-я])"
)
_ALL = re.compile(
    r"\W*(?:это )?(?:все|оба|обе|всех|обоих)(?: (?:это|они|двое|трое|четверо|пятеро|братья|мужчины))*(?![а-я])"
)
# «Родом из Лесного района все трое.»
_ALL_LAST = re.compile(
    r"(?:родом|уроженц|жител)[^.!?]*(?<![а-я])(?:все|оба|обе)(?: (?:двое|трое|четверо|пятеро))?[.!]*\s*$"
)
# «Погибли Пётр и Олег Кедровы. Они ушли добровольцами».
_THEY = re.compile(r"\W*(?:они|ребята|парни|братья|друзья|мужчины|бойцы|земляки)(?![а-я])")
_BOTH = re.compile(
    r"(?:награжден[ы]|удостоены|представлены)[^.!?\n]* (?:оба|обе|все)(?![а-я])"
    r"|(?:оба|обе|все)[^.!?\n]* (?:награжден[ы]|удостоены|представлены)"
)
# «Список кавалеров ордена Мужества», «семьям погибших передали ордена».
_MANY_GET = re.compile(
    r"(?<![а-я])(?:спис(?:ок|ка)|кавалер(?:ы|ов|ам|ами)|награжденн(?:ые|ых|ым)|удостоен(?:ы|ные|ных|ным)|семьям"
    r"|ордена(?= [а-я]+(?: посмертно)?:))(?![а-я])"
)
# «Контракт подписали вместе», «Мобилизовали их в один день», «Вечная память танкистам».
_TOGETHER = re.compile(
    r"(?<![а-я])(?:вместе(?! с[о ])|оба|обе|обоих|их в один|в один день|все (?:двое|трое|четверо|пятеро|они))(?![а-я])"
)
# «Операторы БПЛА до конца.», «Они были миномётчики»; but «Десантники простились с другом».
_THEY_WERE = re.compile(r"^\W*(?:(?:[а-я ,]*(?<![а-я]))?(?:они|ребята|парни)(?: все| оба)?(?: были)? )?$")
_DID = re.compile(r"(?<![а-я])(?!были|служили|воевали|погибли|пали)[а-я]+ли(?:сь)?(?![а-я])")
_SPOKEN = 2  # names: who speaks, and two of whom he speaks
_SAID = re.compile(r"[»\"]?, ?(?:как )?(?:рассказ|сообщ|написа|пишет|говор|уточн|отмет|заяви)[а-я]* ")
_LEADS = re.compile(r"[»\"]?(?: [а-я-]+){0,4} ?[—–] ?")
_REMEMBERED = re.compile(r"память|слава|пухом|царств")
_PLURAL = re.compile(r"(?:ые|ых|ым|ыми|[цт]ы|[цк]ев|ов|ки|хи|ам|ами)$")  # «мобилизованные Кедров и Белов»
_ALL_BURIED = re.compile(r"(?<![а-я])(?:всех|обоих|обеих|их|все|оба)(?![а-я])")
_BETWEEN_PLACES = re.compile(r"\W*(?:(?:сел|дер|пос|ст|гор|пгт|аул|[сдпгх])[а-я]{0,4}\.?)?\W*")
_PLACES = frozenset({Field.REGION, Field.DISTRICT, Field.SETTLEMENT})
_GRAVES = re.compile(r"(?<![а-я])(?:могил[аы]?|погибли|погибших|не вернулись)(?![а-я])")


def shared(document: Document, found: Iterable[Found], names: Sequence[Name]) -> Iterator[Found]:
    """Yield what was found, with what is told of all the dead marked so."""
    if len(names) < 2:
        yield from found
        return
    found = list(found)
    spans = [Named(name.start, name.end, name.case, name.gender) for name in names]
    places = [(item.start, item.end) for item in found if item.field in _PLACES]
    values = {field: {item.value for item in found if item.field is field} for field in _PLACES}
    for item in found:
        if (
            item.field is Field.BRANCH
            and item.reach is None
            and _PLURAL.search(document.low, item.start, item.end)
            and (reach := apposed(document, spans, item.end)) > item.end
        ):
            item = item._replace(reach=reach)
        of_many = item.field in OF_MANY and item.reach is None and item.told_at is None
        all_of_them = of_many and (
            _is_told_of_all(document, item, names)
            or (values.get(item.field) == {item.value} and _heads_the_post(document, item, places, names))
        )
        yield item._replace(together=True) if all_of_them else item


def _heads_the_post(document: Document, item: Found, places: Sequence[tuple[int, int]], names: Sequence[Name]) -> bool:
    """Tell whether places alone stand over the names, in a sentence or before a colon: «Хакасия, Лесной район: …»."""
    first = min(name.start for name in names)
    colon = document.low.find(":", item.end, first)
    begin, end = document.sentence(item.start)
    stop = min(end, colon if colon >= 0 else end)
    if item.end > first or stop > first:
        return False
    inside = sorted(span for span in places if begin <= span[0] < stop)
    between = zip([begin, *(end for _, end in inside)], [*(start for start, _ in inside), stop], strict=True)
    return all(_BETWEEN_PLACES.fullmatch(document.low, min(one, other), other) for one, other in between)


def _is_told_of_all(document: Document, item: Found, names: Sequence[Name]) -> bool:
    begin, end = document.sentence(item.start)
    inside = [name.start for name in names if begin <= name.start < end]
    if inside:
        lead = document.low[begin : min(inside)]
        heads = item.end <= min(inside) and _introduces(document.low[item.end : min(inside)])
        heads = heads or (len(inside) > _SPOKEN and item.end <= inside[0] and _said(document.low[item.end : inside[1]]))
        return heads and item.field is not Field.AWARD and bool(_MANY.search(lead))
    sentence = document.low[begin:end]
    if item.field is Field.AWARD:
        heads = end <= min(name.start for name in names)
        return bool(_BOTH.search(sentence) or (heads and _MANY_GET.search(sentence)))
    if (
        _ALL.match(sentence)
        or (item.field in _PLACES and _ALL_LAST.search(sentence))
        or (item.field is Field.CEMETERY and _ALL_BURIED.search(sentence))
    ):
        return True
    if begin and _THEY.match(sentence) and _names_several(document, begin - 1, names):
        return True
    if _is_under_a_list(document, item, names):
        return True
    first = min(name.start for name in names)
    if first < begin and item.field in (Field.BRANCH, Field.UNIT):
        if item.field is Field.BRANCH and _THEY_WERE.search(document.low[begin : item.start]) is not None:
            word = document.low[item.start : item.end].split()[0]
            if word.endswith(("ы", "и", "ые", "ие")) and not _DID.search(document.low, item.end, end):
                return True
        remembered = _REMEMBERED.search(sentence) and _PLURAL.search(document.low, item.start, item.end)
        return bool(remembered or _TOGETHER.search(sentence))
    heads = end <= first
    alone = len(sentence.strip(" .!\n")) <= item.end - item.start + 2 or item.field is Field.CEMETERY
    return heads and (
        alone or bool(_MANY.search(sentence)) or _goes_on(document, item, end, first) or sentence.rstrip().endswith(":")
    )


def _introduces(between: str) -> bool:
    """Tell whether a colon or a dash leads to the names: «двое бойцов 5-й бригады — Кедров и Белов»."""
    return ":" in between or bool(_LEADS.match(between))


def _said(between: str) -> bool:
    """Tell whether only who tells of it is named before the colon: «трое бойцов полка, рассказал Седов: Кедров …»."""
    return ":" in between and bool(_SAID.match(between))


def _names_several(document: Document, position: int, names: Sequence[Name]) -> bool:
    """Tell whether the sentence around a position names several, all of whom the post names."""
    begin, end = document.sentence(position)
    return len(names) >= 2 and all(begin <= name.start < end for name in names)


def _is_under_a_list(document: Document, item: Found, names: Sequence[Name]) -> bool:
    """Tell whether a unit stands alone at the beginning of the line under a list, in a sentence of its own."""
    begin, end = document.sentence(item.start)
    if item.field is not Field.UNIT or begin != item.start or document.low[begin - 1 : begin] != "\n":
        return False
    alone = len(document.low[begin:end].strip(" .!\n")) <= item.end - item.start
    return alone and sum(is_item(document, name.start) for name in names if name.start < begin) == len(names)


def _goes_on(document: Document, item: Found, end: int, first: int) -> bool:
    """Tell whether the next sentence tells of the many dead of a place: «В селе Кедровка … . Здесь пять могил»."""
    stop = min(document.sentence(end)[1] if end < first else end, first)
    graves = item.field in (Field.SETTLEMENT, Field.DISTRICT, Field.REGION) and _GRAVES.search(document.low, end, stop)
    return bool(graves)
