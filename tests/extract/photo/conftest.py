"""Stones with invented names for the photo reader, and stand-ins for a Tesseract that fails."""

import os
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sinodik.demo.stones import STYLES, Stone
from sinodik.records import Evidence

SURNAMES = """Кедров Белозёров Шумилин Рябинин Ветлугин Ольховский Гречко Ясенев Тальников Зимородков Щеглов Журавлёв
Пихтин Осокин Калинин Бузин Лугов Снегирёв Перепёлкин Дроздовский Липатенко Камышев Полозов Ежевикин""".split()
GIVEN = """Пётр Александр Никита Сергей Дмитрий Виктор Алексей Юрий Фёдор Михаил Артём Егор Игорь Константин Баир
Рустам Илья Даниил Григорий Вячеслав""".split()
PATRONYMICS = """Ильич Викторович Сергеевич Алексеевич Юрьевич Петрович Фёдорович Михайлович Андреевич Дмитриевич
Баирович Рустамович Никитич Олегович Евгеньевич Анатольевич Григорьевич Вячеславович""".split()


@pytest.fixture(scope="session")
def invent() -> Callable[[int], Stone]:
    """Invent a person and choose a style, by a seed."""

    def make(seed: int) -> Stone:
        rng = Random(seed)
        return Stone(
            surname=rng.choice(SURNAMES),
            given=rng.choice(GIVEN),
            patronymic=rng.choice(PATRONYMICS),
            birth=date(1965, 1, 1) + timedelta(days=rng.randrange(14_000)),
            death=date(2022, 3, 1) + timedelta(days=rng.randrange(330)),
            style=list(STYLES)[seed % len(STYLES)],
        )

    return make


@pytest.fixture
def photo_evidence(make_evidence) -> Callable[..., Evidence]:
    """Evidence of a photograph; seen on 10 March 2023 unless told otherwise."""
    return lambda **given: make_evidence(kind="photo", posted=None, **given)


@pytest.fixture
def fake_tesseract(tmp_path: Path, monkeypatch) -> Callable[[str], Path]:
    """Put a shell script in the place of Tesseract; ``{out}`` in it is the table that it should write."""

    def make(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        path = folder / "tesseract"
        # pytesseract's own arguments: picture, base of the output's name, -l rus, options
        path.write_text("#!/bin/sh\n" + script.replace("{out}", '"$2.tsv"') + "\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return path

    return make
