"""Strict TOML: an error names the file, the line, the key and the nearest valid name."""

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple, Optional, TypeVar, get_args

import msgspec

from sinodik.errors import BadConfiguration, NoPermission

T = TypeVar("T")
Hinter = Callable[[str, object], Optional["Hint"]]

_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`(?: - at `\$\.?(?P<path>[^`]*)`)?")
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)


class Hint(NamedTuple):
    """What is wrong with a value, and what to write instead, in words that fit it better than msgspec's."""

    what: str
    remedy: str


def read(path: Path, type_: Any, hint: Hinter | None = None, **defaults: object) -> Any:  # noqa: ANN401 - the caller's
    """Read ``path`` as the msgspec type ``type_``; ``defaults`` fill top-level keys that the file leaves out.

    ``hint`` may say more of a top-level key whose value was refused.
    """
    try:
        text = path.read_text("utf-8")
        given = tomllib.loads(text)
        return msgspec.convert(defaults | given, type_)
    except FileNotFoundError as error:
        raise BadConfiguration(f"{path} is missing.", remedy="sinodik init writes one to start from") from error
    except PermissionError as error:
        raise NoPermission(f"{path} cannot be read.", remedy=f"chmod u+r {quote(str(path))}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadConfiguration(f"{path}, line {line}: not UTF-8.", remedy="save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        # tomllib counts lines everywhere but at the end.
        what = str(error).replace("at end of document", f"at line {max(1, len(text.splitlines()))}")
        raise BadConfiguration(f"{path}: {what}.", remedy="see toml.io for how values are written") from error
    except msgspec.ValidationError as error:
        raise _explained(
            path, text, str(error), type_, lambda key: hint(key, given.get(key)) if hint else None
        ) from error


def place(path: Path, key: str) -> str:
    """Say where in a file a top-level key is set, for an error about its value: ``sources/a.toml, line 3``."""
    return _place(path, path.read_text("utf-8"), [key])


def _explained(
    path: Path,
    text: str,
    message: str,
    type_: Any,  # noqa: ANN401
    hint: Callable[[str], Hint | None],
) -> BadConfiguration:
    if unknown := _UNKNOWN.match(message):
        keys = [*_keys(unknown["path"]), unknown["key"]]
        valid = _valid_names(type_, keys[:-1])
        near = get_close_matches(keys[-1], valid, n=1, cutoff=0.5)
        remedy = f"did you mean “{near[0]}”?" if near else f"valid names: {', '.join(sorted(valid))}"
        return BadConfiguration(f"{_place(path, text, keys)}: unknown key “{'.'.join(keys)}”.", remedy=remedy)
    match = _AT.match(message)
    keys = _keys(match["path"]) if match else []
    what = match["what"].replace("`", "") if match else message
    key = f"“{'.'.join(keys)}”: " if keys else ""
    said = (hint(keys[0]) if len(keys) == 1 else None) or Hint(what, f"correct the value in {path.name}")
    return BadConfiguration(f"{_place(path, text, keys)}: {key}{said.what}.", remedy=said.remedy)


def _keys(path: str | None) -> list[str]:
    return re.sub(r"\[\.*\d*\]", "", path or "").split(".") if path else []


def _place(path: Path, text: str, keys: list[str]) -> str:
    line = _line(text, keys)
    return f"{path}, line {line}" if line else str(path)


def _line(text: str, keys: list[str]) -> int | None:
    """Return the number of the line that sets ``keys``, or the nearest thing to it; None if there is none."""
    section: list[str] = []
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\]]+)\]", line):
            section = [k.strip().strip("\"'") for k in header[1].split(".")]
            path = section
        elif assignment := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            path = section + [k.strip("\"'") for k in assignment[1].split(".")]
        else:
            continue
        if path == keys[: len(path)] and (best is None or len(path) > best[0]):
            best = (len(path), number)
    return best[1] if best else None


def _valid_names(type_: Any, keys: list[str]) -> list[str]:  # noqa: ANN401
    """Return the names that are allowed at ``keys`` inside ``type_`` (in any member of a union)."""
    names: dict[str, Any] = {}
    for member in get_args(type_) or (type_,):
        if isinstance(member, type) and issubclass(member, msgspec.Struct):
            info = {f.encode_name: f.type for f in msgspec.structs.fields(member)}
            names |= info | ({member.__struct_config__.tag_field: str} if member.__struct_config__.tag_field else {})
    if keys and keys[0] in names:
        return _valid_names(names[keys[0]], keys[1:])
    return sorted(names)


def quoted(value: str) -> str:
    """Write a string as a TOML basic string (its escapes are those of JSON)."""
    return msgspec.json.encode(value).decode()
