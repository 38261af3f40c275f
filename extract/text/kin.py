"""The words for relatives in all their cases, as one pattern for every rule that asks after the family of the dead."""

_STEMS = (
    "брат братишк братик сестр сестер сестренк сестричк близнец сын сынов сынок сынк сынишк сыноч доч дочк дочер дочур"
    " дет ребятишк родител отец отц отчим мать матер мачех мам мамочк пап папк папочк жен супруг муж вдов вдовец вдовц"
    " невест жених бабушк бабк бабул дедушк дед прадед прадедушк прабабушк внук внучк внучек внучат правнук правнучк"
    " тещ тест свекр свекор свекров зят шурин девер золовк невестк снох свояк тет тетк тетушк дяд дядюшк племянник"
    " племянниц племяш пасынок пасынк падчериц опекун крестн родственник родственниц семь родн близк"
).split()
_ENDINGS = (
    "а у ом е ы ов ам ами ах и ой ою ей ею ем ю я ь ью ям ями ях ев ья ьев ьям ьями ьях ьми ец ца цу цем цы ей й"
    " ый ые ых ым ыми ие их им ими ая ую ого ому"
).split()


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


# To be searched in lower case without ё.
KIN = rf"(?<![а-я])(?:{_alternatives(_STEMS)})(?:{_alternatives(_ENDINGS)})?(?![а-я])"
# Whom something is handed to or told of: the nominative of one ("мать", "брат", "сестра") is not among them.
KIN_OBLIQUE = rf"{KIN}(?<=[еиуюямй])"
