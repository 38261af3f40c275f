# ruff: noqa: D401 - a gate's docstring is the sentence that a volunteer reads
"""Who speaks, signs, serves or is to be reached: gates that leave the living around a death out."""

import re
from collections.abc import Mapping

from extract.text.cue import CuePattern
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.standing import Standing, Words, said

_TITLE_FARTHEST, _SPEECH_FARTHEST, _CONTACT_FARTHEST, _NAMESAKE_FARTHEST = 90, 40, 50, 60
_CONDOLENCES = re.compile(r"соболезн[а-я]*[^,;]{0,60}$")
_LOSS = re.compile(r"гибел|смерт|кончин|потер|утрат|уход|связи")
_STREETS = re.compile(r"(?<![а-я])(?:ул\.|улиц[а-я]*|площад[а-я]*) ?(?:[а-я-]+, )*[а-я-]+ и $")
# A bank card or a telephone, masked, beside the name of whom it belongs to.
_AFTER_NUMBER = re.compile(r"#[ ,.;:()—–-]*(?:[а-я]+[ :]*){0,2}$")
_BEFORE_NUMBER = re.compile(r"[ ,:(—–-]{0,4}(?:[а-я]{1,9}[ .:]*)?#")
_APPOSED = re.compile(
    r"(?:,| ?[(—–-]) ?(?:[а-я]+ ){0,2}?(?=(?:глав|руковод|корреспонд|председ|директ|депутат"
    r"|губернат|мэр|военком|настоят|иере|протоиере|журнал|редакт|заведующ|начальник|атаман|волонт|координ|замест))"
)
# What only the living do.
_DO = (
    r"(?:руководит|возглавляет|командует|преподает|координирует|курирует"
    r"|организует|благодарит|приглашает|просит|скорбит)"
)
_DOES = re.compile(rf"(?<![а-я]){_DO} $")
_DOES_AFTER = re.compile(rf" (?:сегодня |сейчас |теперь )?{_DO}(?![а-я])")
_SAYS = re.compile(r"(?:, [^\n.:!?]{3,60}?)?\s*: ?[«\"“]|\s*: ?[—–-]")


class Offices:
    """The gates that leave out who speaks, signs, helps, pays or lends a name."""

    def __init__(self, morphology: Morphology, cues: Mapping[str, CuePattern]) -> None:
        self._morphology, self._cues = morphology, cues

    def lends_a_name(self, place: Standing) -> Words | None:
        """A school, a street, a fund or a prize is called after this person."""
        if place.name.case in ("Ins", "Dat"):
            return None  # "школы имени Мусы Джалиля простились с Ришатом": a namesake is in the genitive
        if street := _STREETS.search(place.lead):
            return place.start + street.start(), place.name.start
        match = place.last_before(self._cues["namesake"], _NAMESAKE_FARTHEST)
        return match.span() if match and "," not in place.till_name(match.end()) else None

    def holds_an_office(self, place: Standing) -> Words | None:
        """Bears a title of those that sign, speak, pray and teach; this person's own death is told nowhere."""
        titles = [
            m
            for m in self._cues["official"].finditer(
                place.document.low, max(place.left, place.name.start - _TITLE_FARTHEST), place.name.start
            )
            if not re.search("[;:]", place.till_name(m.end()))
        ]
        if titles := [m for m in titles if self._agrees(m[0], place.name)]:
            return titles[0].span()
        return self._office_after(place)

    def _office_after(self, place: Standing) -> Words | None:
        """Find a title after the name: "Семён Ларин, глава поселения"."""
        apposed = _APPOSED.match(place.after)
        start = place.name.end + apposed.end() if apposed else 0
        title = self._cues["official"].match(place.document.low, start) if apposed else None
        return title.span() if title and self._agrees(title[0], place.name) else None

    def _agrees(self, title: str, name: Name) -> bool:
        """Tell whether a title is in the name's case; "под руководством" wants the genitive."""
        if title.startswith("под "):
            return name.case == "Gen"
        if len(name.parts[0].value) == 2 or len(name.parts[-1].value) == 2:
            return True  # initials tell no gender, so that the case is unsure
        return any(a.case == name.case and not a.plural for a in self._morphology.analyses(title.split()[-1]))

    def speaks(self, place: Standing) -> Words | None:
        """Says, writes, signs or hands over something."""
        told = self._cues["speech"]
        if place.name.case == "Nom" and (does := _DOES.search(place.before) or _DOES_AFTER.match(place.after)):
            at = place.left if does.re is _DOES else place.name.end
            return at + does.start(), at + does.end()
        before = place.last_before(told, _SPEECH_FARTHEST)
        if before and before[0] in ("по словам", "со слов"):
            return before.span() if place.name.case == "Gen" else None
        if place.name.case != "Nom":
            return None
        end = place.name.end
        if says := _SAYS.match(place.after):
            return end + says.start(), end + says.end()
        if re.match(r", [а-я]", place.after) and (apposed := told.match(place.document.low, end + 2, place.right)):
            return apposed.span()
        till = place.till_name(before.end()) if before else ":"
        if before and not re.search("[,:]", till) and not self._cues["told"].search(till):
            return before.span()
        after = said(told, place.document.low, end, min(place.right, end + 35))
        return after.span() if after and "," not in place.document.low[end : after.start()] else None

    def is_to_be_contacted(self, place: Standing) -> Words | None:
        """Wrote the text, took the picture, is thanked, receives the money or answers the telephone."""
        if numbered := _BEFORE_NUMBER.match(place.after):
            return place.name.end + numbered.start(), place.name.end + numbered.end()
        if numbered := _AFTER_NUMBER.search(place.before):
            return place.left + numbered.start(), place.name.start
        match = place.last_before(self._cues["contact"], _CONTACT_FARTHEST)
        return match.span() if match and "," not in place.till_name(match.end()) else None

    def is_consoled(self, place: Standing) -> Words | None:
        """The condolences are addressed to this person."""
        consoled = _CONDOLENCES.search(place.before)
        if consoled is None:
            return None
        # "Мамедовой" may be any case: only "соболезнуем гибели Мамедовой" tells of her own death.
        to_a_woman = place.name.gender == "Fem" and place.name.case != "Nom" and not _LOSS.search(consoled[0])
        return (place.left + consoled.start(), place.name.start) if place.name.case == "Dat" or to_a_woman else None
