"""A cue finds in a text that remembers what a plain pattern finds there."""

import pickle

import pytest

from extract.text import lexicon as lexicons
from extract.text.cue import CuePattern, Text
from extract.text.lexicon import cue

TEXTS = (
    "под кедровкой погиб иван кедров. пропал без вести и его брат, погибший 3 мая.",
    "сво-шник не вернулся из боя",
    "погибших",
    "",
)


@pytest.fixture(scope="module")
def pattern() -> CuePattern:
    return cue(("погиб", "погибш*", "пропал без вести", "без вести", "не вернулся", "сво"))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("start", range(0, 60, 3))
def test_what_is_remembered_is_what_stands_there(pattern: CuePattern, text: str, start: int):
    for end in range(start, len(text) + 1):
        plain, remembered = pattern.search(text, start, end), pattern.search(Text(text), start, end)
        if text[end - 1 : end + 1].isalpha() and len(text[end - 1 : end + 1]) == 2:
            continue  # no sentence ends within a word
        assert (plain and plain.span()) == (remembered and remembered.span())
        spans = [found.span() for found in pattern.finditer(Text(text), start, end)]
        assert spans == [found.span() for found in pattern.finditer(text, start, end)]


def test_a_text_remembers_every_cue_of_its_own(pattern: CuePattern):
    text, other = Text(TEXTS[0]), cue(("кедров*",))
    assert [found[0] for found in pattern.finditer(text)] == ["погиб", "пропал без вести", "погибший"]
    assert [found[0] for found in other.finditer(text)] == ["кедровкой", "кедров"]
    assert [found[0] for found in pattern.finditer(text)] == ["погиб", "пропал без вести", "погибший"]


def test_cues_go_to_other_processes(pattern: CuePattern):
    copy = pickle.loads(pickle.dumps(pattern))
    assert copy.search(Text(TEXTS[0])).span() == pattern.search(TEXTS[0]).span()


@pytest.mark.parametrize("name", sorted(lexicons.load().cues))
def test_each_list_finds_its_own_words(name: str):
    pattern = lexicons.load().cues[name]
    for phrase in pattern.phrases:
        text = f"здесь: {phrase.replace('*', '')} — и все"
        assert pattern.search(text), phrase
        assert pattern.search(Text(text)).span() == pattern.search(text).span()
