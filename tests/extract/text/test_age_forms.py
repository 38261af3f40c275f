"""In how many ways one says an age: whatever is written is read back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.ages import ages
from extract.text.document import Document

UNITS = "один два три четыре пять шесть семь восемь девять".split()
TENS = {20: "двадцать", 30: "тридцать", 40: "сорок", 50: "пятьдесят", 60: "шестьдесят"}
WAYS = [
    "в возрасте {n} лет",
    "Ему было {n} лет.",
    "Ему было всего {n}.",
    "навсегда {n}",
    "Кедров Пётр, {n} лет, погиб",
    "прожил {n} лет",
    "погиб в {n} лет",
]


def _words(n: int) -> str:
    return f"{TENS[n - n % 10]} {UNITS[n % 10 - 1]}" if n % 10 else TENS[n]


@given(st.integers(20, 69), st.sampled_from(WAYS), st.booleans())
def test_an_age_written_in_any_way_is_read_back(n: int, way: str, in_words: bool):
    assert [age.years for age in ages(Document(way.format(n=_words(n) if in_words else n)))] == [n]


@given(
    st.integers(18, 69), st.sampled_from(["{n}-летний боец", "{n} летний боец", "{n}-ти летний боец", "{n}летний боец"])
)
def test_an_adjective_of_age_is_read_back(n: int, way: str):
    assert [age.years for age in ages(Document(way.format(n=n)))] == [n]


SCRAPS = st.sampled_from(
    "25|двадцать|пять|лет|года|-летний|году|жизни|на|в|возрасте|ему|было|навсегда|не дожил|до|30-летия|сыну|(|)|.|,|\n"
    "|²|٣٣".split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(SCRAPS, SCRAPS, st.text(max_size=2)), max_size=25), st.sampled_from(["", " "]))
def test_every_age_stands_in_the_text(scraps: list[str], between: str):
    document = Document(between.join(scraps))
    for age in ages(document):
        assert 0 <= age.start < age.end <= len(document.low)
        assert 16 <= age.years <= 85
