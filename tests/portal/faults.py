"""How the portal misbehaves on request: a plan of faults, consulted once per request.

Each kind is one function (question, undisturbed answer, the fault, the site) -> answer, registered under its
name. Faults compose: all that match a request apply in the order in which they were planned.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.portal import wire
from tests.portal.site import Site
from tests.portal.wire import Answer, Question


@dataclass(eq=False)
class Fault:
    """One planned misbehaviour, and how often it has struck."""

    kind: str
    match: str
    """Regular expression searched in the full address."""
    times: int | None
    """How many matching requests it spoils; None: all."""
    after: int
    """How many matching requests go well first."""
    options: dict[str, object] = field(default_factory=dict)
    seen: int = 0
    struck: int = 0

    def number(self, name: str, default: float) -> float:
        """An option that is a number."""
        value = self.options.get(name, default)
        if not isinstance(value, int | float):
            raise TypeError(f"{self.kind}: {name} must be a number, not {value!r}")
        return value

    def text(self, name: str, default: str) -> str:
        """An option that is text."""
        return str(self.options.get(name, default))


Kind = Callable[[Question, Answer, Fault, Site], Answer]
KINDS: dict[str, Kind] = {}
"""All kinds by name."""


def kind(name: str) -> Callable[[Kind], Kind]:
    """Registers a kind of fault under `name`."""

    def register(function: Kind) -> Kind:
        KINDS[name] = function
        return function

    return register


class Faults:
    """The plan; thread-safe."""

    def __init__(self) -> None:
        self._plan: list[Fault] = []
        self._lock = threading.Lock()

    def add(
        self, kind: str, match: str = "", *, times: int | None = None, after: int = 0, **options: object
    ) -> Fault:
        """Plans a fault: for addresses in which `match` is found, from matching request `after` + 1 on,
        `times` times (None: for ever). Raises KeyError for an unknown kind."""
        if kind not in KINDS:
            raise KeyError(f"no fault {kind!r}; there are: {', '.join(sorted(KINDS))}")
        fault = Fault(kind, match, times, after, options)
        with self._lock:
            self._plan.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Ends one fault."""
        with self._lock:
            self._plan.remove(fault)

    def clear(self) -> None:
        """The portal behaves again."""
        with self._lock:
            self._plan.clear()

    def applied(self, question: Question, answer: Answer, site: Site) -> Answer:
        """The answer after all faults that strike this request."""
        with self._lock:
            striking = [fault for fault in self._plan if self._strikes(fault, question.url)]
        for fault in striking:
            answer = KINDS[fault.kind](question, answer, fault, site)
        return answer

    @staticmethod
    def _strikes(fault: Fault, url: str) -> bool:
        if not re.search(fault.match, url):
            return False
        fault.seen += 1
        if fault.seen <= fault.after or (fault.times is not None and fault.struck >= fault.times):
            return False
        fault.struck += 1
        return True


def page(status: int, text: str, *headers: tuple[str, str]) -> Answer:
    """A small HTML answer."""
    return Answer(status, (("Content-Type", "text/html; charset=utf-8"), *headers), text.encode())


@kind("status")
def status(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Another status with a short page; options: `status` (500), `retry_after` (seconds or a date)."""
    code = int(fault.number("status", 500))
    headers = (("Retry-After", fault.text("retry_after", "")),) if "retry_after" in fault.options else ()
    return page(
        code, f"<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>", *headers
    )


@kind("missing")
def missing(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A page that exists answers 404."""
    return page(404, "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>")


@kind("refused")
def refused(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The connection ends without a byte."""
    return replace(answer, delivery=wire.unanswered)


@kind("delay")
def delay(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The whole answer, `seconds` late (longer than any timeout by default)."""
    return replace(answer, delivery=wire.delayed(fault.number("seconds", 3600)))


@kind("challenge-521")
def challenge_521(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """加速乐: 521, a cookie, and a script that would compute another."""
    script = (
        "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+'_clearance_s=1;max-age=3600;path=/';"
        "location.href=location.pathname+location.search</script>"
    )
    cookie = "__jsluid_h=0123456789abcdef; path=/; HttpOnly"
    return page(521, script, ("X-Via-JSL", "0a1b2c3,-"), ("Set-Cookie", cookie))


@kind("challenge-412")
def challenge_412(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """瑞数: 412, an empty page and one obfuscated script."""
    text = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta content="mQ3N1ZV" id="9DhefwqGPrz" r="m">'
        "<script type=\"text/javascript\" r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=59352;"
        '$_ts.cd="qWNqrfAlErLcDsZkDGlR";if($_ts.lcd)$_ts.lcd();</script></head><body></body></html>'
    )
    return page(412, text, ("Set-Cookie", "FSSBBIl1UgzbN7N80S=abc; path=/; HttpOnly"))
