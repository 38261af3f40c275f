"""What a post tells of all its dead at once: «Все трое — 5-я бригада», «погибли пять бойцов из Бурятии: …»."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.text.document import Document
from extract.text.found import OF_MANY, Found
from extract.text.name import Name
from extract.text.rows import Named, apposed
from sinodik.records import Field

_MANY = re.compile(
    r"(?<![а-я])(?:они|экипажа?|расчет|все|всех|всего|оба|обоих|двое|двоих|двух|трое|троих|трех|четверо|четырех|пятеро|пяти|шести|семи|восьми|десяти|нас|жител(?:и|ей)"
    r"|военнослужащи[ехм]{1,2}|бойц(?:ы|ов)|погибши[ехм]{1,2}|земляк(?:и|ов)|участник(?:и|ов)|уроженц(?:ы|ев)|могил|потер[иь]|вагнеровцев|имена"
    r"|выпускник(?:и|ов|ах|ам)"
    r"|дв[ае] (?:друга|брата|соседа|бойца|парня|земляка|товарища)|погибли|мобилизованны[ехм]|доброволь?ц(?:ы|ев)"
    r"|контрактник(?:и|ов)|ребят(?:а|ам|ами)?|воин(?:ы|ов)|солдаты?"
    r"|геро(?:и|ев)|спис(?:ок|ка)"
    r"|парн(?:и|ей)|десантник(?:и|ов)|морпех(?:и|ов)|казак(?:и|ов)|танкист(?:ы|ов)|летчик(?:и|ов)|матрос(?:ы|ов)|моряк(?:и|ов)"
    r"|односельчан(?:е|а|ам|ами|ах)?|сельчан[еа]?|призывник(?:и|ов)|срочник(?:и|ов))(?![а-я])"
)
_ALL = re.compile(
    r"\W*(?:это )?(?:все|оба|обе|всех|обоих)(?: (?:это|они|двое|трое|четверо|пятеро|братья|мужчины))*(?![а-я])"
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
_REMEMBERED = re.compile(r"память|слава|пухом|царств")
_PLURAL = re.compile(r"(?:ые|ых|ым|ыми|[цт]ы|[цк]ев|ов|ки|хи|ам|ами)$")  # «мобилизованные Кедров и Белов»
_ALL_BURIED = re.compile(r"(?<![а-я])(?:всех|обоих|обеих|их|все|оба)(?![а-я])")
_GRAVES = re.compile(r"(?<![а-я])(?:могил[аы]?|погибли|погибших|не вернулись)(?![а-я])")


def shared(document: Document, found: Iterable[Found], names: Sequence[Name]) -> Iterator[Found]:
    """Yield what was found, with what is told of all the dead marked so."""
    if len(names) < 2:
        yield from found
        return
    spans = [Named(name.start, name.end, name.case, name.gender) for name in names]
    for item in found:
        if (
            item.field is Field.BRANCH
            and item.reach is None
            and _PLURAL.search(document.low, item.start, item.end)
            and (reach := apposed(document, spans, item.end)) > item.end
        ):
            item = item._replace(reach=reach)
        of_many = item.field in OF_MANY and item.reach is None and item.told_at is None
        yield item._replace(together=True) if of_many and _is_told_of_all(document, item, names) else item


def _is_told_of_all(document: Document, item: Found, names: Sequence[Name]) -> bool:
    begin, end = document.sentence(item.start)
    inside = [name.start for name in names if begin <= name.start < end]
    if inside:
        lead = document.low[begin : min(inside)]
        heads = item.end <= min(inside) and ":" in document.low[item.end : min(inside)]
        return heads and item.field is not Field.AWARD and bool(_MANY.search(lead))
    sentence = document.low[begin:end]
    if item.field is Field.AWARD:
        heads = end <= min(name.start for name in names)
        return bool(_BOTH.search(sentence) or (heads and _MANY_GET.search(sentence)))
    if _ALL.match(sentence) or (item.field is Field.CEMETERY and _ALL_BURIED.search(sentence)):
        return True
    if begin and _THEY.match(sentence) and _names_several(document, begin - 1, names):
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


def _names_several(document: Document, position: int, names: Sequence[Name]) -> bool:
    """Tell whether the sentence around a position names several, all of whom the post names."""
    begin, end = document.sentence(position)
    return len(names) >= 2 and all(begin <= name.start < end for name in names)


def _goes_on(document: Document, item: Found, end: int, first: int) -> bool:
    """Tell whether the next sentence tells of the many dead of a place: «В селе Кедровка … . Здесь пять могил»."""
    stop = min(document.sentence(end)[1] if end < first else end, first)
    graves = item.field in (Field.SETTLEMENT, Field.DISTRICT, Field.REGION) and _GRAVES.search(document.low, end, stop)
    return bool(graves)
