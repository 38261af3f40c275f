"""Whatever happens to a workspace, in whatever order: people are obeyed, and no identifier dangles."""

import tempfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dedupe.run import dedupe, refresh
from sinodik.errors import NotFound
from sinodik.records import Anchor, Claim, Decision, Evidence, Field, Judgement, Mention, PartialDate, Span, State
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import create

SETTINGS = Settings()
SEEN = datetime(2023, 3, 10, 12, tzinfo=UTC)
NAMES = ["Кедров Пётр Ильич", "Кедров П. И.", "Кедроф Пётр", "Кедров Павел Ильич", "Луговой Андрей Юрьевич"]
BIRTHS = [None, "1990", "1990-02-01", "1985-07-12"]
TWO_SIDED = ["same", "different", "split", "unsure"]


class Workspace(RuleBasedStateMachine):
    """Mentions come and are read anew, people decide and undo, the machine matches in full or around a decision."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        create(Path(self.folder.name) / "w")
        self.store = Store(Path(self.folder.name) / "w")
        self.posts = 0
        self.known: set[str] = set()  # every identifier that a candidate ever had
        self.stale = False  # whether anything has come since the last full run

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @initialize(people=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(BIRTHS)), min_size=2, max_size=6))
    def begin(self, people: list[tuple[str, str | None]]) -> None:
        for name, birth in people:
            self.post(name, birth)
        self.match()

    @rule(name=st.sampled_from(NAMES), birth=st.sampled_from(BIRTHS))
    def post(self, name: str, birth: str | None) -> None:
        self.posts += 1
        text = f"{name} {birth or ''} {self.posts}"
        url = f"https://example.org/{self.posts}"
        evidence = Evidence(
            source="kedrovka", publisher="kedrovka", kind="post", url=url, posted=SEEN, seen=SEEN,
            payload=f"{self.posts:064x}", text=text,
        )  # fmt: skip
        with self.store.transaction():
            self.store.evidence.add([evidence])
            self.store.mentions.replace(evidence.id, "test", "1", [read(evidence.id, name, birth, 0)])
        self.stale = True

    @rule(pick=st.integers(0, 99), name=st.sampled_from(NAMES), shift=st.integers(0, 3))
    def read_anew(self, pick: int, name: str, shift: int) -> None:
        """A newer extractor reads the same post otherwise: at another place, and perhaps another name."""
        old = self.mention(pick)
        with self.store.transaction():
            self.store.mentions.replace(old.evidence, "test", "2", [read(old.evidence, name, None, shift)])
        self.stale = True

    @rule()
    def match(self) -> None:
        dedupe(self.store, SETTINGS)
        self.stale = False

    @rule(judgement=st.sampled_from(TWO_SIDED), left=st.integers(0, 99), right=st.integers(0, 99))
    def decide(self, judgement: str, left: int, right: int) -> None:
        a, b = self.mention(left), self.mention(right)
        if a.id != b.id:
            self.say(Decision(at=SEEN, reviewer="vera", judgement=Judgement(judgement), about=at(a), against=at(b)))

    @rule(judgement=st.sampled_from(["confirm", "reject"]), pick=st.integers(0, 99))
    def judge(self, judgement: str, pick: int) -> None:
        try:
            members = self.store.mentions.some(self.store.candidates.of(self.mention(pick).id).mentions)
        except NotFound:  # it has come since the last full run
            return
        about = tuple(anchor for m in members.values() for anchor in at(m))
        self.say(Decision(at=SEEN, reviewer="vera", judgement=Judgement(judgement), about=about))

    @precondition(lambda self: self.store.decisions.standing())
    @rule(pick=st.integers(0, 99))
    def undo(self, pick: int) -> None:
        standing = self.store.decisions.standing()
        last = standing[pick % len(standing)]
        said = {"about": last.about, "against": last.against, "undoes": last.seq}
        self.say(Decision(at=SEEN, reviewer="vera", judgement=Judgement.UNDO, **said))

    @invariant()
    def identifiers_lead_somewhere(self) -> None:
        today = {c.id for c in self.store.candidates.all()}
        self.known |= today
        for id_ in self.known:
            try:
                assert self.store.candidates.current(id_) in today
            except NotFound as gone:
                assert "Nothing is read any more" in gone.message

    @invariant()
    def people_are_obeyed(self) -> None:
        if self.stale:  # what is read anew is matched by the next run
            return
        where = {m: c for c in self.store.candidates.all() for m in c.mentions}
        assert set(where) == set(self.store.mentions.ids())
        for d in self.store.decisions.standing():
            about, against = ([a.mention for a in side if a.mention in where] for side in (d.about, d.against))
            if d.judgement in (Judgement.SAME, Judgement.CONFIRM):
                assert len({where[m].id for m in (*about, *against)}) <= 1
            if d.judgement in (Judgement.DIFFERENT, Judgement.SPLIT):
                for a, b in product(about, against):
                    assert where[a].id != where[b].id or where[a].state is State.CONTRADICTED

    @invariant()
    def a_full_run_changes_nothing(self) -> None:
        if self.stale or not self.store.decisions.last() or self.store.decisions.last() % 3:
            return
        before = self.kept()
        dedupe(self.store, SETTINGS)
        assert self.kept() == before

    def kept(self) -> tuple[list, list]:
        rows = self.store.db.execute("SELECT a, b, score, doubt, sampled, reasons FROM pair ORDER BY a, b").fetchall()
        return sorted(self.store.candidates.all(), key=lambda c: c.id), rows

    def mention(self, pick: int) -> Mention:
        here = list(self.store.mentions.all())
        return here[pick % len(here)]

    def say(self, decision: Decision) -> None:
        with self.store.transaction():
            self.store.decisions.add(decision)
        refresh(self.store, SETTINGS, {a.mention for a in (*decision.about, *decision.against)})


def read(evidence: str, name: str, birth: str | None, start: int) -> Mention:
    claims = []
    for field, part in zip((Field.SURNAME, Field.GIVEN, Field.PATRONYMIC), name.split(), strict=False):
        claims.append(Claim(field, part, part, Span(start, start + len(part))))
        start += len(part) + 1
    if birth:
        claims.append(Claim(Field.BIRTH, PartialDate.parse(birth), birth, Span(start, start + len(birth))))
    return Mention(evidence=evidence, extractor="test", version="1", claims=tuple(claims))


def at(mention: Mention) -> tuple[Anchor, ...]:
    return (Anchor(mention.id, mention.evidence, mention.anchor.where),)


TestWorkspace = Workspace.TestCase
TestWorkspace.settings = settings(max_examples=25, stateful_step_count=14, deadline=None)
