"""How fast is a Telegram Desktop export imported, and in how much memory? ``python benchmarks/export_import.py [N]``.

Writes an invented export of N messages (default 200,000) to a temporary folder and imports it as ``sinodik crawl``
does: into WARC, log and evidence, on the disk. Then imports it once more, when everything is known. For comparison,
the same file is only parsed, keeping nothing: by our own reader, and by ijson where that is installed.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from crawlers.run import crawl
from crawlers.telegram_export import Export
from sinodik.settings import Settings
from sinodik.sources import TelegramExport
from sinodik.store import Store
from sinodik.store.workspace import create

WORDS = """погиб житель посёлка Кедровка вечная память прощание состоится рядовой мобилизованный Кедров Пётр Ильич года
рождения скорбим родным близким Нижние Ключи похоронен администрация сообщает выполняя боевую задачу""".split()
CHAT = 1500000001


def write(path: Path, count: int) -> None:
    """Write an export of one chat, laid out as Telegram Desktop does."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{\n "name": "Кедровка сегодня",\n "type": "public_channel",\n "id": {CHAT},\n "messages": [')
        for number in range(1, count + 1):
            text = " ".join(chance.choices(WORDS, k=25))
            message = {
                "id": number,
                "type": "message",
                "date": "2023-02-01T10:00:00",
                "date_unixtime": str(1675234800 + 600 * number),
                "from": "Кедровка сегодня",
                "from_id": f"channel{CHAT}",
                "text": [text, {"type": "hashtag", "text": f"#к{number}"}],
                "text_entities": [{"type": "plain", "text": text}, {"type": "hashtag", "text": f"#к{number}"}],
            }
            file.write(("," if number > 1 else "") + "\n" + json.dumps(message, ensure_ascii=False, indent=1))
        file.write("\n ]\n}")


def by_us(path: Path) -> Iterator[object]:
    """Parse every message."""
    with path.open("rb") as stream:
        yield from Export(stream, None).messages()


def by_ijson(path: Path) -> Iterator[object]:
    """Parse every message with ijson, which gives no bytes to archive."""
    import ijson

    with path.open("rb") as stream:
        yield from ijson.items(stream, "messages.item")


def imported(workspace: Path) -> str:
    """Import the export in a process of its own; returns what its reports say and the memory that it took."""
    return subprocess.run(
        [sys.executable, __file__, "--import", workspace], check=True, capture_output=True, text=True
    ).stdout


def import_here(workspace: Path) -> None:
    """Import the export and print seconds, messages that were new or known, and the process's peak memory in MB."""
    source = TelegramExport(id="kedrovka", publisher="kedrovka", folder="result.json", channel="kedrovka_today")
    start = time.perf_counter()
    with Store(workspace) as store:
        [report] = crawl(store, Settings(), [source])
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds} {report.new} {report.known} {peak}")


def timed(what: str, parse: Callable[[Path], Iterator[object]], path: Path) -> None:
    """Print how fast a file is parsed."""
    start = time.perf_counter()
    count = sum(1 for _ in parse(path))
    print(f"{what:24} {count / (time.perf_counter() - start):9,.0f} messages/s")


def main(count: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "w"
        create(workspace)
        path = workspace / "result.json"
        write(path, count)
        print(f"{count:,} messages, {path.stat().st_size / 1e6:.0f} MB")
        timed("parsed only, by us", by_us, path)
        if find_spec("ijson"):
            timed("parsed only, by ijson", by_ijson, path)
        for what in ("imported", "imported again"):
            seconds, new, known, peak = map(float, imported(workspace).split())
            told = f"{new:,.0f} new, {known:,.0f} known, peak memory {peak:.0f} MB"
            print(f"{what:24} {(new + known) / seconds:9,.0f} messages/s  ({told})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        import_here(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
