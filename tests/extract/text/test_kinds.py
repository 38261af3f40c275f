"""Words for kinds of settlements."""

import pytest

from extract.text.kinds import kind_at

KINDS = [
    ("села Кедровка", ("Neut", "Gen")),
    ("в селе Кедровка", None),
    ("деревне Кедровке", ("Fem", "Loc")),
    ("пгт Кедровый", ("Masc", "")),
    ("р.п. Кедровый", ("Masc", "")),
    ("с. Кедровка", ("Neut", "")),
    ("ст-цы Кедровской", ("Fem", "")),
    ("посёлка городского типа Кедровый", ("Masc", "Gen")),
    ("рабочем посёлке Кедровый", ("Masc", "Loc")),
    ("с Иваном", None),
    ("г 1998", None),
    ("сельский клуб", None),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_a_kind(text: str, expected: tuple[str, str] | None):
    kind = kind_at(text.lower().replace("ё", "е"), 0)
    assert (kind and (kind.gender, kind.case)) == expected
    assert kind is None or text[kind.name_start].isupper()
