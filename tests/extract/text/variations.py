"""Posts made from templates: a death told in one of many ways, of people of many nations, among many bystanders.

``python tests/extract/text/variations.py [HOW_MANY]`` prints how often the reader is wrong, by template and bystander.

In a template ``{N} {G} {D} {A} {I}`` is the dead one in that case, ``{bN}`` and so on the bystander, and
``[погиб|погибла]`` is for a man and for a woman.
"""

import random
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

from extract.text import TextReader
from sinodik.lexicon import Bearer, Kind, NameLexicon
from sinodik.names import fold
from sinodik.records import Evidence, Field, digest

TOLD = (
    "{N} [погиб|погибла] при исполнении воинского долга.",
    "В ходе специальной военной операции [погиб|погибла] {N}.",
    "[Пал|Пала] смертью храбрых {rank}{N}.",
    "{N} [пал|пала] смертью храбрых под Артёмовском.",
    "Не стало {G}. Ему было 34.",
    "{G} больше нет с нами.",
    "[Ушёл|Ушла] из жизни {N}, {who} СВО.",
    "{N} [отдал|отдала] жизнь за Родину.",
    "Трагически оборвалась жизнь {G}.",
    "Трагически оборвалась жизнь нашего земляка, {G}: осколок мины.",
    "{N} не [вернулся|вернулась] с боевого задания.",
    "С боевого задания не [вернулся|вернулась] {N}.",
    "Скорбная весть пришла в наш посёлок: в зоне СВО [погиб|погибла] {N}.",
    "Ещё одна скорбная весть с фронта… {N}, 1990 года рождения.",
    "Груз 200: {N}, 1994 г. р.",
    "Груз 200 — {rank}{N}, село Кедровка.",
    "Вчера похоронили {A}. Погиб на СВО.",
    "В Кедровке простились с {I}, [погибшим|погибшей] на СВО.",
    "{A} проводили в последний путь.",
    "Сегодня в последний путь проводили {A}, бойца СВО.",
    "Вечная память {D}, [погибшему|погибшей] на фронте!",
    "Вечная память! {N} (1991–2023).",
    "{N}. Вечная память герою!",
    "{N} [награждён|награждена] орденом Мужества посмертно.",
    "Орденом Мужества (посмертно) [награждён|награждена] {rank}{N}.",
    "С прискорбием сообщаем о гибели {G} в зоне проведения СВО.",
    "С глубоким прискорбием извещаем: на СВО [погиб|погибла] {N}.",
    "На здании школы открыта мемориальная доска в память о {L}, [погибшем|погибшей] в ходе СВО.",
    "Мемориальная доска {D}, [погибшему|погибшей] на СВО, открыта в Кедровке.",
    "{N}\n12.03.1990 — 05.11.2023\nСВО",
    "{N}, 1988 г. р., Кедровка, [погиб|погибла] 3 мая 2023 года.",
    "Погибшие на СВО:\n1. {N}, 12.05.1990",
    "[Погиб|Погибла] наш [боец|боец]. Это {N}, {who} СВО с 2022 года.",
    "На специальной военной операции [убит|убита] {N}.",
    "Стало известно, что на СВО [погиб|погибла] {rank}{N}.",
    "В бою под Угледаром оборвалась жизнь {G}.",
    "{N} [скончался|скончалась] в госпитале от ран, полученных на СВО.",
    "Потеряли {A}. Вечная память воину.",
    "Прощание с {I} пройдёт 5 мая в Доме культуры. [Погиб|Погибла] на СВО.",
    "Похороны {G}, [погибшего|погибшей] на СВО, состоятся в пятницу.",
    "Ценой своей жизни {N} [спас|спасла] товарищей. Посмертно [награждён|награждена].",
    "При выполнении боевых задач [геройски погиб|геройски погибла] {rank}{N}.",
    "Имя {G}, [погибшего|погибшей] на СВО, внесено в книгу памяти.",
    "{N}, [мобилизованный|мобилизованная] из Кедровки, [погиб|погибла] под Авдеевкой.",
    "Навсегда останется в наших сердцах {N}, [погибший|погибшая] в зоне СВО.",
    "Он ушёл добровольцем. Служил штурмовиком. {N} [погиб|погибла] 7 июня.",
    "Подтвердилась гибель {G} на СВО.",
    "Осколок мины оборвал жизнь {G} под Бахмутом.",
    "[Нашего|Нашей] {G} не стало 5 мая. [Погиб|Погибла] на СВО.",
    "В списках погибших на СВО — {N}.",
    "В селе прощаются с {I}. [Погиб|Погибла] в зоне СВО.",
    "Страшная новость: {N} [погиб|погибла], выполняя боевую задачу.",
    "Тело {G}, [погибшего|погибшей] под Донецком, доставили домой.",
    "{N} навсегда [остался|осталась] в строю. [Погиб|Погибла] на СВО 3 марта.",
    "{N} посмертно [удостоен|удостоена] медали «За отвагу».",
    "Светлая память {D}! [Погиб|Погибла] на СВО.",
)
# Of several at once: every {N} is another person.
TOLD_OF_MANY = (
    "На СВО погибли {N} и {N}.",
    "Список погибших:\n1. {N}\n2. {N}\n3. {N}",
    "Погибли:\n{N}, 1990 г. р.\n{N}, 1987 г. р.\n{N}, 2001 г. р.",
    "Простились с {I} и {I}, погибшими на СВО.",
    "Вечная память павшим на СВО землякам: {D}, {D}, {D}.",
    "{N} погиб в марте, {N} — в мае. СВО.",
    "Похоронили двоих бойцов СВО — {A} и {A}.",
    "Доски открыты в память о погибших на СВО выпускниках: {N}, {N} и {N}.",
    "— {N} (1995–2022)\n— {N} (1980–2023)\n— {N} (1977–2024)",
)

