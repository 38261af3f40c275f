"""Deaths that are told without a word of death: «11 марта — беспилотник», «Саши нет с 30 июня», «не встал из окопа»."""

import re
from collections.abc import Iterator

from extract.text.document import Document

_MONTH = r"(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2}(?![а-я])"
_ORDINAL = r"(?:[а-я]+(?:ого|его|ьего) )"
_DAY = (
    rf"(?:(?:\d{{1,2}}(?:-?го)? |{_ORDINAL}){_MONTH}(?: (?:этого года|\d{{2,4}}(?:-?го|-?м)?(?: ?г\.?| ?года?)?))?"
    r"|\d{1,2}\.\d{2}(?:\.\d{2,4})?)(?!\d)"
)
# What strikes a soldier: one of its kind, "3 августа — мины и растяжки" is a lesson.
_STRUCK = (
    r"(?:(?:вражеск|украинск|прям|случайн|танков|снайперск|минометн|противотанков|последн|чуж)[а-я]+ )?"
    r"(?:дрон(?:-камикадзе)?|беспилотник|бпла|fpv(?:-дрон)?|фпв|коптер|камикадзе|птичка|мина|фугас|растяжка|лепесток|прилет"
    r"|прямое попадание|попадание|снайпер|осколок|пуля|обстрел|артобстрел|артналет|арта|артиллерия|кассета|снаряд"
    r"|авиаудар|авиабомба|ракета|хаймарс|химарс|миномет|сброс|взрыв|подрыв|выстрел|баба-яга|баба яга|засада)(?![а-я])"
)
_AT = r"(?: (?:утром|днем|вечером|ночью|на рассвете|под утро|в \d{1,2}[:.\d]*|в [а-я]{3,8}|часов|часа|утра|вечера))*"
# «11 марта — беспилотник.», «Третьего мая в шесть утра, дрон в кухню.»
_DAY_AND_BLOW = (
    rf"(?<!до )(?<!к )(?<!на )(?<!с )(?<!после )(?<!\d){_DAY}{_AT}(?:,? (?:под|у|близ|в районе|за) [а-я-]+)?"
    rf"(?:,| ?[—–:-]| -) ?{_STRUCK}"
)
_BLOW = (  # «прямое попадание в блиндаж»
    r"прямое попадание(?: [а-я]+)? (?:в|по) (?:блиндаж|окоп|дот|танк|машин|позици|землянк|подвал|укрыти|кабин|бмп|бтр)"
)
_COVER = (
    r"(?:[а-я]+(?:ого|его|ой|ых) )?(?:окоп|блиндаж|посадк|подвал|лесополос|воронк|транше|развал|завал|промзон"
    r"|сер(?:ой|ую) зон|пике|горящ|подбит|землянк|дот[ае](?![а-я])|опорник|зеленк|лес[ау](?![а-я])|разведк"
    r"|штурм|наката)"
)
_NEVER_ROSE = (
    r"(?<![а-я])(?:больше |уже |так и )*не (?:(?:под|в)нял|встал|выш[еёл]|выполз|выбрал|вылез|вынырнул|поднял)[а-я]*"
    rf" (?:уже |больше )?(?:из|с) {_COVER}"
)
_STAYED = (
    rf"(?<![а-я])(?:так и|навек|навсегда) остал(?:ся|ась|ись) (?:лежать )?(?:в|на|под) (?:т(?:ом|ой|ем) )?{_COVER}"
)
_IN_ZINC = (
    r"(?<![а-я])(?:верну|приех|привез|прибы|прилет|встретил)[а-я]*[^.!?\n]{0,40} в "
    r"(?:цинк[еу]|цинков|закрыт[а-я]+ гроб)"
)
_WAR_IS_OVER = (
    r"(?<![а-я])война (?:за)?кончилась|(?<![а-я])(?:пока )?не (?:подбили|накрыли|сняли|скосил[аио]) (?:ее|его) самого"
)
_UNDATED = re.compile("|".join((_BLOW, _NEVER_ROSE, _STAYED, _IN_ZINC, _WAR_IS_OVER)))
_SUBJECT = re.compile(f"{_DAY_AND_BLOW}|{_UNDATED.pattern}")
_AFTER_A_DAY = re.compile(f"[,—–:-] ?{_STRUCK}")  # without it no day and blow need be looked for
# «Дрон догнал Петра Кедрова»
_VERB = r"(?:догнал|настиг|достал|накрыл|забрал|снял|срезал|скосил|унес|убил|нашел|нашл|разорвал)[аои]?(?![а-я])"
_OBJECT = re.compile(rf"(?<![а-я]){_STRUCK}(?: [а-я]+)? {_VERB}|(?<![а-я]){_VERB} (?:[а-я]+ )?{_STRUCK}")
_LAST = re.compile(r"(?<![а-я])последн(?:ий|им) (?:выход|вылет|штурм|накат|заход)(?:ом)?(?= [а-я]+[ая](?![а-я]))")
# «Сперва привезли Гришу Кедрова»: where the post tells of funerals.
_BROUGHT = re.compile(
    r"(?<![А-Яа-яЁё])(?:[Пп]ривезли|[Дд]оставили)"
    r"(?=(?: [а-яё]+){0,2} [А-ЯЁ][а-яё]+[аяую] [А-ЯЁ][а-яё]+[аоую](?![а-яё]))"
)
_FUNERALS = re.compile(
    r"хорон|похорон|проводил[аи]? (?:троих|двоих|обоих)|последний путь|последнего пути|кладбищ|гроб|могил"
)
# «Саши нет с 30 июня», «Нет Саши Кедрова с марта»; but «интернета нет с мая».
_GONE = re.compile(
    r"(?:(?!Интернет|Вод|Свет|Газ|Связ|Отоплен|Электрич|Тепл|Дожд|Снег|Автобус|Мест|Билет|Ден|Зарплат|Работ|Новост|Вест"
    r"|Сигнал)"
    rf"[А-ЯЁ][а-яё]+|(?<![а-яё])(?:[Тт]ебя|[Ее]го|[Ее]ё|сына|мужа|брата)) (нету? с(?:о)? (?:{_DAY}|{_MONTH}))"
    rf"|(?:^|[.!?…\n] ?)([Нн]ету? [А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)* с(?:о)? (?:{_DAY}|{_MONTH}))"
)
# «14 мая.» or «5 сентября, Изюм.» alone: a day of death only in a post that shows a fighter as notices do.
_ALONE = re.compile(
    rf"(?:^|[.!?…\n]) ?[^А-Яа-яёЁ\d\n]{{0,4}}({_DAY}"
    r"(?:(?:,| под| у|,? в районе) ?[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?)?)(?=\.(?: |$)|\n|$|(?<=[а-яё]), )",
    re.IGNORECASE,
)
_FIGHTER = re.compile(
    r"(?<![а-я])(?:рядово|ефрейтор|[а-я]*сержант|старшина|прапорщ|[а-я]*лейтенант|капитан|мобилизован|доброволец|контракт"
    r"|разведчик|штурмовик|стрелок|наводчик|пулеметчик|гранатометчик|танкист|морпех|десантник|сапер|связист"
    r"|позывной|(?:мото)?стрелков[а-я]+ (?:полк|бригад)|омсбр|штурмов[а-я]+ (?:рот|отряд))"
)
_MOURNS = re.compile(
    r"свеч[аиу](?![а-я])|ангел|[🕯🖤🥀😢😭⚫🙏]|осиротел"
    r"|остал(?:ись|ась|ся) (?:[а-я]+ )?(?:дет|мам|мат|жен|сын|доч|вдов|родител|двое|трое)"
    r"|дома (?:двое|трое|мама|жена|дети)|детей (?:двое|трое|четверо)|спи(?:,| спокойно)|(?<![а-я])рая(?![а-я])"
    r"|рядом с бабушк"
    r"|не верит(?:ся)?(?![а-я])|нет только тебя|не дожил|не долюбил|прости(?:,| нас)|твоя (?:мама|жена|невест)"
)
# Who is feted, sought, taught or given money for.
_LIVES = re.compile(
    r"поздравл|с днем рожд|приглаша|турнир|встреча|концерт|соревнов|разыскива|родил(?:ся|ась) [а-я]* ?(?:дочь|сын)"
    r"|(?<![а-я])(?:собира(?:ем|ю)|сбор|закуп)[а-я]*(?![а-я])|мастер-класс|заняти[яе]|расписание"
)
# «Пётр Кедров. 14 мая. 70-й полк. Двадцать три.»: a name and a day, each a sentence.
_HEADS = re.compile(r"(?:^|[.!?…\n] ?)[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+){1,2}\. ?$")
_LINE = 80  # characters of such a name
# A card of labels whose date has none of its own: «Имя: …», «Кем служил: …», «Дата: 2 июля 2023».
_BARE_DATE = re.compile(rf"^[^\w\n]*(дата ?:) ?{_DAY}", re.MULTILINE)
_WHO = re.compile(r"^[^\w\n]*(?:фио|ф\.и\.о\.?|имя|фамилия|позывной) ?:", re.MULTILINE)
_SERVED = re.compile(
    r"^[^\w\n]*(?:кем служил|служил[а]?|служба|подразделение|звание|часть|в/ч|род войск|бригада|полк|войска) ?:",
    re.MULTILINE,
)


