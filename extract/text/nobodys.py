"""What is told of nobody whom the text is about: of his kin, of whomever it may concern, of somebody, of things."""

import re

KIN = r"(?:сын|брат|муж|отец|папа|внук|племянник|дядя|сосед|дед|прадед|друг|товарищ|командир)"
_HIS_KIN = re.compile(rf"(?<![а-я])(?:его|ее|их|чей) (?:[а-я]+ )?{KIN}(?: [а-я]+)? $")
# "Если вы были в плену с ними", "площадка для прощания", "всех, кто погиб": nobody's.
_NOBODYS = re.compile(
    r"(?<![а-я])(?:если(?![а-я])[^.!?:]{0,90}|для |(?:тех|все[хм]?|кажд(?:ый|ого)|таких),? кто(?: [а-я]+){0,3} "
    r"|(?:ваши|их) (?:мужья|сыновья|отцы|дети|деды)(?: [а-я]+)? )$|, котор[а-я]+(?: [а-я]+){0,3} $"
)
# "Свидетельство о смерти", "в случае гибели", "отца не стало", "меня хоронили": no news of whom the text is about.
_NO_NEWS = re.compile(
    r"(?<![а-я])(?:(?:свидетельств|справк|извещени|случа[йея]|выплат)[а-я]*(?: (?:об?|после|его|ее))*"
    r"|(?:отца|деда|прадеда|дедушки|бабушки|матери)(?:, [^.!?]{3,40},?)?|меня|нас|вас)(?: [а-я]+)? $"
)
# "Может, кто из сослуживцев лежит в госпитале": somebody, nobody knows who.
_SOMEBODY = re.compile(r"(?<![а-я])(?:может|кто(?:-то|-нибудь|-либо| из))(?![а-я])[^.!?:]{0,60}$")
_THINGS = re.compile(
    r"(?<![а-я])(?:кот|кошк|собак|пес|щен|машин|техник|колонн|групп|лодк|рот|пушк|ракет|телефон|пульс)[аы]? $"
)


def is_nobodys(before: str) -> bool:
    """Tell whether the words of a sentence before a tale (lower case without ё) give it to nobody whom it can be of."""
    return any(pattern.search(before) for pattern in (_HIS_KIN, _NOBODYS, _NO_NEWS, _SOMEBODY, _THINGS))
