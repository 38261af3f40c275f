"""Units for systemd: the scheduler as a service, or each source with a timer of its own.

``systemd.exec(5)`` for what shuts the services in, ``systemd.time(7)`` for calendar events, ``systemd.timer(5)``.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cronsim import CronSim

from sinodik.cron import EPOCH, longest_jitter
from sinodik.errors import BadConfiguration
from sinodik.schedule.children import GRACE_S
from sinodik.schedule.plan import SEAL_TIMEOUT_S
from sinodik.settings import Settings
from sinodik.sources import Source

READ = "sinodik-read.service"

# What works for a user's own manager too: it needs no privilege to be set up.
_SHUT_IN = """NoNewPrivileges=yes
UMask=0077
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
_SHUT_IN_BY_ROOT = """ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={workspace}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictNamespaces=yes
CapabilityBoundingSet=
"""
# Midnight UTC: see sinodik.schedule.plan.sealing.
_SEAL_TIMER = """[Unit]
Description=Sinodik: when to seal the log

[Timer]
OnCalendar=*-*-* 00:00:00 UTC
Persistent=yes
AccuracySec=1s

[Install]
WantedBy=timers.target
"""
_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def units(workspace: Path, settings: Settings, sources: Iterable[Source], *, user: str | None) -> dict[str, str]:
    """Return the units by file name; ``user`` is whom a system service runs as, None for the user's own manager.

    ``sinodik.service`` is all that is needed; the timers are for those who want systemd to keep the time instead.
    """
    made = {"sinodik.service": _serve(workspace, user), READ: _read(workspace, user)}
    made |= {"sinodik-seal.service": _seal(workspace, user), "sinodik-seal.timer": _SEAL_TIMER}
    for source in sources:
        if source.schedule and source.enabled:
            name = f"sinodik-crawl-{_unit_name(source.id)}"
            made[f"{name}.service"] = _crawl(workspace, source, user)
            made[f"{name}.timer"] = _timer(source, settings.schedule.timezone)
    return made


def calendar(expression: str, zone: str) -> list[str]:
    """Return the calendar events that a cron expression means; several where cron means "or"."""
    cron = CronSim(expression, EPOCH)
    clock = f"{_values(cron.hours, range(24))}:{_values(cron.minutes, range(60))}:00 {zone}"
    month = f"*-{_values(cron.months, range(1, 13))}"
    every_day = cron.days == set(range(1, 32))
    every_weekday = {w % 7 for w in cron.weekdays if isinstance(w, int)} == set(range(7))
    if (every_day and every_weekday) or (not cron.day_and and (every_day or every_weekday)):
        return [f"{month}-* {clock}"]
    dates = [] if every_day else _dates(cron, expression)
    days = [] if every_weekday else _weekdays(cron)
    if not (cron.day_and and dates and days):
        return [f"{month}{d} {clock}" for d in dates] + [f"{w} {month}{d} {clock}" for w, d in days]
    if any(d != "-*" for _, d in days):
        raise _no_word(expression)
    return [f"{w} {month}{d} {clock}" for w, _ in days for d in dates]


def _dates(cron: CronSim, expression: str) -> list[str]:
    """Return the days of the month, as systemd writes them after the month."""
    if CronSim.LAST_WEEKDAY in cron.days:
        raise _no_word(expression)
    plain = {d for d in cron.days if d > 0}
    return ([f"-{_values(plain)}"] if plain else []) + (["~01"] if CronSim.LAST in cron.days else [])


def _weekdays(cron: CronSim) -> list[tuple[str, str]]:
    """Return the days of the week, each with the days of the month that it is bound to: ``("Mon", "-01..07")``."""
    days = sorted({w % 7 for w in cron.weekdays if isinstance(w, int)})
    found = [(",".join(_DAYS[d] for d in days), "-*")] if days else []
    for day, nth in sorted(w for w in cron.weekdays if isinstance(w, tuple)):
        found.append((_DAYS[day], "~07/1" if nth == CronSim.LAST else f"-{7 * nth - 6:02}..{min(7 * nth, 31):02}"))
    return found


def _no_word(expression: str) -> BadConfiguration:
    return BadConfiguration(
        f"systemd has no word for “{expression}”.", remedy="let sinodik serve keep the time instead"
    )


def _values(values: set[int], every: Sequence[int] = ()) -> str:
    return "*" if values == set(every) else ",".join(f"{v:02}" for v in sorted(values))


def _serve(workspace: Path, user: str | None) -> str:
    return f"""[Unit]
Description=Sinodik: review desk and scheduler
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
ExecStart={_command(workspace, "serve", "--log-json")}
Restart=on-failure
RestartSec=5
KillMode=mixed
TimeoutStopSec={GRACE_S * 3:.0f}
{_shut_in(workspace, user)}
[Install]
WantedBy={"multi-user.target" if user else "default.target"}
"""


def _crawl(workspace: Path, source: Source, user: str | None) -> str:
    return f"""[Unit]
Description=Sinodik: crawl {_plain(source.id)}
After=network-online.target
Wants=network-online.target
OnSuccess={READ}
OnFailure={READ}

[Service]
Type=oneshot
ExecStart={_command(workspace, "crawl", source.id)}
TimeoutStartSec={source.timeout:.0f}
TimeoutStopSec={GRACE_S:.0f}
{_shut_in(workspace, user)}"""


def _read(workspace: Path, user: str | None) -> str:
    return f"""[Unit]
Description=Sinodik: read and match what was crawled

[Service]
Type=oneshot
ExecStart={_command(workspace, "extract")}
ExecStart={_command(workspace, "dedupe")}
{_shut_in(workspace, user)}"""


def _seal(workspace: Path, user: str | None) -> str:
    return f"""[Unit]
Description=Sinodik: seal the log of the day
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart={_command(workspace, "seal")}
TimeoutStartSec={SEAL_TIMEOUT_S:.0f}
{_shut_in(workspace, user)}"""


def _timer(source: Source, zone: str) -> str:
    times = "\n".join(f"OnCalendar={event}" for event in calendar(source.schedule, zone))
    return f"""[Unit]
Description=Sinodik: when to crawl {_plain(source.id)}

[Timer]
{times}
Persistent=yes
RandomizedDelaySec={longest_jitter(source.schedule, EPOCH).total_seconds():.0f}
FixedRandomDelay=yes
AccuracySec=1s

[Install]
WantedBy=timers.target
"""


def _shut_in(workspace: Path, user: str | None) -> str:
    if user is None:
        return _SHUT_IN
    return f"User={user}\n{_SHUT_IN}{_SHUT_IN_BY_ROOT.format(workspace=_quoted(str(workspace)))}"


def _command(workspace: Path, *words: str) -> str:
    return " ".join(_quoted(w) for w in (sys.executable, "-m", "sinodik", "-w", str(workspace), *words))


def _quoted(word: str) -> str:
    """Quote a word for a unit file: systemd.service(5), "Command lines"."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if any(c in plain for c in " '\"\\;\t") else plain


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _unit_name(text: str) -> str:
    r"""Escape a name as systemd-escape(1) does: what is not a letter, a digit or ``:_.`` becomes ``\xNN``."""
    return "".join(
        c
        if (c.isascii() and c.isalnum()) or c in ":_" or (c == "." and n)
        else "".join(f"\\x{b:02x}" for b in c.encode())
        for n, c in enumerate(text)
    )
