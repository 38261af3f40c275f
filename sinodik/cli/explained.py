"""What ``sinodik extract --explain`` reads, and how it shows on a terminal why it is read so."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sinodik.cli.context import Context
from sinodik.dates import in_russian
from sinodik.errors import BadInput, NotFound
from sinodik.explanation import Explanation, LeftOut, Reason, Recorded
from sinodik.records import Claim, Evidence, How, PartialDate, Span, digest
from sinodik.settings import Ner, Settings

if TYPE_CHECKING:
    from extract.text import TextReader

AROUND = 32  # characters of the post on each side of a quote

_ADDRESS = re.compile(r"https?://\S+")
_IDENTIFIER = re.compile(r"[0-9a-f]{8,64}")
_MENTION = re.compile(r"m[0-9a-f]{16}")


def meant(context: Context, text: str, posted: date | None) -> Evidence:
    """Return the post to explain: one of the workspace, or a text made one; ``posted`` overrules its day.

    Raises:
        NotFound: the workspace holds no post of that address or identifier.
        BadInput: there is no text, it is not UTF-8, or what is meant is a photograph.

    """
    wanted = text.strip()
    if any(form.fullmatch(wanted) for form in (_ADDRESS, _IDENTIFIER, _MENTION)):
        evidence = _kept(context, wanted)
        noon = posted and datetime.combine(posted, time(12), UTC)
        return msgspec.structs.replace(evidence, posted=noon) if noon else evidence
    return _post(_standard_input() if wanted == "-" else text, posted or datetime.now(UTC).date())


def _post(text: str, posted: date) -> Evidence:
    if not text.strip():
        raise BadInput("There is no text to explain.", remedy='sinodik extract --explain "Погиб …"')
    noon = datetime.combine(posted, time(12), UTC)
    return Evidence(
        source="command line",
        publisher="command line",
        kind="post",
        url="",
        posted=noon,
        seen=noon,
        payload=digest(text),
        text=text,
    )


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("Standard input is not UTF-8.", remedy="iconv -f cp1251 -t utf-8 FILE | sinodik …") from error


def _kept(context: Context, wanted: str) -> Evidence:
    context.settings()  # a folder that is no workspace has its own error
    with context.store() as store:
        if _MENTION.fullmatch(wanted):
            found = [store.evidence.get(store.mentions.get(wanted).evidence)]
        elif _ADDRESS.fullmatch(wanted):
            found = store.evidence.at(wanted)[-1:]  # of a changed post, as it was seen last
        else:
            found = store.evidence.beginning(wanted)
    if len(found) != 1:
        problem = "fits more than one piece of evidence" if found else "is no evidence in this workspace"
        raise NotFound(
            f"“{wanted}” {problem}.", remedy="sinodik trace, or the review desk, names each; or give the text"
        )
    if found[0].kind != "post":
        raise BadInput("That is a photograph.", remedy="sinodik review   shows where each value was read in it")
    return found[0]


def explain(evidence: Evidence, ner: Ner = "auto") -> Explanation:
    """Read a post and say why so; the dictionaries are opened when it is first asked for.

    Raises:
        MissingTool: ``ner`` is on (see :class:`sinodik.settings.Extract`), but its packages are not installed.

    """
    return _reader(ner).explain(evidence)


def explainer(settings: Settings) -> Callable[[Evidence], Explanation]:
    """Return what explains posts on the desk: as ``sinodik extract`` reads them, but never for want of a package."""
    return partial(explain, ner="off" if settings.extract.ner == "off" else "auto")


@cache
def _reader(ner: Ner) -> "TextReader":
    from extract.text import TextReader, finder  # not at the top: "sinodik --help" must not wait for the dictionaries

    return TextReader.load(finder(ner))


def show_on(console: Console, explanation: Explanation, evidence: Evidence) -> None:
    """Print who was recorded and why, each claim in its surroundings, and who was left out and why."""
    about = [f"posted {evidence.posted:%F}" if evidence.posted else "not dated by its source", _flat(evidence.url)]
    _line(console, 0, Text.assemble("The post, ", (", ".join(filter(None, about)), "dim")))
    if explanation.passed_over:
        _heading(console, "Passed over, nobody looked for")
        _reason(console, 2, explanation.text, explanation.passed_over)
    for number, recorded in enumerate(explanation.recorded, 1):
        _recorded(console, explanation.text, recorded, number)
    if explanation.left_out:
        _heading(console, "Left out")
    for left_out in explanation.left_out:
        _left_out(console, explanation.text, left_out)
    if not (explanation.passed_over or explanation.recorded or explanation.left_out):
        _heading(console, "Nobody is named in it")


def _recorded(console: Console, text: str, recorded: Recorded, number: int) -> None:
    mention = recorded.mention
    _heading(console, f"{number}  {mention.name}, {mention.status}")
    _reason(console, 2, text, recorded.why)
    for claim, reason in zip(mention.claims, recorded.claims, strict=True):
        console.print()
        value = in_russian(claim.value) if isinstance(claim.value, PartialDate) else str(claim.value)
        sure = f"  {min(round(100 * claim.confidence), 99)}% sure"  # nothing that a machine read is certain
        _line(
            console, 2, Text.assemble((f"{claim.field}: ", "cyan"), (_flat(value), "bold"), (sure, "dim"), _how(claim))
        )
        if isinstance(claim.where, Span):
            _line(console, 4, surroundings(text, claim.where))
        _reason(console, 4, text, reason, claim.quote)


def _how(claim: Claim) -> str:
    if not isinstance(claim.value, PartialDate) or claim.value.how is How.STATED:
        return ""
    return f" ({claim.value.how.replace('_', ' ')})"


def _left_out(console: Console, text: str, left_out: LeftOut) -> None:
    console.print()
    _line(console, 2, Text(left_out.name, "bold"))
    for where in left_out.named:
        _line(console, 4, surroundings(text, where))
    _reason(console, 4, text, left_out.why)


def _reason(console: Console, indent: int, text: str, reason: Reason, shown: str = "") -> None:
    """Print a reason with the words that carried it, but for those that are ``shown`` above it."""
    words = ", ".join(f"«{_flat(said)}»" for span in reason.words if (said := span.of(text)) != shown)
    rule = (f" [{reason.rule}]", "dim")
    _line(console, indent, Text.assemble((reason.sentence, "italic"), f" {words}" if words else "", rule))


def surroundings(text: str, where: Span) -> Text:
    """Return the quote between square brackets and highlighted, with the words about it on one line."""
    before, after = text[max(0, where.start - AROUND) : where.start], text[where.end : where.end + AROUND]
    if where.start > AROUND:
        before = "…" + before[_first_space(before) :]
    if where.end + AROUND < len(text):
        after = after[: len(after) - _first_space(after[::-1])] + "…"
    return Text.assemble(_flat(before), (f"[{_flat(where.of(text))}]", "bold reverse"), _flat(after))


def _first_space(text: str) -> int:
    return next((i for i, char in enumerate(text) if char.isspace()), 0)


def _flat(text: str) -> str:
    """Write on one line; what would move a terminal's cursor is shown, not sent."""
    return "".join(_visible(text))


def _visible(text: str) -> Iterator[str]:
    for char in text:
        if char.isspace():
            yield " "
        elif char.isprintable():
            yield char
        else:
            yield f"\\u{ord(char):04x}"


def _heading(console: Console, text: str) -> None:
    console.print()
    _line(console, 0, Text(text, "bold yellow"))


def _line(console: Console, indent: int, line: Text) -> None:
    # Folded at words, and under its own beginning: a terminal may be narrow.
    console.print(Padding(line, (0, 0, 0, indent)), soft_wrap=False)
