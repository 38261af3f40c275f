"""The board for Prometheus: its text format 0.0.4 (prometheus.io, "Exposition formats"). Counts and moments only."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sinodik.schedule.board import Board, Line

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Sample = tuple[str, float]  # the source, "" for none, and the value
Value = Callable[[Line], datetime | float | None]


def exposition(board: Board) -> str:
    """Return the board as metrics. A value that is not known is left out."""
    lines = [line for line in board.sources if line.enabled]
    metrics: list[tuple[str, str, Iterable[Sample]]] = [
        ("scheduler_up", "1 if the scheduler gave a sign of life within the last half minute.", [("", board.alive)]),
        ("scheduler_beat_seconds", "When the scheduler last gave a sign of life, in Unix time.", _at("", board.beat)),
        ("source_last_start_seconds", "When the last crawl began, in Unix time.", _each(lines, lambda x: x.last)),
        ("source_last_duration_seconds", "How long the last crawl took.", _each(lines, lambda x: x.seconds)),
        ("source_last_finished", "1 if the last crawl went to its end.", _each(lines, _finished)),
        ("source_next_start_seconds", "When the next crawl is due, in Unix time.", _each(lines, lambda x: x.next)),
        ("source_overdue_seconds", "By how much the next crawl is late.", _each(lines, lambda x: x.overdue)),
        ("source_running", "1 if a crawl runs.", _each(lines, lambda x: x.running is not None)),
        ("source_lost", "1 if a crawl runs that nobody sees to.", _each(lines, lambda x: x.lost)),
        ("source_yield", "What the last crawl saw, new or known.", _each(lines, lambda x: x.yielded)),
        ("source_usual_yield", "What a crawl usually sees: the median of ten.", _each(lines, lambda x: x.usual)),
        ("source_new", "What the last crawl saw for the first time.", _each(lines, lambda x: x.new)),
        ("source_low_yield", "1 if the last crawl saw far less than usual.", _each(lines, lambda x: bool(x.warning))),
    ]
    return "".join(_metric(f"sinodik_{name}", said, samples) for name, said, samples in metrics)


def _metric(name: str, said: str, samples: Iterable[Sample]) -> str:
    values = [f"{name}{_label(source)} {value:.16g}\n" for source, value in samples]
    return f"# HELP {name} {said}\n# TYPE {name} gauge\n{''.join(values)}" if values else ""


def _label(source: str) -> str:
    escaped = source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{{source="{escaped}"}}' if source else ""


def _each(lines: Iterable[Line], value: Value) -> list[Sample]:
    return [sample for line in lines for sample in _at(line.source, value(line))]


def _at(source: str, value: datetime | float | None) -> list[Sample]:
    if value is None:
        return []
    return [(source, value.timestamp() if isinstance(value, datetime) else float(value))]


def _finished(line: Line) -> bool | None:
    return None if line.last is None else line.outcome == "finished"
