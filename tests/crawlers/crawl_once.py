"""Crawl all sources of a workspace once, in this process, and print the reports as JSON.

``--share`` the sources with other processes. ``--without-fsync`` and ``--without-synchronous`` take out what makes a
crawl durable: a test that cannot tell the difference would test nothing.
"""

import os
import sys
from pathlib import Path

import msgspec

from crawlers.run import crawl
from sinodik import settings, sources
from sinodik.store import Store

if __name__ == "__main__":
    workspace, options = Path(sys.argv[1]), sys.argv[2:]
    if "--without-fsync" in options:
        os.fsync = lambda descriptor: None
    with Store(workspace) as store:
        if "--without-synchronous" in options:
            store.db.execute("PRAGMA synchronous = OFF")
        reports = crawl(store, settings.load(workspace), sources.load(workspace), share="--share" in options)
    print(msgspec.json.encode(reports).decode())
