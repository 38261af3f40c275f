"""Crawl all sources of a workspace once, in this process, and print the reports as JSON."""

import sys
from pathlib import Path

import msgspec

from crawlers.run import crawl
from sinodik import settings, sources
from sinodik.store import Store

if __name__ == "__main__":
    workspace = Path(sys.argv[1])
    with Store(workspace) as store:
        reports = crawl(store, settings.load(workspace), sources.load(workspace))
    print(msgspec.json.encode(reports).decode())
