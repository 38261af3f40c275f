"""The reader of sites that a volunteer describes with CSS selectors, without code."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

import soupsieve
from bs4 import BeautifulSoup, Tag

from crawlers.article import compose, excerpt, heading
from crawlers.documents import text_in
from crawlers.feed import ARTICLE, ask_for, sight_of
from crawlers.links import addressed, clean, same_site
from crawlers.moments import MONTHS, moment, of_day
from crawlers.reader import Ask, Reading, Seen
from sinodik.records import Evidence, Media
from sinodik.sources import Selector

PAGE = "page"

_NAME = re.compile(r"[.#]([\w-]+)")
_MONTH = re.compile(r"\b([а-я]{3})[а-я]*\b\.?", re.IGNORECASE)
_MONTH_DIRECTIVE = re.compile(r"%[Bb]")
_CLOCK_DIRECTIVE = re.compile(r"%[HIXcp]")
_MOST_LINKS = 1000


class Nothing(Exception):
    """A selector found nothing where it should have; the message says what there is instead."""


class SelectorReader:
    """Reads a described site: pages that list articles, and the articles; or pages that are articles themselves."""

    def first(self, source: Selector) -> tuple[Ask, ...]:
        """Return what a visit begins with: the pages that the operator named."""
        return tuple(Ask(url, PAGE if source.list else ARTICLE, {"number": 1}) for url in source.urls)

    def read(self, source: Selector, seen: Seen) -> Reading:
        """Read a list, or an article."""
        soup = BeautifulSoup(text_in(seen), "lxml")
        try:
            return _list(source, seen, soup) if seen.ask.role == PAGE else _article(source, seen, soup)
        except Nothing as nothing:
            return Reading(trouble=str(nothing))


def _list(source: Selector, seen: Seen, soup: BeautifulSoup) -> Reading:
    assert source.list is not None  # only then is such a page asked for
    here = source.list
    items: Iterable[Tag] = _must(soup, "list.item", here.item, seen.url) if here.item else [soup]
    links = [link for item in items for link in _itself_or_within(item, here.link)][:_MOST_LINKS]
    if not links:
        raise _nothing(soup, "list.link", here.link, seen.url)
    base = _base(soup, seen.url)
    urls = dict.fromkeys(clean(_attribute(link, "href"), base) for link in links)
    follow = tuple(ask_for(url) for url in urls if url and same_site(url, seen.url))
    number = int(seen.ask.about.get("number", 1))
    following = soup.select_one(here.next) if here.next and number < source.pages else None
    earlier = clean(_attribute(following, "href"), base) if following else ""
    earlier = earlier if same_site(earlier, seen.url) and earlier != clean(seen.url) else ""
    return Reading(
        follow=follow,
        earlier=Ask(earlier, PAGE, {"number": number + 1}) if earlier else None,
        trouble="" if follow else f"“list.link” = “{here.link}” found no links to the site's own pages on {seen.url}.",
    )


def _article(source: Selector, seen: Seen, soup: BeautifulSoup) -> Reading:
    how, base = source.article, _base(soup, seen.url)
    title = next((heading(str(t)) for t in soup.select(how.title)), "") if how.title else ""
    posted, trouble = _posted(source, soup, seen.url) if how.date else (None, "")
    photos = [clean(_picture(p), base) for p in soup.select(how.photo)] if how.photo else []
    for selector in how.remove:
        for element in soup.select(selector):
            element.extract()
    parts = [excerpt("", str(part), base) for part in _outermost(_must(soup, "article.text", how.text, seen.url))]
    text = compose(title, [line for part, _ in parts for line in part.splitlines()])
    if not text:
        raise Nothing(f"“article.text” = “{how.text}” found only empty elements on {seen.url}.")
    own = photos if how.photo else [photo for _, found in parts for photo in found]
    found = Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="post",
        url=addressed(_attribute(soup.select_one("link[rel=canonical]"), "href"), seen.url),
        posted=posted,
        seen=seen.capture.at,
        payload=seen.capture.payload,
        text=text,
        media=tuple(Media("photo", url) for url in dict.fromkeys(filter(None, own))),
        title=title,
    )
    return Reading(sight_of(found), trouble=trouble)


def _posted(source: Selector, soup: BeautifulSoup, page: str) -> tuple[datetime | None, str]:
    how = source.article
    element = _must(soup, "article.date", how.date, page)[0]
    stated = _attribute(element, "datetime") or _attribute(element, "content")
    written = " ".join(element.get_text(" ").split())
    if not how.date_format:
        posted = moment(stated, source.timezone) or moment(written, source.timezone)
        hint = "set “article.date_format”"
    else:
        posted = dated(written, how.date_format, source.timezone)
        hint = f"it does not fit “article.date_format” = “{how.date_format}”"
    return posted, "" if posted else f"The date “{written[:40]}” on {page} was not understood: {hint}."


def dated(text: str, form: str, zone: str) -> datetime | None:
    """Return the moment that ``text`` gives in the form of ``strptime``, where %B and %b are Russian months.

    Of a time whose zone is not known, only the day is kept: see :func:`crawlers.moments.moment`.
    """
    text = _MONTH.sub(lambda m: MONTHS.get(m[1].lower(), m[0]), text) if _MONTH_DIRECTIVE.search(form) else text
    try:
        found = datetime.strptime(text, _MONTH_DIRECTIVE.sub("%m", form))
    except ValueError:
        return None
    if not _CLOCK_DIRECTIVE.search(form) or not (found.tzinfo or zone):
        return of_day(found.date())
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _must(soup: BeautifulSoup, name: str, selector: str, page: str) -> list[Tag]:
    return list(soup.select(selector)) or _fail(_nothing(soup, name, selector, page))


def _fail(nothing: Nothing) -> list[Tag]:
    raise nothing


def _nothing(soup: BeautifulSoup, name: str, selector: str, page: str) -> Nothing:
    there = sorted({str(c) for tag in soup.find_all(class_=True) for c in tag["class"]})
    near = [n for word in _NAME.findall(selector) for n in get_close_matches(word, there, n=2, cutoff=0.6)]
    hint = f"near it the page has .{', .'.join(near)}" if near else f"the page has .{', .'.join(there[:8])}"
    hint = hint if there else "the page has no classes at all: is it made by a script in the browser?"
    return Nothing(f"“{name}” = “{selector}” found nothing on {page}; {hint}.")


def _itself_or_within(item: Tag, selector: str) -> list[Tag]:
    return list(item.select(selector)) or ([item] if soupsieve.match(selector, item) else [])


def _outermost(tags: list[Tag]) -> list[Tag]:
    """Leave out what lies in another that was found: its text would be there twice."""
    chosen = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


def _picture(tag: Tag) -> str:
    image = tag if tag.name in ("img", "a") else tag.find("img") or tag
    return next(
        (v for n in ("data-src", "src", "href") if (v := _attribute(image, n)) and not v.startswith("data:")), ""
    )


def _base(soup: BeautifulSoup, page: str) -> str:
    return clean(_attribute(soup.select_one("base[href]"), "href"), page) or page


def _attribute(tag: object, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else None
    return value if isinstance(value, str) else ""


READER = SelectorReader()
