"""Crawl all sources of a workspace once, in this process, and print the reports as JSON.

``--share`` the sources with other processes. ``--later=SECONDS`` sets the clock
forward. ``--without-fsync`` and ``--without-synchronous`` take out what makes a
crawl durable: a test that cannot tell the difference would test nothing.
"""

import os
import sys
import time
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
        later = sum(float(o.partition("=")[2]) for o in options if o.startswith("--later="))
        configured, known = settings.load(workspace), sources.load(workspace)
        reports = crawl(store, configured, known, share="--share" in options, clock=lambda: time.time() + later)
    print(msgspec.json.encode(reports).decode())
