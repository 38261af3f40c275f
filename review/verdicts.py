"""What a reviewer may say about a candidate: confirm, reject, not this person, and a corrected value."""

import re
from collections.abc import Iterable

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from review import candidates
from review.desk import Visit
from review.judging import anchor, seal, store_decision
from review.pages import DATES
from sinodik.errors import BadInput, NotFound
from sinodik.records import Anchor, Candidate, Decision, Field, Judgement, PartialDate, State, Value
from sinodik.store import now

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

MAX_TEXT = 200
MAX_AGE = 120

_CHANGED = "This candidate has changed since you saw it. Please look again; nothing was stored."
_DONE = {Judgement.CONFIRM: State.CONFIRMED, Judgement.REJECT: State.REJECTED}


def confirm(visit: Visit) -> Response:
    """Confirm exactly the mentions that the reviewer saw, if the rule allows it."""
    return _whole(visit, Judgement.CONFIRM)


def reject(visit: Visit) -> Response:
    """Say that this is no person that the list is about."""
    return _whole(visit, Judgement.REJECT)


def _whole(visit: Visit, judgement: Judgement) -> Response:
    candidate, unchanged = _named(visit)
    if not unchanged:
        if candidate.state is _DONE[judgement] and _by(visit, candidate) == visit.reviewer:
            return _back(candidate)  # the same key twice: once is enough
        return candidates.show(visit, candidate, _CHANGED, 409)
    obstacle = candidates.obstacle(candidate, visit.desk.settings.confirm) if judgement is Judgement.CONFIRM else ""
    if obstacle:
        return candidates.show(visit, candidate, obstacle, 409)
    decision = _decision(visit, judgement, candidate.mentions)
    seen = candidate.best if judgement is Judgement.CONFIRM else ()
    return _store(visit, msgspec.structs.replace(decision, values=seen))


def split(visit: Visit) -> Response:
    """Take one mention out: it is not this person."""
    candidate, unchanged = _named(visit)
    mention, rest = visit.said("out"), tuple(m for m in candidate.mentions if m != visit.said("out"))
    if not unchanged or mention not in candidate.mentions:
        return candidates.show(visit, candidate, _CHANGED, 409)
    if not rest:
        return candidates.show(visit, candidate, "There is only this one mention: reject the candidate instead.", 409)
    decision = _decision(visit, Judgement.SPLIT, [mention])
    return _store(visit, msgspec.structs.replace(decision, against=_anchors(visit, rest)))


def correct(visit: Visit) -> Response:
    """Put a value in the place of what was read."""
    candidate, unchanged = _named(visit)
    if not unchanged:
        return candidates.show(visit, candidate, _CHANGED, 409)
    try:
        field, value = corrected(visit.said("field"), visit.said("value"))
    except BadInput as error:
        return candidates.show(visit, candidate, str(error), 400)
    decision = _decision(visit, Judgement.CORRECT, candidate.mentions)
    return _store(visit, msgspec.structs.replace(decision, field=field, value=value))


def corrected(field: str, text: str) -> tuple[Field, Value]:
    """Read a corrected value as its field's type; raises BadInput with what would be right."""
    if field not in {f.value for f in Field}:
        raise BadInput(f"There is no field “{field}”.", remedy="choose one of the page's fields")
    text = " ".join(text.split())
    if not text or len(text) > MAX_TEXT or not text.isprintable():
        raise BadInput("The value is empty or too long.", remedy=f"use 1 to {MAX_TEXT} letters")
    if field in DATES:
        return Field(field), _date(text)
    if field == Field.AGE:
        if not (text.isdecimal() and int(text) <= MAX_AGE):
            raise BadInput(f"“{text}” is not an age.", remedy=f"write whole years, 0 to {MAX_AGE}")
        return Field.AGE, int(text)
    return Field(field), text


def _date(text: str) -> PartialDate:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError("not ISO 8601")
        # Converted, not only built: building a Struct does not check that the year is one we mean.
        return msgspec.convert(msgspec.to_builtins(PartialDate.parse(text)), PartialDate)
    except ValueError as error:  # msgspec's ValidationError is one
        raise BadInput(
            f"“{text}” is not a date.", remedy="write 1990-02-01, or 1990-02, or 1990: as much as is known"
        ) from error


def _named(visit: Visit) -> tuple[Candidate, bool]:
    """Return the candidate meant, and whether it is still as the reviewer saw it.

    A candidate's identifier may change with its mentions: then it is the one that now holds the first mention shown.
    """
    seen = visit.form.get("mention", [])
    try:
        candidate = visit.store.candidates.get(visit.request.path_params["id"])
    except NotFound:
        if not seen:
            raise
        return visit.store.candidates.of(seen[0]), False
    return candidate, set(seen) == set(candidate.mentions) and visit.said("seal") == seal(candidate)


def _decision(visit: Visit, judgement: Judgement, about: Iterable[str]) -> Decision:
    return Decision(at=now(), reviewer=visit.reviewer, judgement=judgement, about=_anchors(visit, about))


def _anchors(visit: Visit, mentions: Iterable[str]) -> tuple[Anchor, ...]:
    try:
        return tuple(anchor(visit.store.mentions.get(m)) for m in mentions)
    except NotFound as error:
        raise HTTPException(
            409, "The evidence was read anew meanwhile. Run “sinodik dedupe”, then look again."
        ) from error


def _by(visit: Visit, candidate: Candidate) -> str:
    return visit.store.decisions.get(candidate.decision).reviewer if candidate.decision else ""


def _store(visit: Visit, decision: Decision) -> Response:
    problem = store_decision(visit.store, decision, visit.desk.refresh)
    kept = (decision.against or decision.about)[0].mention
    candidate = visit.store.candidates.of(kept)
    return candidates.show(visit, candidate, problem) if problem else _back(candidate)


def _back(candidate: Candidate) -> Response:
    return RedirectResponse(f"/candidate/{candidate.id}", 303)
