"""Drafts: one for each form and person, outside the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.models import AuditEntry
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.drafts import SaveDraft, clear_form, drop_draft, load_draft, save_draft


def entries(work) -> int:
    with work.reading(SYSTEM, "setting.read") as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


def test_a_draft_is_kept_for_its_person_and_form_and_replaced(centre_session):
    work, desk, manager = centre_session.work, centre_session.desk, centre_session.manager
    save_draft(work, desk, SaveDraft("admission", "หนึ่ง"))
    save_draft(work, desk, SaveDraft("admission", "สอง"))
    kept = load_draft(work, desk, "admission")
    assert (kept.content, kept.saved_at) == ("สอง", centre_session.clock.now())
    assert load_draft(work, manager, "admission") is None
    assert load_draft(work, desk, "letter") is None
    drop_draft(work, desk, "admission")
    assert load_draft(work, desk, "admission") is None


def test_a_draft_leaves_no_trace_in_the_audit(centre_session):
    before = entries(centre_session.work)
    save_draft(centre_session.work, centre_session.desk, SaveDraft("admission", "นายสมมติ"))
    assert entries(centre_session.work) == before


def test_a_cleared_form_comes_back_by_undo(centre_session):
    work, desk = centre_session.work, centre_session.desk
    save_draft(work, desk, SaveDraft("admission", "เก่า"))
    cleared = clear_form(work, desk, SaveDraft("admission", "ที่พิมพ์ล่าสุด"))
    assert load_draft(work, desk, "admission") is None
    back = cleared.undo.act(work, desk, cleared.undo.request)
    assert back.drafts == {"admission"}
    assert load_draft(work, desk, "admission").content == "ที่พิมพ์ล่าสุด"


def test_a_volunteer_keeps_no_drafts_of_the_house(centre_session):
    volunteer = Actor(98, "vol", "อาสาสมัคร", Role.VOL)
    with pytest.raises(NotAllowed):
        save_draft(centre_session.work, volunteer, SaveDraft("admission", "x"))
