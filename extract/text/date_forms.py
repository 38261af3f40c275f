"""The forms that a date is written in, as regular expressions over text in lower case with ё as е.

Each is matched where its first figure or word stands (``ANCHOR``), except those that look back: they end in ``$``.
"""

import re

from extract.text.months import INITIALS, SAKHA
from extract.text.numerals import ORDINAL

_DASH = "-‐‑‒–—−"
CROSSES = "†✝✟☦⚰🪦"
LETTER = "а-яәөүҗңһғҡҙҫ"

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
_DAY_2 = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR_4 = r"(?:19|20)\d\d"
_WORD = rf"(?P<word>[{LETTER}]{{3,12}})(?![{LETTER}])"
_BORN = r"(?P<born> ?(?:г[./]? ?р(?![а-я])\.?|(?:г(?:\.|ода?)? ?)?рожд(?:[а-я]+|\.)?|р\.(?!-)))"
_OF_YEAR = (
    rf"(?:-?(?:го|й|м|ом|ый)(?![{LETTER}]))?(?: ?(?:года|году|год|гг?(?![{LETTER}])\.?|(?:ел|йыл|сыл)[{LETTER}]*"
    rf"|ар(?:ын)?(?![{LETTER}])))?"
)
_AFTER = rf"(?:{_BORN}|{_OF_YEAR})"
_NO_MORE = r"(?!\d|[./]\d)"

# Where a number stands:
YMD = re.compile(
    rf"(?P<year>{_YEAR_4})(?P<sep>[-./])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"
)
DMY = re.compile(
    rf"{_DAY}(?:(?P<dash> ?[{_DASH}] ?)| ?[./·•] ?|(?P<loose>, ?| ))"
    rf"(?P<month>0?[1-9](?!\d)|1[0-2]|[ivxхі]{{1,4}}(?![{LETTER}a-z])|(?(loose)(?!)|{_WORD}\.?))"
    rf"(?(dash) ?[{_DASH}] ?|(?: ?[./·•] ?|(?P<looser>, ?| )))(?P<year>{_YEAR_4}|\d\d){_NO_MORE}{_AFTER}"
)
DAYS = re.compile(
    rf"{_DAY_2}(?:-?го)?(?: ?[{_DASH}] ?| (?:и )?(?:не позднее|не позже|до) | и | на | по | или )("
    rf"?P<day>{_DAY_2})(?:-?го)? ?{_WORD}"
)
# "11, а не 21 августа"
DAY_NOT_OTHER = re.compile(rf"{_DAY}(?:-?го)?,? а не {_DAY_2}(?:-?го)? {_WORD}")
DAYS_OF_TWO = re.compile(
    rf"{_DAY_2}(?:-?го)? (?P<since>[{LETTER}]{{3,12}})(?: ?[{_DASH}] ?| на | по | или )"
    rf"(?P<day>{_DAY_2})(?:-?го)? {_WORD}"
)
DM = re.compile(rf"{_DAY}[»\"]?(?: ?-? ?(?:го|ого|его|е|ое)(?![{LETTER}]))? ?{_WORD}")
MY = re.compile(rf"(?P<month>0[1-9]|1[0-2])[./](?P<year>{_YEAR_4}){_NO_MORE}(?:{_OF_YEAR})")
D_M = re.compile(
    r"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?![\d:]|[.,/-]\d| ?(?:%|час|ч\.|руб|тыс|км|кг))"
)
EASTERN = re.compile(
    rf"(?P<year>{_YEAR_4})(?:[- ]?н[чс][еы])? (?:ел|йыл)[{LETTER}]*,? "
    rf"(?:(?P<day>[12]?\d|3[01])(?!\d)(?:-?н[чс][еы])? )?{_WORD}"
)
BY_SAKHA = re.compile(
    rf"(?P<year>{_YEAR_4}) сыл[{LETTER}]* (?P<word>{'|'.join(SAKHA)}) "
    rf"(?P<day>[12]?\d|3[01])(?!\d)(?:[- ]?с)?(?: күн[{LETTER}]*)?"
)
# «Кедров П. 1993/2022»: the years of a life, but not «2022/2023 учебный год».
LIFE_YEARS = re.compile(r"(?<![\d/.])(?:19[5-9]\d|200[0-7])/(?=20[2-4]\d(?![\d/.]))")
Y = re.compile(rf"(?P<year>{_YEAR_4})(?:{_NO_MORE}|(?=/20[2-4]\d(?![\d/.]))(?<!20[1-9]\d))(?!-\d\d?[-.])(?:{_AFTER})")
Y_2 = re.compile(
    rf"(?P<year>\d\d)(?:{_BORN}|-?(?:го|й)? года (?P<by_word>рожд[а-я]*)"
    rf"|-?м(?: году)?(?![{LETTER}])| году(?![{LETTER}]))"
)
# Where a word stands:
ORDINAL_DM = re.compile(rf"(?P<first>{ORDINAL}) {_WORD}")
ORDINAL_BORN = re.compile(rf"(?P<first>{ORDINAL}) (?:года|год|г\.) ?(?:рожд[а-я]*|р\.)")
EDGE = re.compile(rf"(?P<edge>последний|первый) день {_WORD}")
ORDINAL_Y = re.compile(rf"(?P<first>{ORDINAL})(?: году| г\.)?")
M = re.compile(rf"{_WORD}\.?(?: ?[{_DASH}] ?(?P<till>[{LETTER}]{{3,12}}))?")
SEASON = re.compile(r"(?:весн|осен|зим|лет)[а-я]{1,2}(?![а-я])")
IN = re.compile(
    rf"(?<![{LETTER}])"
    r"(?:(?:в|во|за)(?: (?:этом|нынешнем|прошлом|минувшем|(?:самом )?начале|(?:самой )?середине|(?:самом )?конце"
    r"|(?:первой|второй|третьей) (?:половине|декаде)|(?:первых|последних|двадцатых) числах))?"
    r"|(?:начало|середина|конец)) $"
)
IN_YEAR = re.compile(rf"(?<![{LETTER}])(?:в|во|начале|конце|середине|летом|весной|осенью|зимой) $")
OF_TIME = re.compile(rf"(?:(?<![{LETTER}])(?:в|до|с|к|на|около|после) |[№#] ?)$")

