"""Deaths that no word tells: "Дрон догнал его 24 марта", a candle and a name, a bed that stays empty.

Such a post speaks as notices do: something struck, somebody is missed, a rite is kept, and beside a name stand a rank,
a day, an age. No sign is enough alone; they are weighed against those of life, of an advertisement and of a feat.
"""

import re
from collections.abc import Sequence

from extract.text.cast import NOTED, SOLDIER
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.ranks import Rank
from extract.text.standing import Words

_WEAPON = (
    r"(?:оскол[ок][а-я]*|мин[аыуео]й?|дрон[а-я]*|беспилотник[а-я]*|бпла|fpv|фпв|птичк[а-я]|[а-я]*коптер[а-я]*|камикадзе"
    r"|снаряд[а-я]*|ракет[а-я]*|бомб[а-я]*|фаб|каб|химарс[а-я]*|хаймарс[а-я]*|пул[яеи]|снайпер[а-я]*|миномет[а-я]*"
    r"|[а-я]*обстрел[а-я]*|растяжк[а-я]|взрыв[а-я]*|сброс[а-я]*|кассет[а-я]*|арта|артой|град[а-я]*)(?![а-я])"
)
_STRUCK = (
    r"(?:догнал|настиг|нашл|нашел|достал|накрыл|сжег|сожгл|срезал|снял|снес|сразил|скосил|попал|прилет|разорвал|посек"
    r"|забрал|оборвал|прервал|унес|прошил|пробил|подбил|угодил|ударил|влетел|зарубл|срезан|убрал|не (?:пощадил|выбира))"
    r"[а-я]*"
)
_STRIKE = re.compile(
    rf"(?<![а-я])(?:{_WEAPON}(?: [а-я]+){{0,2}} {_STRUCK}|{_STRUCK}(?: [а-я]+){{0,3}} {_WEAPON}"
    rf"|\d[^.!?\n]{{0,20}} ?[—–-] ?(?:[а-я]+ )?{_WEAPON}|{_WEAPON}[^.!?\n—–]{{0,20}} [—–-] ?\d"
    r"|прямое(?: попадание)?(?=[.,!:;\n]| в )|прилет(?:ело)? в|бабахнул|накрыло|подорвал"
    r"|на (?:мине|растяжке)(?=[.,!\n])|(?:оскол[а-я]*|пуля|мина|дрон|снаряд|прилет) в [а-я]{3,}"
    r"|наеха[а-я]+ на мину|под (?:сброс|обстрел|прилет)(?![а-я])|подбили (?:его|ее|самого|саму))"
)
# Rites, signs and words of mourning, in Russian and in the languages of those who mourn.
_GRIEF = re.compile(
    r"[🕯⚰🪦✝☦†🥀🖤💔]|(?<![а-я])(?:свеч(?:а|у|ка|ку)(?![а-я])|отпо[ею]т|сорокоуст|заупокой|за упокой|кутью|осирот"
    r"|вдов(?:а|ы|е|у|ой)(?![а-я])|держи(?:сь|тесь)|прощай|тело (?:забра|вез|привез|верн|достав|переда)|цинк"
    r"|в закрытом|из морга|крест(?:ы|ов|ах)(?![а-я])|венк[аиов]|почетн[а-я]+ караул|залп|поминк|сороковин|девятый день"
    r"|(?:энциклопеди|книг|стен|алле|мемориал|вахт|парт)[а-я]* (?:памяти|герое?в?я?)"
    r"|(?:девять|сорок|9|40) дней(?! (?:назад|спустя|в пути))|прискорби|черн[а-я]+ весть|снима[а-я]+ (?:шапк|папах)"
    r"|потерял[аи] [а-яё]+(?=[.!])|на небе(?:сах)?(?![а-я])|бессмерти|в рай|шахид|иншалла|больше не будет"
    r"|рухсаг|ухсаг|рахмет|рахим|урын|женнет|җәннәт|йаннат|инна лил|шог ю|божоп|күлүк|ом мани|вафат|үлем|үлгән)"
)
# Who is missed, or did not come, or did the last of something.
_ABSENCE = re.compile(
    r"(?<![а-я])(?:нет (?:только )?(?:тебя|нашего|нашей|с \d)|больше не [а-я]+[еи]т(?:ся)?(?![а-я])"
    r"|(?:и|но|а) не (?:дош|доех|выш)[а-я]+|не (?:приш[а-я]+ обратно|дождал[а-я]+ дембел)"
    r"|не (?:поднял|встал|проснул|выбрал|выве[лз]|довез|донес|успели спасти|откача|смогли спасти|спасли|уберегл)[а-я]*"
    r"|вот и все(?=[.,!])|[«\"]?двести[»\"]?(?= по |[.!»])|груз[а-я]* двести|навечно|навеки|выбыл|отмаялся"
    r"|отвоевал[а-я]*|привезли(?=[.,!])|как ждали"
    r"|последн(?:ий|юю|ем|ей) (?:вылет|выход|рейс|атак|бо[йю]|штурм|поход|дежурств|позици)[а-я]*)"
    r"|(?<=[а-я]) (?:все|200)(?=[.!\n]|$)"
)
_MISSED = re.compile(r"(?<![а-яё])(?:[Бб]ез) [А-ЯЁ][а-яё]+(?=[.,!])")  # "Сезон открываем без Пса."
_SERVED = re.compile(
    r"(?<![а-я])(?:батальон|бригад|полк(?![а-я])|полка|взвод|расчет|отряд|ряд\.|с-т|мобик|гранатометчик|в эфире|на войн"
    r"|за ленточк|боец|бойц|медик|комбат|комбриг|разведчик|штурм|пехот|служил)"
)
_DATED = re.compile(
    r"(?<![а-я])(?:\d{1,2}(?:-?го)?|[а-я]+ого|[а-я]+его)"
    r" (?:янв|фев|мар(?!ш)|апр|ма[яй](?![а-я])|июн|июл|авг|сен|окт|ноя|дек)"
    r"|(?<!\d)20(?:2[2-9]|3\d)(?!\d)|(?<!\d)\d\d\.\d\d\.(?:20)?2[2-9](?!\d)"
    r"|(?<![а-я])(?:вчера|сегодня|завтра|позавчера)(?![а-я])"
)
_AGED = re.compile(
    r"\d\d (?:лет|год)|(?<!\d)(?:19[5-9]\d|200\d)(?!\d)|возраст|девятнадцать|восемнадцать"
    r"|(?<![а-я])(?:двадцать|тридцать|сорок|пятьдесят)(?! дней)(?! [а-я]+ дн)"
)
_FAMILY = re.compile(r"(?<![а-я])(?:дет(?:и|ей|ям)|доч[ьк]|сын|мам|мать|матер|отец|отц|бат[яе]|жен[аыу](?![а-я])|брат)")
# He lives, or somebody wants money, help or an audience.
_LIFE = re.compile(
    r"(?<![а-я])(?:жив(?:[аы]|ой|ые)?(?![а-я])|здоров|лечи|лечен|реабилит|госпитал|протез|выздор|поправ|ранен|отпуск|поздравл"
    r"|рад[аы]?(?![а-я])|побед(?:ил|ит)|чемпион|соревнован|турнир|концерт|спектакл|фильм|премьер|билет|скидк|руб(?![а-я])|цен[аы]"
    r"|выжил|уцелел|спасен|плен|вернулся (?:в строй|домой|с задания)|продолжает|воюет|служит(?![а-я]*ся)|ждем|ждет"
    r"|сбор(?![а-я])|вруч[иеа]|наградил|удостоен|гордимся|присяг|волонт|окопн|носк|посыл|рад[уо]|жители|пострадавш|эвакуирован"
    r"|повредил|поврежден|ущерб|сбит[ыо]?(?![а-я]))"
)
_FEAT = re.compile(
    r"(?<![а-я])(?:уничтож|отраз|обнаруж|выполн|эвакуировал|спас(?:ая|[^и])|вывел|взял|захват|подавил|корректир|поразил"
    r"|сорвал|удержал)"
)
_SHORT = 700  # characters
_SURE = 6
_MOST = 2  # of one kind of signs count


