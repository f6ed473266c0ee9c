"""The fields that staff fill for a kind of letter; the screen and the command line are built from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from panpun_desktop.common.i18n import N_

FieldKind = Literal["line", "long", "day", "time", "number", "amount", "choice", "tick"]
Start = Literal["", "actor", "position", "phone", "signer", "today", "working_day", "ticked"]


@dataclass(frozen=True)
class LetterField:
    """One field: the parameter and its label (a message id).

    ``is_free``: staff write in their own words what it is about; more may slip in than the letter needs.
    ``start`` says what stands in it at first; ``choices`` are code and label. ``place`` is the place of
    the letter that it fills, where that has another name.
    """

    name: str
    label: str
    kind: FieldKind = "line"
    start: Start = ""
    choices: tuple[tuple[str, str], ...] = ()
    place: str = ""
    most: int = 0
    is_free: bool = False

    @property
    def fills(self) -> str:
        """The place that prints as dots while the field is empty."""
        return self.place or self.name


DATED = LetterField("dated_on", N_("Dated"), "day", "today")
SIGNER = LetterField("signer", N_("Signed by"), start="signer")
ESCORT = LetterField("escort", N_("Brought by"), start="actor")
ESCORT_POSITION = LetterField("escort_position", N_("Position of who brings"), start="position")
ESCORT_PHONE = LetterField("escort_phone", N_("Telephone of who brings"), start="phone")

STAY_CERTIFICATE = (
    LetterField("purpose", N_("To be used for"), "long", is_free=True),
    LetterField("leaves_out_id", N_("Without the ID number"), "tick"),
    SIGNER,
    DATED,
)
REQUEST_HOSPITAL = (
    LetterField("symptoms", N_("Symptoms as told"), "long"),
    LetterField("since", N_("Since"), "day"),
    ESCORT,
    ESCORT_PHONE,
    SIGNER,
    DATED,
)
REQUEST_ID = (
    LetterField("problem", N_("What is wrong with the papers"), "long", is_free=True),
    LetterField("request", N_("What is asked for"), is_free=True),
    LetterField("witness", N_("Witnesses"), "long"),
    ESCORT,
    ESCORT_POSITION,
    ESCORT_PHONE,
    LetterField("with_photo", N_("With a photo"), "tick", "ticked"),
    LetterField("birthplace", N_("Place of birth")),
    LetterField("father", N_("Father")),
    LetterField("mother", N_("Mother")),
    SIGNER,
    DATED,
)
REQUEST_HOME = (
    LetterField("destination", N_("Where to"), "long", is_free=True),
    LetterField("receiver", N_("Who receives there")),
    LetterField("relation", N_("Relation")),
    LetterField("receiver_phone", N_("Telephone there")),
    LetterField("fare", N_("Fare (baht)"), "amount", place="amount"),
    LetterField("food", N_("Food on the way (baht)"), "amount", place="amount"),
    LetterField("family_count", N_("People who come along"), "number", most=20),
    LetterField("members", N_("Their names")),
    LetterField(
        "vehicle",
        N_("Travels by"),
        "choice",
        choices=(("train", N_("Train")), ("bus", N_("Coach")), ("escorted", N_("Brought by staff"))),
    ),
    LetterField("travel_on", N_("Travels on"), "day"),
    LetterField(
        "source",
        N_("Paid by"),
        "choice",
        choices=(
            ("own", N_("The centre")),
            ("state", N_("The provincial office")),
            ("other", N_("Others")),
        ),
    ),
    SIGNER,
    DATED,
)
OVERRIDE_MEMO = (
    LetterField("reason", N_("Reason"), "long", is_free=True),
    LetterField("extend_to", N_("Stays until"), "day"),
    LetterField("signer", N_("Asked by"), start="actor"),
    LetterField("signer_position", N_("Position"), start="position"),
    DATED,
)
CONSENT_FORM = (LetterField("purpose", N_("Disclosed for"), "long", is_free=True), DATED)
RECEIPT = (
    LetterField("item_1", N_("Paid for"), is_free=True),
    LetterField("amount_1", N_("Amount (baht)"), "amount", place="amount_text"),
    LetterField("item_2", N_("Second item"), is_free=True),
    LetterField("amount_2", N_("Amount of the second item"), "amount"),
    LetterField("item_3", N_("Third item"), is_free=True),
    LetterField("amount_3", N_("Amount of the third item"), "amount"),
    LetterField("paid_by", N_("Handed out by"), start="actor"),
    DATED,
)
ENVELOPE = (
    LetterField(
        "size",
        N_("Size of the envelope"),
        "choice",
        choices=(
            ("DL", N_("Long, 22 x 11 cm")),
            ("C5", N_("C5, 22.9 x 16.2 cm")),
            ("C4", N_("C4, A4 unfolded")),
        ),
    ),
)
ADDRESS_LABELS = (
    LetterField("count", N_("Labels for each"), "number", most=16),
    LetterField("skip", N_("Labels of the sheet already used"), "number", most=15),
)
TRANSFER_LETTER = (
    LetterField("wanted_service", N_("Wants the service of"), is_free=True),
    LetterField("reference", N_("With reference to"), is_free=True),
    ESCORT,
    ESCORT_POSITION,
    ESCORT_PHONE,
    LetterField("escort_on", N_("Brought on"), "day"),
    LetterField("escort_time", N_("Time of bringing"), "time"),
    LetterField("reply_days", N_("Answer within (days)"), "number"),
    SIGNER,
    DATED,
)
"""As the command line asks for them; the window has a form of its own for this letter."""
