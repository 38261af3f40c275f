"""How pages are drawn: strict, escaping templates and the few words that they need."""

from datetime import UTC, datetime, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined

from review.highlight import KINDS
from sinodik import __version__
from sinodik.dates import in_russian
from sinodik.records import Field, How, Judgement, PartialDate, State, Value

FIELDS = {
    Field.SURNAME: "Surname",
    Field.GIVEN: "Given name",
    Field.PATRONYMIC: "Patronymic",
    Field.CALLSIGN: "Call sign",
    Field.BIRTH: "Born",
    Field.DEATH: "Died",
    Field.BURIAL: "Buried",
    Field.MOBILISED: "Mobilised",
    Field.AGE: "Age",
    Field.RANK: "Rank",
    Field.UNIT: "Unit",
    Field.BRANCH: "Branch",
    Field.AWARD: "Award",
    Field.SETTLEMENT: "Settlement",
    Field.DISTRICT: "District",
    Field.REGION: "Region",
    Field.CEMETERY: "Cemetery",
    Field.OCCUPATION: "Occupation",
    Field.SCHOOL: "School",
}
DATES = frozenset({Field.BIRTH, Field.DEATH, Field.BURIAL, Field.MOBILISED})
KIND_WORDS = {
    "name": "name",
    "birth": "birth",
    "death": "death, burial",
    "age": "age",
    "service": "service",
    "place": "place, occupation",
}
HOW = {How.STATED: "", How.FROM_AGE: "counted from the age", How.FROM_POST_DATE: "taken from the post’s date"}
SAID = {
    Judgement.SAME: "same person",
    Judgement.DIFFERENT: "different people",
    Judgement.UNSURE: "cannot tell",
    Judgement.CONFIRM: "confirmed",
    Judgement.REJECT: "rejected",
    Judgement.SPLIT: "one mention taken out",
    Judgement.CORRECT: "value corrected",
    Judgement.UNDO: "taken back",
}
STATES = {
    State.DRAFT: "Draft",
    State.CONFIRMED: "Confirmed",
    State.REJECTED: "Rejected",
    State.CONTRADICTED: "Contradicted",
}


def environment() -> Environment:
    """Return the templates: everything is escaped, and a name that is not given is an error, not nothing."""
    pages = Environment(
        loader=PackageLoader("review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    pages.filters |= {
        "shown": shown,
        "how": how,
        "moment": moment,
        "iso": str,
        "bits": bits,
        "lasting": lasting,
        "percent": percent,
    }
    pages.globals |= {
        "FIELDS": FIELDS,
        "KINDS": KINDS,
        "DATES": DATES,
        "KIND_WORDS": KIND_WORDS,
        "SAID": SAID,
        "STATES": STATES,
        "version": __version__,
    }
    return pages


def shown(value: Value | None) -> str:
    """Write a value as a Russian reader would; "" for none."""
    if value is None:
        return ""
    return in_russian(value) if isinstance(value, PartialDate) else str(value)


def how(value: Value | None) -> str:
    """Say how a date came to be known, where it was not simply stated."""
    return HOW[value.how] if isinstance(value, PartialDate) else ""


def moment(at: datetime) -> str:
    """Write a moment, in UTC."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def bits(weight: float) -> str:
    """Write a weight with its sign; a true minus, as wide as the plus."""
    return f"{weight:+.1f}".replace("-", "−") if round(weight, 1) else "0"


def percent(confidence: float) -> str:
    """Write a confidence; never 100 %, for nothing that a machine read is certain."""
    return f"{min(round(100 * confidence), 99)} %"


def lasting(seconds: float) -> str:
    """Write a duration: ``3 h 20 min``, ``45 s``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(timedelta(seconds=seconds) / timedelta(minutes=1))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n)