# Who stands by: of whom nothing is to be recorded. "before" and "after" are sentences of their own, "in" a clause.
BYSTANDERS = {
    "nobody": (("", ""),),
    "mother": (
        ("after", "У него остались мать, {bN}, и сестра."),
        ("after", "Мама героя {bN} приняла соболезнования."),
        ("before", "У {bG} было двое сыновей."),
    ),
    "widow": (("after", "Вдове {bD} вручили награду."), ("after", "Его жена {bN} воспитывает двоих детей.")),
    "father": (("after", "Отец бойца, {bN}, живёт в Кедровке."), ("after", "Сына вырастили {bN} и его супруга.")),
    "brother": (("after", "Старший брат {bN} тоже служит."), ("after", "Его брат {bN} сейчас в отпуске.")),
    "sister": (("after", "Сестра погибшего {bN} благодарит всех, кто помог."),),
    "head": (
        ("before", "Глава района {bN} сообщил печальную новость."),
        ("before", "Об этом сообщил глава Кедровского округа {bN}."),
        ("after", "Соболезнования родным выразил губернатор {bN}."),
        ("after", "Глава района {bN}."),
        ("after", "{bN}, глава поселения"),
    ),
    "commissar": (
        ("after", "Военком района {bN} передал семье награду."),
        ("after", "Орден вручил военный комиссар {bN}."),
    ),
    "head teacher": (
        ("after", "Директор школы {bN} рассказала о нём ребятам."),
        ("before", "В школе, которой руководит {bN}, прошёл митинг."),
    ),
    "teacher": (
        ("after", "Первая учительница {bN} вспоминает его добрым мальчиком."),
        ("after", "«Он был лучшим учеником», — говорит его классный руководитель {bN}."),
        ("after", "Его тренером была {bN}."),
    ),
    "priest": (("after", "Отпевание совершил иерей {bN}."), ("after", "Панихиду отслужил протоиерей {bN}.")),
    "commander": (
        ("after", "Командир роты {bN} рассказал о последнем бое."),
        ("after", "Служил под командованием {bG}."),
        ("after", "По словам командира {bG}, боец спас троих."),
    ),
    "comrade": (
        ("after", "Сослуживец {bN} вынес его с поля боя."),
        ("after", "«Он прикрыл нас», — вспоминает боец {bN}."),
        ("after", "Его друг {bN} остался жив."),
    ),
    "author": (
        ("after", "Автор: {bN}"),
        ("after", "Фото: {bN}"),
        ("after", "{bN}, корреспондент"),
        ("after", "Текст {bG}"),
    ),
    "donor": (("after", "Карта для помощи семье: получатель {bN}."), ("after", "Спасибо за помощь {bD}.")),
    "minister": (("after", "Указ подписал министр обороны {bN}."), ("after", "На митинге выступил депутат {bN}.")),
    "namesake": (("after", "Учился в школе имени {bG}."), ("after", "Жил на улице {bG}.")),
    "old hero": (
        ("after", "Его прадед {bN} погиб под Ржевом в 1942 году."),
        ("after", "Дед, {bN}, воевал в Афганистане."),
    ),
    "mourner": (("after", "Приносим соболезнования {bD}."), ("after", "Скорбим вместе с {bI}, его матерью.")),
    "editor": (("after", "С уважением, {bN}."), ("before", "Нам написала {bN}."), ("before", "Пишет {bN}:")),
}

