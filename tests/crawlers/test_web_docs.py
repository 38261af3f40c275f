"""The examples in docs/sources-web.md are sources, and name every option."""

import re
from pathlib import Path

import msgspec
import pytest

from sinodik.errors import BadConfiguration
from sinodik.sources import ArticlePage, Feed, ListPage, News, Selector, load

TEXT = (Path(__file__).parents[2] / "docs" / "sources-web.md").read_text("utf-8")
EXAMPLES = dict(zip((Feed, News, Selector), re.findall("```toml\n(.*?)```", TEXT, re.DOTALL), strict=True))
COMMON = {"id", "title", "enabled", "schedule", "timeout"}


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda k: k.__name__)
def test_example(workspace, kind):
    (workspace / "sources" / "web.toml").write_text(EXAMPLES[kind])
    [source] = [s for s in load(workspace) if s.id == "web"]
    assert isinstance(source, kind)
    for struct in (kind, *((ListPage, ArticlePage) if kind is Selector else ())):
        for field in msgspec.structs.fields(struct):
            assert field.name in COMMON or re.search(
                rf"^(\[{field.name}\]|{field.name} = )", EXAMPLES[kind], re.MULTILINE
            )


@pytest.mark.parametrize(
    ("kind", "was", "now", "wrong"),
    [
        (Feed, "/obituaries/", "(", "is no regular expression"),
        (News, "/20[0-9]{2}/", "[", "is no regular expression"),
        (News, 'urls = ["https://news.example.org/category/memory/"]', "urls = []", "urls"),
        (Feed, "Europe/Moscow", "MSK", "there is no time zone “MSK”"),
        (Feed, "https://news.example.org/rss", "file:///etc/passwd", "url"),
        (Feed, "since = 2022-02-24", "since = 2022", "since"),
    ],
)
def test_mistakes(workspace, kind, was, now, wrong):
    assert was in EXAMPLES[kind]
    (workspace / "sources" / "web.toml").write_text(EXAMPLES[kind].replace(was, now))
    with pytest.raises(BadConfiguration, match=wrong):
        load(workspace)
