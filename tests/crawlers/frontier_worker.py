"""Work a frontier off in processes that are killed at random, and print how many were killed.

``python frontier_worker.py WORKSPACE KILLS SEED``: every process is forked from this one, which never opens the store.
"""

import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sinodik.records import Evidence
from sinodik.store import Store
from sinodik.store.frontier import Item, Lease

AT = datetime(2023, 3, 10, 12, tzinfo=UTC)
BREADTH = 3  # what every page leads to
PAGES = 4000


def item(number: int) -> Item:
    return Item(f"digest {number}", str(number))


def work(workspace: Path, holder: str) -> None:
    """Take leases and keep what they lead to, batch by batch, until nothing is left."""
    with Store(workspace) as store:
        for file in store.archive.files():
            store.archive.mend(file, store.evidence.committed_end(file.name))
        with store.transaction():
            store.frontier.take_back("site", float("inf"))
        writer = store.archive.writer(store.log.head()[1])
        while batch := claim(store, holder):
            kept = [keep(writer, int(lease.data)) for lease in batch]
            writer.sync()
            with store.transaction():
                store.evidence.add_captures([capture for capture, _ in kept])
                store.evidence.add([evidence for _, evidence in kept])
                for lease in batch:
                    number = int(lease.data)
                    after = range(number * BREADTH + 1, min(number * BREADTH + BREADTH + 1, PAGES))
                    store.frontier.put("site", lease.round, [item(n) for n in after], 0.0)
                    store.frontier.done(lease.id)
        writer.close()


def claim(store: Store, holder: str) -> list[Lease]:
    with store.transaction():
        return store.frontier.claim("site", holder, 8, 0.0, 60.0)


def keep(writer, number: int):
    url = f"https://example.org/{number}"
    body = f"page {number}".encode() * 50
    request = (f"GET /{number} HTTP/1.1", [("Host", "example.org")])
    capture = writer.response(url, "200 OK", [("Content-Type", "text/html")], body, request=request, at=AT)
    said = {"source": "site", "publisher": "site", "kind": "post", "posted": None, "text": f"{number}"}
    return capture, Evidence(url=url, seen=AT, payload=capture.payload, **said)


def main(workspace: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    killed = 0
    for number in range(kills):
        child = os.fork()
        if not child:
            work(workspace, f"holder {number}")
            os._exit(0)
        # Every fifth is killed while it opens the store; the others somewhere in their work.
        time.sleep(chance.uniform(0, 0.004) if number % 5 == 0 else chance.uniform(0.004, 0.04))
        os.kill(child, 9)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    print(killed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
