"""What each error of the VK API means for the source: wait, try again, park until tomorrow, or stop and tell.

The codes are those of VK's published schema (VKCOM/vk-api-schema, errors.json, 5.199). VK sends them with HTTP status
200. Its own words are not passed on: they may quote the request.
"""

from datetime import datetime
from typing import NamedTuple

from crawlers.budget import VK_WALL_GET
from crawlers.reader import Reading, Then


class Rule(NamedTuple):
    """What to do about an error, and what to tell the operator. ``wait`` is in seconds, 0 leaves it to the machine."""

    then: Then
    sentence: str
    wait: float = 0.0


_TOKEN = "make a new service token and put it into SINODIK_VK_TOKEN or the source's token_file"  # noqa: S105 - no token
_APPLICATION = Rule(Then.STOP, "VK refuses the application that the token belongs to: look at its settings.")
_WRONG_KEY = Rule(Then.STOP, "The token is not one for reading walls (a community's?): use a service or user token.")
_CLOSED = Rule(Then.STOP, "VK denies access to this wall: it is closed, or hidden from the token's owner.")
_GONE = Rule(Then.STOP, "VK says that the owner of this wall was deleted or banned.")
_NOBODY = Rule(Then.STOP, "VK knows no such wall: check the source's “owner_id” or “domain”.")
_VERIFY = Rule(Then.STOP, "VK wants the token's owner to log in and confirm something before it answers again.")
_LATER = Rule(Then.TRY_AGAIN, "VK has an error of its own; the next crawl will try again.")
_TOMORROW = Rule(Then.PARK, "VK's limit of calls is used up; the crawl goes on tomorrow.")

RULES = {
    1: _LATER,
    2: _APPLICATION,
    5: Rule(Then.STOP, f"VK does not accept the access token (expired or withdrawn): {_TOKEN}."),
    6: Rule(Then.TRY_AGAIN, "VK asks for fewer calls a second; the next crawl will try again.", wait=1.0),
    7: _CLOSED,
    9: _TOMORROW,
    10: _LATER,
    14: Rule(Then.STOP, "VK wants a captcha solved. Sinodik never solves one: wait some hours, or crawl less often."),
    15: _CLOSED,
    16: Rule(Then.STOP, "VK wants HTTPS: set the source's “base_url” to https://api.vk.com."),
    17: _VERIFY,
    18: _GONE,
    19: Rule(Then.STOP, "VK has blocked what this wall holds."),
    20: _APPLICATION,
    21: _APPLICATION,
    24: _VERIFY,
    25: _VERIFY,
    27: _WRONG_KEY,
    28: _WRONG_KEY,
    29: _TOMORROW,
    30: Rule(Then.STOP, "The owner of this wall has made the profile private."),
    32: _LATER,
    36: _LATER,
    37: _GONE,
    38: _APPLICATION,
    39: _NOBODY,
    40: _NOBODY,
    42: Rule(Then.STOP, "VK does not accept the token from this computer's address: see the application's settings."),
    43: _LATER,
    100: _NOBODY,
    104: _NOBODY,
    113: _NOBODY,
    125: _NOBODY,
    200: _CLOSED,
    203: _CLOSED,
    601: _TOMORROW,
}


def on_error(code: int, at: datetime) -> Reading:
    """Return what to do about error ``code``, which came at ``at``. Unknown codes stop the source."""
    rule = RULES.get(code) or Rule(Then.STOP, "VK refuses in a way that Sinodik does not know; please report it.")
    wait = VK_WALL_GET.until_renewed(at) if rule.then is Then.PARK else rule.wait
    return Reading(trouble=f"{rule.sentence} (VK error {code})", then=rule.then, wait=wait)
