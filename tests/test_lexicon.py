"""The list of names: what is in it, what it says of each, and what a damaged one says."""

import pickle
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinodik.errors import MissingTool
from sinodik.lexicon import NAMES, Bearer, Entry, Kind, NameLexicon, pack

MAN, WOMAN, BOTH = Bearer.MAN, Bearer.WOMAN, Bearer.MAN | Bearer.WOMAN


@pytest.fixture(scope="module")
def lexicon() -> NameLexicon:
    return NameLexicon()


CASES = [
    (Kind.SURNAME, "Иванов", 6926, MAN),
    (Kind.SURNAME, "ИВАНОВА", 5206, WOMAN),
    (Kind.SURNAME, "Згундо", 1, Bearer.UNKNOWN),
    (Kind.GIVEN, "Николай", 107650, MAN),
    (Kind.GIVEN, "Лейсан", 199, WOMAN),
    (Kind.PATRONYMIC, "Саввична", 48, WOMAN),
    (Kind.PATRONYMIC, "Иванович", 128108, MAN),
]


@pytest.mark.parametrize(("kind", "name", "people", "bearer"), CASES)
def test_frequent_and_rare_names(lexicon: NameLexicon, kind: Kind, name: str, people: int, bearer: Bearer):
    entry = lexicon.entry(kind, name)
    assert entry.bearer == bearer
    assert entry.people >= people  # other spellings that fold alike are counted with it
    assert entry.people < people * 1.2


@pytest.mark.parametrize("name", ["Тряпочкинский", "", "Ivanov", "Иванов\u4e00", "яяяяя", "а", "-"])
def test_what_is_not_there_is_borne_by_nobody(lexicon: NameLexicon, name: str):
    assert [lexicon.entry(kind, name) for kind in Kind] == [Entry(0, Bearer.UNKNOWN)] * 3


def test_yo_and_letter_case_do_not_matter(lexicon: NameLexicon):
    assert lexicon.count(Kind.GIVEN, "АРТЁМ") == lexicon.count(Kind.GIVEN, "артем") > 1000


def test_it_is_as_large_as_its_source(lexicon: NameLexicon):
    sizes = [lexicon.size(kind) for kind in Kind]
    assert sizes[0] > 350_000
    assert sizes[1] > 29_000
    assert sizes[2] > 45_000
    assert NAMES.stat().st_size < 4_000_000


def test_every_given_name_is_found_and_in_order(lexicon: NameLexicon):
    names = list(lexicon.names(Kind.GIVEN))
    assert [name for name, _ in names] == sorted(name for name, _ in names)
    assert all(lexicon.entry(Kind.GIVEN, name) == entry for name, entry in names[::23])
    assert sum(entry.people for _, entry in names) == lexicon.total(Kind.GIVEN)


def test_it_can_be_sent_to_another_process(lexicon: NameLexicon):
    assert pickle.loads(pickle.dumps(lexicon)).count(Kind.SURNAME, "Иванов") == 6926


WORDS = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя-", min_size=1, max_size=30)
ENTRIES = st.builds(Entry, st.integers(0, 10**9), st.sampled_from([Bearer.UNKNOWN, MAN, WOMAN, BOTH]))


@given(st.dictionaries(WORDS, ENTRIES, max_size=60))
def test_what_is_packed_is_found_again(names: dict[str, Entry]):
    packed = pack({Kind.GIVEN: names.items()})
    assert packed == pack({Kind.GIVEN: reversed(names.items())})
    with NamedTemporaryFile() as file:
        file.write(packed)
        file.flush()
        lexicon = NameLexicon(Path(file.name))
    assert dict(lexicon.names(Kind.GIVEN)) == names
    assert all(lexicon.entry(Kind.GIVEN, name) == entry for name, entry in names.items())
    assert list(lexicon.names(Kind.SURNAME)) == []


DAMAGED = [
    (b"", "cannot be read"),
    (b"sinodik1", "cannot be read"),
    (b"PK\x03\x04" * 10, "is no list of names"),
    (pack({Kind.GIVEN: [("анна", Entry(3, WOMAN))]})[:-1], "is damaged"),
    (pack({Kind.GIVEN: [("анна", Entry(3, WOMAN))]}).replace(b"\xe0", b"\xe1", 1), "is damaged"),
]


@pytest.mark.parametrize(("content", "message"), DAMAGED)
def test_a_damaged_file_says_what_to_do(tmp_path: Path, content: bytes, message: str):
    path = tmp_path / "names.bin"
    path.write_bytes(content)
    with pytest.raises(MissingTool, match=message) as error:
        NameLexicon(path)
    assert error.value.remedy == "reinstall sinodik"


def test_a_missing_file_says_what_to_do(tmp_path: Path):
    with pytest.raises(MissingTool, match="cannot be read"):
        NameLexicon(tmp_path / "names.bin")
