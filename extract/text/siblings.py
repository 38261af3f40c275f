"""Members of one family whom one surname in the plural names: "братья Пётр и Олег Кедровы", "отец и сын Кедровы — …".

The surname of each stands where his given name does, that names may not overlap.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.text.document import Document
from extract.text.kin import KIN
from extract.text.name import Name, Part
from extract.text.reading import RULE, Reading
from extract.text.surroundings import Surroundings
from sinodik.records import Field

_KIN = (
    r"(?:(?:[Бб]рат|[Сс]естр|[Сс]упруг|[Оо]днофамиль?ц|[Бб]лизнец)[а-яё]*(?:-близнец[а-я]+)?"
    r"|(?:[Оо]т[ец]{1,2}|[Мм]уж|[Мм]ать|[Дд]яд)[а-яё]* (?:и|с) (?:сын|жен|дочь|племянник|брат)[а-яё]*)"
)
_PLURAL = r"[А-ЯЁ][а-яё]{1,25}(?:(?:[оеё]в|[иы]н)(?:ы|ых|ым|ыми)|[сц]к(?:ие|их|им|ими))"
_WORD = "[А-ЯЁ][а-яё]{2,20}"
_AGED = r"(?:\d\d-летн[а-я]+ )?"
_ONE = rf"{_AGED}{_WORD}(?: [А-ЯЁ][а-яё]{{1,20}}(?:ич|вн|оглы)[а-яё]{{0,3}})?(?: ?\([^()\n]{{2,30}}\))?"
_SEVERAL = rf"{_ONE}(?:, {_ONE}){{0,5}} и {_ONE}"
_END = "(?![А-Яа-яЁё-])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<several>{_SEVERAL}) (?P<family>{_PLURAL}){_END}",
        rf"(?<![А-Яа-яЁё-])(?P<family>{_PLURAL})(?: ?[,:—–-] ?| \(| )(?P<several>{_SEVERAL}){_END}",
        # After a word for kin any surname will do that has no plural of its own.
        rf"{_KIN}(?: ?[—–-])? (?P<several>{_SEVERAL}) (?P<family>{_WORD}){_END}",
        rf"{_KIN} (?P<family>{_WORD})(?: ?[,:—–-] ?| \(| )(?P<several>{_SEVERAL}){_END}",
        rf"{_KIN}: (?P<several>{_SEVERAL}) (?P<family>{_WORD}){_END}",
    )
)
_AND, _BEFORE, _BEHIND = re.compile(r"[а-яё)] и (?=[А-ЯЁ\d])"), 160, 90  # and the characters that a form takes about it
_MEMBER = re.compile(rf"{_AGED}(?P<given>{_WORD})(?: (?P<patronymic>[А-ЯЁ][а-яё]+))?")
# "В семье Кедровых горе: погиб сын Пётр", "Братья Кедровы погибли. Старший, Пётр, …".
_FAMILY = re.compile(
    rf"(?:[Сс]емь[а-яё]+|[Фф]амили[а-яё]+|(?<![А-Яа-яЁё])[Дд]ом[ауе]?|{_KIN}|(?<![А-Яа-яЁё])[Уу]) "
    rf"(?P<family>{_PLURAL}|[А-ЯЁ][а-яё]{{1,25}}[иы]х){_END}"
    rf"|(?<![А-Яа-яЁё])(?:[Бб]рать|[Бб]лизнец|[Дд]войн)[а-яё]+ (?P<brothers>{_WORD}){_END}(?! [А-ЯЁ])"
)
# "Осиротели Поповы", "вторая похоронка Гущиным": a family that no word calls so; but not "Пётр Кузьминых".
_BARE_FAMILY = re.compile(
    r"(?P<before>[А-Яа-яЁё-]+[ ,]+)?(?<![А-Яа-яЁё-])"
    rf"(?P<family>[А-ЯЁ][а-яё]{{1,25}}(?:[оеё]в|[иы]н)(?:ы|ых|ым|ыми)){_END}(?! [А-ЯЁ])"
)
_PLURAL_ENDS = ("вы", "ны", "вым", "ным", "выми", "ными", "кие", "ким", "кими", "их", "ых")
_PATRONYMIC = re.compile(r"(?:ич|вн|оглы)[а-яё]{0,3}$")
_FALLEN = re.compile(
    r"(?:(?<![а-яё])(?:[Пп]огиб|[Нн]е стало|[Уу]бит|[Пп]ал|[Пп]отеряли)[а-яё]*"
    r"(?: (?!(?:во?|на|под|у|за|со?|к|от|из|до|по|над|при|близ|возле|около|после)(?![а-яё]))[а-яё]+){0,3}"
    r"|(?:(?:[Сс]тарш|[Мм]ладш|[Сс]редн)[а-яё]+|(?<![А-Яа-яЁё])(?:[Оо]тец|[Сс]ын|[Бб]рат|[Мм]уж|[Вв]нук|[Дд]очь|[Тт]еперь|[Сс]начала|[Пп]отом"
    r"|(?<=[.!?,:] )[Ии]х))"
    r"(?: из братьев| сын| брат)?,?"
    r"|(?<![А-Яа-яЁё])о? ?(?:[Сс]ын|[Бб]рат|[Мм]уж|[Вв]нук|[Пп]лемянник)(?:а|е|у|ом),?)"
    rf" (?P<given>{_WORD})(?! [А-ЯЁ]){_END}"
)
# At the beginning of a sentence, or after a word for kin: "Юрий Иванович, 51 год, пошёл первым", "Отец, Юрий Иванович".
_BY_PATRONYMIC = re.compile(
    rf"(?:(?:^|[.!?…\n] ?)|(?:(?i:{KIN})|[Сс]тарш[а-яё]+|[Мм]ладш[а-яё]+|[Сс]редн[а-яё]+|[Кк]ормил[а-яё]+"
    r"|[Хх]озяин[а-яё]*)(?:,|:| [—–-])? )"
    rf"(?P<given>{_WORD}) (?P<patronymic>[А-ЯЁ][а-яё]{{1,20}}(?:ич|вн)[а-яё]{{0,3}})(?! [А-ЯЁ]){_END}"
)
_SURNAME_BEFORE = re.compile(r"(?<!\. )(?<![А-ЯЁа-яё-])[А-ЯЁ][А-Яа-яЁё-]+ $")
_SONS = re.compile(rf"(?:сын|брат|близнец|двойн)[а-яё]*(?:,| [—–-]|:)? (?P<several>{_SEVERAL}){_END}")
# Of brothers each is called by his name where a sentence begins: "Янис уехал первым", "Федот пал 1 июля, Флор — 28-го".
_EACH = re.compile(
    rf"(?:[.!?…:;\n] ?|, )(?P<given>{_WORD})(?= (?:[—–-] (?:[а-яё]|\d)|[а-яё]+(?:[аеиоуыюяё]л|[гпс])(?:ся)?(?![а-яё])))"
)
_BROTHERS = re.compile("(?:[Бб]рать|[Бб]лизнец|[Дд]войн)")
_APART = re.compile("[,:—–(-]")
_NEAR = 300  # characters from a family to a member who is named by his given name alone
_POSSESSIVE = re.compile(r"(.+(?:[оеё]в|[иы]н))(?P<case>ы|ых|ым|ыми)$")
_ADJECTIVAL = re.compile(r"(.+[сц]к)(?P<case>ие|их|им|ими)$")
_CASES = {"ы": ("Nom",), "ие": ("Nom",), "ым": ("Dat",), "им": ("Dat",), "ыми": ("Ins",), "ими": ("Ins",)}
_OF_OTHERS = ("Gen", "Acc", "Loc")
_INDECLINABLE = re.compile(r"(?:ко|[иы]х|дзе|[ао]го)$")
_WORTH = 6.0  # more than the second brother's name with the family's for a surname: "Олег Кедровы"
_WITH_PATRONYMIC = 5.0


class _Family(NamedTuple):
    """A surname of a man and of a woman, and the cases in which the plural may stand; () if it shows none."""

    man: str
    woman: str
    cases: tuple[str, ...]


def siblings(surroundings: Surroundings) -> Iterator[Name]:
    """Yield a name for each member of a family of whom the text gives only the given name (and patronymic)."""
    text = surroundings.document.text
    for form in _FORMS:
        for match in _about(form, text):
            if family := _family(match["family"]):
                # «Братьев Кедровых — Петра …», and as well «братьев Кедровых: Пётр …».
                apart = _APART.search(text[match.end("family") : match.start("several")])
                yield from _members(surroundings, family._replace(cases=()) if apart else family, match.span("several"))
    if not _may_name_a_family(surroundings.document):
        return
    # "У Галины Кедровой" is no family of Галин.
    families = [match for match in _FAMILY.finditer(text) if not surroundings.readings.given(_surname(match))]
    families = families or list(_bare(surroundings))
    for number, match in enumerate(families):
        if family := _family(_surname(match)):
            later = (other.start() for other in families[number + 1 :] if _family(_surname(other)) != family)
            till = next(later, len(text))
            yield from _alone(surroundings, family._replace(cases=()), match.end(), till)
            if _BROTHERS.match(match[0]):
                yield from _each(surroundings, family._replace(cases=()), match.end(), till)


def _may_name_a_family(document: Document) -> bool:
    """Tell whether any word with a capital ends as surnames in the plural do, or one tells of brothers: few do."""
    plural = any(document.words[number].low.endswith(_PLURAL_ENDS) for number in document.capitals)
    return plural or _BROTHERS.search(document.text) is not None


def _about(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where a form stands about an "и" between two names: nothing else need be looked through."""
    end = 0
    for joint in _AND.finditer(text):
        for match in form.finditer(text, max(end, joint.start() - _BEFORE), joint.end() + _BEHIND):
            end = match.end()
            yield match


