"""The Thai words of letters and forms: resources/letters/<kind>.toml, with {places} for values."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError, fromstring
from xml.sax.saxutils import escape

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.common.toml_text import read_toml
from panpun_desktop.reports import kit

MARK = "#FDF1D7"
"""The ground under what is missing in a draft, as on the screen."""
FALLS_AWAY = 0.0
"""A place of this length prints nothing at all when it has no value."""
_SHOWN = 40
"""Characters of a text that a refusal quotes."""
_LINE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True)
class LetterKind:
    """What a kind of paper needs from its file: texts by name, and places with the length of their dots.

    Lengths are centimetres.
    """

    name: str
    texts: tuple[str, ...]
    places: Mapping[str, float] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    """Texts that came with a later version: an edition made before has them as delivered."""

    def read(self, own: str = "") -> Mapping[str, str]:
        """The texts by name: the centre's ``own`` edition, else those of the delivered file.

        RuleBroken says what is wrong in words that were changed, its field names the text:
        ``letter.bad_line``, ``letter.unreadable``, ``letter.text_missing``, ``letter.place_unknown``,
        ``letter.bad_marks``.
        """
        texts = self._parsed(own) if own else self._load()
        if own and not set(self.added) <= set(texts):
            delivered = self._load()
            texts = {**{name: delivered[name] for name in self.added}, **texts}
        for name in self.texts:
            if not isinstance(texts.get(name), str):
                raise RuleBroken("letter.text_missing", field=name, letter=self.called, name=self._says(name))
        for name in self.texts:
            self._require_known_places(name, texts[name])
        return texts

    @property
    def called(self) -> str:
        """What the paper is called."""
        from panpun_desktop.reports.registry import reports

        paper = reports().get(self.name)
        return paper.label if paper is not None else self.name

    def _says(self, name: str) -> str:
        """The beginning of a text as delivered, with its key: what people know it by."""
        text = str(self._load().get(name) or "")
        quoted = f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else ""
        return f"{quoted} [{name}]".strip()

    def _parsed(self, own: str) -> Mapping[str, str]:
        try:
            return dict(read_toml(own)["text"])
        except tomllib.TOMLDecodeError as error:
            place = _LINE.search(str(error))
            line, column = place.groups() if place else ("–", "–")
            raise RuleBroken("letter.bad_line", letter=self.called, line=line, column=column) from error
        except (KeyError, TypeError, ValueError) as error:
            raise RuleBroken("letter.unreadable", letter=self.called) from error

    def _load(self) -> Mapping[str, str]:
        try:
            with resource(f"letters/{self.name}.toml").open("rb") as file:
                return dict(tomllib.load(file)["text"])
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise RuleBroken("letter.unreadable", letter=self.called) from error

    def _require_known_places(self, name: str, text: str) -> None:
        try:
            found = [place for _, place, _, _ in string.Formatter().parse(text) if place is not None]
        except ValueError as error:
            raise RuleBroken("letter.bad_marks", field=name, letter=self.called) from error
        for place in found:
            if place not in self.places:
                raise RuleBroken("letter.place_unknown", field=name, letter=self.called, name=place)
        try:
            fromstring(f"<p>{text}</p>")
        except ParseError as error:
            raise RuleBroken("letter.bad_marks", field=name, letter=self.called) from error


class LetterWords:
    """The words of one paper: texts with their values, in Thai or Arabic figures.

    ``own`` are the centre's own editions by kind (``Finish.own``); what is not in it is as delivered.
    A value is kept whole on its line unless it is ``prose``; one that is missing prints as dots.
    """

    def __init__(
        self,
        kind: LetterKind,
        thai_digits: bool = False,
        values: Mapping[str, str] | None = None,
        *,
        marks_missing: bool = False,
        own: Mapping[str, str] | None = None,
    ) -> None:
        self._kind = kind
        self._texts = kind.read((own or {}).get(kind.name, ""))
        self._thai = thai_digits
        self._values = dict(values or {})
        self._marks = marks_missing

    def fill(self, values: Mapping[str, str]) -> None:
        """Give values for places; "" is missing."""
        self._values.update(values)

    def plain(self, name: str) -> str:
        """A text without places: titles, labels."""
        return self.digits(self._texts[name])

    def __call__(self, name: str) -> kit.Markup:
        """A text with its places filled."""
        shown = {place: self._shown(place, dots) for place, dots in self._kind.places.items()}
        return kit.fill(self.digits(self._texts[name]), shown)

    def clause(self, place: str, holds: bool) -> None:
        """Fill a place ``…_clause`` with the text of the same name, or let it fall away."""
        self._values[place] = self(place) if holds else ""

    def digits(self, text: str) -> str:
        """Figures as this paper writes them; words with Latin letters stay (domain.md §3.4)."""
        return paper_digits(text) if self._thai else text

    def prose(self, text: str) -> str:
        """A value in words, whose lines may be broken like those of the letter; empty stays empty."""
        return kit.Markup(escape(self.digits(text))) if text else ""

    def whole(self, text: str) -> str:
        """A value that stays on one line with its blanks: a date, a number; empty stays empty."""
        return kit.Markup(escape(kit.nobr(self.digits(text)))) if text else ""

    def with_unit(self, centimetres: float, unit: str) -> str:
        """Dots to write on before their unit."""
        return kit.Markup(f"{self.missing(centimetres)}{kit.NBSP}{unit}")

    def missing(self, centimetres: float) -> kit.Markup:
        """Dots to write on; a draft marks them, so that nobody overlooks what could still be given."""
        dots = kit.blank(centimetres)
        return kit.Markup(f'<font backColor="{MARK}">{dots}</font>' if self._marks else dots)

    def _shown(self, place: str, dots: float) -> str:
        value = self._values.get(place, "")
        if not value:
            return self.missing(dots) if dots else ""
        return value if isinstance(value, kit.Markup) else self.digits(value)
