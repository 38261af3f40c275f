"""Districts in the nominative: «Кедровского р-на» is Кедровский район, «Лесного МО» Лесной муниципальный округ."""

import re

from extract.text.adjectives import agreed
from extract.text.document import Document
from extract.text.found import Found
from extract.text.settlements import Settlements
from extract.text.toponyms import LOWER, UPPER
from sinodik.records import Field

# The nouns in full, by what they are shortened to.
_SHORT = {
    "р-н": "район",
    "р-он": "район",
    "р": "район",
    "мо": "муниципальный округ",
    "го": "городской округ",
    "мр": "муниципальный район",
}
_ENDING = r"(?P<ending>ого|его|ом|ем|ому|ему|ий|ый|ой|(?<=[сц]к)\.)"
_NAME = (
    r"(?!(?:Наш|Эт|Сво|Друг|Кажд|Цел|Сам)(?:ого|его|ому|ему|ом|ем|ый|ий|ой) )"
    rf"(?P<adjective>[{UPPER}][{LOWER}]+(?:-[{UPPER}{LOWER}]+)*?)"
)
# «Азовского немецкого национального района».
_KIND = (
    r"(?i:муниципальн|городск|национальн|сельск|немецк|ненецк|татарск|эвенкийск|эвенск|корейск|горн)"
    r"(?i:ого|ом|ому|ый|ой|ий)"
)
_DISTRICT = re.compile(
    rf"{_NAME}{_ENDING} (?P<extra>(?:{_KIND} ){{0,2}})(?:"
    rf"(?P<noun>(?i:район|округ|кожуун|улус|аймак))(?:а|е|у|ом|А|Е|У|ОМ)?(?![{LOWER}-])"
    rf"|(?P<short>(?i:р-о?н))(?:а|е|у)?(?![{LOWER}])|(?P<capitals>М\.?О|Г\.?О|МР|м\.о|г\.о"
    rf"|р)(?![{UPPER}{LOWER}])\.?(?! ?п\.))"
)
# «городской округ Лесной», «МО «Город Кедровск»».
_NAMED = re.compile(
    rf"(?P<kind>[Гг]ородск|[Мм]униципальн)(?:ого|ом|ой|ый|ому) округ(?:а|е|у)? «?(?P<name>[{UPPER}][{LOWER}-]+)»?"
)
# «района имени Лазо».
_CALLED_AFTER = re.compile(
    r"(?P<noun>[Рр]айон|[Оо]круг|[Уу]лус)(?:а|е|у|ом)? (?:имени|им\.) ?"
    rf"(?P<name>[{UPPER}][{LOWER}]+(?: (?![{UPPER}][{LOWER}]+(?:ого|ой|ий|ая)(?![{LOWER}]))[{UPPER}][{LOWER}]+)?)"
)
# «Район: Кедровский» on a card.
_LABELLED = re.compile(rf"{_NAME}(?:ий|ый|ой)(?= ?(?:[,.;\n]|$))")
_CASE = {"ого": "Gen", "его": "Gen", "ом": "Loc", "ем": "Loc", "ому": "Dat", "ему": "Dat"}


def may_be_district(document: Document, at: int) -> bool:
    """Tell whether a district's name seems to stand at a position."""
    return bool(_DISTRICT.match(document.text, at))


def district(document: Document, at: int, settlements: Settlements) -> Found | None:
    """Return the district that is named at a position."""
    match = _DISTRICT.match(document.text, at)
    if not match:
        return _named(document, at)
    case = _CASE.get(match["ending"], "Nom")
    written = match["adjective"] + match["ending"].replace(".", "ий")  # «Кедровск. р-н»
    adjective = written if case == "Nom" else settlements.adjective(written, case, "Masc")
    extra = "".join(f"{agreed(word, 'Masc')} " for word in match["extra"].lower().split())
    short = (match["short"] or match["capitals"] or "").lower()
    noun = match["noun"].lower() if match["noun"] else _SHORT[short.replace(".", "")]
    return Found(Field.DISTRICT, f"{adjective} {extra}{noun}", at, match.end(), 0.95) if adjective else None


def labelled_district(document: Document, at: int) -> Found | None:
    """Return the district that a card names without the noun, after the label «Район:»."""
    match = _LABELLED.match(document.text, at)
    return Found(Field.DISTRICT, f"{match[0]} район", at, match.end(), 0.9) if match else None


def _named(document: Document, at: int) -> Found | None:
    after = _CALLED_AFTER.match(document.text, at)
    if after:
        return Found(Field.DISTRICT, f"{after['noun'].lower()} имени {after['name']}", at, after.end(), 0.9)
    match = _NAMED.match(document.text, at)
    if not match:
        return None
    kind = "городской" if match["kind"].lower() == "городск" else "муниципальный"
    return Found(Field.DISTRICT, f"{kind} округ {match['name']}", at, match.end(), 0.9)
