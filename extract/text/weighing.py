"""Who is dead, once more: all that speaks for and against each person is weighed together.

Rules decide by the words that they know, one after the other. What they said of a person is here one sign among
others: who else is recorded, what stands beside the name, how the post and the person's own sentences sound
(:mod:`extract.text.impression`). The weights of the signs are learnt from what the rules said of posts of authors whom
nobody had read yet (``benchmarks/weighing.py``): that is what a rule is worth where it was not made.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from extract.text.document import Document
from extract.text.found import Fact
from extract.text.impression import Impression, chance
from extract.text.name import Name
from extract.text.persons import family
from extract.text.proof import Proof
from extract.text.ranks import Rank
from extract.text.standing import Words
from extract.text.status import of as status_of
from extract.text.tales import Tale
from extract.text.verdict import Judgement, Stop, Verdict
from sinodik.records import Field, Status, Value

WEIGHTS = Path(__file__).with_suffix(".json")
LIKELY = 0.5  # from here on somebody is recorded whom the rules record,
SURELY = 0.6  # and from here somebody whom they leave out, alone or with the whole post
LIGHT = 0.18  # only in a post that sounds less like one of a death does this outweigh plain words
HOPELESS = 0.27  # a post that the rules put aside is not read at all if it sounds less like one of a death,
FEW = 20  # or has fewer words
SOUND = "how the post sounds"
PASSED = "passed over: "
_LOUDEST = 5.0
_SHOWN = 4  # signs, to whoever asks why
_NEXT = 160  # characters after a sentence, in which it is gone on about him
_NAME = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)
_HIS = ("told_as_afterwards", "told_in_the_heading")
_OF_LIFE = ("is_alive", "is_back")
_FULL = 2  # letters: more than "П."

Signs = dict[str, float]
# The rule by which a post is put aside, and the words that carried it.
Over = tuple[Callable[..., object], Words | None]


class Seen(NamedTuple):
    """A post as the rules leave it; ``of_soldiers`` if it speaks of an army or of this war at all.

    ``sound`` is how likely it sounds to tell of a death, as the logarithm of the odds; ``over`` is why they put it
    aside; ``pointed`` is where parts of names start that only a finder of entities pointed at. What was put aside
    unread has no persons.
    """

    document: Document
    sound: float
    of_soldiers: bool
    over: Over | None
    judged: Judgement = Judgement()
    names: Sequence[Name] = ()
    ranks: Sequence[Rank] = ()
    facts: Sequence[Fact[Value]] = ()
    told: Sequence[Tale] = ()
    pointed: frozenset[int] = frozenset()

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """What the rules hold of each person."""
        return self.judged.verdicts


class Weighing(NamedTuple):
    """The weight of each sign, and what is added to their sum."""

    weights: Mapping[str, float]
    bias: float
    impression: Impression

    @classmethod
    def load(cls, impression: Impression, path: Path = WEIGHTS) -> Self:
        """Return what was learnt."""
        learnt = json.loads(path.read_text("utf-8"))
        return cls(learnt["weights"], learnt["bias"], impression)

    def weighed(self, seen: Seen) -> list[Verdict]:
        """Return the verdicts, some of them turned by what weighs more than the rule.

        Of few words there is little to weigh: there the rules stand. Nobody is added of whom words say that he lives,
        nor in a post that speaks of no soldiers: footballers have the dates of a notice too.
        """
        if len(seen.document.words) < FEW:
            return list(seen.verdicts)
        signs = self.signs(seen)
        return [self._turned(verdict, own, seen) for verdict, own in zip(seen.verdicts, signs, strict=True)]

    def is_likely(self, signs: Signs, *, recorded: bool, plain: bool) -> bool:
        """Tell whether a person is to be recorded: ``recorded`` by the rules or not, and told of in ``plain`` words."""
        if plain and chance(signs[SOUND]) >= LIGHT:
            return True
        return self.chance_of(signs) >= (LIKELY if recorded else SURELY)

    def chance_of(self, signs: Signs) -> float:
        """Return how likely a person is one of the dead, from 0 to 1."""
        weights = self.weights
        return chance(self.bias + sum([weights[sign] * value for sign, value in signs.items() if sign in weights]))

    def signs(self, seen: Seen) -> list[Signs]:
        """Return what speaks for and against each person, and how much of it there is."""
        post = _Post(seen)
        return [dict(self._signs(post, number)) for number in range(len(seen.verdicts))]

    def says_too_little(self, verdict: Verdict) -> bool:
        """Words tell of a death here, but all that the post says, weighed together, speaks against this person's."""
        return bool(verdict)

    def _turned(self, verdict: Verdict, signs: Signs, seen: Seen) -> Verdict:
        recorded = verdict.stop is None and not seen.over
        likely = self.is_likely(signs, recorded=recorded, plain=recorded and is_plain(verdict))
        if likely == (verdict.stop is None) or (likely and (lives(verdict) or not seen.of_soldiers)):
            return verdict
        proof = verdict.proof
        verdict.person.living = not likely
        most = self._most(signs, likely=likely)
        if likely:
            return _added(verdict)._replace(signs=most)
        words = (proof.start, proof.end) if proof else None
        return verdict._replace(stop=Stop(self.says_too_little, words), signs=most)

    def _most(self, signs: Signs, *, likely: bool) -> tuple[str, ...]:
        """Return the signs that weigh most for what is held, the heaviest first, but those that join two things."""
        side = 1 if likely else -1
        weighed = {s: side * self.weights.get(s, 0) * value for s, value in signs.items() if "," not in s}
        heaviest = sorted(weighed, key=lambda sign: (-weighed[sign], sign))[:_SHOWN]
        return tuple(sign for sign in heaviest if weighed[sign] > 0)

    def _signs(self, post: "_Post", number: int) -> Iterator[tuple[str, float]]:
        verdict = post.seen.verdicts[number]
        side = "left out" if verdict.stop else "recorded"
        own = post.own(verdict.person.names)
        yield from ((sign, 1.0) for sign in {*post.ruled(number), *post.company(number), *post.beside(number)})
        sounds = ((SOUND, post.seen.sound), ("how his sentences sound", self.impression.sound(post.seen.document, own)))
        for what, sound in sounds:
            loud = max(-_LOUDEST, min(_LOUDEST, sound))
            yield what, loud
            yield f"{what}, {side}", loud


