"""Settings under which LibreOffice opens files that nobody vouches for."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_NOWHERE = "127.0.0.1"
"""Where its proxies point: to a port (discard) on which nothing listens."""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security", "EnableExpertConfiguration", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    # Else what it does not know is opened as text, whatever it be.
    (
        "TypeDetection.Types/Types/org.openoffice.TypeDetection.Types:Type['generic_Text']",
        "DetectService",
        "",
    ),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_JAVA = """<?xml version="1.0" encoding="UTF-8"?>
<java xmlns="http://openoffice.org/2004/java/framework/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<enabled xsi:nil="false">false</enabled>
</java>
"""


class Profile:
    """The folder of LibreOffice's settings, made at the first conversion of this process."""

    def __init__(self) -> None:
        """Makes nothing yet."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def path(self) -> Path:
        """The folder, with the settings in it."""
        if self._folder is None or not Path(self._folder.name).is_dir():
            self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
            user = Path(self._folder.name) / "user"
            (user / "config").mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
            for system in ("Linux_X86_64", "Linux_AARCH64", "MacOSX_X86_64", "MacOSX_AARCH64"):
                (user / "config" / f"javasettings_{system}.xml").write_text(_JAVA, encoding="utf-8")
        return Path(self._folder.name)

    def forget(self) -> None:
        """Takes it away: what a program that did not end well left in it is not trusted."""
        if self._folder is not None:
            _drop_socket_of(Path(self._folder.name))
            shutil.rmtree(self._folder.name, ignore_errors=True)
            self._folder = None


_PREFIX = "profile-"
_SOCKETS = (Path("/tmp"), Path("/var/tmp"))
"""Where LibreOffice, whatever TMPDIR says, puts the socket by which a second one would find the first."""


def drop_sockets(folder: Path) -> None:
    """Takes away the sockets that LibreOffice, when it was killed, left of the profiles in that folder."""
    for profile in folder.glob(f"{_PREFIX}*"):
        _drop_socket_of(profile)


def _drop_socket_of(profile: Path) -> None:
    # Named by the sum of the profile's address, bytes below 16 by one sign (officeipcthread.cxx).
    told = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in told)}"
    for place in _SOCKETS:
        with suppress(OSError):
            (place / name).unlink()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n' + items + "</oor:items>\n"
    )
