"""Scrapy, in this process: begun once, and leaving nothing behind."""

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawlers.errand import Keeper
from crawlers.reader import Reader
from crawlers.signing import Signature
from crawlers.spider import SourcesSpider
from crawlers.visit import STOPPED, Visit
from sinodik.sources import Source


def send_out(
    settings: ScrapySettings,
    visits: Sequence[Visit[Source]],
    keeper: Keeper,
    readers: Mapping[type[Source], Reader[Any]],
    signatures: Mapping[str, Signature],
) -> None:
    """Visit all sources on the web in one Scrapy process; returns when that has ended, for whatever reason."""
    process = AsyncCrawlerProcess(settings)
    process.crawl(SourcesSpider, visits=visits, keeper=keeper, readers=readers, signatures=signatures)
    with _signals_as_they_were():
        process.start(install_signal_handlers=threading.current_thread() is threading.main_thread())
    for visit in visits:
        if not visit.ended:  # Ctrl-C twice, or a mistake of ours
            visit.stopped = not process.bootstrap_failed
            visit.trouble = STOPPED if visit.stopped else "The spider could not be started; please report it."
            keeper.finish(visit)


@contextmanager
def _signals_as_they_were() -> Iterator[None]:
    """Undo Scrapy's signal handlers, which speak to a reactor that has ended: or nothing would stop on Ctrl-C."""
    before = {s: signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in before.items():
                signal.signal(number, handler)
