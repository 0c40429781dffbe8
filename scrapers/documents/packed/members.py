"""The members of an archive, read one after another on one account, and what their outcomes make of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scrapers.documents.formats import FORMATS
from scrapers.documents.limits import Asked
from scrapers.documents.packed import names
from scrapers.documents.records import Document, LeftOut, Reading, Refused
from scrapers.vocabulary.outcomes import DOCUMENT_TEXT, DOCUMENT_WHOLE, DOCUMENT_WORDS

PIECE = 1 << 20
"""Bytes that are unpacked at once."""
NAMED = 20
"""Members that are told by name where they were not read; of more their number."""


class Members:
    """What was read of an archive so far."""

    def __init__(self, asked: Asked) -> None:
        """Raises Refused where the archive stands in too many others."""
        if asked.depth >= asked.limits.depth:
            raise Refused("too_much_inside", f"压缩包套压缩包超过 {asked.limits.depth} 层,没有读")
        self._asked = asked
        self.documents: list[Document] = []
        self.unread = 0
        """Members behind the bound that stopped the reading."""
        self._more = False
        self._of_the_system = 0
        self._links = 0
        self._why_stopped = ""

    def skips(self, name: str) -> bool:
        """Whether a member is no document by its name alone: folders, what systems leave there. Counted."""
        if name.endswith("/"):
            return True
        if names.is_of_the_system(name):
            self._of_the_system += 1
            return True
        return False

    def link(self) -> None:
        """Counts a member that only points at a place, or is a device: it has no content."""
        self._links += 1

    def full(self) -> bool:
        """Whether a bound is reached: the member at hand, and all that follow, are only counted."""
        limits = self._asked.limits
        if not self._why_stopped:
            if self._asked.members_read() >= limits.members:
                self._why_stopped = f"成员超过 {limits.members} 个"
            elif self._asked.room() <= 0:
                self._why_stopped = f"解开后超过 {limits.unpacked >> 20} MB"
            elif self._asked.late():
                self._why_stopped = "时间不够"
        self.unread += bool(self._why_stopped)
        return bool(self._why_stopped)

    def stop(self, why: str = "") -> None:
        """Tells that the members behind this one are not even counted: that would be to unpack them. `why`
        (Chinese), where no bound was reached before."""
        self._more = True
        self._why_stopped = self._why_stopped or why

    def read(self, content: bytes, name: str) -> None:
        """Reads a member that was unpacked."""
        self._asked.one_more_member()
        self.documents.append(self._asked.inner(content, name, self._asked))

    def again(self, name: str, other: str) -> None:
        """Tells a member that is kept as a reference to one before it."""
        for document in reversed(self.documents):
            if document.name == other:
                self._asked.one_more_member()
                self.documents.append(replace(document, name=name))
                return
        self.refuse(name, "damaged", f"内容在另一个成员里({other}),没有找到")

    def refuse(self, name: str, outcome: str, reason: str = "") -> None:
        """Tells a member that could not be unpacked."""
        self._asked.one_more_member()
        kind = FORMATS["unknown"]
        self.documents.append(
            Document(outcome, kind.name, kind.media_type, reason or DOCUMENT_WORDS[outcome], name)
        )

    def reading(self, read_by: str, damage: str = "", encoding: str | None = None) -> Reading:
        """The archive's own reading; `damage` (Chinese): why its list of members is not whole."""
        outcome, reason = self._outcome(damage)
        return Reading(
            left_out=self._left_out(),
            notes=self._notes(),
            members=self.documents,
            outcome=outcome,
            reason=reason,
            encoding=encoding,
            read_by=read_by,
        )

    def _notes(self) -> list[str]:
        passed = (
            (self._of_the_system, "系统或办公软件留下的文件"),
            (self._links, "链接或设备(指向别处,本身没有内容)"),
        )
        return [f"另有{what} {count} 个,没有读" for count, what in passed if count]

    def _outcome(self, damage: str) -> tuple[str, str]:
        outcomes = Counter(document.outcome for document in self.documents)
        said = [damage, self._stopped(), *_said(self.documents)]
        reason = ";".join(filter(None, said))
        if set(outcomes) == {"password"}:
            return "password", f"压缩包里的 {len(self.documents)} 个文件都有密码"
        if damage:
            return "damaged", reason
        if not self.documents and not self.unread:
            return "empty", "压缩包里没有文件"
        if not reason:
            return ("ok", "") if outcomes["ok"] else ("empty", "压缩包里的文件都没有文字")
        nothing = not any(document.outcome in DOCUMENT_TEXT for document in self.documents)
        if nothing and (outcomes["too_much_inside"] or self._asked.room() <= 0):
            return "too_much_inside", reason
        return "partial", reason

    def _stopped(self) -> str:
        if not self._why_stopped:
            return ""
        least = "至少" if self._more else ""
        rest = f"还有{least} {self.unread} 个成员没有读" if self.unread else "后面的成员没有读"
        return f"{self._why_stopped},{rest}"

    def _left_out(self) -> list[LeftOut]:
        nothing = DOCUMENT_TEXT | DOCUMENT_WHOLE
        lost = [document for document in self.documents if document.outcome not in nothing]
        told = [LeftOut("members", document.name or "") for document in lost[:NAMED]]
        rest = len(lost) - len(told) + max(self.unread, int(self._more))
        return told + ([LeftOut("members", count=rest)] if rest else [])


def _said(documents: list[Document]) -> list[str]:
    """Members that are not whole, by name and reason."""
    broken = [document for document in documents if document.outcome not in DOCUMENT_WHOLE]
    said = [f"{one.name}:{one.reason or DOCUMENT_WORDS[one.outcome]}" for one in broken[:5]]
    if not said:
        return []
    return [f"{len(broken)} 个成员没有读全:" + ";".join(said) + (" 等" if len(broken) > 5 else "")]
