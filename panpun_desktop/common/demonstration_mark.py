"""The mark of a demonstration's folder, so that its window can say what it is before anything is opened."""

from __future__ import annotations

from pathlib import Path

MARK_FILE = "demonstration.txt"
_WORDS = "ข้อมูลในโฟลเดอร์นี้เป็นข้อมูลสาธิต บุคคลทั้งหมดเป็นบุคคลสมมติ\n"
PAPER_NOTE = "ตัวอย่าง – ศูนย์สาธิต ไม่ใช่เอกสารราชการ"
"""What every paper of a demonstration says at its foot."""


def mark(folder: Path) -> None:
    """Say in the folder that all people in it are invented."""
    (folder / MARK_FILE).write_text(_WORDS, encoding="utf-8")


def is_marked(folder: Path) -> bool:
    """Say whether the folder holds a demonstration."""
    return (folder / MARK_FILE).is_file()


def paper_note(folder: Path) -> str:
    """What papers made of the data in the folder say at their foot; "" where they are the centre's own."""
    return PAPER_NOTE if is_marked(folder) else ""
