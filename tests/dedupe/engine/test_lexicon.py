"""Numbers of words and things, which those that come later get on from."""

import pytest

from dedupe.engine.lexicon import Known, Vocabulary

SAID = ["кедров", "луговой", "кедров", "", "монгуш"]
LATER = ["луговой", "соснин", "ельников", "соснин"]
LATEST = ["ельников", "липов", "кедров", "соснин"]


def numbered(vocabulary: Vocabulary, values: list[str]) -> list[int]:
    return vocabulary.names.coded(values).tolist()


def test_later_values_are_numbered_on() -> None:
    first = Vocabulary()
    assert numbered(first, SAID) == [1, 2, 1, 0, 3]
    second = Vocabulary.after(first.known())
    assert numbered(second, LATER) == [2, 4, 5, 4]
    third = Vocabulary.after(first.known(), second.known())
    assert numbered(third, LATEST) == [5, 6, 1, 4]
    assert third.names.since(6) == ["липов"]


@pytest.mark.parametrize("steps", [[LATER, LATEST], [LATEST, LATER], [[], LATER, [], LATEST]])
def test_what_came_late_is_kept_apart_from_the_first(steps: list[list[str]]) -> None:
    first = Vocabulary()
    numbered(first, SAID)
    late: list[Known] = []
    for step in steps:
        vocabulary = Vocabulary.after(first.known(), late)
        numbered(vocabulary, step)
        late = vocabulary.known()
    assert sorted(late[0].codes.tolist()) == [4, 5, 6]
    assert late[0].hashes.tolist() == sorted(late[0].hashes.tolist())
    assert len(first.known()[0].codes) == 3
