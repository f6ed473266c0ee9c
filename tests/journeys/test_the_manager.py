"""The manager at the end of the month, and when an agency calls."""

from __future__ import annotations

from sqlalchemy import select

from panpun_desktop.models import Document, DocumentFile
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.consents import RecordConsent, record_consent
from tests.builders import NOW
from tests.journeys.conftest import let_stay
from tests.reports.kit.reading import poppler


def issued(desk, kind):
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        kept = select(Document.number, DocumentFile.pdf).join(DocumentFile).where(Document.kind == kind)
        return session.execute(kept).all()


def test_the_statement_of_this_month_is_looked_at_balanced_and_issued(desk):
    let_stay(desk, "บุญมี", "ชาย 1-01")
    let_stay(desk, "สุดา", "หญิง 1-01", title="นาง", sex="F")
    desk.sign_in("manager")
    desk.open("documents")
    desk.hand.write("monthlyMonthField", "11/2569")
    desk.hand.press("Tab")
    desk.hand.wait()
    form = desk.page.form
    assert form.checks.findings
    assert all(one.mark == "✓" or "ครบ" in one.text for one in form.checks.findings)
    desk.hand.click("issueButton")
    ((_number, pdf),) = issued(desk, "monthly")
    assert "พฤศจิกายน" in poppler(pdf)


def test_a_transfer_letter_from_the_page_of_the_person_takes_no_more_than_five_actions(desk):
    person = let_stay(desk, "บุญมี", "ชาย 1-01", last_name="ศรีทอง", home_province="สงขลา")
    record_consent(desk.centre.work, desk.centre.desk, RecordConsent(person, "DISCLOSE", NOW.date(), "given"))
    desk.sign_in("manager")
    desk.open("residents")
    desk.hand.press("Down")
    desk.hand.wait()
    actions = (
        lambda: desk.hand.click("issueButton"),
        lambda: desk.hand.press("Return"),  # the first of the choice: a transfer letter
        lambda: desk.hand.type_text("ศูนย์คุ้มครอง"),
        lambda: desk.hand.write("transfer_letterWantedServiceField", "ที่พักพิงระยะยาว"),
        lambda: desk.hand.press("Ctrl+Return"),  # time and telephone are written in by hand
    )
    assert len(actions) <= 5
    for act in actions:
        act()
        desk.hand.wait()
    ((number, pdf),) = issued(desk, "transfer_letter")
    text = poppler(pdf)
    assert "นายบุญมี ศรีทอง" in text
    assert "ที่พักพิงระยะยาว" in text
    assert number in desk.window.workbench.bottom.status()
    assert desk.page.desk_page.preview.pdf == pdf, "the paper shown is the paper issued, not its draft"
    assert desk.hand.prints == 1
