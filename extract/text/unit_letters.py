"""Units by their letters: «омсбр» is an отдельная мотострелковая бригада, «обрСпН» one специального назначения."""

from extract.text.adjectives import agreed

_KINDS = {
    "мс": "мотострелков",
    "т": "танков",
    "дш": "десантно-штурмов",
    "вд": "воздушно-десантн",
    "пд": "парашютно-десантн",
    "ш": "штурмов",
    "с": "стрелков",
    "р": "разведывательн",
    "зр": "зенитн ракетн",
    "ра": "реактивн артиллерийск",
    "са": "самоходн артиллерийск",
    "гса": "гаубичн самоходн артиллерийск",
    "и": "инженерн",
    "ис": "инженерно-сапёрн",
    "а": "артиллерийск",
}
_OF_DIVISIONS = ("мс", "т", "дш", "вд")
_SIZES = {"бр": ("бригада", "Fem"), "п": ("полк", "Masc"), "б": ("батальон", "Masc")}
_OF = {"мп": "морской пехоты", "спн": "специального назначения", "тро": "территориальной обороны", "с": "связи"}
# What may be another word's: «25 исп.», «раб.», «20 тб».
_NONE = frozenset("исп раб ап тб рб иб сб шб ип рп сп шп бс пс".split())

#: What else a unit may be of, as a pattern; the letters among them, and what they mean.
TAILS = (
    "морской пехоты|специального назначения|спецназа|вдв|связи|рхбз|пво|беспилотных систем|территориальной обороны"
    "|материально-технического обеспечения|береговой обороны|прикрытия|мп|спн|тро"
)
TAIL_LETTERS = {letters: words for letters, words in _OF.items() if len(letters) > 1}
#: Letters that are a unit only where such a word follows: «40 бр МП».
WITH_A_TAIL = ("бр",)


def _all() -> dict[str, tuple[str, str]]:
    """Return what each name in letters stands for, and its gender."""
    short = {
        "адн": ("артиллерийский дивизион", "Masc"),
        "гсадн": ("гаубичный самоходный артиллерийский дивизион", "Masc"),
        "зрдн": ("зенитный ракетный дивизион", "Masc"),
        "оспн": ("отряд специального назначения", "Masc"),
        "ооспн": ("отдельный отряд специального назначения", "Masc"),
        "бр": ("бригада", "Fem"),
        "обр": ("отдельная бригада", "Fem"),
    }
    short |= {f"{kind}д": (f"{_agreed(_KINDS[kind], 'Fem')} дивизия", "Fem") for kind in _OF_DIVISIONS}
    for size, (noun, gender) in _SIZES.items():
        for apart, which in (("", ""), ("о", "отдельн ")):
            for kind, words in _KINDS.items():
                short[apart + kind + size] = (f"{_agreed(which + words, gender)} {noun}", gender)
            for kind, of in _OF.items():
                short[apart + size + kind] = (f"{_agreed(which, gender)} {noun} {of}".strip(), gender)
    return {letters: meant for letters, meant in short.items() if letters not in _NONE}


def _agreed(stems: str, gender: str) -> str:
    return " ".join(agreed(f"{stem}ая", gender) for stem in stems.split())


SHORT = _all()
