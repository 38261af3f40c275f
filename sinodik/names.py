"""One normaliser for names: extraction, matching and search all fold a name the same way."""

import re
import unicodedata

# Letters that look alike in both alphabets: posts are typed, and graves are read, with the wrong one.
_LATIN_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxykmtu", "АВСЕНКМОРТХУасеорхукмти")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_PLAIN = re.compile("[А-Яа-яЁё]+")
_DASHES = re.compile(r"\s*[-‐‑‒–—]\s*")

# Russian vowels that sound alike where they are not stressed, and voiced consonants that lose their voice.
# Wikipedia, "Фонетика русского языка": редукция гласных, оглушение.
_SOUNDS = str.maketrans(
    {"о": "а", "ё": "и", "е": "и", "я": "и", "э": "и", "ы": "и", "й": "и", "ю": "у", "ь": "", "ъ": ""}
    | {"б": "п", "в": "ф", "г": "к", "д": "т", "ж": "ш", "з": "с", "щ": "ш"}
)


def homoglyphs(word: str) -> str:
    """Turn Latin letters inside a word that is otherwise Cyrillic into their Cyrillic likenesses.

    The length does not change, so that spans stay true.

    >>> homoglyphs("Ивaнов") == "Иванов"
    True
    """
    return word.translate(_LATIN_LOOKALIKES) if _CYRILLIC.search(word) else word


def fold(name: str) -> str:
    """Fold a name to the form in which two spellings of it are equal: lower case, ё as е, one kind of hyphen.

    >>> fold("  Салтыков–Щедрин Артём ")
    'салтыков-щедрин артем'
    """
    if _PLAIN.fullmatch(name):
        return name.lower().replace("ё", "е")  # nearly every name, and far faster
    text = unicodedata.normalize("NFC", name).replace("\u00ad", "")
    words = text.split()
    # Most texts have no Latin letter, and need no word looked at.
    text = " ".join(map(homoglyphs, words) if _LATIN.search(text) else words).casefold().replace("ё", "е")
    return _DASHES.sub("-", text)


def sound(name: str) -> str:
    """Return a Russian phonetic code: two spellings that sound alike have one code.

    >>> sound("Кондратьев") == sound("Кандратев")
    True
    """
    code = re.sub(r"[^а-яё]", "", fold(name)).translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", code)


def capitalise(name: str) -> str:
    """Write a name as names are written, whatever the case it came in.

    >>> capitalise("ИВАНОВ-ПЕТРОВ")
    'Иванов-Петров'
    """
    return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))