class Implied:
    """Tells whether a post speaks of a death without a word of death."""

    def __init__(self, this_war: CuePattern) -> None:
        self._this_war = this_war

    def may_be(self, document: Document) -> bool:
        """Tell, before names and ranks are read, whether the signs may outweigh those of life."""
        return self._weight(document, served=True) >= _SURE

    def is_of_soldiers(self, document: Document) -> bool:
        """Tell whether a post speaks of an army or of this war at all."""
        return any(pattern.search(document.low) for pattern in (SOLDIER, _SERVED, self._this_war))

    def told(self, document: Document, ranks: Sequence[Rank]) -> Words | None:
        """Return the first words that tell of a death without naming it, if the post is a notice of one."""
        low = document.low
        served = bool(ranks or NOTED.search(low) or _SERVED.search(low) or self._this_war.search(low))
        if not served or self._weight(document, served=True) < _SURE:
            return None
        return next(m.span() for p in (_STRIKE, _GRIEF, _ABSENCE) if (m := p.search(low)))

    def _weight(self, document: Document, *, served: bool) -> int:
        low = document.low
        strike, grief, absence = (_found(pattern, low) for pattern in (_STRIKE, _GRIEF, _ABSENCE))
        absence += bool(_MISSED.search(document.text))
        if not (strike or grief or absence):
            return 0
        told = 2 * bool(strike) + 3 * min(_MOST, grief) + 3 * min(_MOST, absence)
        beside = sum(bool(pattern.search(low)) for pattern in (_DATED, _AGED, _FAMILY)) + served + (len(low) < _SHORT)
        return told + beside - 3 * _found(_LIFE, low) - 2 * _found(_FEAT, low)


def _found(pattern: re.Pattern[str], low: str) -> int:
    """Return how many different words of a list stand in a text."""
    return len({match[0] for match in pattern.finditer(low)})
