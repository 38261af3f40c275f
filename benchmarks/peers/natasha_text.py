"""Natasha reads posts: run in an environment of its own (see ``benchmarks/peer.py``).

Standard input: one JSON list of texts. Standard output: one JSON object: ``persons`` and ``dates`` of each text, and
``seconds`` of CPU for reading them, ``start`` for getting ready.
"""

import json
import sys
import time

begun = time.process_time()

from natasha import (  # noqa: E402
    PER,
    DatesExtractor,
    Doc,
    MorphVocab,
    NamesExtractor,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    Segmenter,
)

vocabulary = MorphVocab()
embedding = NewsEmbedding()
segmenter, morphology, entities = Segmenter(), NewsMorphTagger(embedding), NewsNERTagger(embedding)
names, dates = NamesExtractor(vocabulary), DatesExtractor(vocabulary)
PARTS = {"last": "surname", "first": "given", "middle": "patronymic"}


def persons(text: str) -> list[dict[str, str]]:
    """Return the persons of a text, their names in the nominative, as Natasha's own example has it."""
    doc = Doc(text)
    doc.segment(segmenter)
    doc.tag_morph(morphology)
    doc.tag_ner(entities)
    found = []
    for span in (s for s in doc.spans if s.type == PER):
        span.normalize(vocabulary)
        span.extract_fact(names)
        if span.fact:
            found.append({PARTS[k]: v for k, v in span.fact.as_dict.items() if k in PARTS})
    return found


def days(text: str) -> list[str]:
    """Return the dates of a text as ``YYYY-MM-DD``, as far as they are stated."""
    found = (m.fact.as_json for m in dates(text))
    return ["-".join(f"{d[k]:0{4 if k == 'year' else 2}d}" for k in ("year", "month", "day") if k in d) for d in found]


ready = time.process_time()
texts = json.load(sys.stdin)
people = [persons(t) for t in texts]
seconds = time.process_time() - ready
answer = {"persons": people, "dates": [days(t) for t in texts], "seconds": seconds, "start": ready - begun}
json.dump(answer, sys.stdout)
