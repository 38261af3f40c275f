"""A run with the finder of entities, where it is installed."""

from collections.abc import Callable

import pytest

from extract import text
from extract.run import ExtractReport, extract
from extract.text.entities import probe
from sinodik.records import Evidence
from sinodik.settings import Extract, Settings
from sinodik.store import Store

pytestmark = pytest.mark.skipif(probe().missing is not None, reason="needs the extra: pip install 'sinodik[ner]'")

OFF, ON = (Settings(extract=Extract(ner)) for ner in ("off", "on"))


def test_what_the_rules_read_is_read_again_and_both_versions_are_told_apart(
    store: Store, add_evidence: Callable[..., Evidence]
):
    rare = add_evidence("Вечером простились с Дзандаром Хъырымом, уроженцем села Кедровка.")
    plain = add_evidence("Погиб рядовой Кедров Пётр Ильич, 1990 г.р.")
    assert extract(store, OFF) == ExtractReport(read=2, mentions=1)
    assert [m.version for m in store.mentions.of(plain.id)] == [text.VERSION]
    assert extract(store, ON) == ExtractReport(read=2, mentions=2)
    assert [str(m.name) for m in store.mentions.of(rare.id)] == ["Хъырым Дзандар"]
    assert {m.version for m in store.mentions.all()} == {text.VERSION + "+ner"}
    assert extract(store, ON) == ExtractReport()
