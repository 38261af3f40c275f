"""The kinds of source that are read over the web."""

from typing import Any

from crawlers import feed, news, ok_group, selector, telegram_preview, vk_mobile, vk_wall
from crawlers.reader import Reader
from sinodik.sources import Feed, News, OkGroup, Selector, Source, TelegramPreview, VkMobile, VkWall

READERS: dict[type[Source], Reader[Any]] = {
    TelegramPreview: telegram_preview.READER,
    VkWall: vk_wall.READER,
    VkMobile: vk_mobile.READER,
    OkGroup: ok_group.READER,
    Feed: feed.READER,
    News: news.READER,
    Selector: selector.READER,
}
