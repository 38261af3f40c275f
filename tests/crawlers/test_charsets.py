"""Text comes out right whatever encoding a page claims to be in."""

import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers.charset import decode

NOTICE = "В боях погиб житель Кедровки Пётр Ильич Кедров, 1990 года рождения. Прощание 12 марта в 11 часов."
SHORT = "Погиб Кедров"
CAPITALS = "ПРОЩАНИЕ С ПЕТРОМ КЕДРОВЫМ СОСТОИТСЯ В КЕДРОВКЕ"
PAGE = "<html><head><meta charset={}></head><body><p>{}</p></body></html>"

CODECS = ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5"]


# So few letters as in a heading do not tell the rare encodings apart, unless the page says which.
SAID = [*CODECS, "", "latin-1", "nonsense", "utf-7", "utf-16"]
CASES = [(NOTICE, real, said) for real in CODECS for said in SAID]
CASES += [(text, real, said) for text in (SHORT, CAPITALS) for real in ("utf-8", "cp1251") for said in SAID]
CASES += [(text, codec, codec) for text in (SHORT, CAPITALS) for codec in CODECS]


@pytest.mark.parametrize(("text", "real", "said"), CASES)
def test_russian_whatever_is_said(text: str, real: str, said: str):
    in_header = decode(text.encode(real), f"text/html; charset={said}" if said else "text/html")
    assert in_header == text
    assert text in decode(PAGE.format(said, text).encode(real), "text/html")


OTHERS = [
    ("a mark", "\ufeff" + NOTICE, "utf-8", "text/html; charset=windows-1251", NOTICE),
    ("UTF-16 with a mark", "\ufeff" + NOTICE, "utf-16-le", "text/html; charset=utf-8", NOTICE),
    ("French is left alone", "Été à la forêt, où l'âme dérive", "latin-1", "text/html; charset=iso-8859-1", None),
    ("ASCII", "plain words", "ascii", "text/html; charset=cp1251", None),
    ("NUL bytes", "по\0гиб", "utf-8", "text/html", "погиб"),
    ("Ukrainian", "Загинув житель села Кедрівка, похований у березні", "cp1251", "text/html; charset=utf-8", None),
]


@pytest.mark.parametrize(("text", "real", "said", "read"), [c[1:] for c in OTHERS], ids=[c[0] for c in OTHERS])
def test_others(text: str, real: str, said: str, read: str | None):
    assert decode(text.encode(real), said) == (read or text)


def test_a_page_that_is_nearly_utf8_is_utf8():
    """Cut in the midst of a letter, or with one byte broken: the rest is still read."""
    body = (NOTICE * 20).encode()
    assert decode(body[:-1]).startswith(NOTICE * 19)
    broken = decode(body[:101] + b"\xff" + body[102:])
    assert broken.endswith(NOTICE * 18)


@pytest.mark.parametrize("body", [b"", bytes(range(256)) * 50, b"\xff" * 1000, b"\xef\xbb\xbf", b"\xff\xfe\x00"])
@pytest.mark.parametrize("said", ["", "text/html; charset=", "text/html; charset=" + "x" * 1000, "\0", "charset=zlib"])
def test_it_never_fails(body: bytes, said: str):
    text = decode(body, said)
    assert "\0" not in text


@pytest.mark.parametrize(
    "label", ["zlib", "hex", "base64", "rot13", "idna", "punycode", "unicode_escape", "bz2", "undefined"]
)
def test_what_is_no_encoding_of_text_is_not_used(label: str):
    """Python's codecs know more than character encodings; some of them unpack."""
    body = NOTICE.encode("cp1251")
    assert decode(body, f"text/html; charset={label}") == NOTICE
    assert NOTICE in decode(PAGE.format(label, NOTICE).encode("cp1251"))


@fuzz(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_text(body, declared):
    assert "\0" not in decode(body, declared)
