"""What every core type is made of."""

import hashlib
from typing import Annotated

import msgspec

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What every type here has in common: frozen, strict, and able to cache a property."""


_CANONICAL = msgspec.json.Encoder(order="deterministic")


def digest(*parts: object) -> str:
    """Return the SHA-256 of ``parts`` in canonical JSON: the key of whatever is keyed by its content."""
    return hashlib.sha256(_CANONICAL.encode(parts)).hexdigest()
