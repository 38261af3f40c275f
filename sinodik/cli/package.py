"""``sinodik package``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sinodik.records import Candidate
    from sinodik.store import Store


class PackageReport(msgspec.Struct, frozen=True):
    """What the package holds: posts and photographs, and the captures that they were read from."""

    file: str
    candidate: str
    evidence: int
    captures: int


@click.command()
@click.argument("candidate")
@click.option("--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="The package; CANDIDATE.wacz.")
@json_option
@pass_context
def package(context: Context, candidate: str, path: Path | None, as_json: bool) -> None:
    """Pack the evidence of one candidate into a WACZ file, for viewers such as ReplayWeb.page.

    CANDIDATE is a candidate's identifier, or the beginning of one. The package holds the pages and photographs that
    its mentions were read from, byte for byte; other people's posts on the same page, and what cameras noted in a
    photograph (a place, a time), are in it too. Think of that before you hand it on.

    \b
    Example:
      sinodik package c3f8c --file kedrov.wacz
    """
    context.settings()
    with context.store() as store:
        found = _find(store, candidate)
        report = pack(store, found, path or Path(f"{found.id}.wacz"))
    if as_json:
        show.as_json(report)
    else:
        show.out.print(
            f"{report.file}: {report.evidence} posts or photographs, {report.captures} captures", markup=False
        )


def _find(store: "Store", wanted: str) -> "Candidate":
    found = [c for c in store.candidates.all() if c.id.startswith(wanted)]
    if len(found) != 1:
        problem = "fits more than one candidate" if found else "is no candidate in this workspace"
        raise NotFound(f"“{wanted}” {problem}.", remedy="sinodik export --json   or the desk shows identifiers")
    return found[0]


def pack(store: "Store", candidate: "Candidate", path: Path) -> PackageReport:
    """Write the package of one candidate."""
    from export.wacz import Packed, Page, write
    from sinodik.store import now
    from sinodik.store.package import captures_of, evidence_of, members

    if path.suffix != ".wacz":
        raise BadInput(f"{path}: a package's name must end in .wacz.", remedy=f"--file {path}.wacz")
    evidence = evidence_of(store, candidate)
    own = [captures_of(store, e) for e in evidence]
    pages = {c.url: Page(c.url, c.at, e.title or e.url) for e, (c, *_) in zip(evidence, own, strict=True)}
    captures = list(dict.fromkeys(c for found in own for c in found))
    records = (Packed(c, tuple(members(store, c))) for c in captures)
    size = sum(c.length for c in captures)
    write(path, f"Evidence of candidate {candidate.id}", list(pages.values()), records, now(), about=size)
    return PackageReport(str(path), candidate.id, len(evidence), len(captures))
