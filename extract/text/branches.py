"""In which arm of service somebody was, and how he came to it: each by the words of ``branches.toml``."""

import re
from collections.abc import Iterator

from extract.text.document import Document
from extract.text.found import Found
from extract.text.phrases import Hit, Phrases
from extract.text.rescued import is_rescued
from extract.text.vocabulary import Branch, Branches
from sinodik.records import Field

_NEAR = 150  # characters within which one branch takes another's place
_ROW = 45  # characters: a line of a card is shorter
_CAPITALS = 4  # letters
_ATTACK_BEFORE, _ATTACK_AFTER = 32, 22
_NOT_BEFORE = re.compile(
    r"(?<![а-я])не (?:(?:был[аи]?|явля[а-я]+|подлежал[аи]?"
    r"|подписывал[аи]?|заключал[аи]?|служил[аи]?|попал[аи]?|по|под|в|на) )*"
    r"(?:(?:никак|прост|кадров|част)[а-я]+ )?$"
)
_NOT_AFTER = re.compile(
    r" (?:он |она )?не (?:был|явля|подлеж|попад|попал|стал|служил|подписы|заключал)|[^.!?\n]{0,20}\? нет(?![а-я])"
)
# What somebody is called he need not be: "позывной «Моряк»", "звали «три танкиста»", "Кораблём звали его друзья".
_CALLED = re.compile(r"(?:позывн[а-я]+|кличк[а-я]+|прозвищ[а-я]+|звали(?: его| ее)?)\W{0,4}(?:[а-я]+ )?$")
_CALLED_SO = re.compile(r"\W{0,3}(?:звали|прозвали|называли)")
# "Дружил с соседями-танкистами", "вместе с десантниками": others; but "с другими мобилизованными" he is one of them.
_WITH_OTHERS = re.compile(r"(?<![а-я])со? (?!друг|остальн|таки)(?:[а-я]+ ){0,2}$|ями-$|ами-$")
_PLURAL_INSTRUMENTAL = ("ами", "ями", "ыми", "ими")
_WORDS_BEFORE = re.compile(r"(?:[а-я-]+[^а-я.,:;]+){0,2}$")
_QUOTE = "«\"“„'"
_PAST = re.compile(r"(?:после|прош[а-я]+|проход[а-я]+|отслуж[а-я]+|до) (?:[а-я]+ )?$")
_AT_WORK = re.compile(
    r"(?:работа|труди[лт]|устрои|учи[лт]|професси|специальност|гражданке|до войны|до мобилизации|мирной жизни)"
    r"[^.,;!?]{0,40}$"
)
_AT_HOME = re.compile(
    r"[ -]арен| скорой| (?:[а-я]+ой )?(?:больниц|поликлиник|амбулатори|роддом)| (?:црб|цгб|фап)| (?:торгов|речн)ого"
)
# "Оператор разведывательного БПЛА", "на десантном корабле": the weapon's, not the man's.
_OF_A_WEAPON = re.compile(r" (?:бпла|дрон|беспилотн|коптер|квадрокоптер|корабл|катер|судн|отсек|нож|люк)")
_CELL_BEFORE, _CELL_AFTER = re.compile(r"[(|;:] ?$"), re.compile(r"\.? ?(?:[)|;]|\n|$)")
_SHORT_BEFORE, _SHORT_AFTER = re.compile(r"[,—–-] ?$"), re.compile(r"\. ?(?:[,;]|\n|$)")  # «Кедров Пётр, моб., погиб»
_LEGEND = re.compile(r"(?<![а-я])([а-я])\.? ?[—–-] ?(мобилиз|контракт|доброволец|срочник|заключен)")
_EXPLAINED = re.compile(r"(?<![а-я])[а-я]\. ?[—–-] ?$")
_MARK = re.compile(r"\(([а-я])\.?\)")
_IN_LEGENDS = {
    "мобилиз": "мобилизованный",
    "контракт": "контрактник",
    "добров": "доброволец",
    "срочн": "срочник",
    "заключ": "заключённый",
}
_AIRCRAFT = re.compile(r"(?<![а-я])(?:(?:ми|ка|су|миг|ту|ил|ан|як)-\d\d?|вертолет|самолет|бомбардировщик)")
_TANK = re.compile(r"(?<![а-я])(?:танк(?!ер)|т-\d\d)")
_ARMOUR = re.compile(r"(?<![а-я])(?:бмп|бтр)")
_NO_TANK = re.compile(r"(?<![а-я])(?:бмп|бтр|бмд|сау|гаубиц|орудие|орудия|миномет|вертолет|самолет)")
_LED = (
    r"(?= ?[—–:-] ?| (?:гвардии )?(?:майор|капитан|подполковник|полковник|старший лейтенант|ст\. ?л|лейтенант"
    r"|[а-я]+ (?:майор|капитан)))"
)
_FLYING = re.compile(
    rf"(?<![а-я])(?:командир(?: экипажа| вертолета| самолета)?{_LED}"
    r"|(?:оператор|правый пилот|второй пилот)(?= ?[—–:-] ?))"
)
_IN_A_TANK = re.compile(
    r"(?<![а-я])(?P<seat>командир(?! [а-я]*(?:рот|взвод|батальон|полк|бригад|част))|наводчик|мехвод|механик-водитель"
    r"|заряжающий)(?![а-я])"
)
_CONFIDENCE = 0.9


