"""Short forms of given names, as relatives write them."""

from sinodik.names import fold

# Full name: its short forms. One short form may belong to several names.
_SHORT = {
    "александр": "саша саня шура сашка алекс",
    "алексей": "леша алеша леха",
    "анатолий": "толя толик",
    "андрей": "андрюша",
    "антон": "антоша",
    "аркадий": "аркаша",
    "артем": "тема артемий артемка",
    "богдан": "бодя",
    "борис": "боря",
    "вадим": "вадик",
    "валентин": "валя",
    "валерий": "валера",
    "василий": "вася",
    "виктор": "витя",
    "виталий": "виталик",
    "владимир": "вова володя",
    "владислав": "влад слава владик",
    "вячеслав": "слава",
    "геннадий": "гена",
    "георгий": "жора гоша егор",
    "григорий": "гриша",
    "данил": "даниил данила даня",
    "даниил": "данил данила даня",
    "денис": "дениска",
    "дмитрий": "дима митя димитрий",
    "евгений": "женя",
    "егор": "егорка",
    "иван": "ваня",
    "игорь": "игорек",
    "илья": "илюша",
    "кирилл": "кирюша",
    "константин": "костя",
    "леонид": "леня",
    "максим": "макс",
    "михаил": "миша",
    "никита": "никитка",
    "николай": "коля",
    "олег": "олежка",
    "павел": "паша",
    "петр": "петя",
    "роман": "рома",
    "руслан": "рус",
    "семен": "сема",
    "сергей": "сережа серега",
    "станислав": "стас слава",
    "степан": "степа",
    "тимофей": "тима",
    "федор": "федя",
    "юрий": "юра",
    "ярослав": "слава ярик",
}
_FORMS = {name: frozenset(short.split()) for name, short in _SHORT.items()}
_FULL = {s: tuple(sorted(n for n, forms in _FORMS.items() if s in forms)) for s in frozenset().union(*_FORMS.values())}


def is_short_of(short: str, full: str) -> bool:
    """Tell whether ``short`` is a short or church form of the name ``full``.

    >>> is_short_of("Саша", "Александр"), is_short_of("Александр", "Саша")
    (True, False)
    """
    return fold(short) in _FORMS.get(fold(full), ())


def is_short_form(a: str, b: str) -> bool:
    """Tell whether one given name is a short or church form of the other."""
    return is_short_of(a, b) or is_short_of(b, a)


def is_given_name(name: str) -> bool:
    """Tell whether a folded word is a given name that is listed here, or a short form of one."""
    return name in _FORMS or name in _FULL


def full_forms(short: str) -> tuple[str, ...]:
    """Return the full names that a folded short form may stand for, in order; none if it is no short form."""
    return _FULL.get(short, ())