def _bare(surroundings: Surroundings) -> Iterator[re.Match[str]]:
    """Yield surnames in the plural that no word calls a family's and no given name stands before."""
    for match in _BARE_FAMILY.finditer(surroundings.document.text):
        family = _family(match["family"])
        before = (match["before"] or "").rstrip()
        his = (
            before and not before.endswith(",") and (surroundings.readings.given(before) or _PATRONYMIC.search(before))
        )
        if family and not his and surroundings.readings.typical_surname(family.man):
            yield match


def _surname(family: re.Match[str]) -> str:
    return str(family["family"] or family.groupdict().get("brothers"))


def _each(surroundings: Surroundings, family: _Family, start: int, till: int) -> Iterator[Name]:
    """Yield the brothers whom sentences of the text after their family's name begin with."""
    end = min(start + _NEAR, till)
    for member in _EACH.finditer(surroundings.document.text, start, end):
        read = surroundings.readings.given(member["given"])
        if reading := next((r for r in read if (r.case, r.gender) == ("Nom", "Masc")), None):
            yield _name(family, reading, member.span("given"))


def _alone(surroundings: Surroundings, family: _Family, start: int, till: int) -> Iterator[Name]:
    """Yield those whom the text after a family, up to the next, names without a surname."""
    text, end = surroundings.document.text, min(start + _NEAR, till)
    for sons in _SONS.finditer(text, start, end):
        yield from _members(surroundings, family, sons.span("several"))
    for member in [*_FALLEN.finditer(text, start, end), *_BY_PATRONYMIC.finditer(text, start, end)]:
        named = member.re is _BY_PATRONYMIC and _SURNAME_BEFORE.search(text, start, member.start())
        read = () if named else surroundings.readings.given(member["given"])
        if reading := next((r for case in ("Nom", "Gen", "Acc", "Dat", "Ins", "Loc") for r in _in(case, read)), None):
            name = _name(family, reading, member.span("given"))
            yield _with_patronymic(surroundings, name, member) if "patronymic" in member.groupdict() else name


