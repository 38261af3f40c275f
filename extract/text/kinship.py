# ruff: noqa: D401 - a gate's docstring is the sentence that a volunteer reads
"""Who is a relative of the dead: gates that leave families out."""

import re
from collections.abc import Collection

from extract.text.kin import KIN
from extract.text.morphology import Morphology
from extract.text.standing import Standing, Words

_DEAD = (
    r"(?:погиб|геро|бойц|солдат|военнослуж|павш|сержант|рядов|лейтенант|капитан|майор|ефрейтор|прапорщ|разведч|танкист"
    r"|десантн)"
)
_OF_A_DEAD = re.compile(rf"(?: [а-я]+)? {_DEAD}")
_OWN_DEAD = frozenset("муж супруг сын сынок отец папа".split())
_NO_MORE = re.compile(r" ?(?:[.;)!]|$)", re.MULTILINE)  # "Айдар Белов, брат."
# «Дети погибшего: …», «младший брат погибшего Орлова Дениса — …»: all whom the sentence names after it are living,
# but for the dead one himself, who stands beside it in the genitive.
_KIN_OF_A_DEAD = re.compile(rf"{KIN} (?:[а-я]+ )?погибш(?:его|ей|их)(?![а-я])")
# «сын Тимофея Петровича и Галины Ивановны», «родился в семье Петра и Анны Кедровых»: the parents, in the genitive.
_CHILD_OF = re.compile(
    r"(?<![а-я])(?:сын[а-я]*|дочь|внук|внучка|брат|сестра|муж|в (?:[а-я]+ )?семье(?: [а-я]+){0,2})"
    r"(?: [^.!?,;:—–]{3,60} и)? $"
)
# «Власов (погиб 04.04.2022) с женой Инной»: what is told before belongs to the one before.
_WITH_KIN = re.compile(rf"(?<![а-я])со? (?:[а-я]+ )?{KIN} $")
_FAREWELL = re.compile(r"прост|прощ|похорон|провод|провожа|хорон")
# «У Владимира Петровича погиб сын», «для Тамары Кедровой, потерявшей мужа».
_AT = re.compile(r"(?<![а-я])у (?:[а-я]+ ){0,3}$")
_LOST_KIN = re.compile(rf"[^.:]{{0,60}}(?:погиб|не стало|убит|пропал|умер)[а-я]* ?[^.,]{{0,30}}{KIN}")
_BEREAVED = re.compile(r",? ?(?:[а-я]+ ){0,2}(?:потерявш|похоронивш|проводивш|оплак|лишивш)[а-я]*")
# "Мария Ильинична потеряла Савелия", "Анна Кедрова похоронила сына": in prose a name or a word for kin follows.
_LOST_HIM = re.compile(
    r" (?:[а-яё]+ )?(?:потерял|похоронил|лишил(?:а?ся|ась)|проводил[а]? в последний путь|ждал|не дождал|оплак)[а-яё]*"
    r" (?:(?:своего|своих|единственного|старшего|младшего|любимого|двух|обоих|сразу|там) )*"
    r"(?:сын|муж|брат|внук|отц|доч|сестр|супруг|племянник|сынов|детей|[А-ЯЁ][а-яё]+(?:[аяую]|ича|вну)(?![а-яё]))"
)
# "За сына — отец", "За брата орден получила Ксения Кедрова".
_FOR_HIM = re.compile(
    r"(?<![а-я])за (?:погибшего |своего )*(?:мужа|сына|брата|отца|внука|супруга|дочь|сестру|племянника|дядю|деда|зятя)"
    r"(?: [а-я«»]+){0,4}?(?: ?[—–-] |(?: получ| прин| взя| расписал| забрал| вышл?)[а-я]* )(?:[а-я]+ )?$"
)
# "Отец рядового Кедрова Петра, Иван Павлович".
_KIN_OF_NAMED = re.compile(rf"(?i:{KIN}) (?:[а-яё]+ ){{0,3}}(?:[А-ЯЁ][а-яё-]+ ?){{1,3}}(?:,| [—–-]) $")
# "Анна Кедрова приняла награду мужа", "Анна Кедрова — орден сержанта Кедрова": who receives for a dead one.
_RECEIVES = re.compile(
    r" (?:—|приняла?|получила?|забрала?) (?:[а-я]+ )?(?:наград|орден|медал)[а-я]*(?: [^.,;:!?]{1,30})?"
    r" (?:(?:своего |погибшего )*(?:мужа|сына|брата|отца|внука|супруга|дочери|племянника)"
    r"|рядового|ефрейтора|сержанта|старшины|прапорщика|лейтенанта|капитана|майора|полковника)(?![а-я])"
)
_MARRIED = re.compile(
    r"(?<![а-я])(?:женился на|женат на|замуж за|замужем за|в браке с|супругой стала|женой стала) (?:[а-я]+ )?$"
)
_APPOSED = re.compile(r"\s*[,—–(-]+\s*(?:его |ее |их |наша |наш )?([а-я]+)")
# "Моя сестра Регина Мигунец", "наш брат": so the writers call the dead one; the other relatives only sign.
_OURS = re.compile(r"(?<![а-я])(?:мо[йяеию]|мо(?:его|ему|им|ем|ей|ю)|[нв]аш(?:а|его|ему|им|ем|ей|у)?)(?: [а-я]+)? $")
_POSTPOSED = re.compile(r" (?:мо|наш)(?:й|я|его|ему|им|ей|ю|а|у)?(?![а-я])")
_WORD = re.compile(r"[а-я]+")
# "Отец и сын", "погибли два брата": relatives who are all dead.
_BOTH_FELL = re.compile(
    r"(?<![а-я])(?:отца? и сына?|отцу и сыну|(?:погибли|похоронили|потеряла)(?: [а-я]+){0,2}"
    r" (?:брать[яе][вм]?|два брата|двух братьев|обоих сыновей))(?![а-я])"
)
_FELL = frozenset("отец отца отцу сын сына сыну брат брата брату".split())


