"""Word files as tests read them: their text, their runs' properties, and what LibreOffice makes of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def texts(content: bytes) -> str:
    """Everything that is said in the body, in its order, tabs and line ends as blanks."""
    body = docx.Document(BytesIO(content)).element.body
    parts = []
    for one in body.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")):
        parts.append((one.text or "") if one.tag == qn("w:t") else " ")
    return "".join(parts).replace("\u00a0", " ")


def runs(content: bytes) -> Iterator[Any]:
    """The properties of every run that says something."""
    for run in docx.Document(BytesIO(content)).element.body.iter(qn("w:r")):
        if "".join(one.text or "" for one in run.iter(qn("w:t"))).strip():
            yield run.find(qn("w:rPr"))


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as file:
        return file.read(name)


def printed_by_office(content: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of it."""
    given = folder / "paper.docx"
    given.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()
