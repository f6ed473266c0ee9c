"""A report from its folder: ``query.read``, ``layout.pdf``, and ``data.to_json`` and ``data.title``.

``office.xlsx`` and ``office.docx`` stand there where the paper is given to office programs.
The parts are imported when the paper is first asked for: the list of reports is read when the
program starts, long before anybody needs SQLAlchemy or ReportLab.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from panpun_desktop.reports.report import Report


def report_in(
    folder: str,
    *,
    facts: Callable[[Any], dict[str, Any]] | None = None,
    title: Callable[[Any], str] | None = None,
    office: tuple[str, ...] = (),
    keeps: bool = False,
    **about: Any,
) -> Report:
    """The report whose parts stand in ``folder`` (a package's name); ``about`` are fields of ``Report``.

    ``facts`` and ``title`` take the place of those of the folder's ``data``; ``office`` names what its
    ``office`` module writes: xlsx, docx; with ``keeps`` its ``closed.kept`` gives bytes that were frozen.
    """

    def part(module: str, name: str) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            return getattr(import_module(f"{folder}.{module}"), name)(*given)

        call.__module__, call.__qualname__ = f"{folder}.{module}", name  # where to look for it
        return call

    return Report(
        read=part("query", "read"),
        draw=part("layout", "pdf"),
        facts=facts or part("data", "to_json"),
        title=title or part("data", "title"),
        xlsx=part("office", "xlsx") if "xlsx" in office else None,
        docx=part("office", "docx") if "docx" in office else None,
        kept=part("closed", "kept") if keeps else None,
        **about,
    )
