"""What only stands for a space, or only looks like a border, is made plain; every character leads back to its place."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from extract.text import TextReader
from extract.text.document import Document
from sinodik.records import Evidence, Field

# A post → what the reader sees of it.
PLAIN = [
    ("Погиб #ПётрБелозёров.", "Погиб Пётр Белозёров."),
    ("#Белозёров_Пётр_Ильич погиб", "Белозёров Пётр Ильич погиб"),
    ("#Кедровка #СВО2024 погиб", "#Кедровка #СВО2024 погиб"),
    ("К💔Е💔Д💔Р💔О💔В", "КЕДРОВ"),
    ("П О Г И Б  К Е Д Р О В", "ПОГИБ  КЕДРОВ"),
    ("рота А Б и В", "рота А Б и В"),
    ("🌹Алдар🌹Батомункуев🌹", " Алдар Батомункуев "),
    ("рядовой Кедров Пётр🌹вечная память", "рядовой Кедров Пётр🌹вечная память"),
    ("весть при-\nшла в село", "весть пришла в село"),
    ("Анна-\nМария", "Анна-\nМария"),
    ("п0гиб Бел03ёров", "погиб Белозёров"),
    ("Т-72Б3 и 30 лет", "Т-72Б3 и 30 лет"),
    ("| КЕДРОВ |\n| ПЁТР |", "  КЕДРОВ  \n  ПЁТР  "),
    ("| Кедров | Пётр |", "| Кедров | Пётр |"),
    ("XPOMOBCKИX AHTOH POMAHOBИЧ, сeржaнт", "ХРОМОВСКИХ АНТОН РОМАНОВИЧ, сержант"),
]
WRAPPED = """Нагорный район скорбит. В зоне операции погиб
наш земляк, уроженец села Кедровка рядовой
Белозёров Пётр Ильич. Ему было 34 года, он был
трактористом. Похороны пройдут в пятницу."""
ROWS = (
    "сержант Белозёров Пётр Ильич, Кедровка\nрядовой Самойлов Олег Ильич, Отрадное\nрядовой Рябов Егор Ильич, Луговое"
)
# What a post says of each dead: surname, given name, and one thing more.
POSTS = [
    ("Погибли:\nБ Е Л О З Ё Р О В   П Ё Т Р\nС А М О Й Л О В   О Л Е Г", ["Белозёров Пётр", "Самойлов Олег"]),
    ("Погиб рядовой Бело-\nзёров Пётр Ильич.", ["Белозёров Пётр"]),
    ("║ БЕЛОЗЁРОВ ║\n║ ПЁТР ИЛЬИЧ ║\n║ 1990–2024 ║\nпогиб на СВО", ["Белозёров Пётр"]),
    ("🖤Остап🖤 🖤Самойлов🖤\n🌹25🌹лет🌹\nпогиб на СВО", ["Самойлов Остап"]),
    (
        "Погибли\nБЕЛОЗЁРОВ (Пётр Ильич, сержант)\nСАМОЙЛОВ (Олег Иванович, рядовой)",
        ["Белозёров Пётр", "Самойлов Олег"],
    ),
    ("Белозёров\nПётр Ильич\n02.05.1990\n03.04.2024\nПомним", ["Белозёров Пётр"]),
    ("Белозёров Пётр\nр. 2 мая 1990\nп. 3 апреля 2024", ["Белозёров Пётр"]),
    ("Белозёров Пётр | 29 л. | † 24.05.2022, Изюм", ["Белозёров Пётр"]),
    (
        "Белозёров Пётр Ильич\nпог. 03.04.2024\n\nСамойлов Олег Ильич\nпог. 11.02.2024",
        ["Белозёров Пётр", "Самойлов Олег"],
    ),
    ("Анна Белозёрова * 12.03.1938 † 01.02.2023", []),
]


@pytest.mark.parametrize(("source", "plain"), PLAIN)
def test_the_layout_is_made_plain(source: str, plain: str):
    assert Document(source).text == plain


@pytest.mark.parametrize("source", [source for source, _ in PLAIN])
def test_every_word_leads_back_to_its_place(source: str):
    document = Document(source)
    spans = [document.span(word.start, word.end) for word in document.words]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(
        span.of(source)[0].lower() in (word.low[0], *"abcehkmoptxy")
        for span, word in zip(spans, document.words, strict=True)
    )


def test_lines_that_the_paper_ended_are_joined_and_rows_are_not():
    assert "\n" not in Document(WRAPPED).text
    assert Document(ROWS).text == ROWS


@pytest.mark.parametrize(("text", "dead"), POSTS)
def test_whoever_is_laid_out_so_is_read(reader: TextReader, text: str, dead: list[str]):
    assert _names(reader, text) == dead


def _names(reader: TextReader, text: str) -> list[str]:
    at = datetime(2024, 6, 1, 12, tzinfo=UTC)
    evidence = Evidence(
        source="k", publisher="k", kind="post", url="https://example.org/k", posted=at, seen=at, payload="0", text=text
    )
    return [f"{m.value(Field.SURNAME)} {m.value(Field.GIVEN)}" for m in reader.mentions(evidence)]
