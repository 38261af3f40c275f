"""Scrapy's settings, made from a workspace's: truthful, slow, and quiet."""

import re

from scrapy.settings import Settings as ScrapySettings

from sinodik import __version__
from sinodik.errors import BadConfiguration
from sinodik.settings import Settings

_LONGEST_BACKOFF_S = 60.0


def user_agent(contact: str) -> str:
    """Return how we introduce ourselves: who we are and whom to write to (RFC 9110, section 10.1.5)."""
    contact = contact.strip()
    if not contact:
        raise BadConfiguration(
            "Crawling needs a contact address: every site is told whom to write to.",
            remedy='set contact = "you@example.org" at the top of sinodik.toml',
        )
    if not re.fullmatch(r"[!-'*-~]+", contact):
        raise BadConfiguration(
            f"The contact {contact!r} cannot be sent to a site (only printable ASCII, no spaces or brackets).",
            remedy="set contact in sinodik.toml to an e-mail address or a web address",
        )
    bare_address = "@" in contact and ":" not in contact
    return f"Sinodik/{__version__} (+{'mailto:' if bare_address else ''}{contact})"


def scrapy_settings(settings: Settings) -> ScrapySettings:
    """Return the settings of a crawl; raises BadConfiguration where nobody is named to write to.

    One request at a time to a host that is to be visited slowly; AutoThrottle slows down further where the host does.
    """
    crawl = settings.crawl
    return ScrapySettings(
        {
            "BOT_NAME": "sinodik",
            "USER_AGENT": user_agent(settings.contact),
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": crawl.delay,
            "DOWNLOAD_DELAY_JITTER": 0.0,  # jitter would go below the delay that was promised
            "AUTOTHROTTLE_ENABLED": True,
            "AUTOTHROTTLE_START_DELAY": crawl.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if crawl.delay else 4,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_mib * 1024 * 1024,
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_VERIFY_CERTIFICATES": True,  # Scrapy's own default is not to
            "DOWNLOAD_HANDLERS": {"file": None, "ftp": None, "s3": None, "data": None},
            "RETRY_TIMES": 2,
            "RETRY_LONGEST_WAIT": _LONGEST_BACKOFF_S,
            "REDIRECT_MAX_TIMES": 5,
            "METAREFRESH_ENABLED": False,
            "COOKIES_ENABLED": False,
            "REFERER_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "MEMUSAGE_ENABLED": False,
            "LOG_ENABLED": False,
            "STATS_DUMP": False,
            "LOGSTATS_INTERVAL": 0,
            "DOWNLOADER_MIDDLEWARES": {
                "crawlers.borders.StayOutside": 90,  # before robots.txt is asked for
                "crawlers.robots.RobotsByTheBook": 110,  # between robots.txt and the retries
                "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
                "crawlers.retry.PatientRetry": 550,
                "crawlers.archive.ArchiveFirst": 950,  # nearest the wire: bytes as received, still compressed
            },
        }
    )