# What follows a day and a month, or a month:
YEAR = re.compile(
    rf"(?:,? ?(?P<year>{_YEAR_4})(?!\d| ?[{_DASH}/] ?\d{{4}}(?!\d)|/\d)"
    rf"|(?!, \d\d года) ?,? ?'?(?P<short>\d\d)(?=-?(?:го|й)(?![{LETTER}])| ?г(?:ода|\.|(?![{LETTER}]))))"
    rf"(?:{_AFTER})|,? (?:две тысячи )?(?P<spelt>{ORDINAL})(?![{LETTER}])(?: года| г\.)?"
    r"|,? (?P<which>этого|сего|текущего|нынешнего|прошлого|минувшего|прошедшего|позапрошлого|того же|этого же) года"
    r"|,? (?:ровно )?(?P<ago>год|два года|три года) назад"
)
# "4 октября исполняется год со дня гибели", "5 мая — два года, как его не стало"
SINCE = re.compile(
    rf"(?:,? (?:исполн[а-я]+|минул[оа]?|прош[а-я]+|будет)| ?[{_DASH}])(?: (?:ровно|уже))*"
    r" (?P<ago>год|два года|три года)"
    r"(?=,? (?:как|со дня|с момента|с тех|без)(?![а-я]))"
)
EARLIER = re.compile(
    r"(?:(?P<ago>год|два года|три года) назад|в (?P<which>прошлом|минувшем|этом|текущем) году),? (?:в )?$"
)

ANCHOR = re.compile(
    rf"\b(?:\d+|(?P<month>{INITIALS})|(?P<season>весн[оыу]|лет[оа]м?(?!и)|осен[иь]|зим[оыу])"
    r"|(?P<ordinal>перв|втор|трет|четверт|пят[оы]|шест[оы]|седьм|восьм[оы]|девят[оы]|десят[оы]"
    r"|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат|восемнадцат|девятнадцат"
    r"|двадцат|тридцат|сорок|(?:пят|шест|сем|вос[ье]м)[ьи]?десят|девяност)|(?P<edge>последний день |первый день ))"
)
# A letter typed for a figure, and the whole number it stands in:
SLIP = re.compile(r"\d[оoз]|[оoз]\d")
SLIPS = re.compile(r"(?<![а-яa-z\d])[\dоoз]*(?:\d[оoз]|[оoз]\d)[\dоoз]*(?![а-яa-z])")
RANGE = re.compile(rf"(?: ?г(?:ода|\.)?)? ?(?:\n?[{_DASH}] ?\n? ?|[{CROSSES}]\ufe0f? ?)|/")
ROUGH = tuple(f" {word} " for word in "около примерно ориентировочно приблизительно предположительно".split())
OPEN_END = tuple(f" {word} " for word in "после до позднее позже ранее раньше не".split())
