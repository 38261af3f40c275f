"""How old the dead were, in whole years; the 24th year of life is the age of 23.

A number is an age by what follows it ("лет", "-летний", "году жизни") and what leads to it ("в возрасте", "ему было").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.document import Document
from extract.text.numerals import CARDINAL, JOINED, ORDINAL, TENS, number

_YEARS = r"(?:лет|год[ау]?|годов|годика|годиков|годочков|годков)(?![а-я])"
_ONLY = (
    r"(?:(?:по|всего[- ]то|всего[- ]навсего|всего|лишь|только|уже|едва|чуть|тогда|полн(?:ых|ые)"
    r"|навсегда|навечно|вечно) )*"
)
_HIM = (
    r"(?:ему|ей|тебе|им|обоим|всем|каждому|парню|юноше|мужчине|бойцу|воину|солдату|герою|земляку|погибшему|военнослужащему|младшему|старшему"
    r"|девушке|женщине|мальчишке|мальчику|пацану|парнишке|пареньку|мужику|человеку|командиру|рядовому|ефрейтору|сержанту"
    r"|старшине|прапорщику|мичману|матросу|лейтенанту|капитану|майору|добровольцу|контрактнику|мобилизованному)"
)
_IS = r"(?:был[оа]? |исполнился |останется |остался |осталось |исполнилось |минуло |стукнуло )"
_FOREVER = r"(?:навсегда|навечно|навеки|навек|вечно)"
_DIED = r"(?:погиб(?:ла)?|умер(?:ла)?|убита?|не стало|скончал(?:ся|ась)|пал|ушел из жизни|оборвал(?:ась|ся))"
_OTHERS = (
    r"(?! ?(?:юбиле|опыт|стаж|срок|истори|контракт(?!ни)|праздн|путь|служб(?!у)|брак"
    r"|вдов|жен|мат|мам|доч|сын|сест|брат|от[ец]ц"
    r"|пап|ребен|супруг|побед|войн|племян|внук))"
)

_NUMBER = re.compile(rf"\b(?:\d\d(?!\d)|{TENS}|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат|перв|десят)")
_IN_WORDS = tuple(re.compile(form) for form in (rf"{JOINED}(?=лет)", ORDINAL + "(?![а-я])", CARDINAL + "(?![а-я])"))
_TAIL = re.compile(
    rf"(?P<adjective>(?:-(?:ти|и|х))?[- ]?летн(?:ий|его|ему|им|ем|яя|ей|юю)(?![а-я]){_OTHERS})"
    r"|(?P<jubilee>[- ]?(?:ти)?[- ]?лети[а-я]+)"
    r"|(?P<nth>(?:-?(?:м|ом|ем))? году(?![а-я])(?: (?:своей )?жизни)?)"
    r"|(?P<birthday>(?:-(?:го|ого))? дн[яю] рождения)"
    rf"|(?P<going>(?:-(?:й|ый|ий))? год(?![а-я])(?! (?:{_FOREVER}|от роду|прожил|мужику|парню|ему|ей)))"
    rf"|(?P<years> (?:{_YEARS}|г\.(?=[,;)]))"
    rf"(?P<ever> {_FOREVER}| от роду| прожил[а-я]*| мужику| парню| пацану| мальчишке| человеку(?= было)"
    r"| ему| ей(?![а-я])| исполнилось)?)"
    r"|(?P<unreached>(?: (?:лет|год[ау]?|ему|ей|еще|даже|так|и|полных))*"
    r" не (?:стукнул|исполнил|был|встретил|отметил)[а-я]*)"
    rf"|(?P<evermore> {_FOREVER}(?![а-я]))|(?P<nothing>"
    r"(?= ?(?:\n|[.,!…;)](?![a-zа-я\d])|$)| (?:было|исполнилось|стукнуло|минуло)(?! бы)(?![а-я])))"
)
_NOT_YET = (
    r"(?:не (?:дожи[влт]|дотян)[а-я]*(?: [а-я\d]+){0,5} до(?: [а-я]+){0,2}"
    r"|(?:оставал[а-я]+|не хватило)(?: [а-я\d]+){0,4} до(?: [а-я]+){0,2}"
    r"|(?:накануне|за(?: [а-я\d]+){1,3} до)(?: (?:своего|его|ее)(?: [а-я]+)?)?) $"
)
_NOT_TURNED = r"(?<![а-я])не (?:было|исполнилось|стукнуло)(?: и| еще| даже| полных)* $"
_BEGUN = {
    "nth": re.compile(r"(?<![а-я])на $"),
    "going": re.compile(r"(?<![а-я])(?:шел|шла|пошел)(?: [а-я]+){0,2} $"),
    "birthday": re.compile(_NOT_YET),
    "jubilee": re.compile(_NOT_YET),
    "years": re.compile(rf"{_NOT_YET}|(?<![а-я])неполн(?:ых|ые) $|{_NOT_TURNED}"),
    "nothing": re.compile(rf"не (?:дожи[влт]|дотян)[а-я]*(?: [а-я\d]+){{0,5}} до $|{_NOT_TURNED}"),
}
_LEAD = re.compile(
    rf"(?:возрасте {_ONLY}|возраст(?:(?: [а-я]+)? ?[:—–-])? ?{_ONLY}|(?<!бы ){_IS}{_ONLY}"
    rf"|(?<![а-я]){_HIM} (?:{_IS})?{_ONLY}"
    rf"|(?<![а-я])прожи[влт][а-я]* (?:(?:[а-я]+ )?(?:все )?свои )?{_ONLY}|(?<![а-я])(?:от ?роду|полных) {_ONLY}"
    rf"|{_FOREVER} (?:(?:молодой|молодым|останется|в) )*"
    rf"|(?<![а-я]){_DIED}(?: [а-я]+|(?: \d\d?)? [а-я]+(?: 20\d\d)?(?: года| г\.)?,)? в (?:свои )?)$"
)
_ALONE = re.compile(
    rf"(?:было (?:всего|лишь|только) |(?:едва|только) исполнилось |(?<![а-я])полных "
    rf"|(?<![а-я])[а-я]{{3,}}[уюеи] (?:было|исполнилось) |(?<![а-я]){_HIM} (?:{_IS})?{_ONLY}|возраст[»\"]? ?[:—–-] ?"
    rf"|{_FOREVER} (?:(?:молодой|молодым) )?|(?<![а-я])(?:лет|годов|годков) (?:(?:ему|ей) )?{_IS}{_ONLY}"
    r"|(?<![а-я])(?:лет|годов|годков) (?:ему|ей)(?: ?[:—–-])? |сколько[^?\n]{0,24}\?[^\n]{0,20}\n(?:[^\n:]{0,24}: )?)$"
)
# "Петру Ильичу 30 лет", "Анне Ким было 39", "Петру было 24, Олегу — 23": of whom it is told stands in the dative.
_OF_WHOM = r"(?<![А-Яа-яё-])[А-ЯЁ][а-яё-]+[уюеи] (?:[А-ЯЁ][а-яё-]+ ){0,2}"
_HIS_YEARS = re.compile(rf"{_OF_WHOM}(?:[—–-] )?{_ONLY}$")
_HIS_NUMBER = re.compile(
    rf"(?:{_OF_WHOM}(?:было |исполнилось |[—–-] )|[Бб]ыло {_OF_WHOM}|было[^.!?\n]{{3,40}}, {_OF_WHOM}){_ONLY}$"
)
# "Капитан-механик, пятьдесят шесть.": who he was and his age in words, without a verb.
_NO_VERB = r"(?![А-ЯЁа-яё]*л[аои]?(?:с[ья])?(?![а-яё]))"
_AFTER_HIS_WORK = re.compile(rf"(?:^|[.!?…\n] ?){_NO_VERB}[А-ЯЁ][а-яё-]+(?: {_NO_VERB}[а-яё-]+){{0,3}}, $")
# "Тридцать три. Двое детей.", "Всего-то двадцать четыре", "погиб 19 октября, доброволец, двадцать один".
_IN_A_WORD = re.compile(
    rf"(?:(?:^|[.!?…\n] ?)(?:всего(?:-то)? |лишь |только )?|(?<![а-я]){_DIED}(?![а-я])[^.!?\n]{{1,40}}, )$"
)
_IN_HIS = re.compile(r"(?<![а-я])в свои $")
_HE_DIED = re.compile(rf"(?<![а-я]){_DIED}(?![а-я])")
_LIVES = re.compile(r"(?<![а-я])(?:жива?|выжила?)(?![а-я])[^.!?;\n]*$")
_NO_AGE = re.compile(r"(?:стаж|служб|опыт|контракт|срок|брак|вместе|женат|знаком|друж|работ)[а-я]*(?: [а-я]+)? [—–-] $")
_AT = re.compile(r"(?<![а-я])в (?:свои )?$")
_THEN_DIED = re.compile(rf",? (?:[а-я]+ ){{0,2}}{_DIED}(?![а-я])")
_BESIDE = re.compile(r"[а-я»)\d.](?:, | \(|: | [—–-] |;| ?[|/] ?)$")
# "Кедров Пётр (31)", and "Кедров Пётр, 31" at the beginning of a line.
_IN_BRACKETS = re.compile(r"[А-ЯЁ][а-яё]+ \($|(?:^|\n)[^\w\n]{0,6}(?:[А-ЯЁ][а-яё-]+ ){1,2}[А-ЯЁ][а-яё-]+, $")
_BEGINS = re.compile(r"(?:^|[.!…\n]) ?$")
_ENDS = re.compile(r" ?[,.!;)\n(|/—–]|$")
_LATER = re.compile(r"[^.\n]{0,60}? не (?:дожи[влт]|дотян)")
_KIN = re.compile(
    r"(?<![а-я])(?:сын|доч|жен|матер|мат[ьи]|мам|отц|отец|брат|сест|ребен|дет|супруг|вдов|родител|внук|внуч"
    r"|племянни)[а-я]*"
    r"(?:(?: (?:был[оа]?|исполнилось|всего|уже|тогда))*|, [а-я-]+(?: [а-я-]+){0,2}, ?) ?$"
)
# "Остался сын, ему 18 лет"
_LEFT = re.compile(
    r"(?<![а-я])(?:остал[аио]сь|остался|растут?|ждут?|воспит[а-я]+) [^.!?\n]*(?:сын|доч|дет|ребен)[^.!?\n]*$"
)
_BEFORE = re.compile(r"накануне |за .* до ")
_OF_A_THING = re.compile(r" (?!погиб|умер|убит|не стало|его|ее|он|она)[а-я]")
_NOT_REACHED = re.compile(
    r"(?:исполнилось|было|исполниться|стало) бы|(?<![а-я])бы (?:[а-я]+ )?(?:исполнилось|было|стало)"
)
_TO = ("до ", "до своего ", "до его ", "до ее ")
_LEAD_LENGTH = 60
# Who dies in a war is neither a child nor very old; a figure beyond is another thing's.
_YOUNGEST, _OLDEST = 16, 85


class Age(NamedTuple):
    """An age and where it stands in the cleaned text."""

    years: int
    start: int
    end: int


def ages(document: Document) -> Iterator[Age]:
    """Yield every age told of the dead, in order."""
    low = document.low
    position = 0
    while anchor := _NUMBER.search(low, position):
        years, end = _number(low, anchor)
        position = max(end, anchor.end())
        tail = _TAIL.match(low, end) if years else None
        age = _age(document.text, low, anchor.start(), years, tail) if tail else None
        if age and _YOUNGEST <= age.years <= _OLDEST:
            yield age


def _number(low: str, anchor: re.Match[str]) -> tuple[int, int]:
    """Return the number that begins here and where it ends; 0 if it is none."""
    if anchor[0].isdecimal():
        before = low[max(0, anchor.start() - 2) : anchor.start()]
        goes_on = before[-1:] in ("№", "-", "/") or (before[-1:] in (".", ",") and before[:1].isdigit())
        return 0 if goes_on else int(anchor[0]), anchor.end()
    for form in _IN_WORDS:
        if match := form.match(low, anchor.start()):
            parts = match.groupdict()
            words = [parts[name] for name in ("tens", "unit") if parts[name]] if parts else [match[0]]
            return sum(number(word) or 0 for word in words), match.end()
    return 0, anchor.end()


def _age(text: str, low: str, at: int, years: int, tail: re.Match[str]) -> Age | None:
    kind = tail.lastgroup
    since = max(0, at - _LEAD_LENGTH)
    for name, lead in _BEGUN.items():
        if tail[name] is not None and (match := lead.search(low, since, at)):
            if years % 10 == 0 and re.match(_NOT_TURNED, match[0]):
                return None  # "не было и тридцати" is said of many ages
            if _BEFORE.fullmatch(match[0]) and _OF_A_THING.match(low, tail.end()):
                return None  # "накануне 80-летия Победы"
            return _told(low, match.start(), tail.end(), years - 1)
    if tail["unreached"]:
        return _told(low, at, tail.end(), years - 1) if years % 10 else None
    if tail["jubilee"] and low[since:at].endswith(_TO) and _LATER.match(low, tail.end()):
        return _told(low, at, tail.end(), years - 1)
    if tail["adjective"]:
        return _told(low, at, tail.end(), years)
    if tail["evermore"] or tail["ever"]:
        return _told(low, at, tail.end(), years)
    if tail["nothing"] is not None:
        match = (
            _ALONE.search(low, since, at)
            or _IN_BRACKETS.search(text, since, at)
            or _of_him(text, low, since, at, tail.end())
        )
        if match is None:
            return None
        return _told(low, at if match[0].endswith(("(", ", ")) else match.start(), tail.end(), years)
    if kind not in ("years", "going"):
        return None
    if match := _LEAD.search(low, since, at) or _HIS_YEARS.search(text, since, at):
        return _told(low, match.start(), tail.end(), years)
    return _told(low, at, tail.end(), years) if _stands_alone(low, since, at, tail.end()) else None


def _of_him(text: str, low: str, since: int, at: int, end: int) -> re.Match[str] | None:
    """Return what leads to a mere number that is an age: "Олегу — 23", "погиб, в свои сорок восемь"."""
    if match := _HIS_NUMBER.search(text, since, at):
        return match
    if not low[at].isdecimal() and not low.startswith("..", end):
        match = _AFTER_HIS_WORK.search(text, since, at) or _IN_A_WORD.search(low, since, at)
        if match:
            return match
    match = _IN_HIS.search(low, since, at)
    return match if match and _HE_DIED.search(low, max(since, low.rfind(". ", 0, at)), at) else None


def _stands_alone(low: str, since: int, at: int, end: int) -> bool:
    """Tell whether "24 года" is beside a name, in a line of its own, or when somebody died."""
    if _AT.search(low, since, at):
        return _THEN_DIED.match(low, end) is not None
    beside = _BESIDE.search(low, since, at) or _BEGINS.search(low, since, at)
    if _NO_AGE.search(low, since, at):
        return False
    return beside is not None and _ENDS.match(low, end) is not None


def _told(low: str, start: int, end: int, years: int) -> Age | None:
    """Return the age unless it is a relative's, or one that was not reached."""
    before = low[max(0, start - 30) : start]
    lately = low[max(0, start - _LEAD_LENGTH) : start]
    if (
        _KIN.search(before)
        or _LIVES.search(lately)
        or _LEFT.search(lately)
        or _NOT_REACHED.search(low, max(0, start - 30), end + 8)
    ):
        return None
    return Age(years, start, end)
