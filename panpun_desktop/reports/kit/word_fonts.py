"""Fonts inside a Word file, so that a paper looks the same where nobody installed them.

The font's first 32 bytes are combined with a key, as ECMA-376 part 4 asks for embedded fonts.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

from panpun_desktop.reports.kit.fonts import FontSet

_FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"


def embed_fonts(document: Any, fonts: FontSet) -> None:
    """Put the regular and the bold face of the paper font into the document."""
    table = _font_table(document)
    faces = []
    for number, (tag, path) in enumerate((("embedRegular", fonts.regular), ("embedBold", fonts.bold)), 1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"panpun:{fonts.name}:{tag}")
        name = PackURI(f"/word/fonts/font{number}.odttf")
        part = Part(name, _FONT_TYPE, _veiled(path, key), document.part.package)
        relation = table.relate_to(part, _FONT_REL)
        faces.append(f'<w:{tag} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>')
    table._blob = _table_xml(fonts.name, faces).encode("utf-8")
    _say_embedded(document)


def _font_table(document: Any) -> Any:
    """The document's font table part, its old content gone."""
    for relation in document.part.rels.values():
        if relation.reltype == REL.FONT_TABLE:
            return relation.target_part
    part = Part(PackURI("/word/fontTable.xml"), _TABLE_TYPE, b"", document.part.package)
    document.part.relate_to(part, REL.FONT_TABLE)
    return part


def _table_xml(name: str, faces: list[str]) -> str:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts xmlns:w="{nsmap["w"]}" xmlns:r="{relations}">'
        f'<w:font w:name="{name}"><w:altName w:val="TH Sarabun New"/><w:charset w:val="DE"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/>{"".join(faces)}</w:font></w:fonts>'
    )


def _veiled(path: Path, key: uuid.UUID) -> bytes:
    """The font file with its head combined with the key's bytes, last byte first."""
    font = bytearray(path.read_bytes())
    turned = bytes.fromhex(key.hex)[::-1]
    for at in range(32):
        font[at] ^= turned[at % 16]
    return bytes(font)


def _say_embedded(document: Any) -> None:
    settings = document.settings.element
    if settings.find(qn("w:embedTrueTypeFonts")) is None:
        made = OxmlElement("w:embedTrueTypeFonts")
        first = next((one for one in settings if one.tag in (qn("w:zoom"), qn("w:view"))), None)
        if first is not None:
            first.addnext(made)
        else:
            settings.insert(0, made)
