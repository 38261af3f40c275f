"""Reading Russian text: names, dates, ranks and places of the dead, every value with its quote."""

from extract.text.entities import finder, mark
from extract.text.reader import EXTRACTOR, VERSION, TextReader

__all__ = ["EXTRACTOR", "VERSION", "TextReader", "finder", "mark"]
