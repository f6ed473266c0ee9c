"""The report as Office files."""

from __future__ import annotations

from panpun_desktop.reports.monthly.workbook import xlsx as xlsx
