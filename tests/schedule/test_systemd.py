import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sinodik import cron
from sinodik.errors import BadConfiguration
from sinodik.schedule.systemd import calendar, units
from sinodik.settings import Schedule, Settings
from sinodik.sources import Photos

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")

EVENTS = [
    ("*/30 * * * *", ["*-*-* *:00,30:00 UTC"]),
    ("0 3 * * *", ["*-*-* 03:00:00 UTC"]),
    ("15 6-8 1 */3 *", ["*-01,04,07,10-01 06,07,08:15:00 UTC"]),
    ("0 0 29 2 *", ["*-02-29 00:00:00 UTC"]),
    ("0 0 L * *", ["*-*~01 00:00:00 UTC"]),
    ("0 9 * * 1-5", ["Mon,Tue,Wed,Thu,Fri *-*-* 09:00:00 UTC"]),
    ("0 9 * * 7", ["Sun *-*-* 09:00:00 UTC"]),
    ("0 9 * * MON#1", ["Mon *-*-01..07 09:00:00 UTC"]),
    ("0 9 * * 5L", ["Fri *-*~07/1 09:00:00 UTC"]),
    # both days given: either will do
    ("0 9 13 * FRI", ["*-*-13 09:00:00 UTC", "Fri *-*-* 09:00:00 UTC"]),
    ("0 9 1-31 * FRI", ["*-*-* 09:00:00 UTC"]),
    ("0 9 13 * 0-6", ["*-*-* 09:00:00 UTC"]),
    # … but where one begins with a star, both must fit
    ("0 9 */10 * FRI", ["Fri *-*-01,11,21,31 09:00:00 UTC"]),
]


@pytest.mark.parametrize(("expression", "expected"), EVENTS)
def test_a_cron_expression_as_calendar_events(expression: str, expected: list[str]) -> None:
    assert calendar(expression, "UTC") == expected


@pytest.mark.parametrize("expression", ["0 9 LW * *", "0 9 */10 * MON#1"])
def test_what_systemd_has_no_word_for(expression: str) -> None:
    with pytest.raises(BadConfiguration, match="systemd has no word") as caught:
        calendar(expression, "UTC")
    assert "sinodik serve" in caught.value.remedy


@needs_systemd
@pytest.mark.parametrize("expression", [e for e, _ in EVENTS] + ["59 23 31 12 *", "7 0,12 1,15 2-5 *", "0 9 * * FRI#5"])
def test_systemd_and_cron_agree_on_the_next_dozen(expression: str) -> None:
    base = datetime(2024, 1, 30, 12, tzinfo=UTC)
    theirs: set[datetime] = set()
    for event in calendar(expression, "UTC"):
        command = ["systemd-analyze", "calendar", "--iterations=12", f"--base-time={base:%Y-%m-%d %H:%M:%S} UTC", event]
        said = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}
        )
        found = re.findall(r"(?:Next elapse|Iter\. #\d+|Iteration #\d+): \w+ ([\d-]+ [\d:]+) UTC", said.stdout)
        assert found, said.stdout
        theirs |= {datetime.fromisoformat(m).replace(tzinfo=UTC) for m in found}
    ours, moment = [], base
    for _ in range(12):
        moment = cron.after(expression, moment)
        ours.append(moment)
    assert sorted(theirs)[:12] == ours


SOURCES = [
    Photos(id="kedrovka", publisher="k", folder="p", schedule="*/30 * * * *", timeout=600.0),
    Photos(id="Нижние ключи 50%", publisher="n", folder="p", schedule="0 3 13 * FRI"),
    Photos(id="by_hand", publisher="b", folder="p"),
    Photos(id="off", publisher="o", folder="p", schedule="0 3 * * *", enabled=False),
]


@pytest.fixture(params=["root", None], ids=["system", "user"])
def made(request, tmp_path: Path) -> dict[str, str]:
    settings = Settings(schedule=Schedule(timezone="Europe/Moscow"))
    return units(tmp_path / "my $list 100%", settings, SOURCES, user=request.param)


def test_each_scheduled_source_has_a_timer_and_everything_is_shut_in(made: dict[str, str]) -> None:
    assert len([n for n in made if n.startswith("sinodik-crawl-") and n.endswith(".timer")]) == 2
    assert {"sinodik.service", "sinodik-read.service", "sinodik-crawl-kedrovka.service"} <= set(made)
    timer = made["sinodik-crawl-kedrovka.timer"]
    assert "OnCalendar=*-*-* *:00,30:00 Europe/Moscow\n" in timer
    assert "Persistent=yes" in timer, "missed while the machine was off: caught up once"
    assert "RandomizedDelaySec=180\nFixedRandomDelay=yes" in timer
    assert "TimeoutStartSec=600" in made["sinodik-crawl-kedrovka.service"]
    for name, text in made.items():
        assert name.endswith(".timer") or "NoNewPrivileges=yes" in text
        assert name.endswith(".timer") or ("ProtectSystem=strict" in text) == ("User=root" in text)


def test_the_log_is_sealed_at_midnight_utc(made: dict[str, str]) -> None:
    assert "OnCalendar=*-*-* 00:00:00 UTC\nPersistent=yes" in made["sinodik-seal.timer"]
    assert made["sinodik-seal.service"].split("ExecStart=")[1].split("\n")[0].endswith(" seal")


@needs_systemd
def test_systemd_accepts_them(made: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "units"
    folder.mkdir()
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    scope = "--user" if "User=" not in made["sinodik.service"] else "--system"
    command = [
        "systemd-analyze",
        scope,
        "verify",
        "--man=no",
        "--recursive-errors=no",
        *sorted(map(str, folder.iterdir())),
    ]
    home = tmp_path / "run"
    home.mkdir(mode=0o700)
    environment = {
        "PATH": "/usr/bin:/bin",
        "XDG_RUNTIME_DIR": str(home),
        "HOME": str(home),
        "SYSTEMD_UNIT_PATH": f"{folder}:",
    }
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    ours = [line for line in said.stderr.splitlines() if "sinodik" in line]
    assert (said.returncode, ours) == (0, []), said.stderr


@needs_systemd
def test_names_are_escaped_as_systemd_does(made: dict[str, str]) -> None:
    said = subprocess.run(["systemd-escape", SOURCES[1].id], capture_output=True, text=True, check=True)
    assert f"sinodik-crawl-{said.stdout.strip()}.timer" in made
