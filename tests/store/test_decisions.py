import msgspec
import pytest

from sinodik.errors import BadInput, NotFound
from sinodik.records import Field, Judgement, PartialDate, Why


def test_decisions_are_numbered_in_order(store, make_decision):
    with store.transaction():
        stored = [store.decisions.add(make_decision(j, n)) for n, j in enumerate(list(Judgement)[:4])]
    assert [d.seq for d in stored] == [1, 2, 3, 4]
    assert list(store.decisions.all()) == stored
    assert store.decisions.last() == 4


def test_what_the_machine_said_stays_with_it(store, make_decision):
    why = Why("birth", "The birth dates are the same.", 6.5, "1990", "1990")
    with store.transaction():
        seq = store.decisions.add(make_decision(Judgement.SAME, score=9.25, whys=(why,), note="по фото")).seq
    kept = store.decisions.get(seq)
    assert (kept.score, kept.whys, kept.note) == (9.25, (why,), "по фото")


@pytest.mark.parametrize("value", ["Кедров", 32, PartialDate(1990, 2)])
def test_a_correction_keeps_its_type(store, make_decision, value):
    with store.transaction():
        seq = store.decisions.add(make_decision(Judgement.CORRECT, field=Field.BIRTH, value=value)).seq
    assert store.decisions.get(seq).value == value


def test_what_could_not_be_read_again_does_not_enter(store, make_decision):
    with pytest.raises(msgspec.ValidationError), store.transaction():
        store.decisions.add(make_decision(Judgement.SAME, sampled=1))
    assert list(store.decisions.all()) == []
    assert store.decisions.last() == 0


def test_undo_takes_one_back_and_keeps_both(store, make_decision):
    with store.transaction():
        first = store.decisions.add(make_decision(Judgement.SAME, 1))
        second = store.decisions.add(make_decision(Judgement.CONFIRM, 2))
        assert store.decisions.last_of("vera") == second
        store.decisions.add(make_decision(Judgement.UNDO, 3, undoes=second.seq))
    assert store.decisions.standing() == [first]
    assert len(list(store.decisions.all())) == 3
    assert store.decisions.last_of("vera") == first
    assert store.decisions.last_of("oleg") is None


@pytest.mark.parametrize(("undoes", "error"), [(2, BadInput), (1, BadInput), (99, NotFound), (None, NotFound)])
def test_what_cannot_be_undone(store, make_decision, undoes, error):
    """1 is undone already, 2 is that undoing, 99 was never made."""
    with store.transaction():
        store.decisions.add(make_decision(Judgement.CONFIRM, 1))
        store.decisions.add(make_decision(Judgement.UNDO, 2, undoes=1))
    with pytest.raises(error), store.transaction():
        store.decisions.add(make_decision(Judgement.UNDO, 3, undoes=undoes))
    assert store.decisions.last() == 2


def test_a_number_is_never_given_twice(store, make_decision, tamper):
    with store.transaction():
        store.decisions.add(make_decision(number=1))
        store.decisions.add(make_decision(number=2))
    tamper("DELETE FROM decision WHERE seq = 2")
    with store.transaction():
        assert store.decisions.add(make_decision(number=3)).seq == 3
