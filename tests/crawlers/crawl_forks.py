"""Crawl all sources of a workspace in processes forked from this one, which opens nothing: one for each line read.

``python crawl_forks.py WORKSPACE`` prints the number of each process, and then how it ended. Most of a short crawl goes
into importing Scrapy; this does it once.
"""

import os
import sys
import traceback
from pathlib import Path

from crawlers.run import crawl
from sinodik import settings, sources
from sinodik.store import Store


def crawl_and_exit(workspace: Path) -> None:
    try:
        with Store(workspace) as store:
            crawl(store, settings.load(workspace), sources.load(workspace))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            crawl_and_exit(Path(sys.argv[1]))
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
