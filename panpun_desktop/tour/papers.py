"""The month's statement, the list of tonight, and a letter from its draft to its number."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk


def papers(walk: Walk) -> None:
    """Each kind of paper as far as this person may make it."""
    if not walk.has("documents"):
        return
    walk.open("documents")
    walk.picture("monthly-report")
    if walk.hand.sees("CensusKind"):
        walk.hand.click("CensusKind")
        walk.picture("census")
    _letter(walk)
    _further_letters(walk)
    for kind, picture in (
        ("AllKind", "all-reports"),
        ("FindingsKind", "data-quality"),
        ("IncomingKind", "incoming-papers"),
    ):
        if walk.hand.sees(kind):
            walk.hand.click(kind)
            walk.picture(picture)
    if walk.hand.sees("IssuedKind"):
        walk.hand.click("IssuedKind")
        walk.hand.go_to("issuedTable")
        walk.hand.press("Down")
        walk.picture("issued-papers")


def month_end(walk: Walk) -> None:
    """What the month's end asks the manager: the edition for outside, figures of before, the closing."""
    hand = walk.hand
    if not walk.has("documents"):
        return
    walk.open("documents")
    hand.wait()
    if hand.sees("MonthlyKind"):
        hand.click("MonthlyKind")
        hand.wait()
    hand.click("monthlyExternalBox")
    hand.wait()
    walk.picture("monthly-external")
    hand.click("monthlyExternalBox")
    for button, picture in (("earlierFiguresButton", "earlier-figures"), ("closeMonthButton", "closing")):
        if hand.sees(button):
            hand.click(button)
            walk.picture(picture)
            hand.press("Esc")
            hand.wait()


def _letter(walk: Walk) -> None:
    """Begun from the person's page (picture 09): draft with something missing, then issued."""
    hand = walk.hand
    walk.open("residents")
    hand.press("Ctrl+Home", "Down", "Down")
    hand.wait()
    if not hand.sees("issueButton"):
        return
    hand.click("issueButton")
    walk.picture("letter-kinds")
    hand.press("Return")
    hand.wait()
    hand.type_text("ศูนย์")
    hand.wait()
    walk.picture("letter-draft")
    hand.write("transfer_letterWantedServiceField", "ที่พักพิงและการฝึกอาชีพต่อเนื่อง")
    hand.at_printer = lambda: walk.picture("print-dialog")
    hand.press("Ctrl+Return")  # what is missing is named first
    hand.wait()
    if hand.sees("withoutConsentField"):
        hand.write("withoutConsentField", "ผู้รับบริการขอไปวันนี้ จะลงนามความยินยอมเมื่อพบเจ้าหน้าที่")
    hand.press("Ctrl+Return")
    hand.wait()
    hand.at_printer = None
    walk.picture("letter-issued")


def _further_letters(walk: Walk) -> None:
    """About the same person, one click away: a certificate, a request with its form, a receipt."""
    hand = walk.hand
    for name in ("StayCertificate", "RequestHome", "Receipt"):
        if hand.sees(f"{name}Kind"):
            hand.click(f"{name}Kind")
            hand.wait()
            walk.picture(f"letter-{name.lower()}")
