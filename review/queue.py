"""The queue: one doubtful pair after another, one key each."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from review import cards
from review.desk import Visit
from review.differences import differences
from review.journal import BETWEEN, Journal, midnight
from review.judging import between, found, pair_seal, store_decision, undo
from review.waterfall import waterfall
from sinodik.errors import NotFound
from sinodik.records import Decision, Judgement, Pair
from sinodik.store import Store

# Pairs looked at to find the next one: enough to pass over what other reviewers have before them.
AHEAD = 50


def first(visit: Visit) -> Response:
    """Show the most doubtful pair."""
    return _next(visit)


def pair(visit: Visit) -> Response:
    """Show one pair, waiting or not."""
    path = visit.request.path_params
    return _show(visit, visit.store.candidates.pair(path["a"], path["b"]))


def decide(visit: Visit) -> Response:
    """Store what the reviewer said about a pair, and show the next."""
    if visit.said("judgement") not in BETWEEN:
        raise HTTPException(400, "A pair is the same, different or unsure.")
    judgement, store = Judgement(visit.said("judgement")), visit.store
    before = visit.journal().between(visit.said("a"), visit.said("b"))
    try:
        pair = store.candidates.pair(visit.said("a"), visit.said("b"))
        unchanged = visit.said("seal") == pair_seal(store, pair, before)
        a, b = store.mentions.get(pair.a), store.mentions.get(pair.b)
    except NotFound:
        return _next(visit, "That pair is not there any more: its evidence was read anew. Here is the next one.", 409)
    if not unchanged:
        return _look_again(visit, pair, before, judgement)
    problem = store_decision(store, between(pair, a, b, judgement, visit.reviewer), visit.desk.refresh)
    return _next(visit, problem)


def _look_again(visit: Visit, pair: Pair, before: Decision | None, judgement: Judgement) -> Response:
    """Answer a form whose pair is no longer as it was shown."""
    if before is None:
        return _show(visit, pair, "Something about this pair has changed since you saw it. Please look again.", 409)
    if before.reviewer != visit.reviewer:
        said = f"{before.reviewer} has decided that pair meanwhile: {before.judgement}. Here is the next one."
        return _next(visit, said, 409)
    if before.judgement is not judgement:
        return _next(visit, f"You have decided that pair already: {before.judgement}. Undo takes it back.", 409)
    return _next(visit)  # the same key twice: once is enough


def take_back(visit: Visit) -> Response:
    """Undo the reviewer's last decision, if it is still the one that the page spoke of; show what it was about."""
    last = visit.journal().last_of(visit.reviewer)
    if last is None or str(last.seq) != visit.said("seq"):
        return _next(visit, "That was taken back already." if visit.said("seq") else "", 409)
    problem = store_decision(visit.store, undo(last, visit.reviewer), visit.desk.refresh)
    try:
        return _show_again(visit, last, problem)
    except NotFound:
        return _next(visit, problem or "Taken back. What it was about is not there any more.")


def _show_again(visit: Visit, undone: Decision, problem: str) -> Response:
    about = _found(visit.store, undone)
    if undone.judgement in BETWEEN:
        pair = visit.store.candidates.pair(*about)
        if visit.by_htmx or problem:
            return _show(visit, pair, problem or "Taken back. Here is the pair again.")
        return RedirectResponse(f"/pair/{pair.a}/{pair.b}", 303)
    where = f"/candidate/{visit.store.candidates.of(about[0]).id}"
    return Response(headers={"HX-Redirect": where}) if visit.by_htmx else RedirectResponse(where, 303)


def _found(store: Store, decision: Decision) -> list[str]:
    here = [m for a in decision.about + decision.against if (m := found(store, a))]
    if len(here) < (2 if decision.judgement in BETWEEN else 1):
        raise NotFound("The mentions are not there any more.")
    return here


def _next(visit: Visit, notice: str = "", status: int = 200) -> Response:
    if visit.request.method == "POST" and not (visit.by_htmx or notice):
        return RedirectResponse("/", 303)
    aside = visit.journal().unsure(visit.reviewer)
    waiting = visit.store.candidates.queue(limit=AHEAD + len(aside))
    pairs = (p for p in waiting if frozenset((p.a, p.b)) not in aside and _whole(visit.store, p))
    return _show(visit, visit.desk.leases.choose(pairs, visit.reviewer), notice, status)


def _whole(store: Store, pair: Pair) -> bool:
    try:
        return bool(store.mentions.get(pair.a) and store.mentions.get(pair.b))
    except NotFound:  # the evidence was read anew, and not matched again yet
        return False


def _show(visit: Visit, pair: Pair | None, notice: str = "", status: int = 200) -> Response:
    journal = visit.journal()
    context = _standing(visit, journal) | {"pair": pair, "notice": notice}
    if pair:
        context |= _compared(visit, pair, journal.between(pair.a, pair.b))
    response = visit.page("pair.html" if visit.by_htmx else "queue.html", context, status)
    if visit.by_htmx:
        response.headers["HX-Replace-Url"] = "/"
    return response


def _standing(visit: Visit, journal: Journal) -> dict[str, object]:
    """Tell how far the reviewers have come, and what this one did last.

    What this reviewer could not tell is set aside: it waits for the others.
    """
    last = journal.last_of(visit.reviewer)
    length = visit.store.candidates.queue_length()
    aside = min(len(journal.unsure(visit.reviewer)), length)
    return {
        "left": length - aside,
        "aside": aside,
        "today": journal.since(midnight()),
        "last": last,
        "last_name": _name(visit.store, last) if last else "",
    }


def _name(store: Store, decision: Decision) -> str:
    here = [m for a in decision.about[:1] if (m := found(store, a))]
    return str(store.mentions.get(here[0]).name) if here else ""


def _compared(visit: Visit, pair: Pair, before: Decision | None) -> dict[str, object]:
    store, pictures = visit.store, visit.desk.pictures
    a, b = (cards.side(store, pictures, mention) for mention in (pair.a, pair.b))
    return {
        "a": a,
        "b": b,
        "rows": list(differences(a.card.mention, b.card.mention)),
        "waterfall": waterfall(pair, visit.desk.settings.match),
        "seal": pair_seal(store, pair, before),
        "before": before,
    }