# Nobody of these is to be recorded.
LIVING = (
    "{N} служит в зоне СВО. Недавно {N} приехал в отпуск.",
    "{N} вернулся домой после ранения. Ждём героя!",
    "Медалью «За отвагу» награждён {rank}{N}. Поздравляем земляка, он продолжает службу на СВО!",
    "Собираем на тепловизор для наших бойцов на СВО! Карта Сбера: {N}. Спасибо всем неравнодушным!",
    "В ДТП под Кедровкой погиб водитель {N}. Полиция ищет очевидцев.",
    "Сегодня мы вспоминаем Героя Советского Союза {A}, погибшего в 1943 году под Курском.",
    "9 Мая почтили память земляков, павших в Великой Отечественной войне. Стихи прочла {N}.",
    "В Афганистане в 1984 году погиб наш земляк {N}. 15 февраля у памятника прошёл митинг.",
    "Слухи о гибели {G} не подтвердились: он жив и здоров.",
    "{A} считали погибшим, но он вернулся домой из плена.",
    "{N} жив! Сообщения о его смерти — фейк.",
    "Глава района {N} вручил награды участникам СВО и почтил память погибших.",
    "Губернатор {N} встретился с семьями погибших участников СВО.",
    "Сбор гуманитарной помощи для бойцов. Ответственная {N}, тел. 8-900-000-00-00.",
    "Мой прадед {N} погиб под Сталинградом. Бессмертный полк, СВО — связь поколений.",
    "Скончался ветеран труда {N}. После продолжительной болезни.",
    "Осуждён {N}: суд признал его виновным в убийстве соседа.",
    "Стипендия имени {G} вручена лучшим студентам. Память погибших почтили минутой молчания.",
    "Урок мужества провела учитель истории {N}. Ребята почтили память погибших минутой молчания.",
    "На турнире памяти погибших бойцов победил {N}.",
    "{N} ранен, но состояние стабильное. Молимся о здоровье!",
    "Письмо бойцу {D} написали школьники. Возвращайся живым!",
    "Участник СВО {N} рассказал школьникам о службе. Минутой молчания почтили погибших.",
    "Матери погибшего бойца {bD} вручили орден Мужества. Имя героя не называется.",
)

