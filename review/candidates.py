"""The list of candidates, and one candidate's page."""

from collections.abc import Iterable
from itertools import islice

from starlette.responses import RedirectResponse, Response

from review import cards
from review.desk import Visit
from review.journal import mentions_of
from review.judging import seal
from review.waterfall import waterfall
from sinodik.names import fold
from sinodik.records import Attested, Candidate, Decision, Field, State
from sinodik.settings import Confirm

PAGE = 50
REASONS_SHOWN = 60

_NAMES = frozenset({Field.SURNAME, Field.GIVEN, Field.PATRONYMIC})


def listing(visit: Visit) -> Response:
    """List the candidates by name: in one state, or whose name holds all the words searched for."""
    state = next((s for s in State if s == visit.asked("state")), None)
    words = fold(visit.asked("name")[:200]).split()
    found = [c for c in visit.store.candidates.all(state) if matches(c, words)]
    pages = max(1, -(-len(found) // PAGE))
    asked = visit.asked("page")
    page = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 9 else 1
    shown = list(islice(found, (page - 1) * PAGE, page * PAGE))
    context = {"candidates": shown, "total": len(found), "page": page, "pages": pages, "states": list(State)}
    return visit.page("candidates.html", context | {"state": state, "name": visit.asked("name")})


def matches(candidate: Candidate, words: list[str]) -> bool:
    """Tell whether any spelling of the candidate's name holds every one of the folded ``words``."""
    said = " ".join(fold(str(a.value)) for a in candidate.variants + candidate.best if a.field in _NAMES)
    return all(word in said for word in words)


def page(visit: Visit) -> Response:
    """Show one candidate; an identifier that it had before leads to the one that it has now."""
    asked = visit.request.path_params["id"]
    known = visit.store.candidates.current(asked)
    if known != asked:
        return RedirectResponse(f"/candidate/{known}", 303)
    return show(visit, visit.store.candidates.get(asked))


def show(visit: Visit, candidate: Candidate, notice: str = "", status: int = 200) -> Response:
    """Draw a candidate's page with everything that speaks for it and against it."""
    store = visit.store
    journal = visit.journal()
    mentions = cards.cards(store, visit.desk.pictures, candidate.mentions)
    pairs = store.candidates.pairs_within(candidate.mentions)
    last = journal.last_of(visit.reviewer)
    context: dict[str, object] = {
        "candidate": candidate,
        "cards": mentions,
        "number": {c.mention.id: c.number for c in mentions},
        "variants": {field: _variants(candidate, field) for field in Field},
        "fields": [f for f in Field if candidate.value(f) is not None],
        "unknown": [f for f in Field if candidate.value(f) is None],
        "obstacle": obstacle(candidate, visit.desk.settings.confirm),
        "waterfalls": [(p, waterfall(p, visit.desk.settings.match)) for p in pairs[:REASONS_SHOWN]],
        "n_reasons": len(pairs),
        "history": history(store.decisions.all(), candidate),
        "stands": journal.stands,
        "last": last if last and mentions_of(last) & set(candidate.mentions) else None,
        "joined": set(candidate.mentions) - set(candidate.confirmed) if candidate.confirmed else set(),
        "seal": seal(candidate),
        "notice": notice,
    }
    return visit.page("candidate.html", context, status)


def obstacle(candidate: Candidate, rule: Confirm) -> str:
    """Say why a candidate cannot be confirmed; "" if it can."""
    if candidate.state is State.CONTRADICTED:
        return "People's decisions about these mentions contradict each other. Settle that first."
    found = len(candidate.families)
    if found < rule.families:
        return f"The rule asks for {rule.families} independent sources; so far there are {found}."
    return ""


def history(decisions: Iterable[Decision], candidate: Candidate) -> list[Decision]:
    """Return every decision about any of the candidate's mentions, undone ones too, the newest first."""
    members = set(candidate.mentions)
    return [d for d in decisions if mentions_of(d) & members][::-1]


def _variants(candidate: Candidate, field: Field) -> list[Attested]:
    return [a for a in candidate.variants if a.field is field]
