"""Sinodik: a list of the names of the dead that can be trusted."""

__version__ = "0.1.0"
