"""Compile the name lexicon (``sinodik/data/names.bin``) from the tables of the ``russiannames`` package.

``python -m extract.text.compile FOLDER [OUTPUT]``, where the folder holds ``surnames.parquet``, ``names.parquet`` and
``midnames.parquet`` (they lie in the package's ``data``). It needs pyarrow, which Sinodik itself does not. The same
tables make the same bytes.
"""

import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sinodik.errors import BadInput, MissingTool
from sinodik.lexicon import NAMES, Bearer, Entry, Kind, pack
from sinodik.names import fold

FILES = {Kind.SURNAME: "surnames.parquet", Kind.GIVEN: "names.parquet", Kind.PATRONYMIC: "midnames.parquet"}
_BEARERS = {"m": Bearer.MAN, "f": Bearer.WOMAN, "u": Bearer.MAN | Bearer.WOMAN}
# The tables hold firms and slips of the keyboard too: what is written otherwise than a name is none.
_NAME = re.compile(r"[а-я]{2,30}(?:-[а-я]{2,30}){0,2}(?:[ -](?:оглы|оглу|улы|уулу|кызы|гызы|кизи))?")


def gather(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, Entry]]:
    """Yield each name once: rows that fold alike are one. ``gender`` is m, f, u for both, or None."""
    counts: dict[str, int] = {}
    bearers: dict[str, Bearer] = {}
    for row in rows:
        name = fold(str(row["text"]))
        if _NAME.fullmatch(name):
            counts[name] = counts.get(name, 0) + int(str(row["count"]))
            bearers[name] = bearers.get(name, Bearer.UNKNOWN) | _BEARERS.get(str(row["gender"]), Bearer.UNKNOWN)
    return ((name, Entry(count, bearers[name])) for name, count in counts.items())


def rows(table: Path) -> list[dict[str, object]]:
    """Read a Parquet table; raises :class:`MissingTool` without pyarrow, :class:`BadInput` if it cannot be read."""
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingTool("pyarrow is not installed.", remedy="pip install pyarrow (only to compile)") from error
    try:
        read: list[dict[str, object]] = parquet.read_table(table, columns=["text", "count", "gender"]).to_pylist()
    except (OSError, ValueError) as error:
        raise BadInput(f"{table} cannot be read: {error}", remedy="unpack the wheel of russiannames 2") from error
    return read


def main(arguments: list[str]) -> int:
    """Write the file; returns the exit code."""
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 64
    folder, output = Path(arguments[0]), Path(arguments[1]) if arguments[1:] else NAMES
    try:
        packed = pack({kind: gather(rows(folder / file)) for kind, file in FILES.items()})
    except (BadInput, MissingTool) as error:
        print(error, file=sys.stderr)
        return error.exit_code
    output.write_bytes(packed)
    print(f"{output}: {len(packed):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
