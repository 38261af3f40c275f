"""Words that tell of a death, and what they govern."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.tales import Grammar, tales
from sinodik.records import Status

CASES = [
    ("Кедров погиб", Status.DEAD, Grammar.SUBJECT, "Masc", False),
    ("Кедрова погибла", Status.DEAD, Grammar.SUBJECT, "Fem", False),
    ("оба погибли", Status.DEAD, Grammar.SUBJECT, "", True),
    ("не вернулся с задания", Status.DEAD, Grammar.SUBJECT, "Masc", False),
    ("гибель Кедрова", Status.DEAD, Grammar.OF, "", False),
    ("Кедрова не стало", Status.DEAD, Grammar.ABSENT, "", False),
    ("простились с Кедровым", Status.DEAD, Grammar.WITH, "", True),
    ("похоронили Кедрова", Status.DEAD, Grammar.OBJECT, "", True),
    ("погибшего Кедрова", Status.DEAD, Grammar.PARTICIPLE, "", False),
    ("вечная память Кедрову", Status.DEAD, Grammar.WISH, "Fem", False),
    ("награждён посмертно", Status.DEAD, Grammar.AFTERWARDS, "", False),
    ("пропал без вести", Status.MISSING, Grammar.SUBJECT, "Masc", False),
    ("пропавшего без вести", Status.MISSING, Grammar.PARTICIPLE, "", False),
    ("попал в плен", Status.CAPTURED, Grammar.SUBJECT, "Masc", False),
    ("Кедров ранен", Status.WOUNDED, Grammar.SUBJECT, "Masc", False),
    ("Кедров выжил", Status.OTHER, Grammar.SUBJECT, "Masc", False),
]


@pytest.mark.parametrize(("text", "status", "grammar", "gender", "plural"), CASES)
def test_what_is_told_and_of_whom(
    lexicon: Lexicon, text: str, status: Status, grammar: Grammar, gender: str, plural: bool
):
    (tale,) = tales(Document(text), lexicon.cues["told"])
    assert (tale.status, tale.grammar) == (status, grammar)
    if grammar is Grammar.SUBJECT:
        assert (tale.gender, tale.plural) == (gender, plural)
