"""Fetch addresses with the settings of a real crawl, in a process of its own; print what came of each as JSON.

Reads from standard input: {"settings": {…}, "asks": [url…], "homes": [url…], "names": {name: [address, …]}}. Names in
``names`` are resolved to what it says, one list of addresses for each look-up; everything else as usual.
"""

import json
import socket
import sys
import time
from collections import defaultdict
from types import MappingProxyType
from typing import Any

TASK = json.load(sys.stdin)
REAL = socket.getaddrinfo
ASKED: dict[str, int] = defaultdict(int)


def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in TASK["names"]:
        return REAL(host, port, *args, **kwargs)
    answers = TASK["names"][name]
    answer = answers[min(ASKED[name], len(answers) - 1)]
    ASKED[name] += 1
    return [entry for address in answer for entry in REAL(address, port, *args, **kwargs)]


socket.getaddrinfo = getaddrinfo  # before Twisted takes hold of it

import msgspec  # noqa: E402
from scrapy import Request, Spider  # noqa: E402
from scrapy.crawler import AsyncCrawlerProcess  # noqa: E402

from crawlers.borders import home  # noqa: E402
from crawlers.outcome import sentence  # noqa: E402
from crawlers.scrapy_settings import scrapy_settings  # noqa: E402
from sinodik.settings import Settings  # noqa: E402

RESULTS: dict[str, Any] = {}


class Wanderer(Spider):
    name = "wanderer"
    homes = frozenset(map(home, TASK["homes"]))
    signatures = MappingProxyType({})

    async def start(self):
        for url in TASK["asks"]:
            try:
                request = Request(url, self.came, errback=self.lost, cb_kwargs={"asked": url}, dont_filter=True)
            except ValueError as error:
                RESULTS[url] = {"error": str(error)}
                continue
            yield request

    def came(self, response, asked: str):
        RESULTS[asked] = {
            "status": response.status,
            "url": response.url,
            "length": len(response.body),
            "at": time.monotonic(),
            "ip": str(response.ip_address),
        }

    def lost(self, failure):
        url = failure.request.cb_kwargs["asked"]
        RESULTS[url] = {"error": sentence(failure.value, "the host"), "kind": type(failure.value).__name__}


if __name__ == "__main__":
    settings = scrapy_settings(msgspec.convert(TASK["settings"], Settings))
    middlewares = dict(settings["DOWNLOADER_MIDDLEWARES"])
    middlewares.pop("crawlers.archive.ArchiveFirst")  # nobody keeps anything here
    settings.set("DOWNLOADER_MIDDLEWARES", middlewares)
    settings.set("HTTPERROR_ALLOW_ALL", True)
    settings.set("LOG_INSTALL_ROOT_HANDLER", False)
    for name, value in TASK["scrapy"].items():
        settings.set(name, value)
    process = AsyncCrawlerProcess(settings)
    process.crawl(Wanderer)
    process.start()
    print(json.dumps(RESULTS))
