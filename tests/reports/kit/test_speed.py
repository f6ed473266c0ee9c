"""The benchmark of papers still runs and measures what it says."""

from __future__ import annotations

from io import BytesIO

import pypdf

from tests.benchmarks import bench_paper


def test_the_measured_report_has_some_fifty_pages_and_both_makers_print_it_all() -> None:
    assert 40 <= len(pypdf.PdfReader(BytesIO(bench_paper.ours())).pages) <= 70
    assert len(pypdf.PdfReader(BytesIO(bench_paper.stock())).pages) >= 40
