import pytest

from sinodik.errors import NotFound


def test_a_newer_reading_takes_the_place_of_the_older(store, add_evidence, make_mention):
    evidence = add_evidence("Кедров Пётр и Ельников Семён")
    kedrov, elnikov = make_mention("Кедров Пётр", evidence), make_mention("Ельников Семён", evidence)
    with store.transaction():
        assert store.mentions.replace(evidence.id, "text", "1", [kedrov]) == 1
        assert store.mentions.replace(evidence.id, "text", "2", [kedrov, elnikov]) == 2
    assert sorted(store.mentions.of(evidence.id), key=lambda m: m.id) == list(store.mentions.all())
    assert store.mentions.get(elnikov.id) == elnikov
    with store.transaction():
        store.mentions.replace(evidence.id, "text", "3", [])
    assert list(store.mentions.all()) == []


def test_one_extractor_leaves_anothers_reading_alone(store, add_evidence, make_mention):
    evidence = add_evidence("Кедров Пётр")
    with store.transaction():
        store.mentions.replace(evidence.id, "text", "1", [make_mention("Кедров Пётр", evidence)])
        store.mentions.replace(evidence.id, "photo", "1", [])
    assert len(store.mentions.of(evidence.id)) == 1


def test_what_cannot_be_read_is_remembered_and_not_tried_for_ever(store, add_evidence):
    evidence = add_evidence("", kind="photo")
    with store.transaction():
        store.mentions.replace(evidence.id, "photo", "1", [], error="not an image")
    assert store.mentions.unreadable() == [(evidence.id, "not an image")]
    assert list(store.evidence.pending("photo", "1", "photo")) == []


def test_not_there(store):
    with pytest.raises(NotFound, match="sinodik extract"):
        store.mentions.get("m0")
