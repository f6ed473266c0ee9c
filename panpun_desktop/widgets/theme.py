"""Look of the program: Fusion, one style sheet, colours by role (design/ui.md), fonts we bring ourselves."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from panpun_desktop.common.resources import RESOURCES

UI_FONT: Final = "IBM Plex Sans Thai Looped"
_FONT_FOLDER: Final = RESOURCES / "fonts" / "ibm-plex-sans-thai-looped"

BASE_PX: Final = 14
TABLE_PX: Final = 13.5
HELP_PX: Final = 12.5
TITLE_PX: Final = 19
ROW_HEIGHT: Final = 35
TALL_ROW_HEIGHT: Final = 66
"""Of rows whose text may take three lines."""
CONTROL_HEIGHT: Final = 32


class Colour(StrEnum):
    """Colours by role; a screen names the role, never the figure."""

    BACKGROUND = "#F6F4F1"
    CARD = "#FFFFFF"
    LINE = "#E3DED7"
    FIELD_LINE = "#CFC8BF"
    SOFT = "#FBFAF8"
    DESK = "#DAD5CE"
    INK = "#26221E"
    MUTED = "#6E665D"
    CLAY = "#A4492A"
    CLAY_DARK = "#86381E"
    CLAY_LIGHT = "#F7E9E3"
    OK = "#2F7A4F"
    OK_LIGHT = "#E3F2E8"
    WARN = "#9A6200"
    WARN_LIGHT = "#FDF1D7"
    BAD = "#B3261E"
    BAD_LIGHT = "#FBE5E3"
    INFO = "#1F5F8B"
    INFO_LIGHT = "#E2EEF6"
    VIOLET = "#6A4A9C"
    VIOLET_LIGHT = "#EDE7F6"
    NEUTRAL_LIGHT = "#EEEBE6"

    @cached_property
    def q(self) -> QColor:
        """The colour for painting, the same each time: copy it to change it."""
        return QColor(self.value)


class Tone(StrEnum):
    """What a chip, an edge or a banner says; a word or a figure always stands with it."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    VIOLET = "violet"
    NEUTRAL = "neutral"
    CLAY = "clay"

    @property
    def ink(self) -> Colour:
        """Text and edge colour."""
        return _TONES[self][0]

    @property
    def light(self) -> Colour:
        """Ground colour under the text."""
        return _TONES[self][1]


_TONES: Final = {
    Tone.OK: (Colour.OK, Colour.OK_LIGHT),
    Tone.WARN: (Colour.WARN, Colour.WARN_LIGHT),
    Tone.BAD: (Colour.BAD, Colour.BAD_LIGHT),
    Tone.INFO: (Colour.INFO, Colour.INFO_LIGHT),
    Tone.VIOLET: (Colour.VIOLET, Colour.VIOLET_LIGHT),
    Tone.NEUTRAL: (Colour.MUTED, Colour.NEUTRAL_LIGHT),
    Tone.CLAY: (Colour.CLAY, Colour.CLAY_LIGHT),
}

_SERVICE_TONES: Final = {
    "trial": Tone.NEUTRAL,
    "course_s": Tone.VIOLET,
    "course_m": Tone.INFO,
    "course_l": Tone.OK,
    "transit": Tone.WARN,
}


def service_tone(code: str) -> Tone:
    """The one tone of a service type everywhere (TRIAL, COURSE_S …, either case); unknown is neutral."""
    return _SERVICE_TONES.get(code.lower(), Tone.NEUTRAL)


def service_colour(code: str) -> Colour:
    """Edge colour of a service type, on beds and bars."""
    return service_tone(code).ink


@cache
def load_fonts() -> tuple[str, ...]:
    """Load the bundled UI fonts once; gives the family names found."""
    families: list[str] = []
    for path in sorted(_FONT_FOLDER.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))


def font(px: float = BASE_PX, weight: int = 400) -> QFont:
    """The UI font at a size in device-independent pixels, weight 400, 500 or 600."""
    made = QFont(UI_FONT)
    made.setPixelSize(round(px))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def style_sheet() -> str:
    """The style sheet with its @roles replaced by colours."""
    text = (RESOURCES / "theme.qss").read_text(encoding="utf-8")
    for colour in sorted(Colour, key=lambda one: -len(one.name)):
        text = text.replace(f"@{colour.name.lower()}", colour.value)
    return text.replace("@icons", (RESOURCES / "icons").as_posix())


def _palette() -> QPalette:
    palette = QPalette(Colour.CARD.q, Colour.BACKGROUND.q)
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: Colour.BACKGROUND,
        role.WindowText: Colour.INK,
        role.Base: Colour.CARD,
        role.AlternateBase: Colour.SOFT,
        role.Text: Colour.INK,
        role.Button: Colour.CARD,
        role.ButtonText: Colour.INK,
        role.Highlight: Colour.CLAY_LIGHT,
        role.HighlightedText: Colour.INK,
        role.PlaceholderText: Colour.MUTED,
        role.Link: Colour.CLAY,
        role.ToolTipBase: Colour.INK,
        role.ToolTipText: Colour.CARD,
        role.Mid: Colour.LINE,
        role.Accent: Colour.CLAY,
    }.items():
        palette.setColor(which, colour.q)
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor("#A59D94"))
    return palette


def apply(app: QApplication) -> None:
    """Give the application its style, palette, font and style sheet; nothing when it has them already."""
    load_fonts()
    sheet = style_sheet()
    if app.styleSheet() == sheet:
        return  # each of these would style every widget of every window anew
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(sheet)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and restyle the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it has not been styled yet
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
