"""Scrapy's settings, made from a workspace's: truthful, slow, and quiet."""

import re

from scrapy.settings import Settings as ScrapySettings
from scrapy.settings.default_settings import DEFAULT_REQUEST_HEADERS

from crawlers import proxy
from sinodik import __version__
from sinodik.errors import BadConfiguration
from sinodik.settings import Settings

_LONGEST_BACKOFF_S = 60.0

# What nobody reads is not counted, nor written: each of these is called several times for every answer.
_LEAN = {
    "LOG_FORMATTER": "crawlers.quiet.Quiet",
    "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
    "STATS_DUMP": False,
    "MEMUSAGE_ENABLED": False,
    "DOWNLOADER_STATS": False,
    "LOGSTATS_INTERVAL": 0,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
    "EXTENSIONS": {
        "scrapy.extensions.corestats.CoreStats": None,
        "scrapy.extensions.closespider.CloseSpider": None,
        "scrapy.extensions.feedexport.FeedExporter": None,
        "scrapy.extensions.spiderstate.SpiderState": None,
        "scrapy.extensions.throttle.AutoThrottle": None,
        "crawlers.throttle.PatientThrottle": 0,
    },
    # Our answers yield nothing that these would look at.
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    },
}


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
    at_once = 1 if crawl.delay else 4
    way_out = proxy.scrapy_settings(crawl.proxy)
    return ScrapySettings(
        {
            "BOT_NAME": "sinodik",
            "USER_AGENT": user_agent(settings.contact),
            # Archived as received, so in what every WARC tool can unpack: warcio stumbles over br, and knows no zstd.
            "DEFAULT_REQUEST_HEADERS": DEFAULT_REQUEST_HEADERS | {"Accept-Encoding": "gzip, deflate"},
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": crawl.delay,
            "DOWNLOAD_DELAY_JITTER": 0.0,  # jitter would go below the delay that was promised
            "AUTOTHROTTLE_ENABLED": True,
            "AUTOTHROTTLE_START_DELAY": crawl.delay,
            "AUTOTHROTTLE_TARGET_CONCURRENCY": at_once,  # or pauses would leave but one of them
            "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_mib * 1024 * 1024,
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_VERIFY_CERTIFICATES": True,  # Scrapy's own default is not to
            "DOWNLOAD_HANDLERS": {"file": None, "ftp": None, "s3": None, "data": None}
            | way_out.pop("DOWNLOAD_HANDLERS"),
            "TWISTED_DNS_RESOLVER": "crawlers.resolver.OutsideResolver",
            "CONCURRENT_ITEMS": 1,  # there are none, and Scrapy starts so many tasks for every answer
            "RETRY_TIMES": 2,
            "RETRY_LONGEST_WAIT": _LONGEST_BACKOFF_S,
            "REDIRECT_MAX_TIMES": 5,
            "METAREFRESH_ENABLED": False,
            "COOKIES_ENABLED": False,
            "REFERER_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "LOG_ENABLED": False,
            "DOWNLOADER_MIDDLEWARES": {
                "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # crawlers.borders knows better
                "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # crawlers.signing
                "crawlers.spider.HoldBack": 80,
                "crawlers.borders.StayOutside": 90,  # before robots.txt is asked for
                "crawlers.proxy.ThroughProxy": 95,
                "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
                "crawlers.robots.RulesFirst": 100,
                "crawlers.robots.RobotsByTheBook": 110,  # between robots.txt and the retries
                "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
                "crawlers.retry.PatientRetry": 550,
                "crawlers.throttle.LetRest": 940,
                "crawlers.resolver.RefusedForGood": 945,
                "crawlers.archive.ArchiveFirst": 950,  # nearest the wire: bytes as received, still compressed
                "crawlers.signing.Sign": 960,  # nearer: what is archived holds no secret
            },
        }
        | _LEAN
        | way_out
    )