def _members(surroundings: Surroundings, family: _Family, several: tuple[int, int]) -> Iterator[Name]:
    """Yield those whom a series names, if all their given names may stand in one case: the surname's."""
    found = list(_MEMBER.finditer(surroundings.document.text, *several))
    known = [surroundings.readings.given(member["given"]) for member in found]
    choices = [
        read or surroundings.readings.unknown_given(member["given"]) for read, member in zip(known, found, strict=True)
    ]
    cases = [r.case for read in known for r in read if r.case in (family.cases or (r.case,))]
    case = next((c for c in cases if all(_in(c, read) for read in choices)), None)
    for member, read in zip(found, choices, strict=True) if case else ():
        name = _name(family, _in(case or "", read)[0], member.span("given"))
        yield _with_patronymic(surroundings, name, member)


def _in(case: str, readings: Sequence[Reading]) -> list[Reading]:
    return [r for r in readings if r.case == case]


def _name(family: _Family, given: Reading, at: tuple[int, int]) -> Name:
    surname = family.woman if given.gender == "Fem" else family.man
    parts = (Part(Field.GIVEN, given.nominative, *at, given.confidence), Part(Field.SURNAME, surname, *at, RULE))
    return Name(parts, given.case, given.gender, _WORTH)


def _with_patronymic(surroundings: Surroundings, name: Name, member: re.Match[str]) -> Name:
    read = surroundings.readings.patronymic(member["patronymic"]) if member["patronymic"] else ()
    fitting = [r for r in read if (r.case, r.gender) == (name.case, name.gender)]
    if not fitting:
        return name
    part = Part(Field.PATRONYMIC, fitting[0].nominative, *member.span("patronymic"), fitting[0].confidence)
    return name._replace(parts=(*name.parts, part), worth=name.worth + _WITH_PATRONYMIC)


def _family(word: str) -> _Family | None:
    """Return a family's surname: of "Кедровых" Кедров; None for one man's: "Петром и Олегом Кедровым"."""
    if plural := _POSSESSIVE.match(word):
        return _Family(plural[1], f"{plural[1]}а", _CASES.get(plural["case"], _OF_OTHERS))
    if plural := _ADJECTIVAL.match(word):
        return _Family(f"{plural[1]}ий", f"{plural[1]}ая", _CASES.get(plural["case"], _OF_OTHERS))
    return _Family(word, word, ()) if _INDECLINABLE.search(word) else None
