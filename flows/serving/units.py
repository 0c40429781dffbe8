"""Units of systemd for one home: `gongkai serve`, and a watchdog with its own timer that needs no Prefect."""

from __future__ import annotations

import os
import pwd
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.environment import home_name
from scrapers.durable import replace_whole
from warehouse.settings import NightSettings

AFTER_REPORT = timedelta(minutes=15)
"""From the time by which a night must have been published to the look of the watchdog."""

SYSTEM, OF_USER = Path("/etc/systemd/system"), Path(".config/systemd/user")


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one home: file name → text, and what a person does with them."""

    name: str
    files: dict[str, str]
    folder: Path
    system: bool

    def write(self, folder: Path | None = None) -> list[Path]:
        """Writes them (over those of an earlier time); the paths. Raises OSError."""
        place = folder or self.folder
        place.mkdir(parents=True, exist_ok=True)
        written = []
        for name, text in self.files.items():
            written.append(replace_whole(place / name, text))
        return written

    @property
    def commands(self) -> list[str]:
        """What starts them, one command a line."""
        systemctl = "systemctl" if self.system else "systemctl --user"
        linger = [] if self.system else ["loginctl enable-linger"]
        return [
            f"{systemctl} daemon-reload",
            f"{systemctl} enable --now {self.name}.service {self.name}-check.timer",
            *linger,
        ]


def units_of(home: Path, night: NightSettings, system: bool | None = None) -> Units:
    """The units of the home at `home`; of the whole machine where this is root, else of the user."""
    system = os.geteuid() == 0 if system is None else system
    root = home.absolute()
    name = home_name(root)
    program, at = f"{_quoted(str(_program()))}", f"--home {_quoted(str(root))}"
    owner = f"User={pwd.getpwuid(root.stat().st_uid).pw_name}\n" if system else ""
    target = "multi-user.target" if system else "default.target"
    looks = (datetime.combine(datetime(2000, 1, 1), night.report_by) + AFTER_REPORT).time()
    files = {
        f"{name}.service": f"""\
[Unit]
Description=公开:{_plain(root)} 的界面与每晚抓取
Wants=network-online.target
After=network-online.target

[Service]
{owner}ExecStart={program} serve {at}
Environment=PYTHONUTF8=1
Restart=always
RestartSec=10
# 只通知主进程:进行中的抓取由它等着保存好,没有跑完的下次启动时接着跑。
KillMode=mixed
TimeoutStopSec=90

[Install]
WantedBy={target}
""",
        f"{name}-check.service": f"""\
[Unit]
Description=公开:{_plain(root)} 的夜晚有没有缺

[Service]
{owner}Type=oneshot
ExecStart={program} status --check --message {at}
Environment=PYTHONUTF8=1
# 退出码 3:有夜晚缺失或失败,已经通知,不是这个单元的故障。
SuccessExitStatus=3
""",
        f"{name}-check.timer": f"""\
[Unit]
Description=公开:每天 {looks:%H:%M} 查看 {_plain(root)} 的夜晚有没有缺

[Timer]
OnCalendar=*-*-* {looks:%H:%M}:00 Asia/Shanghai
Persistent=true

[Install]
WantedBy=timers.target
""",
    }
    return Units(name, files, SYSTEM if system else Path.home() / OF_USER, system)


def _program() -> Path:
    """The command, as it stands beside this interpreter."""
    return Path(sys.executable).absolute().with_name("gongkai")


def _quoted(text: str) -> str:
    """A word of ExecStart: quoted, with nothing in it that systemd would fill in."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _plain(root: Path) -> str:
    return str(root).replace("%", "%%").replace("\n", " ")
