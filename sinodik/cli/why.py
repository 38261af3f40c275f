"""``sinodik why``."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.errors import NotFound
from sinodik.reasons import Language
from sinodik.records import Candidate, Pair, Why

if TYPE_CHECKING:
    from sinodik.store import Store

_NEARLY = 5  # of the comparisons with others, the likeliest
_WORDS = {
    Language.ENGLISH: {
        "one": "Why these {n} mentions are thought to be one person",
        "alone": "There is one mention only: nothing was joined.",
        "near": "What nearly joined, or may yet",
        "none": "Nothing else came near.",
        "and": "and",
        "sum": "together",
        "bits": "In bits: each doubles the odds. From {same} on, they are joined; from {different}, a person is asked.",
    },
    Language.RUSSIAN: {
        "one": "Почему эти упоминания ({n}) считаются одним человеком",
        "alone": "Упоминание только одно: соединять было нечего.",
        "near": "Что едва не присоединилось или ещё может",
        "none": "Ничто другое не приблизилось.",
        "and": "и",
        "sum": "вместе",
        "bits": "В битах: каждый удваивает шансы. С {same} упоминания соединяются, с {different} спрашивают человека.",
    },
}


@click.command()
@click.argument("candidate")
@click.option("--lang", type=click.Choice([x.value for x in Language]), help="The language; by default that of LANG.")
@json_option
@pass_context
def why(context: Context, candidate: str, lang: str | None, as_json: bool) -> None:
    """Say why the mentions of a candidate are thought to be one person, and what nearly joined them.

    CANDIDATE is an identifier, or the beginning of one; one that a candidate had before it was joined or split is
    followed.

    \b
    Examples:
      sinodik why c3f8c
      sinodik why c3f8c --lang ru
    """
    settings = context.settings()
    language = Language(lang) if lang else _spoken()
    with context.store() as store:
        found = _find(store, candidate)
        kept = store.candidates.pairs_within(found.mentions, language)
        near = store.candidates.comparisons.beside(found.mentions, _NEARLY, language)
        spoken = store.mentions.some({m for p in (*kept, *near) for m in (p.a, p.b)})
    names = {id_: str(mention.name) for id_, mention in spoken.items()}
    if as_json:
        show.as_json({"candidate": found.id, "within": kept, "beside": near})
        return
    words = _WORDS[language]
    cuts = {"same": _bits(settings.match.same), "different": _bits(settings.match.different)}
    for line in _told(found, kept, near, names, words):
        show.out.print(line, soft_wrap=False)
    show.out.print(Text(words["bits"].format(**cuts), style="dim"))


def _spoken() -> Language:
    said = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return Language.RUSSIAN if said.startswith("ru") else Language.ENGLISH


def _find(store: "Store", wanted: str) -> Candidate:
    found = {store.candidates.current(id_) for id_ in store.candidates.starting(wanted)}
    if len(found) != 1:
        problem = "fits more than one candidate" if found else "is no candidate"
        raise NotFound(f"“{wanted}” {problem}.", remedy="sinodik review   lists them")
    return store.candidates.get(found.pop())


def _told(
    candidate: Candidate, kept: list[Pair], near: list[Pair], names: dict[str, str], words: dict[str, str]
) -> Iterator[Text | Table]:
    yield Text(f"{candidate.id}  {candidate.name}", style="bold")
    yield Text(words["one"].format(n=len(candidate.mentions)) if kept else words["alone"], style="bold")
    for pair in kept:
        yield from _pair(pair, names, words)
    yield Text(words["near"] if near else words["none"], style="bold")
    for pair in near:
        yield from _pair(pair, names, words)
    yield Text()


def _pair(pair: Pair, names: dict[str, str], words: dict[str, str]) -> Iterator[Text | Table]:
    """Yield two mentions and their reasons; on a narrow terminal a sentence is folded beside its weight."""
    yield Text()
    yield Text(f"{names.get(pair.a, '')} {words['and']} {names.get(pair.b, '')}")
    yield Text(f"{pair.a} {words['and']} {pair.b}", style="dim")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True, min_width=6)
    table.add_column(overflow="fold")
    for reason in pair.whys:
        table.add_row(Text(_bits(reason.weight), style="green" if reason.weight > 0 else "red"), Text(_said(reason)))
    table.add_row(Text(_bits(pair.score), style="bold"), Text(words["sum"], style="bold"))
    yield table


def _said(reason: Why) -> str:
    if not (reason.a or reason.b):
        return reason.sentence
    values = reason.a if reason.a == reason.b else f"{reason.a or '—'} · {reason.b or '—'}"
    return f"{reason.sentence} ({values})"


def _bits(weight: float) -> str:
    return f"{weight:+.1f}".replace("-", "−")
