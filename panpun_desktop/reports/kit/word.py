"""Word files with Thai that Word and LibreOffice show as meant: our only python-docx vocabulary.

Thai is complex script to Word: a run needs ``w:rFonts w:cs``, ``w:szCs`` and ``w:bCs`` besides the Latin
attributes, else it falls back to another font, tiny and never bold. The paper font travels inside the file.
Lengths are centimetres, sizes official points of TH Sarabun (see ``kit``). Importing this loads python-docx.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from reportlab.pdfbase import pdfmetrics

from panpun_desktop.reports.kit.fonts import FontSet, fonts_in_use, registered
from panpun_desktop.reports.kit.note import note_in_use
from panpun_desktop.reports.kit.word_fonts import embed_fonts

LEADING = 1.135
"""Line distance per official point, as in ``styles``."""
_JUSTIFIED = "thaiDistribute"
_ALIGN = {"left": "left", "right": "right", "centre": "center", "justify": _JUSTIFIED}
_GREY = "8C8C8C"
_HEAD_GROUND = "ECECEC"
_NOTE_DISTANCE = 0.35
"""Centimetres of the note from the lower edge."""


@dataclass(frozen=True)
class Run:
    """Text of one look; ``is_missing`` has the ground of what a draft still lacks."""

    text: str
    is_bold: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class Tab:
    """A tab stop: where, and whether dots lead to it; ``side`` is left or right."""

    at: float
    has_dots: bool = False
    side: str = "left"


@dataclass(frozen=True)
class Look:
    """How a paragraph stands; ``before`` and ``after`` are points, ``hanging`` the indent of later lines."""

    points: float = 16
    is_bold: bool = False
    align: str = "left"
    first_line: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    tabs: tuple[Tab, ...] = ()
    keeps: bool = False
    """Stays on the page of what follows."""
    lines: float = 1.0
    """Line distance in lines: more on forms that are filled by hand."""


def width_of(text: str, points: float = 16, *, is_bold: bool = False) -> float:
    """Centimetres that a text takes in the fonts in use."""
    fonts = registered(fonts_in_use())
    name = fonts.name + ("-Bold" if is_bold else "")
    return float(pdfmetrics.stringWidth(text, name, fonts.size(points))) / float(Cm(1).pt)


class WordFile:
    """A document of one or more sections; ``body`` takes paragraphs and tables, and so does a cell."""

    def __init__(
        self,
        title: str,
        author: str,
        *,
        size: tuple[float, float],
        margins: tuple[float, float, float, float],
        thai_digits: bool,
    ) -> None:
        self.fonts: FontSet = fonts_in_use()
        self.body: Any = docx.Document()
        self._size, self._margins, self._thai = size, margins, thai_digits
        self._set_properties(title, author)
        self._set_defaults()
        self._set_sheet(self.body.sections[0])

    def _set_properties(self, title: str, author: str) -> None:
        properties = self.body.core_properties
        properties.title, properties.author, properties.language = title, author, "th-TH"
        properties.comments = ""

    def _set_defaults(self) -> None:
        """Fonts, sizes and language of everything that says nothing else."""
        styles = self.body.styles.element
        defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for properties in (defaults, self.body.styles["Normal"].element.get_or_add_rPr()):
            for old in list(properties):
                properties.remove(old)
            self._fill(properties, Look(), Run(""))

    def _set_sheet(self, section: Any) -> None:
        section.page_width, section.page_height = Cm(self._size[0]), Cm(self._size[1])
        top, right, bottom, left = (Cm(one) for one in self._margins)
        section.top_margin, section.right_margin = top, right
        section.bottom_margin, section.left_margin = bottom, left
        section.header_distance, section.footer_distance = Cm(1.25), Cm(0.8)

    # text ------------------------------------------------------------------------------------------

    def paragraph(self, where: Any, runs: Sequence[Run], look: Look) -> Any:
        """A paragraph of runs; "\\n" in a run ends a line, "\\t" goes to the next tab stop."""
        made = where.add_paragraph()
        self._stand(made, look)
        for run in runs:
            self._add(made, run, look)
        mark = element("w:rPr")  # the paragraph mark: it decides how high an empty line is
        self._fill(mark, look, Run(""))
        made._p.get_or_add_pPr().append(mark)
        return made

    def _add(self, paragraph: Any, run: Run, look: Look) -> Any:
        made = paragraph.add_run(run.text)
        self._fill(made._r.get_or_add_rPr(), look, run)
        return made

    def _fill(self, properties: Any, look: Look, run: Run) -> None:
        """The run's properties in the order of the schema, Latin and complex script alike."""
        face = self.fonts.name
        half_points = str(round(self.fonts.size(look.points) * 2))
        fonts = {f"w:{script}": face for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        bold = look.is_bold or run.is_bold
        parts: list[tuple[str, dict[str, str]]] = [("w:rFonts", fonts)]
        parts += [("w:b", {}), ("w:bCs", {})] if bold else []
        parts += [("w:sz", {"w:val": half_points}), ("w:szCs", {"w:val": half_points})]
        if run.is_missing:
            parts.append(("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "FDF1D7"}))
        parts.append(("w:lang", {"w:val": "en-US", "w:eastAsia": "en-US", "w:bidi": "th-TH"}))
        for tag, values in parts:
            properties.append(element(tag, **values))

    def _stand(self, paragraph: Any, look: Look) -> None:
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(look.before), Pt(look.after)
        form.line_spacing = Pt(round(look.points * LEADING * look.lines * 20) / 20)
        form.left_indent, form.right_indent = Cm(look.left + look.hanging), Cm(look.right)
        form.first_line_indent = Cm(look.first_line - look.hanging)
        form.keep_with_next = look.keeps or None
        form.widow_control = True
        properties = paragraph._p.get_or_add_pPr()
        if look.tabs:
            tabs = properties._add_tabs()
            for stop in look.tabs:
                leader = "dot" if stop.has_dots else "none"
                values = {"w:val": stop.side, "w:leader": leader, "w:pos": str(round(stop.at * 567))}
                tabs.append(element("w:tab", **values))
        properties._add_jc().set(qn("w:val"), _ALIGN[look.align])

    # tables ----------------------------------------------------------------------------------------

    def table(self, where: Any, rows: int, widths: Sequence[float], *, has_rules: bool = False) -> Any:
        """An empty table of fixed widths, without borders unless it has rules."""
        made = where.add_table(rows, len(widths)) if where is not self.body else self._outer(rows, widths)
        made.autofit = False
        properties = made._tbl.tblPr
        for old in properties.findall(qn("w:tblStyle")):
            properties.remove(old)
        side = {"w:w": "70" if has_rules else "0", "w:type": "dxa"}
        margins = element("w:tblCellMar")
        for name in ("w:left", "w:right"):
            margins.append(element(name, **side))
        if has_rules:
            put_before(properties, _borders("w:tblBorders"), ("w:shd", "w:tblLayout", "w:tblLook"))
            _keep_rows_whole(made)
        put_before(properties, margins, ("w:tblLook",))
        for at, wide in enumerate(widths):
            made.columns[at].width = Cm(wide)
            for row in range(rows):
                made.cell(row, at).width = Cm(wide)
        return made

    def _outer(self, rows: int, widths: Sequence[float]) -> Any:
        return self.body.add_table(rows, len(widths))

    def shade(self, cell: Any) -> None:
        """The ground of heads and totals, as on paper."""
        shading = {"w:val": "clear", "w:color": "auto", "w:fill": _HEAD_GROUND}
        cell._tc.get_or_add_tcPr().append(element("w:shd", **shading))

    def tidy(self, cell: Any) -> None:
        """A new cell begins with an empty paragraph: take it out where others follow; a table needs one."""
        inner = [part for part in cell._tc if part.tag in (qn("w:p"), qn("w:tbl"))]
        if len(inner) > 1:
            cell._tc.remove(inner[0])
        if inner[-1].tag == qn("w:tbl"):
            self.paragraph(cell, (), Look(points=1))

    def framed(self, where: Any, width: float, height: float, room: float) -> Any:
        """An empty frame in the middle of ``room``."""
        side = max(0.0, (room - width) / 2)
        made = self.table(where, 1, (side, width, side))
        row = made.rows[0]._tr.get_or_add_trPr()
        row.append(element("w:trHeight", **{"w:val": str(round(height * 567)), "w:hRule": "exact"}))
        made.cell(0, 1)._tc.get_or_add_tcPr().append(_borders("w:tcBorders"))
        return made

    # pictures and sections -------------------------------------------------------------------------

    def picture(self, where: Any, picture: bytes, height: float, align: str) -> None:
        """A picture in a line of its own."""
        made = where.add_paragraph()
        made.add_run().add_picture(BytesIO(picture), height=Cm(height))
        made.paragraph_format.space_after = Pt(6)
        made._p.get_or_add_pPr()._add_jc().set(qn("w:val"), _ALIGN[align])

    def number_pages(self, mark: str) -> None:
        """- ๒ - at the head from the second page on; ``mark`` (ร่าง) stands on every page."""
        section = self.body.sections[-1]
        section.different_first_page_header_footer = True
        self._count_in_thai(section)
        self._say_mark(section.first_page_header, mark)
        header = section.header
        header.is_linked_to_previous = False
        made = self._empty(header, Look(align="centre"))
        self._add(made, Run("- "), Look())
        self._field(made, "PAGE")
        self._add(made, Run(" -" + (f"    {mark}" if mark else "")), Look())

    def number_sheets(self, foot: str) -> None:
        """The foot of a report as on its paper: whose it is at the left, หน้า ๑ จาก ๔ at the right."""
        section = self.body.sections[-1]
        self._count_in_thai(section)
        edge = self._size[0] - self._margins[1] - self._margins[3]
        look = Look(points=13, tabs=(Tab(edge, side="right"),))
        section.footer.is_linked_to_previous = False
        made = self._empty(section.footer, look)
        made.style = self.body.styles["Normal"]  # that of feet has tab stops of its own
        self._in_grey(self._add(made, Run(f"{foot}\tหน้า "), look))
        self._field(made, "PAGE", look)
        self._in_grey(self._add(made, Run(" จาก "), look))
        self._field(made, "NUMPAGES \\* THAIARABIC" if self._thai else "NUMPAGES", look)

    def _count_in_thai(self, section: Any) -> None:
        if self._thai:
            put_before(
                section._sectPr,
                element("w:pgNumType", **{"w:fmt": "thaiNumbers"}),
                ("w:cols", "w:titlePg", "w:docGrid"),
            )

    def begin_part(self, mark: str) -> None:
        """What follows begins a page and carries no number."""
        section = self.body.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self._say_mark(section.header, mark)

    def mark_pages(self, mark: str) -> None:
        """A sheet without numbers, with its mark."""
        self._say_mark(self.body.sections[-1].header, mark)

    def _say_mark(self, header: Any, mark: str) -> None:
        header.is_linked_to_previous = False
        look = Look(align="right", points=16, is_bold=True)
        made = self._empty(header, look)
        self._in_grey(self._add(made, Run(mark), look))

    def _in_grey(self, run: Any) -> None:
        colour = element("w:color", **{"w:val": _GREY})
        run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(colour)

    def _empty(self, header: Any, look: Look) -> Any:
        made = header.paragraphs[0]
        self._stand(made, look)
        return made

    def _field(self, paragraph: Any, code: str, look: Look | None = None) -> None:
        for kind in ("begin", code, "end"):
            run = self._add(paragraph, Run(""), look or Look())
            if look is not None:
                self._in_grey(run)
            if kind == code:
                said = element("w:instrText")
                said.text = f" {code} "
                run._r.append(said)
            else:
                run._r.append(element("w:fldChar", **{"w:fldCharType": kind}))

    def _say_note(self) -> None:
        """Whose data these are, at the foot of every page (see ``kit.note``)."""
        if not note_in_use():
            return
        look = Look(points=12, align="centre")
        for section in self.body.sections:
            section.footer_distance = Cm(_NOTE_DISTANCE)
            for foot in _feet(section):
                foot.is_linked_to_previous = False
                where = self.paragraph(foot, (), look) if foot.paragraphs[0].text else self._empty(foot, look)
                self._in_grey(self._add(where, Run(note_in_use()), look))

    def saved(self) -> bytes:
        """The file with the paper fonts inside."""
        self._say_note()
        embed_fonts(self.body, self.fonts)
        target = BytesIO()
        self.body.save(target)
        return target.getvalue()


def _feet(section: Any) -> list[Any]:
    """The feet that a section shows."""
    first = [section.first_page_footer] if section.different_first_page_header_footer else []
    return [section.footer, *first]


def element(tag: str, **values: str) -> Any:
    """An element of the word processor's namespace with its attributes."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(name), value)
    return made


def put_before(parent: Any, made: Any, later: Sequence[str]) -> None:
    """Put an element where the schema has it: before the first of those that follow it, else last."""
    tags = {qn(tag) for tag in later}
    following = next((one for one in parent if one.tag in tags), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)


def _keep_rows_whole(table: Any) -> None:
    """No row goes on over a page; the head comes again on the next one."""
    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if at == 0:
            properties.append(element("w:tblHeader"))


def _borders(tag: str) -> Any:
    borders = element(tag)
    inner = ("w:insideH", "w:insideV") if tag == "w:tblBorders" else ()
    for side in ("w:top", "w:left", "w:bottom", "w:right", *inner):
        borders.append(element(side, **{"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "auto"}))
    return borders


def kept(look: Look) -> Look:
    """The same look, staying on the page of what follows."""
    return replace(look, keeps=True)
