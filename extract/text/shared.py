"""What a post tells of all its dead at once: «Все трое — 5-я бригада», «погибли пять бойцов из Бурятии: …»."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.text.document import Document
from extract.text.found import Found
from extract.text.name import Name
from sinodik.records import Field

_MANY = re.compile(
    r"(?<![а-я])(?:все|всех|всего|оба|обоих|двое|двоих|двух|трое|троих|трех|четверо|четырех|пятеро|пяти|шести|семи|восьми|десяти|нас|жител(?:и|ей)"
    r"|военнослужащи[ехм]{1,2}|бойц(?:ы|ов)|погибши[ехм]{1,2}|земляк(?:и|ов)|участник(?:и|ов)|уроженц(?:ы|ев)|могил|потер[иь]|вагнеровцев|имена"
    r"|выпускник(?:и|ов|ах|ам)"
    r"|дв[ае] (?:друга|брата|соседа|бойца|парня|земляка|товарища)|погибли|мобилизованны[ехм]|доброволь?ц(?:ы|ев)"
    r"|контрактник(?:и|ов)|ребят(?:а|ам|ами)?|воин(?:ы|ов)|солдаты?"
    r"|геро(?:и|ев)|спис(?:ок|ка)"
    r"|парн(?:и|ей)|десантник(?:и|ов)|морпех(?:и|ов)"
    r"|односельчан(?:е|а|ам|ами|ах)?|сельчан[еа]?|призывник(?:и|ов)|срочник(?:и|ов))(?![а-я])"
)
_ALL = re.compile(
    r"\W*(?:это )?(?:все|оба|обе|всех|обоих)(?: (?:это|они|двое|трое|четверо|пятеро|братья|мужчины))*(?![а-я])"
)
_BOTH = re.compile(
    r"(?:награжден[ы]|удостоены|представлены)[^.!?\n]* (?:оба|обе|все)(?![а-я])"
    r"|(?:оба|обе|все)[^.!?\n]* (?:награжден[ы]|удостоены|представлены)"
)
_ALL_BURIED = re.compile(r"(?<![а-я])(?:всех|обоих|обеих|их|все|оба)(?![а-я])")
_GRAVES = re.compile(r"(?<![а-я])(?:могил[аы]?|погибли|погибших|не вернулись)(?![а-я])")
_OF_MANY = frozenset(
    {
        Field.REGION,
        Field.DISTRICT,
        Field.SETTLEMENT,
        Field.UNIT,
        Field.BRANCH,
        Field.CEMETERY,
        Field.AWARD,
        Field.SCHOOL,
    }
)


def shared(document: Document, found: Iterable[Found], names: Sequence[Name]) -> Iterator[Found]:
    """Yield what was found, with what is told of all the dead marked so."""
    if len(names) < 2:
        yield from found
        return
    for item in found:
        of_many = item.field in _OF_MANY and item.reach is None and item.told_at is None
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
        return bool(_BOTH.search(sentence))
    if _ALL.match(sentence) or (item.field is Field.CEMETERY and _ALL_BURIED.search(sentence)):
        return True
    first = min(name.start for name in names)
    heads = end <= first
    alone = len(sentence.strip(" .!\n")) <= item.end - item.start + 2 or item.field is Field.CEMETERY
    return heads and (
        alone or bool(_MANY.search(sentence)) or _goes_on(document, item, end, first) or sentence.rstrip().endswith(":")
    )


def _goes_on(document: Document, item: Found, end: int, first: int) -> bool:
    """Tell whether the next sentence tells of the many dead of a place: «В селе Кедровка … . Здесь пять могил»."""
    stop = min(document.sentence(end)[1] if end < first else end, first)
    graves = item.field in (Field.SETTLEMENT, Field.DISTRICT, Field.REGION) and _GRAVES.search(document.low, end, stop)
    return bool(graves)