RANKS = ("", "", "рядовой ", "ефрейтор ", "младший сержант ", "старший лейтенант ", "гвардии капитан ", "прапорщик ")
_MEN = """Айдар Рустам Ильдар Ринат Марат Фанис Дамир Азамат Салават Ислам Магомед Шамиль Рамзан Адам Батраз Сослан
Аслан Казбек
Заур Мурат Анзор Баир Жаргал Бато Аюр Саян Мерген Начын Айдыс Ай-Мерген Дьулустан Айаал Нюргун Армен Тигран Ашот
Гурам Вахтанг Олжас
Ерлан Эльдар Вугар Тимур Руслан Денис Артём Пётр Семён Фёдор Илья Никита Лука Савва Иван Сергей Алексей Юрий
Дмитрий Георгий Игорь
Арсений Матвей Егор Макар Захар Тарас Богдан Остап Степан Роман Максим Кирилл Мингиян Санал Очир Бадма""".split()
_WOMEN = """Анна Мария Наталья Юлия Любовь Айгуль Гульнара Залина Мадина Хадижат Патимат
Сэсэг Чодураа Нюргуяна Карина Ольга Алсу""".split()
_FATHERS = """Петрович Иванович Сергеевич Юрьевич Фёдорович Рустамович Ильдарович Магомедович Баирович Мергенович
Тигранович
Дугарович Кимович Ахметович Расулович Шамилевич Саналович Эрес-оолович Ильич Лукич Никитич Хасанович Вячеславович
Григорьевич""".split()
_SURNAMES = """Кедров Зорин Лесной Горский Белых Черных Шевченко Приходько Мельник Бондарчук Ткач Коваль Сорока
Гоголадзе Церетели Саакян
Тер-Петросян Ооржак Кужугет Куулар Сат Монгуш Дамдинов Цыбиков Гармаев Доржиев Хабибуллин Гайнутдинов Сафин
Ахметзянов Муллагалиев
Дзугкоев Кантемиров Гаджиев Абдурахманов Магомедов Оздоев Евлоев Шогенов Кардангушев Ким Цой Пак Ли Гросс Шмидт
Миллер Вебер
Слепцов Никифоров Шпак Гринь Дуда Кулибаба Нечипоренко Живаго Дурново Станкевич Войцеховский Мартинайтис Бежан
Попеску Ионеску
Рябоконь Подопригора Лось Волк Заяц Жук Гусь Коршун Мороз Буран Снегирь Соловей Сова""".split()


_POSTED = datetime(2023, 11, 20, 12, tzinfo=UTC)
_PARTS = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


class Person(NamedTuple):
    """A name in the nominative and whether it is a man's ("m") or a woman's ("f")."""

    surname: str
    given: str
    patronymic: str
    gender: str

    def written(self, case: str, order: str) -> str:
        parts = {"S": (self.surname, "S"), "G": (self.given, "G"), "P": (self.patronymic, "P")}
        return " ".join(declined(*parts[letter], self.gender, case) for letter in order)


class Post(NamedTuple):
    """A text, who of it is to be recorded, and what it was made from."""

    text: str
    dead: frozenset[tuple[str, str, str]]
    template: str
    bystander: str


_CASES = "NGDAIL"
_ENDINGS = {
    "ов": "0 а у а ым е", "ий": "й я ю я ем и", "й": "й я ю я ем е", "ь": "ь я ю я ем е", "а": "а ы е у ой е",
    "я": "я и е ю ей е", "ия": "я и и ю ей и", "0": "0 а у а ом е", "шь": "0 а у а ем е",
    "ский": "ий ого ому ого им ом",
    "ая": "ая ой ой ую ой ой", "ова": "а ой ой у ой ой", "фь": "ь и и ь ью и", "ка": "а и е у ой е",
    "ой": "ой ого ому ого ым ом",
}  # fmt: skip


def declined(word: str, kind: str, gender: str, case: str) -> str:
    """Decline a part of a name written in the nominative."""
    if case == "N":
        return word
    head, hyphen, tail = word.rpartition("-")
    if hyphen and kind == "G":
        return head + hyphen + declined(tail, kind, gender, case)
    if word.endswith(("ец", "ок", "ень", "Павел", "Лев")):
        raise ValueError(word)
    if word == "Пётр":
        word = "Петр"
    model = _model(word, kind, gender)
    if model is None:
        return word
    endings = _ENDINGS[model].split()
    stem = word[: len(word) - len(endings[0].replace("0", ""))]
    return stem + endings[_CASES.index(case)].replace("0", "")


