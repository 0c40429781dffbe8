"""How a home stands: gathered from its published file, portal files, settings and decisions; and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flows.holding import holdings, matters_of_portals
from flows.published import Names, portals_meant
from flows.run import PORTAL_ZONE
from flows.serving.places import no_night_because
from warehouse.decisions import read_home_decisions
from warehouse.home import FileUnreadable, Home, HomeTooNew, LedgerLost
from warehouse.journal import last_entry
from warehouse.matters import NO_HURRY, Matter, matters
from warehouse.messages.memory import read_memory
from warehouse.past_nights import Said
from warehouse.settings import NightSettings, Settings, SettingsError, load_settings, strange_portals
from warehouse.status import Status, read_status
from warehouse.upkeep import Upkeep, upkeep


@dataclass(frozen=True, slots=True)
class Standing:
    """A home at an instant."""

    home: Home
    at: datetime
    status: Status | None
    """None: there is no published file that could be read."""
    unread: str
    """Why there is none; empty where there is one."""
    matters: tuple[Matter, ...]
    """What a person has to do, most urgent first."""

    def as_json(self) -> dict[str, Any]:
        """All of it, nothing cut. Keys: `home`, `at`, `built_at`, `data_as_of`, `unread` (why there is no
        status), `portals` (portal_id, name, state, words), `matters` (kind, urgency, count, sentence, todo,
        findings), `nights` (day, outcome, reason, sections), `sections` (those of `SectionStatus`). Instants
        are Beijing's."""
        status = self.status
        told = {
            "home": str(self.home.root),
            "at": self.at,
            "built_at": status.built_at if status else None,
            "data_as_of": status.data_as_of if status else None,
            "unread": self.unread or None,
            "portals": [asdict(one) for one in holdings(self.home)],
            "matters": [asdict(one) for one in self.matters],
            "nights": [asdict(one) for one in status.nights] if status else [],
            "sections": [asdict(one) for one in status.sections] if status else [],
        }
        plain: dict[str, Any] = _plain(told)
        return plain


def standing_of(home: Home, at: datetime, names: Names = None) -> Standing:
    """How a home stands, or those of its portals that are named. Raises nothing for what is wrong with it:
    that is told; PortalFileError for a name that is none."""
    ids = [one.portal_id for one in portals_meant(home, names)] if names else []
    wrong, settings = _of_settings(home)
    wrong += _of_home(home, ids)
    if settings is not None:
        wrong += [_of_upkeep(one) for one in upkeep(home, settings, at)]
    night = settings.night if settings is not None else NightSettings()
    try:
        status = read_status(home.published, at, night, _said(home), ids)
    except FileUnreadable as error:
        # What may wait is told beside what does not; alone it would be noise.
        others = (one for one in wrong if one.urgency < NO_HURRY and one.sentence != str(error))
        return Standing(home, at, None, str(error), tuple(others))
    return Standing(home, at, status, "", matters(status, wrong))


def _of_settings(home: Home) -> tuple[list[Matter], Settings | None]:
    try:
        settings = load_settings(home.root)
    except SettingsError as error:
        return [_wrong("settings", str(error))], None
    return [_wrong("settings", why) for why in strange_portals(home.root, settings)], settings


def _of_upkeep(one: Upkeep) -> Matter:
    return Matter(f"home:{one.kind}", one.urgency, 1, one.sentence, one.todo)


def _of_home(home: Home, portal_ids: Sequence[str]) -> list[Matter]:
    """What keeps nights, publications or messages back, whatever the published file says."""
    found: list[Matter] = []
    try:
        home.refuse_newer()
    except HomeTooNew as error:
        found.append(_wrong("newer", str(error)))
    with suppress(PermissionError):  # who may read the published file need not see into work/
        try:
            home.require_ledger()
        except LedgerLost as error:
            found.append(_wrong("ledger", str(error)))
    found += matters_of_portals(home, portal_ids)
    unreadable = read_home_decisions(home).unreadable
    if unreadable:
        others = f"(另有 {len(unreadable) - 1} 处)" if len(unreadable) > 1 else ""
        found.append(_wrong("decisions", f"{unreadable[0]}{others}", len(unreadable)))
    found += [_wrong("schedule", why) for why in no_night_because(home)]
    for channel, waiting in read_memory(home).pending.items():
        why = f"{channel} 有 {len(waiting)} 条消息没有送达,下一晚再发;{waiting[-1].why}"
        found.append(_wrong("message", why, len(waiting)))
    return found


def _wrong(what: str, sentence: str, count: int = 1) -> Matter:
    return Matter(f"home:{what}", 0, count, sentence, "")


def _said(home: Home) -> Said | None:
    """How the last night ended, where it published nothing."""
    last = last_entry(home, "nightly")
    if last is None or (last.outcome in ("complete", "partial", "failed") and not last.sentence):
        return None
    otherwise = "被人停止" if last.outcome == "stopped" else "运行被中断,或还在进行"
    return Said(last.began, last.sentence or otherwise)


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: _plain(value) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [_plain(value) for value in told]
    if isinstance(told, datetime):
        return told.astimezone(PORTAL_ZONE).isoformat(timespec="seconds")
    return told.isoformat() if isinstance(told, date) else told
