"""Rosters: lists of the living in posts that speak of the dead: who plays in memory of them, stands guard, is staff.

A heading says so by the word that it begins with («Состав команды на матч памяти погибших:»), a table by its columns
(«Должность | ФИО | Телефон»).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.document import Document
from extract.text.tables import tables

_ROSTER = re.compile(
    r"^[^\w\n]*(?:(?:список|списки|имена|наши|итоговый|предварительный|график|протокол|итоги|все) )*"
    r"(?P<who>победител|призер|лауреат|номинант|дежурн|дежурств|состав (?:команд|сборн|жюри|комисси|совет|делегац|хор)"
    r"|стартов[а-я]+ состав|заявк[аи] (?:на|команд)|вратар|нападающ|полузащитник|запасны|тренер|судь[ия](?![а-я])"
    r"|капитан команд"
    r"|волонтер|организатор|жюри|жертвовател|благотворител|доноры|спонсор|помогли|собрали|сдали|пожертвовал|перечислил"
    r"|благодар|спасибо|почетные гости|гости|приглашен|ведущ|выступ|докладчик|депутат|кандидат|сотрудник(?!и? ?полиц)"
    r"|штатное|педагог|учителя|преподавател|расписание приема|прием (?:граждан|ведет)|контакты|участник[а-я]* "
    r"(?:соревнован|турнир|забег|пробег|марш|конкурс|встреч|мероприят|заседан|поездк|акци|концерт|велопробег|митинг)"
    r"|(?:результаты|протокол) (?:соревнован|турнир|забег|пробег|конкурс|матч)|матери|вдовы|родители)"
    r"(?:[^\n]{0,160}:|[^\n.!?]{0,40}(?<![.!?…]))\s*?$"
    r"|^[^\n]{0,160}[.!?:] заявка на [^\n]{0,80}:$",
    re.MULTILINE,
)
_OF_THE_DEAD = re.compile(
    r"(?<![а-я])(?<!памяти )(?<!память )(?<!честь )(?<!матери )(?<!вдовы )(?<!родители )"
    r"(?:погибли|погибш(?:ие|их)|павш(?:ие|их)|убит(?:ые|ых)|не верну)"
)
_ENDS = re.compile(
    r"^[^\n]*:\s*?$|^[^\n]*(?:погиб|(?<![а-я])пал[иа]? |павш|убит|скорбим|потер|не верну|памят)[^\n]*$", re.MULTILINE
)
_STAFF = re.compile(r"должност|телефон|^тел|кабинет|e-?mail|почта|оклад|явка|часы приема")
_OF_A_LIFE = re.compile(r"гибел|погиб|смерт|рожд|статус|похорон")


class Roster(NamedTuple):
    """Up to where a roster lists the living, and from where to where the words stand that say so."""

    start: int
    end: int
    words: tuple[int, int]


def rosters(document: Document) -> Iterator[Roster]:
    """Yield the rosters of a text: up to the next line that speaks of the dead."""
    low = document.low
    for head in _ROSTER.finditer(low):
        if not _OF_THE_DEAD.search(head[0]):
            ends = _ENDS.search(low, head.end())
            yield Roster(head.end(), ends.start() if ends else len(low), head.span())
    for table in tables(document):
        staff = any(map(_STAFF.search, table.head)) and not any(map(_OF_A_LIFE.search, table.head))
        if staff:
            yield Roster(table.start, table.end, (table.start - 1, table.start))
