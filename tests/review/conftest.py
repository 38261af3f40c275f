"""A desk with two reviewers on a small invented workspace, and a browser without a screen."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup, Tag
from starlette.applications import Starlette

from extract.text import TextReader
from review.app import create_app
from sinodik.records import Attested, Candidate, Evidence, Judgement, Mention, Pair, State, Why, digest
from sinodik.settings import Confirm, Settings
from sinodik.store import Store
from sinodik.store.candidates import Row
from sinodik.store.comparisons import written

PASSWORDS = {"anna": "anna's long password", "boris": "boris's long password"}
POSTED = datetime(2023, 3, 1, 9, tzinfo=UTC)
BASE = "http://127.0.0.1:8420"


@dataclass
class Page:
    """What came back, with its forms ready to be filled in."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "lxml")

    @property
    def notice(self) -> str:
        found = self.soup.select_one("#notice, .notice")
        return " ".join(found.get_text(" ").split()) if found else ""

    def form(self, action: str) -> dict[str, str | list[str]]:
        """The hidden fields of the first form that leads to an address ending in ``action``."""
        found = self.soup.select_one(f'form[action$="{action}"]')
        assert isinstance(found, Tag), f"no form for {action} in {self.response.text[:2000]}"
        fields: dict[str, list[str]] = {}
        for tag in found.select("input"):
            fields.setdefault(str(tag["name"]), []).append(str(tag.get("value", "")))
        return {k: v[0] if len(v) == 1 else v for k, v in fields.items()} | {"@": str(found["action"])}


@dataclass
class Browser:
    """Keeps cookies and stays on the test's own thread, as the store must."""

    app: Starlette
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    address: str = "127.0.0.1"

    def get(self, path: str, **headers: str) -> Page:
        return self._send("GET", path, None, headers)

    def post(self, path: str, data: object = None, **headers: str) -> Page:
        return self._send("POST", path, data or {}, headers)

    def submit(self, page: Page, action: str, htmx: bool = False, **filled: str) -> Page:
        form = page.form(action)
        path = str(form.pop("@"))
        return self.post(path, form | filled, **({"HX-Request": "true"} if htmx else {}))

    def follow(self, page: Page) -> Page:
        assert page.status == 303, (page.status, page.response.text[:500])
        return self.get(page.response.headers["location"])

    def log_in(self, name: str) -> "Browser":
        page = self.submit(self.get("/login"), "/login", name=name, password=PASSWORDS[name])
        assert page.status == 303
        return self

    def _send(self, method: str, path: str, data: object, headers: dict[str, str]) -> Page:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.address, 50000))
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=self.cookies) as client:
                response = await client.request(method, path, data=data, headers=headers)  # type: ignore[arg-type]
                self.cookies = client.cookies
                return response

        return Page(asyncio.run(send()))


@dataclass
class Matcher:
    """Joins what people called the same; doubts each pair given until somebody has decided it."""

    store: Store
    pairs: list[Pair]
    asked: list[set[str]] = field(default_factory=list)

    def __call__(self, mentions: Collection[str]) -> None:
        self.asked.append(set(mentions))
        self.match()

    def match(self) -> None:
        decisions = self.store.decisions.standing()
        mentions = {m.id: m for m in self.store.mentions.all()}
        group = {m: {m} for m in mentions}
        decided = {}
        for d in decisions:
            if d.judgement in (Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE):
                decided[frozenset(a.mention for a in d.about + d.against)] = d.judgement
        for both, judgement in decided.items():
            if judgement is Judgement.SAME:
                joined = set().union(*(group[m] for m in both))
                group |= dict.fromkeys(joined, joined)
        candidates = [self._candidate(sorted(g), mentions, decisions) for g in {frozenset(g) for g in group.values()}]
        doubts = [written(p, self._doubt(p, decided.get(frozenset((p.a, p.b))))) for p in self.pairs]
        with self.store.transaction():
            self.store.candidates.replace(map(Row.of, candidates), doubts)

    @staticmethod
    def _doubt(pair: Pair, said: Judgement | None) -> float | None:
        if said in (Judgement.SAME, Judgement.DIFFERENT):
            return None
        return abs(pair.score - 4) + (1000 if said else 0)

    def _candidate(self, ids: list[str], mentions: dict[str, Mention], decisions: list) -> Candidate:
        members = [mentions[i] for i in ids]
        said = {}
        for m in members:
            for c in m.claims:
                said.setdefault((c.field, c.value), []).append(m.id)
        variants = tuple(Attested(f, v, tuple(who)) for (f, v), who in said.items())
        best = {a.field: a for a in reversed(variants)}
        state, decision, confirmed = State.DRAFT, None, ()
        for d in decisions:
            about = tuple(a.mention for a in d.about)
            if set(about) <= set(ids) and d.judgement in (Judgement.CONFIRM, Judgement.REJECT):
                state = State.CONFIRMED if d.judgement is Judgement.CONFIRM else State.REJECTED
                decision, confirmed = d.seq, about
            if set(about) <= set(ids) and d.judgement is Judgement.CORRECT:
                best[d.field] = Attested(d.field, d.value, ())
        publishers = {self.store.evidence.get(m.evidence).publisher for m in members}
        return Candidate(
            id="c" + digest(ids)[:16],
            mentions=tuple(ids),
            best=tuple(best.values()),
            variants=variants,
            families=tuple(sorted(publishers)),
            state=state,
            decision=decision,
            confirmed=confirmed,
        )


