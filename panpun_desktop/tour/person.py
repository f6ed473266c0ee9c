"""The page of one person: facts, a place found by its district, a photo and a scan, the history."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from panpun_desktop.tour.walk import Walk

LINE = "99/1 ม.4 ซ.ตัวอย่าง 2 ต.เขารูปช้าง อ.เมือง จ.สงขลา 90000"
"""Invented: an address as it stands on a paper."""


def page(walk: Walk) -> None:
    """Enter opens it from the list (picture 08); Esc leads back."""
    hand = walk.hand
    hand.press("Return")
    hand.wait()
    walk.picture("person-page")
    hand.click("contactSectionButton")
    hand.click("editCurrentAddressButton")
    hand.write("addressLineField", LINE)
    hand.click("takeApartButton")
    walk.picture("person-places")
    hand.press("Ctrl+Return")
    hand.wait()
    _keep_a_photo(walk)
    _into_a_class(walk)
    hand.click("historySectionButton")
    walk.picture("person-history")
    hand.press("Esc")
    hand.wait()


def _into_a_class(walk: Walk) -> None:
    """A cohort chosen from the page of the person."""
    hand = walk.hand
    if not walk.has("courses"):
        return
    hand.click("trainingSectionButton")
    hand.wait()
    if hand.sees("enrolPersonButton"):
        hand.click("enrolPersonButton")
        hand.wait()
        hand.press("Down")
        hand.wait()
        walk.picture("person-enrol")
        hand.press("Esc")


def _keep_a_photo(walk: Walk) -> None:
    """A picture from the clipboard: nobody has asked yet, so the program asks."""
    hand = walk.hand
    hand.click("filesSectionButton")
    QGuiApplication.clipboard().setImage(sample_photo())
    hand.press("Ctrl+V")
    hand.wait()
    hand.press("Ctrl+Return")
    hand.wait()
    walk.picture("person-photo-asks")
    hand.click("keepAllTheSameButton")
    walk.picture("person-files")


def sample_photo() -> QImage:
    """A drawn portrait of nobody."""
    image = QImage(300, 390, QImage.Format.Format_RGB32)
    image.fill(QColor("#CFE0EA"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#6A4A9C"))
    painter.drawEllipse(QRectF(40, 250, 220, 260))
    painter.setBrush(QColor("#E8C8A8"))
    painter.drawEllipse(QPointF(150, 165), 72, 88)
    painter.end()
    return image
