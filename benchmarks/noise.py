"""What posts, lists and gravestones do to a name: slips, OCR confusions, short forms, the other alphabet."""

import numpy as np

LETTERS = "абвгдежзийклмнопрстуфхцчшыьэюя"
# What a reader of worn stone takes one capital for; to and fro.
_OCR = {
    "и": "нп",
    "н": "ип",
    "п": "нл",
    "л": "дп",
    "д": "л",
    "о": "с",
    "с": "о",
    "е": "с",
    "в": "б",
    "б": "в",
    "ш": "щ",
}
_OCR |= {"щ": "ш", "ц": "щ", "г": "т", "т": "г", "а": "л", "к": "х", "х": "к", "ы": "ь", "ь": "ы", "м": "и", "р": "ф"}
_HEARD = {"о": "а", "а": "о", "е": "и", "и": "е", "я": "е", "д": "т", "т": "д", "б": "п", "в": "ф", "з": "с", "г": "к"}
_LATIN = dict(zip("абвгдезийклмнопрстуфцыэ", "abvgdeziyklmnoprstufcye", strict=True))
_LATIN |= {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu"}
_LATIN |= {"я": "ya"}
_LOOKALIKE = str.maketrans("аеорсух", "aeopcyx")
_YO = {"Артем": "Артём", "Семен": "Семён", "Федор": "Фёдор", "Петр": "Пётр"}
SHORT = {
    "Александр": "Саша Саня Шура",
    "Алексей": "Лёша Алёша",
    "Анатолий": "Толя",
    "Андрей": "Андрюша",
    "Василий": "Вася",
    "Виктор": "Витя",
    "Виталий": "Виталик",
    "Владимир": "Вова Володя",
    "Владислав": "Влад",
    "Вячеслав": "Слава",
    "Геннадий": "Гена",
    "Дмитрий": "Дима Митя",
    "Евгений": "Женя",
    "Иван": "Ваня",
    "Константин": "Костя",
    "Максим": "Макс",
    "Михаил": "Миша",
    "Николай": "Коля",
    "Павел": "Паша",
    "Роман": "Рома",
    "Сергей": "Серёжа Серёга",
    "Станислав": "Стас",
    "Юрий": "Юра",
}


def slip(word: str, rng: np.random.Generator) -> str:
    """Misspell a word once: by ear, or as a finger slips. The first letter is mostly spared."""
    if len(word) < 4:
        return word
    at = int(rng.integers(1, len(word))) if rng.random() < 0.93 else 0
    letter, kind = word[at], rng.random()
    if kind < 0.4:
        heard = _HEARD.get(letter)
        return word[:at] + heard + word[at + 1 :] if heard else _other(word, at, rng)
    if kind < 0.55:
        return word[:at] + word[at + 1 :]
    if kind < 0.7 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.85:
        return word[:at] + letter + word[at:]
    return _other(word, at, rng)


def _other(word: str, at: int, rng: np.random.Generator) -> str:
    return word[:at] + LETTERS[int(rng.integers(len(LETTERS)))] + word[at + 1 :]


def misread(word: str, rng: np.random.Generator) -> str:
    """Confuse one or two letters as OCR does."""
    for _ in range(1 + int(rng.random() < 0.2)):
        at = int(rng.integers(len(word)))
        likes = _OCR.get(word[at].lower())
        if likes:
            word = word[:at] + likes[int(rng.integers(len(likes)))] + word[at + 1 :]
    return word


def latin(word: str) -> str:
    """Transliterate, as foreign posts do (BGN/PCGN, roughly)."""
    return "".join(_LATIN.get(c.lower(), c) for c in word).capitalize()


def lookalike(word: str) -> str:
    """Type some letters on the wrong alphabet."""
    return word[0] + word[1:].translate(_LOOKALIKE)


def with_yo(word: str) -> str:
    """Write ё where it is heard."""
    return _YO.get(word, word.replace("ев", "ёв") if word.endswith("лев") else word)


def short_form(given: str, rng: np.random.Generator) -> str:
    """Return how the family calls him."""
    forms = SHORT.get(given, given).split()
    return forms[int(rng.integers(len(forms)))]


def initial(word: str) -> str:
    """Return the first letter with a full stop."""
    return f"{word[0]}." if word else ""