@dataclass
class World:
    """What the tests stand on: three mentions of one man, or not; one namesake."""

    store: Store
    settings: Settings
    matcher: Matcher
    mentions: dict[str, Mention]
    evidence: dict[str, Evidence]
    browser: Browser

    def another_browser(self) -> Browser:
        return Browser(self.browser.app)

    def decisions(self) -> list[Judgement]:
        return [d.judgement for d in self.store.decisions.all()]


TEXTS = {
    "first": ("kedrovka", "Погиб Берестов Пётр Ильич, 1990 года рождения, из Кедровки."),
    "repost": ("nizhnie_klyuchi", "Простились: Берестов Петр Ильич, 1990 г. р. <script>alert(1)</script>"),
    "typo": ("zarechye", "Вечная память! Бирестов Пётр Ильич. <img src=x onerror=alert(2)>"),
    "namesake": ("zarechye", "Берестов Павел Ильич, 1971 года рождения."),
}


@pytest.fixture(scope="session")
def passwords() -> dict[str, str]:
    """Real Argon2, but cheap: a hundred tests log in."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return {name: cheap.hash(password) for name, password in PASSWORDS.items()}


@pytest.fixture(scope="session")
def reader() -> TextReader:
    """The dictionaries take a while to open."""
    return TextReader.load()


@pytest.fixture
def settings() -> Settings:
    return Settings(confirm=Confirm(families=2))


@pytest.fixture
def world(
    store: Store,
    settings: Settings,
    add_evidence: Callable[..., Evidence],
    make_mention: Callable[..., Mention],
    passwords: dict[str, str],
    reader: TextReader,
) -> Iterator[World]:
    names = {key: next(n for n in NAMES if n in text) for key, (_, text) in TEXTS.items()}
    evidence = {
        key: add_evidence(text, publisher=publisher, source=publisher, posted=POSTED)
        for key, (publisher, text) in TEXTS.items()
    }
    births = {"first": "1990", "repost": "1990", "namesake": "1971"}
    mentions = {
        key: make_mention(names[key], evidence[key], **({"birth": births[key]} if key in births else {}))
        for key in TEXTS
    }
    with store.transaction():
        for m in mentions.values():
            store.mentions.replace(m.evidence, "test", "1", [m])
    with store.transaction():
        for name, hashed in passwords.items():
            store.db.execute("INSERT INTO reviewer VALUES (?, ?, ?)", [name, hashed, POSTED.isoformat()])
    matcher = Matcher(store, [_pair(mentions, *names) for names in PAIRS])
    matcher.match()
    app = create_app(store, settings, matcher, reader.explain)
    yield World(store, settings, matcher, mentions, evidence, Browser(app).log_in("anna"))


NAMES = ("Берестов Пётр Ильич", "Берестов Петр Ильич", "Бирестов Пётр Ильич", "Берестов Павел Ильич")
PAIRS = (("first", "repost", 5.0), ("first", "typo", 3.5), ("first", "namesake", 1.0))


def _pair(mentions: dict[str, Mention], one: str, other: str, score: float) -> Pair:
    a, b = sorted((mentions[one], mentions[other]), key=lambda m: m.id)
    whys = (
        Why("surname", "The surnames are written alike.", score + 2, a.name.surname, b.name.surname),
        Why("given", "The given names are not the same.", -2.0, a.name.given, b.name.given),
    )
    return Pair(a=a.id, b=b.id, score=score, whys=whys)


@pytest.fixture
def browser(world: World) -> Browser:
    return world.browser