def _model(word: str, kind: str, gender: str) -> str | None:
    if kind == "P":
        return "шь" if gender == "m" else "а"
    if kind == "S" and gender == "f":
        if re.search("(?:[оеё]в|[иы]н)а$", word):
            return "ова"
        return (
            "ая" if word.endswith("ая") else "я" if word.endswith("я") else _first(word) if word.endswith("а") else None
        )
    if kind == "S" and re.search("(?:[оеё]в|[иы]н)$", word) and len(word) > 4:
        return "ов"
    if kind == "S" and re.search("[сц]кий$", word):
        return "ский"
    if kind == "S" and word == "Лесной":
        return "ой"
    if word.endswith("ия"):
        return "ия"
    if word.endswith("аа"):
        return None
    if word[-1] in "аяьй":
        if gender == "f" and word[-1] == "ь":
            return "фь"
        return "ий" if word.endswith("ий") else _first(word) if word[-1] == "а" else word[-1]
    if re.search("[иы]х$|[оеиуыэю]$", word) or gender == "f":
        return None
    return "шь" if word[-1] in "жшчщц" else "0"


def _first(word: str) -> str:
    return "ка" if word[-2] in "гкхжшчщ" else "а"


class Maker:
    """Makes posts; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        usual = [
            (n.capitalize(), e.people)
            for n, e in NameLexicon().names(Kind.SURNAME)
            if e.people > 300 and e.bearer == Bearer.MAN and re.search("(?:ов|ев|ин|ский|енко|ко|ян|ук|ик)$", n)
        ]
        self._usual, self._weights = [n for n, _ in usual], [w**0.5 for _, w in usual]

    def person(self, gender: str = "") -> Person:
        """Return a man, or one time in ten a woman."""
        pick = self._random.choice
        gender = gender or ("f" if self._random.random() < 0.1 else "m")
        surname = (
            pick(_SURNAMES) if self._random.random() < 0.4 else self._random.choices(self._usual, self._weights)[0]
        )
        patronymic = pick(_FATHERS)
        if gender == "m":
            return Person(surname, pick(_MEN), patronymic, gender)
        if re.search("(?:[оеё]в|[иы]н)$", surname) and len(surname) > 4:
            surname += "а"
        surname = re.sub("([сц]к)ий$", r"\1ая", surname).replace("Лесной", "Лесная")
        daughter = re.sub("ович$", "овна", re.sub("евич$", "евна", patronymic))
        daughter = re.sub("(?<=[аиы])ч$", "чна", daughter) if daughter == patronymic else daughter
        daughter = daughter.replace("Ильична", "Ильинична").replace("Лукична", "Лукинична")
        return Person(surname, pick(_WOMEN), daughter, gender)

    def post(self, told: str, kind: str, at: str, bystander: str) -> Post:
        """Return one death told so, with a bystander."""
        one, other = self.person(), self.person(_SEX.get(kind, ""))
        order = self._random.choice(("SGP", "GPS", "GS", "SG"))
        text = self._filled(told, [one], order)
        beside = self._filled(bystander, [other], self._random.choice(("GPS", "GS", "SGP")), "b")
        return Post(self._set(text, at, beside), frozenset({_key(one, order)}), told, f"{kind}: {bystander}")

    def of_many(self, told: str) -> Post:
        """Return the death of several."""
        people = [self.person("m") for _ in re.findall(r"\{[NGDAI]\}", told)]
        order = self._random.choice(("SGP", "GPS", "GS", "SG"))
        return Post(self._filled(told, people, order), frozenset(_key(one, order) for one in people), told, "several")

    def of_nobody(self, told: str) -> Post:
        """Return a post in which nobody died in this war."""
        order = self._random.choice(("GPS", "GS", "SGP"))
        who = self.person("f" if "Ответственная" in told or "прочла" in told or "провела" in told else "m")
        text = self._filled(re.sub(r"\{N\}", "{N}", told), [who] * 3, order)
        return Post(self._filled(text, [self.person("f")], order, "b"), frozenset(), told, "nobody is dead")

    def _filled(self, told: str, people: list[Person], order: str, mark: str = "") -> str:
        rank = self._random.choice(RANKS)
        left = iter(people)
        text = re.sub(r"\[([^|\]]*)\|([^|\]]*)\]", lambda m: m[1 if people[0].gender == "m" else 2], told)
        text = text.replace("{rank}", rank).replace("{who}", "участник" if people[0].gender == "m" else "участница")
        return re.sub(rf"\{{{mark}([NGDAIL])\}}", lambda m: next(left).written(m[1], order), text)

    def _set(self, text: str, at: str, beside: str) -> str:
        """Put the bystander before or after, and write it as people do."""
        gap = self._random.choice((" ", " ", "\n", "\n\n"))
        whole = {"before": beside + gap + text, "after": text + gap + beside}.get(at, text)
        odd = self._random.random()
        if odd < 0.15:
            whole = whole.replace("ё", "е")
        elif odd < 0.2:
            whole = whole.replace(" — ", " - ")
        elif odd < 0.25:
            whole = whole.replace(". ", ".")
        return whole


_SEX = {
    **dict.fromkeys("mother|widow|sister|head teacher|teacher|mourner|editor".split("|"), "f"),
    **dict.fromkeys(
        "father|brother|head|commissar|priest|commander|comrade|minister|namesake|old hero".split("|"), "m"
    ),
}


def _key(person: Person, order: str) -> tuple[str, str, str]:
    return fold(person.surname), fold(person.given), fold(person.patronymic) if "P" in order else ""


def posts(seed: int, rounds: int = 1) -> list[Post]:
    """Return posts of every template: each way of telling with bystanders of every kind in turn."""
    maker = Maker(seed)
    found = []
    lines = [(kind, at, line) for kind, some in BYSTANDERS.items() for at, line in some]
    for number in range(rounds):
        for place, told in enumerate(TOLD):
            found += [maker.post(told, *lines[(place * 7 + number * 13 + step * 5) % len(lines)]) for step in range(6)]
        found += [maker.of_many(told) for told in TOLD_OF_MANY for _ in range(3)]
        found += [maker.of_nobody(told) for told in LIVING for _ in range(3)]
    return found


def recorded(reader: TextReader, text: str) -> frozenset[tuple[str, str, str]]:
    """Return the names that the reader records, folded."""
    evidence = Evidence(
        source="made",
        publisher="made",
        kind="post",
        url="https://example.org/",
        posted=_POSTED,
        seen=_POSTED,
        payload=digest(text),
        text=text,
    )
    found = (tuple(fold(str(m.value(f) or "")) for f in _PARTS) for m in reader.mentions(evidence))
    return frozenset((name[0], name[1], name[2]) for name in found)


def main(arguments: list[str]) -> None:
    """Print how often the reader is wrong, by template and by bystander, with an example of each."""
    reader, made = TextReader.load(), posts(int(arguments[1]) if len(arguments) > 1 else 1, int(arguments[0]))
    wrong: Counter[tuple[str, str]] = Counter()
    whole: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for post in made:
        got = recorded(reader, post.text)
        for key in (("told", post.template), ("beside", post.bystander)):
            whole[key] += 1
            if got != post.dead:
                wrong[key] += 1
                example[key] = f"{post.text!r}\n      lost {set(post.dead - got)} extra {set(got - post.dead)}"
    for key, count in sorted(wrong.items(), key=lambda item: -item[1] / whole[item[0]]):
        print(f"{count / whole[key]:5.0%} {count:3} {key[0]} {key[1]!r}\n      {example[key]}")
    print(f"{sum(n for key, n in wrong.items() if key[0] == 'told')} of {len(made)} posts wrong")


if __name__ == "__main__":
    main(sys.argv[1:] or ["3"])
