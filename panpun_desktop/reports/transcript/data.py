"""The finished values of a transcript."""

from __future__ import annotations

from dataclasses import dataclass

from panpun_desktop.reports.course_facts import CourseOnPaper


@dataclass(frozen=True)
class ModuleLine:
    """One module: hours, highest score and score as printed, passed or not; "" where there is none."""

    name: str
    hours: str = ""
    most: str = ""
    score: str = ""
    passed: bool | None = None


@dataclass(frozen=True)
class Transcript:
    """One person's course with its modules; ``passed`` None while it runs."""

    of: CourseOnPaper
    modules: tuple[ModuleLine, ...]
    total: ModuleLine
    percent: str
    """Of attendance, with one place; "" when no lesson was held."""
    attended: int
    scheduled: int
    assessed: bool | None
    """Of the assessment; None without one, or not known yet."""
    passed: bool | None

    @property
    def person_id(self) -> int:
        """Whom the paper is about."""
        return self.of.person_id
