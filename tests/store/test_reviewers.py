import pytest

from sinodik.errors import BadInput


def test_only_the_right_password_opens(store):
    store.reviewers.add("Вера", "длинный пароль")
    assert store.reviewers.names() == ["Вера"]
    for name, password, opens in [
        ("Вера", "длинный пароль", True),
        ("Вера", "другой пароль", False),
        ("Олег", "длинный пароль", False),
        ("Вера", "", False),
    ]:
        assert store.reviewers.check(name, password) is opens


def test_a_new_password_takes_the_place_of_the_old(store):
    store.reviewers.add("vera", "first password")
    store.reviewers.add("vera", "second password")
    assert store.reviewers.check("vera", "second password")
    assert not store.reviewers.check("vera", "first password")
    assert store.reviewers.names() == ["vera"]


def test_the_password_itself_is_not_kept(store, workspace):
    store.reviewers.add("vera", "very secret words")
    stored = store.db.execute("SELECT password FROM reviewer").fetchone()[0]
    assert stored.startswith("$argon2id$")
    assert not any(b"very secret" in f.read_bytes() for f in workspace.glob("sinodik.db*"))


@pytest.mark.parametrize("name", ["", " ", " vera", "vera\n", "ve\x00ra", "ве\u202eра"])
def test_names_that_cannot_be_shown(store, name):
    with pytest.raises(BadInput):
        store.reviewers.add(name, "long enough")


def test_short_passwords_are_refused(store):
    with pytest.raises(BadInput, match="8"):
        store.reviewers.add("vera", "1234567")
