"""What stands on a news page but is not the article: it changes daily, and would make every visit a new version."""

import re

from lxml import etree

_TAGS = frozenset("aside dialog embed footer form header iframe input menu nav noscript script select style".split())
# Whole words of a class or an id; hyphens, underscores and humps are taken as spaces.
_COMMENTS = re.compile(r"\b(?:comments?|disqus|respond)\b")
_WORDS = re.compile(
    r"\b(?:related\w*|recommend\w*|similar|sharing|shares?|socials?|ya share\w*|pluso|addtoany|navigation|nav|menu|"
    r"breadcrumbs?|pagination|pager|sidebar|widgets?|banners?|advert\w*|adv|ads|promo|teaser|subscri\w+|newsletter|"
    r"popular|trending|ratings?|votes?|likes?|reactions?|counters?|views(?! (?:field|row|element))|hits|tags|taglist|"
    r"author box|read also|read more|see also|also read|(?:more|last|latest|other) news|(?:next|prev) post|cookie\w*|"
    r"popup|modal|copyright|mistape\w*|orphus|(?:post|entry) meta|(?:entry|post|article) footer)\b"
)
# Words of what is built around articles, or (Elementor, WPBakery) out of which they are built.
_UNLESS = re.compile(
    r"\b(?:content|body|article text|detail text|main text|wrapper|container|page|layout|no sidebar|elementor|wpb)\b"
)
_MOST = 0.7  # of a page's text: what holds more is not beside the article, whatever it is called
_ROLES = frozenset("navigation banner complementary contentinfo search dialog alert".split())
# Lines that lead to other articles, and those that do so only where nothing else is in them: a sentence may begin so.
_LEADS_AWAY = re.compile(
    r"(?:чита(?:йте|ть) (?:также|ещё|еще)|смотрите также|(?:ещё|еще) по теме|(?:новости|материалы) по теме|"
    r"похожие (?:новости|материалы|статьи|записи)|другие новости|подпис\w+ на наш|подписывайтесь на|"
    r"нашли ошибку|заметили ошибку|версия для печати|the post .{1,200} (?:appeared first|first appeared) on|"
    r"(?:запись|сообщение) .{1,200} (?:впервые появил[аи]сь|появил[аои]сь сначала))\b.{0,200}",
    re.IGNORECASE,
)
_LEADS_AWAY_ALONE = re.compile(
    r"(?:поделиться|поделитесь|распечатать|печать|комментари[ийяев]+|оставить комментарий|(?:количество )?просмотр\w*|"
    r"прочитано|по теме|теги|метки|читать далее|подробнее|далее)[\s:(→»….]*(?:\d[\d\s]*(?:раза?)?)?\)?",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def stripped(tree: etree._Element) -> None:
    """Take the furniture out of ``tree``, in place; what follows an element stays."""
    walk = etree.iterwalk(tree, events=("start",))
    doomed = []
    most = _MOST * _length(tree)
    for _, element in walk:
        if element is not tree and is_furniture(element, most):
            doomed.append(element)
            walk.skip_subtree()
    for element in doomed:
        drop(element)


def is_furniture(element: etree._Element, most: float) -> bool:
    """Tell whether an element is not the article's: from its tag, role, class and id.

    By its class alone, one that holds more than ``most`` characters is not, unless it holds comments.
    """
    if not isinstance(element.tag, str):
        return False
    if element.tag in ("html", "body", "main", "article") or element.get("itemprop") in ("articleBody", "headline"):
        return False
    if element.tag in _TAGS:
        return not (element.tag in ("header", "form") and _holds_much(element))
    if element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    words = _words(element)
    if not words or _UNLESS.search(words):
        return False
    return bool(_COMMENTS.search(words) or (_WORDS.search(words) and _length(element) <= most))


def leads_away(line: str) -> bool:
    """Tell whether a line of text only sends the reader on, or counts readers."""
    return bool(_LEADS_AWAY.fullmatch(line) or _LEADS_AWAY_ALONE.fullmatch(line))


def drop(element: etree._Element) -> None:
    """Remove an element, but not the text that follows it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def _holds_much(element: etree._Element) -> bool:
    # ASP.NET puts the whole page into a form; HTML5 lets an article's header hold its headline.
    return element.tag == "form" and sum(1 for _ in element.iter("p", "br")) > 2


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.xpath(".//text()[not(parent::script or parent::style)]"))


def _words(element: etree._Element) -> str:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return re.sub(r"[-_\s]+", " ", _HUMP.sub(" ", named)).strip().lower()
