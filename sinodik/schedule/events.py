"""What the scheduler says of its work: events with counts. Never a text, a name of a person or an address."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

Facts = Mapping[str, str | int | float]
Log = Callable[[str, Facts], None]


def json_lines(event: str, facts: Facts) -> None:
    """Write an event as one line of JSON on standard error."""
    print(json.dumps({"at": _now(), "event": event, **facts}, ensure_ascii=False), file=sys.stderr, flush=True)


def plain(event: str, facts: Facts) -> None:
    """Write an event for a person on standard error: ``12:30:05 crawl started  source=kedrovka``."""
    said = " ".join(f"{key}={value}" for key, value in facts.items() if value != "")
    print(f"{_now()[11:19]} {event}  {said}".rstrip(), file=sys.stderr, flush=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