class Kinship:
    """The gates that leave the families of the dead out."""

    def __init__(self, morphology: Morphology, kin: Collection[str]) -> None:
        self._morphology, self._kin = morphology, kin

    def is_a_relative(self, place: Standing) -> Words | None:
        """Called a relative (mother, wife, brother …); this person's own death is told nowhere."""
        if (word := self._kin_before(place)) and _BOTH_FELL.search(place.document.low) and word[0] in _FELL:
            return None
        word = self._kin_before(place)
        ours = word and (_OURS.search(place.before[: word.start()]) or _POSTPOSED.match(place.before, word.end()))
        if word and not ours:
            return place.left + word.start(), place.left + word.end()
        lead = place.document.text[place.start : place.name.start]
        named = (
            _KIN_OF_NAMED.search(lead) if place.name.case == "Nom" and lead.endswith((", ", "— ", "– ", "- ")) else None
        )
        if named and self._is_nominative(lead[named.start() :].split()[0].lower(), place.name.gender):
            return place.start + named.start(), place.name.start
        after = _APPOSED.match(place.after)
        if after and after[1] in self._kin and self._is_his_own(place, after):
            return place.name.end + after.start(1), place.name.end + after.end()
        return None

    def _is_nominative(self, kin: str, gender: str) -> bool:
        return any((a.case, a.gender, a.plural) == ("Nom", gender, False) for a in self._morphology.analyses(kin))

    def _is_his_own(self, place: Standing, after: re.Match[str]) -> bool:
        """Tell whether a word for kin behind a name is said of him: "…, сестра погибшего", "Айдар Белов, брат."."""
        if _OF_A_DEAD.match(place.after, after.end()):
            return True
        if after[1] in _OWN_DEAD:
            return False  # "Алексей Чирок, муж.", says his widow
        alike = {(a.case, a.gender) for a in self._morphology.analyses(after[1])}
        return bool(_NO_MORE.match(place.after, after.end())) and (place.name.case, place.name.gender) in alike

    def belongs_to_a_dead(self, place: Standing) -> Words | None:
        """Named among the family of the dead one, beside him in the sentence."""
        if kin := _KIN_OF_A_DEAD.search(place.lead):
            himself = place.name.case == "Gen" and re.fullmatch(r"[ а-я]{0,40}", place.lead[kin.end() :])
            return None if himself else (place.start + kin.start(), place.start + kin.end())
        child = place.name.case == "Gen" and _CHILD_OF.search(place.lead)
        if child and not (place.ranked and child[0].count(" ") == 1):
            return place.start + child.start(), place.name.start
        kin = _WITH_KIN.search(place.lead)
        if kin and not _FAREWELL.search(place.lead):
            return place.start + kin.start(), place.name.start
        return None

    def is_bereaved(self, place: Standing) -> Words | None:
        """Somebody's parent, wife or husband: the sentence tells that this person lost one."""
        if place.name.case == "Nom" and (received := _RECEIVES.match(place.after)):
            return place.name.end, place.name.end + received.end()
        if place.name.case == "Nom" and (lost := _LOST_HIM.match(place.document.text, place.name.end)):
            return place.name.end, lost.end()
        if place.name.case == "Nom" and (instead := _FOR_HIM.search(place.lead)):
            return place.start + instead.start(), place.name.start
        at = place.name.case == "Gen" and _AT.search(place.before)
        lost = _LOST_KIN.match(place.after) if at else _BEREAVED.match(place.after)
        return (place.name.end + lost.start(), place.name.end + lost.end()) if lost else None

    def is_married_to_a_dead(self, place: Standing) -> Words | None:
        """The husband or wife of somebody else in the post."""
        match = _MARRIED.search(place.before)
        return (place.left + match.start(), place.name.start) if match else None

    def _kin_before(self, place: Standing) -> re.Match[str] | None:
        """Find a kinship word at most three small words before the name, in the name's case and gender."""
        words = list(_WORD.finditer(place.before))[-4:]
        for word in reversed(words):
            if not re.fullmatch(r"[ ,:—–а-я-]*", place.before[word.end() :]):
                continue
            if word[0] in self._kin and not (place.ranked and len(place.before) - word.end() > 3):
                cases = {(a.case, a.gender) for a in self._morphology.analyses(word[0])}
                return word if (place.name.case, place.name.gender) in cases else None
        return None
