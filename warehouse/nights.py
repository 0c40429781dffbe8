"""How long a number of requests takes at a portal's manners, and an estimate and progress in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import time

from warehouse.estimate import BackfillProgress, Estimate

_DAY = 24 * 3600
_NAMED = 5
"""So many sections without a bound are named; the others only counted."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long an estimate takes, in seconds of asking and in nights of a window (None: at any time of day).

    `…_most` is None where the requests have no bound. A host that asks for a slower pace (Crawl-delay), or
    that is slow to answer, makes it longer; so does another run that has the night to itself first.
    """

    requests_per_second: float
    window: tuple[time, time] | None
    seconds_least: float
    seconds_most: float | None

    @property
    def window_seconds(self) -> int:
        """Length of one night's window; of the whole day where there is none."""
        if self.window is None:
            return _DAY
        opens, closes = (at.hour * 3600 + at.minute * 60 + at.second for at in self.window)
        return (closes - opens) % _DAY or _DAY

    @property
    def nights_least(self) -> int:
        """Windows that the least takes; 0 for no request."""
        return math.ceil(self.seconds_least / self.window_seconds)

    @property
    def nights_most(self) -> int | None:
        """Windows that the most takes."""
        return None if self.seconds_most is None else math.ceil(self.seconds_most / self.window_seconds)


def nights(
    estimate: Estimate, requests_per_second: float, night_window: tuple[time, time] | None
) -> Duration:
    """How long the requests of an estimate take, one after another; `requests_per_second` may be infinite."""
    most = estimate.requests_most
    return Duration(
        requests_per_second=requests_per_second,
        window=night_window,
        seconds_least=estimate.requests_least / requests_per_second,
        seconds_most=None if most is None else most / requests_per_second,
    )


def estimate_words(estimate: Estimate, takes: Duration) -> str:
    """One or two Chinese lines: requests, hours and nights; sections without a bound."""
    if estimate.requests_most == 0:
        return "各栏目都已读完,没有要提出的请求,只待公布"
    parts = [f"预计{_requests(estimate)}"]
    if not math.isinf(takes.requests_per_second):
        parts.append(f"每秒 {takes.requests_per_second:g} 个,{_span(takes)}")
    if takes.window is not None:
        opens, closes = takes.window
        hours = f"{takes.window_seconds / 3600:.3g}"
        parts.append(f"夜间窗口 {opens:%H:%M}–{closes:%H:%M} 每晚 {hours} 小时,{_count(takes)}")
    unknown = estimate.unknown_sections
    if not unknown:
        return ";".join(parts)
    named = "、".join(unknown[:_NAMED]) + ("等" if len(unknown) > _NAMED else "")
    return f"{';'.join(parts)}\n从未读过(或没有读完、也未写明总数)的栏目 {len(unknown)} 个,无法估计:{named}"


def progress_words(progress: BackfillProgress) -> str:
    """One Chinese line: sections, requests made, requests still to make."""
    unproven = f"(其中 {progress.unproven} 个未能证明完整)" if progress.unproven else ""
    line = f"已读 {progress.read}/{progress.sections} 个栏目{unproven};已提出 {progress.asked} 个请求"
    if progress.read == progress.sections:
        return line
    unknown = f",另有 {len(progress.rest.unknown_sections)} 个栏目无法估计"
    return f"{line},还需{_requests(progress.rest)}{unknown if progress.rest.unknown_sections else ''}"


def _requests(estimate: Estimate) -> str:
    most = f"(至多 {estimate.requests_most} 个)" if estimate.requests_most is not None else ""
    return f"至少 {estimate.requests_least} 个请求{most}"


def _span(takes: Duration) -> str:
    """约 12 分钟至 1.5 小时."""
    least = _duration(takes.seconds_least)
    if takes.seconds_most is None:
        return f"至少 {least}"
    most = _duration(takes.seconds_most)
    return f"约 {least}" if least == most else f"约 {least}至 {most}"


def _duration(seconds: float) -> str:
    return f"{math.ceil(seconds / 60)} 分钟" if seconds < 5400 else f"{seconds / 3600:.1f} 小时"


def _count(takes: Duration) -> str:
    least, most = takes.nights_least, takes.nights_most
    if most is None:
        return f"至少 {least} 晚"
    return f"约 {least} 晚" if least == most else f"约 {least} 至 {most} 晚"
