"""Roles and acts: the whole table, so that no right appears or goes unseen."""

from __future__ import annotations

import pytest

from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.rules.roles import ACTS, SYSTEM, Actor, Role, may, require

LETTERS = {
    "A": Role.ADMIN,
    "M": Role.MANAGER,
    "S": Role.SW,
    "C": Role.CM,
    "N": Role.NURSE,
    "H": Role.HOUSE,
    "F": Role.FIELD,
    "T": Role.TRAINER,
    "R": Role.REG,
    "V": Role.VOL,
    "U": Role.AUDIT,
}
TABLE = """
person.read             MSCNHFTRU
person.search           MSCNHFTRU
person.read_id_number   MSCNR
person.read_sensitive   MSCN
bed.read                MSCNHFTRU
today.read              MSCNHFTRU
report.read             MSCRU
document.read           MSCRU
audit.read              MU
setting.read            AMSCNHFTRVU
check.run               AMSCNHFTRVU
undo.read               AMSCNHRUT
undo.take_back          AMSCNHRT
access.read             MU
access.note             MSCNHFTRU
incident.read           MSCRNHU
meal.read               MSCRNHUV
waiting.read            MSCRNHU
census.read             MSCRNHU
person.merge            MSCR
person.export           MSCRU
person.file             MSCRN
person.read_file        MSCRN
person.restrict         MSC
person.break_glass      HRU
break_glass.acknowledge M
keep_apart.read         MSC
keep_apart.edit         MSC
bed.reserve             MSCRNH
bed.add_extra           MSCRNH
waiting.edit            MSCRNH
turn_away.record        MSCRNH
census.count            MSCRNH
census.confirm          MSCRNH
belonging.edit          MSCRNH
incident.write          MSCRNH
follow_up.edit          MSCR
handover.issue          MSCRNH
import.register         MR
course.read             MSCRNHUT
course.edit             MT
cohort.edit             MT
enrolment.edit          MSCRT
attendance.mark         MT
result.edit             MT
completion.confirm      M
continuity.decide       M
certificate.issue       MSCRT
import.attendance       MT
education.read          MSCRTUH
education.edit          MSCRT
curriculum.edit         MSCRT
centre.upgrade
person.create           MSCR
person.edit             MSCR
stay.admit              MSCR
stay.change_service     MSCR
stay.end                MSCR
stay.reopen             MSCR
stay.correct_arrival    MSCR
stay.correct_leaving    MSCR
stay.void               MSCR
stay.absence            MSCRNH
bed.move                MSCRNH
bed.block               MSCRNH
override.give           MSCR
override.acknowledge    M
consent.record          MSCRN
draft.write             MASCRNHT
document.issue          MSCR
document.cancel         M
document.reprint        MSCRU
month.close             M
month.reopen            M
closed_month.change     M
earlier_figure.edit     MR
statement_text.edit     MSCR
letter_template.edit    AM
incoming.edit           MSCR
paper_file.edit         MSCR
finding.accept          M
report.run              MSCRNHUT
data_request.read       MSCRU
data_request.edit       MSCR
breach.read             MUA
breach.edit             M
retention.read          MU
retention.approve       M
backup.read             AMU
backup.make             AMSCNHFTRVU
backup.export           M
backup.restore          AM
setting.edit            AM
building.edit           AM
holiday.edit            AM
agency.edit             MSCR
user.read               AM
user.edit               AM
user.change_own_password AMSCNHFTRVU
import.stays            M
centre.set_up
user.recover
user.renew_recovery_key M
lost_acts.settle        AM
session.sign_in         AMSCNHFTRVU
"""
ROWS = {row.split()[0]: set("".join(row.split()[1:])) for row in TABLE.strip().splitlines()}


def test_every_act_stands_in_the_table() -> None:
    assert set(ROWS) == set(ACTS)


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_a_role_may_do_just_what_the_table_says(act: str, letter: str) -> None:
    actor = Actor(7, "someone", "ใคร", LETTERS[letter])
    assert may(actor, act) is (letter in ROWS[act])
    if letter not in ROWS[act]:
        with pytest.raises(NotAllowed):
            require(actor, act)


def test_the_administrator_reads_nothing_personal() -> None:
    admin = Actor(7, "admin", "ผู้ดูแล", Role.ADMIN)
    personal = [act for act in ACTS if act.split(".")[0] in {"person", "bed", "today", "stay", "document"}]
    assert not any(may(admin, act) for act in personal)


def test_only_the_program_itself_sets_up_a_centre() -> None:
    assert may(SYSTEM, "centre.set_up")
    impostor = Actor(0, "system", "โปรแกรม", Role.ADMIN)
    assert not may(impostor, "centre.set_up")
