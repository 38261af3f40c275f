"""The stage on a workspace: what people confirmed, and nothing else, arrives."""

import csv
import stat
from datetime import UTC, datetime

import msgspec
import pytest

from dedupe.run import dedupe
from export.run import export, open_target, records
from sinodik.errors import BadInput, InUse
from sinodik.records import Anchor, Decision, Field, Judgement, Record, State
from sinodik.settings import Confirm, Settings
from sinodik.store.candidates import Row
from sinodik.store.workspace import lock

AT = datetime(2023, 5, 1, 9, tzinfo=UTC)
SETTINGS = Settings()


@pytest.fixture
def target(tmp_path):
    return open_target("sqlite", tmp_path / "verified.db")


def counts(report):
    return report.inserted, report.updated, report.withdrawn, report.unchanged


def test_export_twice(store, confirm, target):
    confirm()
    confirm(surname="Ельников", given="Семён")
    assert counts(export(store, SETTINGS, target)) == (2, 0, 0, 0)
    assert counts(export(store, SETTINGS, target)) == (0, 0, 0, 2)
    run = store.runs.last("export", "sqlite")
    assert run.outcome == "finished"
    assert run.counts == {"inserted": 0, "updated": 0, "withdrawn": 0, "unchanged": 2, "held": 0}


def test_each_reference_leads_to_bytes_that_still_hash(store, confirm):
    confirm()
    [record], held = records(store, SETTINGS)
    assert held == []
    for reference in record.references:
        capture = store.evidence.capture(reference.payload)
        assert reference.quote in store.archive.read(capture).decode()


def test_drafts_and_rejected_ones_are_not_even_held(store, confirm, target):
    for state in (State.DRAFT, State.REJECTED):
        candidate = msgspec.structs.replace(confirm(surname="Липов", unit=state), state=state)
        with store.transaction():
            store.candidates.update(candidate.mentions, [Row.of(candidate)], [])
    report = export(store, SETTINGS, target)
    assert counts(report) == (0, 0, 0, 0)
    assert report.held == ()


def test_the_rule_is_the_settings(store, confirm, target):
    candidate = confirm()
    assert counts(export(store, SETTINGS, target)) == (1, 0, 0, 0)
    report = export(store, Settings(confirm=Confirm(families=2)), target)
    assert counts(report) == (0, 0, 1, 0)
    [held] = report.held
    assert (held.candidate, "asks for 2" in held.reason) == (candidate.id, True)


def test_an_undone_confirmation_is_withdrawn_even_before_the_next_dedupe(store, confirm, target):
    candidate = confirm()
    export(store, SETTINGS, target)
    with store.transaction():
        store.decisions.add(Decision(at=AT, reviewer="Вера", judgement=Judgement.UNDO, undoes=candidate.decision))
    report = export(store, SETTINGS, target)
    assert counts(report) == (0, 0, 1, 0)
    assert "sinodik dedupe" in report.held[0].reason


def test_a_mention_that_was_read_away_holds_the_candidate(store, confirm, target):
    confirm()
    [mention] = store.mentions.all()
    with store.transaction():
        store.mentions.replace(mention.evidence, "test", "2", [])
    assert "None of the mentions" in export(store, SETTINGS, target).held[0].reason


def test_evidence_without_bytes_holds_the_candidate(store, confirm, make_evidence, make_mention):
    candidate = confirm()
    [mention] = store.mentions.all()
    evidence = make_evidence(store.evidence.get(mention.evidence).text, payload="f" * 64)
    moved = msgspec.structs.replace(mention, evidence=evidence.id)
    about = (Anchor(moved.id, evidence.id, moved.anchor.where),)
    with store.transaction():
        store.evidence.add([evidence])
        store.mentions.replace(evidence.id, "test", "1", [moved])
        seq = store.decisions.add(Decision(at=AT, reviewer="Вера", judgement=Judgement.CONFIRM, about=about)).seq
        best = tuple(msgspec.structs.replace(a, mentions=(moved.id,)) for a in candidate.best)
        ids = {"mentions": (moved.id,), "confirmed": (moved.id,), "best": best, "variants": best, "decision": seq}
        store.candidates.replace([Row.of(msgspec.structs.replace(candidate, **ids))], [])
    assert "No capture holds the bytes ffffffffffff…" in records(store, SETTINGS)[1][0].reason


