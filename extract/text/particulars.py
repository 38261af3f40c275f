"""All that a post tells of somebody's place and service, found in one go."""

from collections.abc import Iterable, Iterator, Sequence

from extract.text.awards import AwardFinder
from extract.text.branches import BranchFinder
from extract.text.callsigns import callsigns
from extract.text.cemeteries import cemeteries
from extract.text.document import Document
from extract.text.found import Found
from extract.text.lexicon import Lexicon
from extract.text.list_headings import Heading, headings, under_headings
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.openings import openings
from extract.text.places import PlaceFinder
from extract.text.rank_headings import RankHeadings
from extract.text.schools import schools
from extract.text.shared import shared
from extract.text.signs_of_the_dead import signs_of_the_dead
from extract.text.tables import told_by_heads
from extract.text.units import units
from extract.text.work import OccupationFinder


class Particulars:
    """Finds places, cemeteries, units, branches, awards, occupations and schools; whose they are is not asked here."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._places = PlaceFinder(morphology, lexicon)
        self._branches = BranchFinder(lexicon.branches)
        self._awards = AwardFinder(lexicon.awards)
        self._work = OccupationFinder(morphology, lexicon.trades)
        self._morphology = morphology
        self._headings = RankHeadings(lexicon.ranks)

    def found(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        """Yield everything that is told; ``names`` are the persons' names, which no place may run into."""
        blocks = headings(document, names) if len(names) > 1 else []
        told = self._told(document, names)
        found = under_headings(document, self._with_headed(document, told, blocks, names), blocks, names)
        yield from shared(document, found, names)

    def callsigns(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        """Yield every call sign, in the nominative."""
        told = {sign.start: sign for sign in signs_of_the_dead(document, names, self._morphology)}
        yield from ({sign.start: sign for sign in callsigns(document, names, self._morphology)} | told).values()

    def _with_headed(
        self,
        document: Document,
        told: Iterable[Found],
        blocks: Sequence[Sequence[Heading]],
        names: Sequence[Name],
    ) -> Iterator[Found]:
        """Yield what is told, and what places headings name without a word of birth or residence."""
        found = list(told)
        yield from found
        yield from openings(document, self._places, found, names[0].start if names else None)
        spans = [(heading.start, heading.end) for block in blocks for heading in block]
        for place in self._places.named(document, spans) if spans else ():
            if not any(other.start < place.end and place.start < other.end for other in found):
                yield place

    def _told(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        yield from self._places.places(document, {name.start for name in names}, {name.end for name in names})
        yield from self._headings.headings(document, names)
        yield from self._headings.before_names(document, names)
        yield from cemeteries(document, self._places)
        yield from units(document)
        yield from self._branches.branches(document)
        yield from self._awards.awards(document)
        yield from self._work.occupations(document, names)
        yield from schools(document, self._places, names[0].start if len(names) > 1 else None)
        yield from told_by_heads(document)