def wordless(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield where a death is told so, and what the words are to a name: its "subject", "object", "of" or "absent"."""
    low, text = document.low, document.text
    if not _LIVES.search(low):
        subject = _SUBJECT if _AFTER_A_DAY.search(low) else _UNDATED
        for grammar, pattern in (("subject", subject), ("object", _OBJECT), ("of", _LAST)):
            yield from ((*match.span(), grammar) for match in pattern.finditer(low))
        yield from _notices(document)
    if _FUNERALS.search(low):
        yield from ((*brought.span(), "object") for brought in _BROUGHT.finditer(text))
    for gone in _GONE.finditer(text):
        yield *gone.span(gone.lastindex or 0), "absent"


def _notices(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the day that stands for a death in a notice of fragments, and in a card."""
    low, text = document.low, document.text
    if _FIGHTER.search(low):
        mourned = _MOURNS.search(low) is not None
        yield from (
            (*day.span(1), "subject")
            for day in _ALONE.finditer(text)
            if mourned or _HEADS.search(text, max(0, day.start(1) - _LINE), day.start(1))
        )
    if _WHO.search(low) and _SERVED.search(low):
        yield from ((*date.span(1), "subject") for date in _BARE_DATE.finditer(low))


def is_told_without_words(document: Document) -> bool:
    """Tell whether a death is told so anywhere."""
    return next(wordless(document), None) is not None