def is_plain(verdict: Verdict) -> bool:
    """Tell whether a death is told of a person who is recorded by words that are his: also by those over his line."""
    return verdict.is_plain or (verdict.stop is None and verdict.proof is not None and verdict.proof.rule in _HIS)


def lives(verdict: Verdict) -> bool:
    """Tell whether words say of a person that he lives."""
    return verdict.stop is not None and verdict.stop.rule.__name__ in _OF_LIFE


def _added(verdict: Verdict) -> Verdict:
    name = verdict.person.names[0]
    proof = verdict.proof or Proof(name.start, name.end, Status.DEAD, "weighs_enough", weak=True)
    status = status_of([proof]) if proof.status is not Status.OTHER else Status.DEAD
    return Verdict(verdict.person, None, proof, status)


class _Post:
    """What is asked of a post for each of its persons."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        names = {(name.start, name.end) for verdict in seen.verdicts for name in verdict.person.names}
        self._starts, self._ends = sorted(start for start, _ in names), sorted(end for _, end in names)
        self._facts = sorted({(fact.start, fact.field.value) for fact in seen.facts})
        self._told = sorted({(tale.start, tale.status.value) for tale in seen.told})
        self._families = [family(verdict.person.value(Field.SURNAME)) for verdict in seen.verdicts]
        self._kin = Counter(self._families)
        self._kin_recorded = Counter(
            own for own, verdict in zip(self._families, seen.verdicts, strict=True) if verdict.stop is None
        )
        self._recorded = sum(v.stop is None for v in seen.verdicts)
        self._plain = sum(v.is_plain for v in seen.verdicts)
        bare = ("is_only_named", "is_named_too_shortly")
        self._bare = sum(v.stop is not None and v.stop.rule.__name__ in bare for v in seen.verdicts)

    def own(self, names: Sequence[Name]) -> list[tuple[int, int]]:
        """Return the sentences in which these names stand."""
        return sorted({self.seen.document.sentence(name.start) for name in names})

    def ruled(self, number: int) -> Iterator[str]:
        """Yield what the rules said of a person and of the post."""
        verdict = self.seen.verdicts[number]
        proof = verdict.proof.rule + " weakly" * verdict.proof.weak if verdict.proof else "nothing"
        rule = self._rule(number)
        yield f"rule {rule}"
        yield f"told {proof}"
        yield f"rule {rule}, told {proof}"
        if self.seen.over:
            yield PASSED + self.seen.over[0].__name__
        if not verdict.stop:
            yield f"status {verdict.status}"
        yield f"rule {rule}, named as number {min(number, 2) + 1}"

    def company(self, number: int) -> Iterator[str]:
        """Yield how a person is named, and among whom."""
        verdict, rule = self.seen.verdicts[number], self._rule(number)
        shape = {p.field: "full" if len(p.value) > _FULL else "initial" for p in verdict.person.parts}
        yield "name " + " ".join(shape.get(field, "-") for field in _NAME)
        gender = next((name.gender for name in verdict.person.names if name.gender), "unknown")
        yield f"gender {gender}"
        own = self._families[number]
        if own and self._kin[own] > 1:
            kin = min(2, self._kin_recorded[own] - (verdict.stop is None))
            yield f"kin {kin}"
            yield f"kin {kin}, gender {gender}"
            yield f"kin {kin}, rule {rule}"
        yield f"named as number {min(number, 3) + 1}"
        yield f"persons {min(len(self.seen.verdicts), 6)}"
        yield f"times named {min(len(verdict.person.names), 4)}"
        others = min(2, self._recorded - (verdict.stop is None))
        yield f"other dead {others}"
        yield f"others told of plainly {min(2, self._plain - verdict.is_plain)}"
        yield f"rule {rule}, other dead {others}"
        yield f"rule {rule}, other dead {others}, bare {min(2, self._bare)}"

    def beside(self, number: int) -> Iterator[str]:
        """Yield what stands in a person's sentences, nearer to his name than to another's, and right after them."""
        fields = set()
        for name in self.seen.verdicts[number].person.names:
            for where, start, end in self._reaches(name):
                found = set(_between(self._facts, start, end))
                fields |= found
                yield from (f"{where} {field}" for field in found)
                yield from (f"{where} told {status}" for status in _between(self._told, start, end))
        yield f"details beside him {min(6, len(fields))}"
        yield f"words of death {min(3, len(self.seen.told))}"
        yield from (f"post tells {status}" for _, status in self._told)

    def _reaches(self, name: Name) -> Iterator[tuple[str, int, int]]:
        """Yield what is nearest to a name, what else is in its sentence, and what follows before the next name."""
        document = self.seen.document
        begin, stop = document.sentence(name.start)
        before = bisect_right(self._ends, name.start)
        left = max(begin, self._ends[before - 1] if before else 0)
        right = max(min(stop, self._next(name.end)), name.end)
        yield "near", left, right
        yield "sentence", begin, left
        yield "sentence", right, stop
        yield "next", stop, min(stop + _NEXT, self._next(stop))

    def _next(self, position: int) -> int:
        """Return where the first name begins from a position on."""
        found = bisect_left(self._starts, position)
        return self._starts[found] if found < len(self._starts) else len(self.seen.document.low)

    def _rule(self, number: int) -> str:
        stop = self.seen.verdicts[number].stop
        return (stop.rule.__name__ if stop else "none") + " passed over" * bool(self.seen.over)


def _between(placed: Sequence[tuple[int, str]], start: int, end: int) -> Iterator[str]:
    """Yield what stands within a range, of what is in order."""
    yield from (what for _, what in placed[bisect_left(placed, (start, "")) : bisect_left(placed, (end, ""))])
