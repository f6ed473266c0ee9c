"""The benchmark's report by other typesetters, those that are installed: typst, LibreOffice, WeasyPrint."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module, util
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from panpun_desktop.reports import kit

Rows = Sequence[Sequence[object]]
Make = Callable[[Path], None]
TIMEOUT = 300


def others(prose: Sequence[str], rows: Rows) -> Mapping[str, Make | None]:
    """Name -> how it sets the same text and table in a folder; None where it is not installed."""
    return {
        "typst": (lambda place: _typst(place, prose, rows)) if shutil.which("typst") else None,
        "LibreOffice": (lambda place: _libreoffice(place, prose, rows)) if shutil.which("soffice") else None,
        "WeasyPrint": (lambda place: _weasyprint(place, prose, rows))
        if util.find_spec("weasyprint")
        else None,
    }


def seconds_of(make: Make, times: int = 2) -> float:
    """Processor seconds of the quickest run, those of the programs it starts among them."""
    best = float("inf")
    with TemporaryDirectory() as folder:
        make(Path(folder))  # a profile is made, fonts are found
        for _ in range(times):
            before = _used()
            make(Path(folder))
            best = min(best, _used() - before)
    return best


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)


def _typst(place: Path, prose: Sequence[str], rows: Rows) -> None:
    def told(text: object) -> str:
        return "[" + "".join(f"\\{one}" if one in "\\#$*_[]<>@`~=-+/" else one for one in str(text)) + "]"

    cells = ",\n".join(told(cell) for row in rows for cell in row)
    page = '#set page(paper: "a4")\n#set par(justify: true)\n'
    head = f'{page}#set text(font: "Sarabun", size: 11pt, lang: "th")\n'
    body = "\n\n".join(told(text)[1:-1] for text in prose)
    source = place / "paper.typ"
    source.write_text(f"{head}{body}\n#table(columns: {len(rows[0])},\n{cells})\n", encoding="utf-8")
    _run("typst", "compile", "--font-path", str(kit.SARABUN.regular.parent), str(source))


def _libreoffice(place: Path, prose: Sequence[str], rows: Rows) -> None:
    source = place / "paper.html"
    source.write_text(_html(prose, rows), encoding="utf-8")
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    _run(
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        str(place),
        str(source),
    )
    if not (place / "paper.pdf").exists():
        raise RuntimeError("LibreOffice made no file")


def _weasyprint(place: Path, prose: Sequence[str], rows: Rows) -> None:
    import_module("weasyprint").HTML(string=_html(prose, rows)).write_pdf(place / "paper.pdf")


def _html(prose: Sequence[str], rows: Rows) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    style = "body{font:11pt Sarabun;text-align:justify}td{border:.4pt solid grey;font-size:9.6pt}"
    text = "".join(f"<p>{one}</p>" for one in prose)
    head = f'<head><meta charset="utf-8"><style>{style}</style></head>'
    return f'<html lang="th">{head}<body>{text}<table>{lines}</table></body></html>'
