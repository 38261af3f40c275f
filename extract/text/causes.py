# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""Of what somebody died, if not of this war: accidents, crimes, illness, shelled towns and stories.

Words of a rival cause stand against words of a fight; a word of the war that only says where somebody came from
("участник СВО", "в отпуске из зоны СВО") is none of these.
"""

import re
from collections.abc import Mapping, Sequence

from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.ranks import Rank
from extract.text.standing import Words
from extract.text.tales import Grammar, Tale

# An age in which few go to war: "на 79-м году", "68 лет", "1951 г. р.".
_AGE = r"(?:6[6-9]|[789]\d|10\d)"
_AGE_IN_WORDS = "(?:семьдесят|восемьдесят|девяносто|сто|семидесят|восьмидесят|девяност|сот)[а-я]*"
_OLD_AGE = re.compile(
    rf"(?<![а-я])на {_AGE}(?:-?о?м)? году(?![а-я])|(?<!\d){_AGE}(?:-?лет(?:н|и[яеюй])| лет| год|-?й год)"
    rf"|(?<![а-я]){_AGE_IN_WORDS}(?: [а-я]+)? (?:лет|год[ау]?)(?! (?:назад|спустя|тому|со? ))"
    rf"|(?<![а-я]){_AGE_IN_WORDS}летн"
    rf"|(?:было|шел|исполнилось) {_AGE}(?!\d)|(?<!\d)19[0-4]\d ?(?:г\.? ?р|года рождения|г\. ?рожд)"
    r"|, 19[0-4]\d ?г\.(?=\W)"
)
_HIS_AGE = re.compile(
    rf"(?<![а-я])(?:ему|ей) (?:было |шел |исполнилось |исполнился )?(?:{_AGE}(?!\d)|{_AGE_IN_WORDS} )"
)
# What a man dies of at home, and what he is called who did not die in the war.
_AT_HOME = re.compile(
    r"(?<![а-я])(?:заслуженн|почетн|народн[а-я]+ (?:артист|учител)|ветеран(?! боевых)|бывш|старейш|сердце|инсульт"
    r"|рак(?:а|ом)?(?![а-я])|больниц|пенси|ученики|учител|мам[аы](?![а-я])|бабушк|сосед)"
)
_SOFTLY = (
    "умер",
    "сконч",
    "ушел",
    "ушла",
    "ушли",
    "не",
    "нет",
    "проща",
    "прост",
    "похор",
    "хорон",
    "памят",
    "вечна",
    "светл",
    "прово",
    "отпе",
    "погреб",
    "перест",
    "останов",
    "сердце",
    "его",
    "ее",
    "кончин",
    "утрат",
    "упоко",
)
_OPENING = 400  # characters in which a post tells what it is about
_FIRST = 160  # characters of its first sentence
_WINDOW = 2  # sentences after a death that tell more of it
_ITEM = re.compile(r"[^\S\n]*(?:\n\W*|(?<=\n)\W*)\d\d?[.:)]")  # the next line of a chronicle or a list
_OFFERS = 3  # words of trade that an advertisement has at least
# Where somebody came from, and what he once was.
_STATUS = re.compile(
    r"(?<![а-я])(?:участник[а-я]*|ветеран[а-я]*|(?:приех|прибы|верну)[а-я]*(?: домой)?|отпуск[а-я]*|ранее находился)"
    r"(?: [а-я]+){0,2} [«\"]?$|(?<![а-я])(?:из|со?) (?:зоны |района )?[«\"]?$"
)
_CIVILIANS = re.compile(
    r"(?<![а-я])(?:мирн(?:ые|ых|ым|ый|ого|ая|ой|ую) (?:жител|граждан|люд)[а-я]*|гражданск(?:ие|их) лиц[а-я]*"
    r"|(?:погиб|убит|ранен)[а-я]*(?: [а-я]+)? (?:пенсионер|продавщиц|школьни|ребен|дети|супруги)[а-я]*)"
    r"(?![а-я])|(?:пропал|погиб|убит|умер)[а-я]* (?:\d|1[0-6])-летн"
)
_SAVED = re.compile(
    r"(?<![а-я])(?:спас|прикры|эваку|защи|вывоз|вывод|вывел|вывез|помог|обеспеч|охран|закры|раздав|доставл|за |ради )"
    r"[а-я]*"
    r"(?: [а-я]+){0,3} $"
)
_FICTION = re.compile(
    r"(?<![а-я])(?:(?:в|по|геро[ий]|минут[а-я]*|конце) (?:фильм|лент|сериал|спектакл|сюжет|роман|пьес|повест)[а-я]*"
    r"|\(актер|песн[а-я]+ [«\"])"
)
# "(рак, 2018)", "— инфаркт": what stands so beside a name is what that person died of.
DIED_ELSEHOW = re.compile(
    r"(?:,? ?\(|,? [—–-] )(?:от |в )?(?:\d{4}(?: год)?,? ?(?:от |в )?)?"
    r"(?:рак(?![а-я])|онколог|лейкоз|инфаркт|инсульт|ковид|covid|коронавирус|пневмони|цирроз|тромб(?![а-я]*п)|болезн|болел|сердц|сердечн|старост|авари|дтп|утонул|суицид|самоуби|передоз"
    r"|несчастный случай|пожар(?!н)|убийств)"
)
_WOUNDED = re.compile(r"смертельно ранен|смертельное ранение|от ран(?![а-я])|от полученных ран")
# "Погиб Граф. Немецкая овчарка, позывной «Граф»", "погибла служебная собака".
_ANIMAL = re.compile(
    r"(?: [а-я]+[^а-я]{1,8}(?:[а-я-]+ )?(?:[а-я-]+ )?| (?:[а-я-]+(?:ая|ый|ий|ой|наш|наша) ){0,2})"
    r"(?:собак|п[её]с(?![а-я])|овчарк|лабрадор|ротвейлер|спаниел|малинуа|дворняг|лайка(?![а-я])|щенок|кот(?![а-я])|кошка"
    r"|конь(?![а-я])|лошад)"
)
_ANIMALS = re.compile(
    r"(?<![а-я])(?:собак|овчарк|лабрадор|спаниел|малинуа|дворняг|п[её]с(?![а-я])|кот(?![а-я])|конь(?![а-я]))"
)
# What a story tells in the present: "сапёр погибает на четвёртой странице".
_STORY = re.compile(
    r"(?<![А-Яа-яЁё])(?:роман|фильм|кинофильм|сериал|спектакл|пьес|повест|сюжет|детектив|кинотеатр|премьер|мюзикл|опер[аы](?![а-я])"
    r"|балет|сценари|(?:главн[а-я]+|его|её) геро[йия](?![а-я])|читательск)[а-я]*(?![А-Яа-яЁё])"
)
_IN_A_STORY = ("погибает", "погибают", "погибал", "погибала", "умирает", "умирал")
_FIGHTER = re.compile(
    r"(?<![а-я])(?:бо[ей]ц|бойц|военнослуж|солдат|мобилиз|контракт|добровол|позывн|сво(?![а-я])|воин|служи|геро[йяеи](?![а-я])"
    r"|фронт|передов|защитник)"
)
# What each word of a list weighs for a death in an accident or a crime.
_WEIGHTS = {"disaster": 2, "civil": 1, "military": -1, "combat": -3, "this_war": -3}


class Causes:
    """Tells whether a death is another cause's than this war's."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues = cues

    def is_about_an_accident(self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale]) -> Words | None:
        """The post is about an accident, a crime or a court, and its words outweigh those of a fight."""
        low = document.low
        rival = self._cues["disaster"].search(low, 0, _OPENING) or self._cues["civil"].search(low, 0, _OPENING)
        if rival is None:
            return None
        weight = sum(each * len(self._found(name, low, 0, len(low))) for name, each in _WEIGHTS.items())
        return rival.span() if weight > bool(ranks) else None

    def is_an_offer(self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale]) -> Words | None:
        """The post offers goods or services, and tells of nobody that he died."""
        offers = {match[0]: match for match in self._cues["offer"].finditer(document.low)}
        if len(offers) < _OFFERS or any(tale.grammar is Grammar.SUBJECT for tale in told):
            return None
        return next(iter(offers.values())).span()

    def is_about_a_natural_death(self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale]) -> Words | None:
        """The post is about somebody who died of illness or age, and no word speaks of this war or of a fight."""
        low = document.low
        if self.is_of_a_fight(low, 0, len(low)) or self._cues["military"].search(low) or _WOUNDED.search(low):
            return None
        natural = self._cues["natural"].search(low) or (None if ranks else _OLD_AGE.search(low, 0, _FIRST))
        return natural.span() if natural else None

    def is_about_civilians(self, document: Document, ranks: Sequence[Rank], told: Sequence[Tale]) -> Words | None:
        """The post is about civilians killed by shelling, and speaks of no soldier."""
        civilians = None if ranks else _CIVILIANS.search(document.low)
        return civilians.span() if civilians and not _FIGHTER.search(document.low) else None

    def is_of_a_fight(self, low: str, start: int, end: int) -> bool:
        """Tell whether words between two places speak of a fight, or of this war other than as where one came from."""
        return any(self._found(name, low, start, end) for name in ("combat", "this_war"))

    def _found(self, name: str, low: str, start: int, end: int) -> set[str]:
        """Return which words of a list stand between two places, but for those that tell where one came from."""
        found = self._cues[name].finditer(low, start, end)
        return {m[0] for m in found if not _STATUS.search(low, max(start, m.start() - 60), m.start())}

    def are_told_of(self, document: Document) -> bool:
        """Tell whether the post has any word of such a cause."""
        low = document.low
        if any(pattern.search(low) for pattern in (_CIVILIANS, _FICTION, _ANIMALS)) or _STORY.search(document.text):
            return True
        return self.is_not_of_war(low, 0, len(low))

    def took(self, document: Document, tale: Tale) -> bool:
        """Tell whether a death is told of such a cause: its sentence names one, and no fight."""
        low = document.low
        start, end = document.sentence(tale.start)
        if _ANIMAL.match(low, tale.end) or (tale.words[0] in _IN_A_STORY and _STORY.search(document.text)):
            return True
        if self._are_victims(low, start, end) or _FICTION.search(low, start, end) or self._is_at_home(document, tale):
            return True
        return not self.is_of_a_fight(low, start, end) and self.is_not_of_war(low, start, end)

    def _are_victims(self, low: str, start: int, end: int) -> bool:
        """Tell whether civilians died, and were not only saved by him of whom it is told."""
        civilians = _CIVILIANS.search(low, start, end)
        return civilians is not None and not _SAVED.search(low, start, civilians.start())

    def _is_at_home(self, document: Document, tale: Tale) -> bool:
        """Tell whether old age and the like outweigh the war where a death is told as softly as an old man's is."""
        if not tale.words[0].startswith(_SOFTLY):
            return False
        low = document.low
        start, end = document.sentence(tale.start)
        for _ in range(_WINDOW):
            end = document.sentence(end)[1] if end < len(low) and not _ITEM.match(low, end) else end
        home = len({match[0] for match in _AT_HOME.finditer(low, start, end)})
        war = sum(len(self._found(name, low, start, end)) for name in ("combat", "this_war", "military"))
        aged = _OLD_AGE.search(low, start, end) is not None or (home > 0 and _HIS_AGE.search(low) is not None)
        return aged and 2 + home > war

    def is_not_of_war(self, low: str, start: int, end: int) -> bool:
        """Tell whether an accident, an illness or great age stands between two places."""
        if any(self._cues[cue].search(low, start, end) for cue in ("disaster", "natural")):
            return True
        return _OLD_AGE.search(low, start, end) is not None
