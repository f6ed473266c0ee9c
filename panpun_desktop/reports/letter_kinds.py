"""The kinds of paper whose words the centre may change: their texts and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.letter_places import place_words
from panpun_desktop.reports.letter_texts import LetterKind
from panpun_desktop.reports.registry import report, reports
from panpun_desktop.services.letter_templates import SaveTemplate, list_editions, save_template

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.letter_templates import Edition
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_REPORTS = "panpun_desktop.reports"
_WHERE = {
    "transfer_letter": "transfer_letter.words:KIND",
    "intake_form": "intake_form.layout:KIND",
    "voluntary": "voluntary.layout:KIND",
    "certificate": "certificate.layout:KIND",
    "transcript": "transcript.layout:KIND",
    **{
        kind: f"letters.kinds.{kind}:WORDS"
        for kind in (
            *("stay_certificate", "request_hospital", "request_id", "request_home"),
            *("consent_form", "override_memo", "receipt", "envelope", "address_labels"),
        )
    },
}
"""Kind -> module and name of its ``LetterKind``."""


@dataclass(frozen=True)
class Wording:
    """The words of a kind as they hold now, with what was delivered and the editions before."""

    kind: str
    label: str
    texts: Mapping[str, str]
    delivered: Mapping[str, str]
    places: Mapping[str, str]
    """Place -> what it stands for, where the delivered file says it."""
    editions: tuple[Edition, ...]

    @property
    def edition(self) -> int:
        """Number of the newest edition; 0 as delivered from the beginning."""
        return self.editions[0].edition if self.editions else 0

    @property
    def is_own(self) -> bool:
        """Say whether the words are the centre's own."""
        return bool(self.editions and self.editions[0].content)


def kinds() -> dict[str, str]:
    """Kind -> what the paper is called, in the order of the registry."""
    return {key: paper.label for key, paper in reports().items() if key in _WHERE}


def letter_kind(kind: str) -> LetterKind:
    """The kind by its name; RuleBroken ``report.unknown``."""
    if kind not in _WHERE:
        raise RuleBroken("report.unknown", field="kind", key=kind, known=", ".join(_WHERE))
    module, name = _WHERE[kind].split(":")
    found: LetterKind = getattr(import_module(f"{_REPORTS}.{module}"), name)
    return found


def wording(work: UnitsOfWork, by: Actor, kind: str) -> Wording:
    """The words of a kind with everything that the editor shows."""
    found, editions = letter_kind(kind), list_editions(work, by, kind)
    delivered = _only(found, found.read())
    texts = delivered
    if editions and editions[0].content:
        texts = _only(found, found.read(editions[0].content))
    return Wording(
        kind, report(kind).label, texts, delivered, place_words(found.name, found.places), editions
    )


def texts_of(kind: str, content: str) -> Mapping[str, str]:
    """The texts of a file or an edition, "" those delivered; RuleBroken names what is wrong with it."""
    found = letter_kind(kind)
    return _only(found, found.read(content))


def as_file(texts: Mapping[str, str]) -> str:
    """The words as a file like those in resources/letters."""
    return "[text]\n" + "".join(f"{name} = {_quoted(text)}\n" for name, text in texts.items())


def save_words(
    work: UnitsOfWork, by: Actor, kind: str, texts: Mapping[str, str], seen_edition: int, note: str = ""
) -> Changes:
    """Keep the words as the centre's own edition, checked; those as delivered go back to them."""
    found = letter_kind(kind)
    content = "" if dict(texts) == dict(_only(found, found.read())) else as_file(texts)
    return save_template(work, by, SaveTemplate(kind, content, seen_edition, found.read, note))


def _only(found: LetterKind, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that the paper uses, in the order of the delivered file."""
    return {name: texts[name] for name in texts if name in found.texts}


def _quoted(text: str) -> str:
    """A TOML string on one line."""
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "", "\u00a0": "\\u00a0"}
    return '"' + "".join(marks.get(one, one) for one in text) + '"'
