"""A world that is already matched: mentions, candidates and decisions are given, and the export is what is tested."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from export.records import record
from sinodik.records import (
    Anchor,
    Attested,
    Candidate,
    Claim,
    Decision,
    Evidence,
    Field,
    Judgement,
    Mention,
    PartialDate,
    Record,
    Span,
    State,
    digest,
)
from sinodik.settings import Confirm
from sinodik.store import Store
from sinodik.store.candidates import Row

AT = datetime(2023, 4, 1, 9, tzinfo=UTC)
KEDROV = {"surname": "Кедров", "given": "Пётр", "patronymic": "Ильич", "birth": "1990-02-01", "death": "2022-05"}
DATES = ("birth", "death", "burial")


def typed(key: str, value: str) -> str | int | PartialDate:
    return PartialDate.parse(value) if key in DATES else int(value) if key == "age" else value


def written(values: dict[str, str]) -> str:
    return "Погиб " + " ".join(values.values()) + ". Вечная память"


def mention_of(evidence: Evidence, values: dict[str, str]) -> Mention:
    """A mention whose claims stand where they say, one after another."""
    claims, at = [], 0
    for key, value in values.items():
        at = evidence.text.index(value, at)
        claims.append(Claim(Field(key), typed(key, value), value, Span(at, at + len(value))))
        at += len(value)
    return Mention(evidence=evidence.id, extractor="test", version="1", claims=tuple(claims))


def candidate_of(mentions: list[Mention], **given: object) -> Candidate:
    """A candidate that attests all that is said, each value by those who say it."""
    said: dict[tuple[Field, object], list[str]] = {}
    for mention in mentions:
        for claim in mention.claims:
            said.setdefault((claim.field, claim.value), []).append(mention.id)
    variants = tuple(Attested(f, v, tuple(ids)) for (f, v), ids in said.items())  # type: ignore[arg-type]
    best = {a.field: a for a in reversed(variants)}
    filled = {
        "id": "c" + digest(*(m.id for m in mentions))[:16],
        "mentions": tuple(m.id for m in mentions),
        "best": tuple(best[f] for f in Field if f in best),
        "variants": variants,
    }
    return Candidate(**(filled | given))  # type: ignore[arg-type]


def about(*mentions: Mention) -> tuple[Anchor, ...]:
    return tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in mentions)


@dataclass
class Case:
    """One candidate with all that stands behind it, as the pure function takes it."""

    candidate: Candidate
    mentions: dict[str, Mention] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)


@pytest.fixture
def make_case(make_evidence: Callable[..., Evidence]) -> Callable[..., Case]:
    """A candidate confirmed by Vera on all its mentions, one for each dict of values (with ``publisher``)."""

    def make(*said: dict[str, str], confirmed: int | None = None, **given: object) -> Case:
        pieces, mentions = [], []
        for values in said or (KEDROV,):
            spoken = {k: v for k, v in values.items() if k != "publisher"}
            pieces.append(make_evidence(written(spoken), publisher=values.get("publisher", "kedrovka")))
            mentions.append(mention_of(pieces[-1], spoken))
        seen = mentions[:confirmed]
        filled: dict[str, object] = {
            "state": State.CONFIRMED,
            "decision": 1,
            "confirmed": tuple(m.id for m in seen),
            "families": tuple(sorted({e.publisher for e in pieces[:confirmed]})),
        }
        decision = Decision(at=AT, reviewer="Вера", judgement=Judgement.CONFIRM, about=about(*seen), seq=1)
        candidate = candidate_of(mentions, **(filled | given))
        return Case(candidate, {m.id: m for m in mentions}, {e.id: e for e in pieces}, [decision])

    return make


@pytest.fixture
def confirm(store: Store, add_evidence: Callable[..., Evidence]) -> Callable[..., Candidate]:
    """Put a confirmed candidate into the store, with bytes, evidence, mention and decision."""

    def put(publisher: str = "kedrovka", **values: str) -> Candidate:
        said = values or KEDROV
        evidence = add_evidence(written(said), publisher=publisher)
        mention = mention_of(evidence, said)
        with store.transaction():
            store.mentions.replace(evidence.id, "test", "1", [mention])
            vera = Decision(at=AT, reviewer="Вера", judgement=Judgement.CONFIRM, about=about(mention))
            decision = store.decisions.add(vera)
            candidate = candidate_of(
                [mention],
                state=State.CONFIRMED,
                decision=decision.seq,
                confirmed=(mention.id,),
                families=(publisher,),
            )
            store.candidates.update([mention.id], [Row.of(candidate)], [])
        return candidate

    return put


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """A record as it leaves; ``make_record("a", surname="Кедров")``."""

    def make(name: str = "a", **values: str) -> Record:
        said = values or KEDROV
        evidence = Evidence(
            source="kedrovka",
            publisher="kedrovka",
            kind="post",
            url=f"https://example.org/kedrovka/{name}",
            posted=AT,
            seen=AT,
            payload=digest(name),
            text=written(said),
        )
        mention = mention_of(evidence, said)
        decision = Decision(at=AT, reviewer="Вера", judgement=Judgement.CONFIRM, about=about(mention), seq=1)
        id_ = "c" + digest(name)[:16]
        confirmed = (mention.id,)
        candidate = candidate_of(
            [mention], id=id_, state=State.CONFIRMED, decision=1, confirmed=confirmed, families=("kedrovka",)
        )
        made = record(candidate, [decision], {mention.id: mention}, {evidence.id: evidence}, Confirm())
        assert isinstance(made, Record)
        return made

    return make