class BranchFinder:
    """Finds branches by their words."""

    def __init__(self, branches: Branches) -> None:
        self._unless = {branch.name: frozenset(branch.unless) for branch in branches.branches}
        self._phrases = Phrases((p, (b, kind)) for b in branches.branches for p, kind in _phrases(b))
        self._events = _words(branches.events)
        self._attacks = _words(branches.attacks)

    def branches(self, document: Document) -> Iterator[Found]:
        """Yield each branch where words tell of it, leaving out feasts, clubs, streets, and the enemy's weapons."""
        yield from self._by_legend(document)
        hits = [hit for hit in self._phrases.find(document) if self._is_one(document, hit)]
        denied = {(hit.value[0].name, document.sentence(hit.start)) for hit in hits if _is_denied(document, hit)}
        hits = [hit for hit in hits if (hit.value[0].name, document.sentence(hit.start)) not in denied]
        hits = [hit for hit in hits if self._is_meant(document, hit)]
        yield from _crews(document)
        for hit in hits:
            rivals = self._unless[hit.value[0].name]
            if not any(o.value[0].name in rivals and _is_near(document.low, hit, o) for o in hits):
                yield Found(Field.BRANCH, hit.value[0].name, hit.start, hit.end, _CONFIDENCE)

    def _by_legend(self, document: Document) -> Iterator[Found]:
        """Yield what a list shortens by a legend of its own: «к. — контрактник … Иванов Пётр, 40 лет (к.)»."""
        marks = list(_MARK.finditer(document.low))
        legend = dict(_LEGEND.findall(document.low)) if len(marks) > 1 else {}
        for mark in marks if len(legend) > 1 else ():
            word = legend.get(mark[1], "")
            name = next((branch for stem, branch in _IN_LEGENDS.items() if word.startswith(stem)), "")
            if name:
                yield Found(Field.BRANCH, name, mark.start(1), mark.end(1), _CONFIDENCE)

    def _is_one(self, document: Document, hit: Hit[tuple[Branch, str]]) -> bool:
        """Tell whether the words stand as their kind must: in quotation marks, in capitals, between bars."""
        kind, before = hit.value[1], document.low[max(0, hit.start - 60) : hit.start]
        if _EXPLAINED.search(before):
            return False  # a legend's own words
        if kind == "cell":
            short = _SHORT_BEFORE.search(before) and _SHORT_AFTER.match(document.low, hit.end)
            return bool(short or (_CELL_BEFORE.search(before) and _CELL_AFTER.match(document.low, hit.end)))
        if kind == "quoted":
            return before[-1:] in _QUOTE
        return kind != "capital" or document.text[hit.start : min(hit.start + _CAPITALS, hit.end)].isupper()

    def _is_meant(self, document: Document, hit: Hit[tuple[Branch, str]]) -> bool:
        """Tell whether they tell what the dead one was: no feast, no call sign, no kin's or civil work, no weapon."""
        branch, kind = hit.value
        begin, stop = document.sentence(hit.start)
        before, after = document.low[max(begin, hit.start - 60) : hit.start], document.low[hit.end : stop]
        if _CALLED.search(before) or _CALLED_SO.match(after) or _OF_A_WEAPON.match(after):
            return False
        if document.low[: hit.end].endswith(_PLURAL_INSTRUMENTAL) and after[:1] != ":" and _WITH_OTHERS.search(before):
            return False
        if is_rescued(document.low, begin, hit.start, hit.end):
            return False
        if _AT_HOME.match(after) or (kind == "job" and _AT_WORK.search(before)):
            return False
        if branch.name == "срочник" and _PAST.search(before):
            return False
        if self._events.search("".join(_WORDS_BEFORE.findall(before))):
            return False
        near = (before[-_ATTACK_BEFORE:], after[:_ATTACK_AFTER])
        return kind != "weapon" or not any(self._attacks.search(side) for side in near)


def _crews(document: Document) -> Iterator[Found]:
    """Yield where those of a crew are named by their seats: «Экипаж Ми-8: командир — майор Кедров», «наводчик»."""
    low = document.low
    if "экипаж" in low and _AIRCRAFT.search(low) and not (_TANK.search(low) or _ARMOUR.search(low)):
        for match in _FLYING.finditer(low):
            yield Found(Field.BRANCH, "ВКС", match.start(), match.end(), _CONFIDENCE)
    if _TANK.search(low) and not _NO_TANK.search(low):
        seats = list(_IN_A_TANK.finditer(low))
        for match in seats if len({seat["seat"] for seat in seats}) > 1 else ():
            yield Found(Field.BRANCH, "танковые войска", match.start(), match.end(), _CONFIDENCE)


def _is_denied(document: Document, hit: Hit[tuple[Branch, str]]) -> bool:
    """Tell whether the sentence says that he was not one: then its other words of the branch tell of none."""
    begin = max(document.sentence(hit.start)[0], hit.start - 60)
    return bool(_NOT_BEFORE.search(document.low, begin, hit.start) or _NOT_AFTER.match(document.low, hit.end))


def _is_near(low: str, hit: Hit[tuple[Branch, str]], other: Hit[tuple[Branch, str]]) -> bool:
    """Tell whether two branches are told of one person; what stands in two long lines is two rows of a list."""
    if abs(other.start - hit.start) >= _NEAR:
        return False
    line = low.rfind("\n", 0, hit.start) + 1
    stop = low.find("\n", hit.end)
    stop = len(low) if stop < 0 else stop
    return stop - line < _ROW or line <= other.start < stop


def _phrases(branch: Branch) -> Iterator[tuple[str, str]]:
    kinds = {
        "word": branch.words,
        "weapon": branch.weapons,
        "job": branch.jobs,
        "cell": branch.cells,
        "quoted": branch.quoted,
        "capital": branch.capitals,
    }
    for kind, phrases in kinds.items():
        for phrase in phrases:
            yield phrase, kind


def _words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(p).replace(r"\*", "[а-я]*") for p in patterns)
    return re.compile(rf"(?<![а-я])(?:{words})(?![а-я])")