def test_a_failure_is_noted_and_the_next_export_carries_on(store, confirm, tmp_path):
    confirm()
    with pytest.raises(BadInput):
        export(store, SETTINGS, open_target("sqlite", tmp_path / "none" / "verified.db"))
    assert "does not exist" in store.runs.last("export", "sqlite").outcome
    assert counts(export(store, SETTINGS, open_target("sqlite", tmp_path / "verified.db"))) == (1, 0, 0, 0)


def test_two_exports_of_one_workspace(store, workspace, target):
    with lock(workspace, "export"), pytest.raises(InUse, match="sinodik export"):
        export(store, SETTINGS, target)


# From here on the candidates are the real deduplicator's.


def say(store, judgement, *mentions, **given):
    about = tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in mentions)
    with store.transaction():
        return store.decisions.add(Decision(at=AT, reviewer="Вера", judgement=judgement, about=about, **given))


@pytest.fixture
def kedrov(store, add_evidence, make_mention):
    """Two posts of two publishers about one person, not yet confirmed."""
    mentions = []
    for publisher, about in (("kedrovka", "родился в Кедровке"), ("klyuchi", "из Нижних Ключей пришла весть")):
        evidence = add_evidence(f"Кедров Пётр Ильич, {about}", publisher=publisher, source=publisher)
        mentions.append(make_mention("Кедров Пётр Ильич", evidence))
        with store.transaction():
            store.mentions.replace(evidence.id, "test", "1", [mentions[-1]])
    dedupe(store, SETTINGS)
    return mentions


def test_nothing_leaves_that_only_a_machine_has_said(store, kedrov, target):
    assert store.candidates.of(kedrov[0].id).state is State.DRAFT
    report = export(store, SETTINGS, target)
    assert (counts(report), report.held) == ((0, 0, 0, 0), ())


def test_from_a_decision_to_the_tables(store, kedrov, tmp_path):
    say(store, Judgement.SAME, kedrov[0], against=(Anchor(kedrov[1].id, kedrov[1].evidence, kedrov[1].anchor.where),))
    say(store, Judgement.CONFIRM, *kedrov)
    say(store, Judgement.CORRECT, *kedrov, field=Field.GIVEN, value="Петр-Павел")
    dedupe(store, SETTINGS)
    two = Settings(confirm=Confirm(families=2))
    [record], held = records(store, two)
    assert isinstance(record, Record)
    assert (held, record.families, record.value(Field.GIVEN)) == ([], ("kedrovka", "klyuchi"), "Петр-Павел")
    given = [r for r in record.references if r.field is Field.GIVEN]
    assert [(r.value, r.quote, r.decision) for r in given] == [("Пётр", "Пётр", 3)] * 2
    assert counts(export(store, two, open_target("csv", tmp_path / "tables"))) == (1, 0, 0, 0)
    with (tmp_path / "tables" / "person.csv").open(encoding="utf-8-sig", newline="") as file:
        [person] = csv.DictReader(file)
    assert (person["surname"], person["given"], person["confirmed_by"]) == ("Кедров", "Петр-Павел", "Вера")
    assert stat.S_IMODE((tmp_path / "tables" / "person.csv").stat().st_mode) == 0o600


def test_a_rejection_withdraws(store, kedrov, target):
    say(store, Judgement.CONFIRM, *kedrov)
    dedupe(store, SETTINGS)
    assert counts(export(store, SETTINGS, target))[0] >= 1
    say(store, Judgement.REJECT, *kedrov)
    dedupe(store, SETTINGS)
    before = export(store, SETTINGS, target)
    assert before.inserted == before.unchanged == before.updated == 0
    assert before.withdrawn >= 1
