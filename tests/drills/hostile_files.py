"""Gives every importer files that were spoilt or made to harm, and watches for crash, hang and greed.

Run by itself (``python -m tests.drills.hostile_files 10000``) it prints one JSON line. A file may be taken
in or be refused with a sentence; any other end counts. Each batch runs in a process of its own: a file
that takes more than 10 s of the processor without saying how far it is ends it, and so does one that breaks
the interpreter.
``PANPUN_KEEP_HOSTILE`` names a folder for the files that did harm.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.resources import resource as delivered
from panpun_desktop.reports.letter_kinds import texts_of
from panpun_desktop.services.attendance_import_rows import LookAtAttendance
from panpun_desktop.services.attendance_imports import import_attendance
from panpun_desktop.services.import_profile import read_profile
from panpun_desktop.services.import_register_profile import RegisterProfile, read_register_profile
from panpun_desktop.services.person_files import AddFile, add_file
from panpun_desktop.services.pictures import as_pdf
from panpun_desktop.services.register_imports import import_file
from panpun_desktop.services.restoring import Secret, look_into
from panpun_desktop.services.setting_up import read_plan
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from panpun_desktop.store import backup
from tests import training
from tests.builders import NOW, TODAY
from tests.centres import PASSWORD, OpenCentre, make_centre, open_centre
from tests.drills.patience import is_over
from tests.registers import messy_rows, titled, write_csv, write_html, write_xlsx

LONGEST_S = 10
MOST_KIB = 1024 * 1024
BATCH = 100
"""Files that one process is given."""
SHEET = "ทะเบียน"
"""Where ``write_xlsx`` puts the lines."""
HERE = Path(__file__).parent
Open = Callable[[OpenCentre, Path], object]
Spoil = Callable[[bytes, random.Random], bytes]


def drill(files: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Try so many files; ``crashed``, ``hung`` and ``greedy`` must be zero."""
    make_centre(folder)
    seeds = _seeds(folder)
    found = {"files": 0, "taken": 0, "refused": 0, "crashed": 0, "hung": 0, "greedy": 0}
    while found["files"] < files and not is_over():
        start = found["files"]
        for name, count in _batch(folder, seeds, seed, start, min(BATCH, files - start)).items():
            found[name] += count
    return found


def _seeds(folder: Path) -> dict[str, bytes]:
    """A sound file of each kind; a kind is what opens it and how its name ends."""
    centre = open_centre(folder, FixedClock(NOW))
    person = training.a_resident(centre, "กนกวรรณ")
    training.enrolled(centre, training.a_cohort(centre), person)
    at = folder.parent
    lines = titled(messy_rows(12, TODAY))
    marks = [["ลำดับ", "ชื่อ", *range(1, 20)], [1, "กนกวรรณ", *["ม", "/", "ข"] * 6]]
    stays = "person,entry,service\nก,2026-11-01,COURSE_M\nข,1/11/2569,TRIAL\n"
    made = {
        "register.xlsx": write_xlsx(at / "a.xlsx", lines).read_bytes(),
        "register.xls": (HERE / "register.xls").read_bytes(),
        "register.csv": write_csv(at / "a.csv", lines).read_bytes(),
        "register.html": write_html(at / "a.html", lines).read_bytes(),
        "attendance.xlsx": write_xlsx(at / "b.xlsx", marks, SHEET).read_bytes(),
        "attendance.csv": write_csv(at / "b.csv", marks).read_bytes(),
        "stays.csv": stays.encode(),
        "profile.toml": b'[columns]\nperson = "id"\n[values.sex]\n"0" = "F"\n[dates]\norder = "ymd"\n',
        "plan.toml": delivered("seed/plan.toml").read_bytes(),
        "template.toml": delivered("letters/transfer_letter.toml").read_bytes(),
        "photo.jpg": _picture("JPEG"),
        "photo.png": _picture("PNG"),
    }
    target = at / "a.panpun"
    backup.make(centre.work.database, folder / "keys.json", target, FixedClock(NOW))
    made["backup.panpun"] = target.read_bytes()
    centre.work.close()
    return made


def _picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((60, 80), 40).convert("RGB").save(out, form)
    return out.getvalue()


def _opened(kind: str) -> Open:
    return OPENERS[kind.split(".", maxsplit=1)[0]]


def _register(centre: OpenCentre, path: Path) -> object:
    return import_file(centre.work, centre.manager, path, RegisterProfile(), dry_run=True, tell=_live)


def _live(_done: int, _of: int) -> None:
    """It says how far it is, and can be stopped there: that is no hang, however long the file."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)


def _attendance(centre: OpenCentre, path: Path) -> object:
    return import_attendance(
        centre.work, centre.manager, LookAtAttendance(path, 1, TODAY, SHEET), dry_run=True
    )


def _stays(centre: OpenCentre, path: Path) -> object:
    return import_stays(centre.work, centre.manager, ImportStays(path, dry_run=True))


def _profile(_centre: OpenCentre, path: Path) -> object:
    try:
        return read_profile(path)
    except PanpunError:
        return read_register_profile(path)


def _plan(_centre: OpenCentre, path: Path) -> object:
    return read_plan(path)


def _template(_centre: OpenCentre, path: Path) -> object:
    return texts_of("transfer_letter", path.read_bytes().decode("utf-8", errors="replace"))


def _photo(centre: OpenCentre, path: Path) -> object:
    content = path.read_bytes()
    request = AddFile(1, "PHOTO", path.name, content, without_consent=True)
    return add_file(centre.work, centre.manager, request), as_pdf(content)


def _backup(centre: OpenCentre, path: Path) -> object:
    return look_into(centre.folder, centre.clock, path, Secret("manager", PASSWORD))


OPENERS: dict[str, Open] = {
    "register": _register,
    "attendance": _attendance,
    "stays": _stays,
    "profile": _profile,
    "plan": _plan,
    "template": _template,
    "photo": _photo,
    "backup": _backup,
}


def _batch(folder: Path, seeds: dict[str, bytes], seed: int, start: int, count: int) -> dict[str, int]:
    """Try some files in a process of its own; what it said of each."""
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _try_files(folder, scratch, seeds, seed, range(start, start + count), writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode().split("\n")[:-1]
    _pid, status, used = os.wait4(child, 0)
    found = {name: said.count(name) for name in ("taken", "refused", "crashed")}
    found["greedy"] = int(used.ru_maxrss > MOST_KIB)
    found["hung"] = 0
    if len(said) < count:  # the file that ended it is one more
        is_late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        found["hung" if is_late else "crashed"] += 1
        for left in scratch.iterdir():
            _keep(left)
    shutil.rmtree(scratch)
    found["files"] = found["taken"] + found["refused"] + found["crashed"] + found["hung"]
    return found


def _try_files(
    folder: Path, scratch: Path, seeds: dict[str, bytes], seed: int, numbers: range, told: int
) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024 * 1024,) * 2)  # what unpacks without end stops here
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        centre = open_centre(folder, FixedClock(NOW))
        for number in numbers:
            rng = random.Random(seed * 1_000_000 + number)
            kind = rng.choice(list(seeds))
            path = scratch / f"{number}-{kind}"
            path.write_bytes(_spoilt(kind, seeds[kind], rng))
            signal.setitimer(signal.ITIMER_PROF, LONGEST_S)  # of the processor: others may be at work
            said = _outcome(kind, centre, path)
            signal.setitimer(signal.ITIMER_PROF, 0)
            path.unlink()
            os.write(told, f"{said}\n".encode())
    finally:
        os._exit(0)


def _outcome(kind: str, centre: OpenCentre, path: Path) -> str:
    try:
        _opened(kind)(centre, path)
    except PanpunError:
        return "refused"
    except BaseException as error:
        sys.stderr.write(f"{path.name}: {error!r}\n")
        _keep(path)
        return "crashed"
    return "taken"


def _keep(path: Path) -> None:
    if folder := os.environ.get("PANPUN_KEEP_HOSTILE"):
        shutil.copy(path, folder)


# what is done to a file ------------------------------------------------------------------------------


def _spoilt(kind: str, content: bytes, rng: random.Random) -> bytes:
    ways: tuple[Spoil, ...] = BYTES
    if content.startswith(b"PK"):
        ways = (*BYTES, *ARCHIVES, *ARCHIVES)
    elif not kind.endswith(("xls", "jpg", "png")):
        ways = (*BYTES, *TEXTS, *TEXTS)
    for _time in range(rng.choice((1, 1, 2, 3))):
        content = rng.choice(ways)(content, rng)
    return content


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randint(0, len(content))]


def _flip(content: bytes, rng: random.Random) -> bytes:
    made = bytearray(content)
    for _time in range(min(len(made), rng.randint(1, 40))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def _insert(content: bytes, rng: random.Random) -> bytes:
    place = rng.randint(0, len(content))
    return content[:place] + rng.choice((bytes(500), rng.randbytes(500), b"\xff" * 64)) + content[place:]


def _double(content: bytes, rng: random.Random) -> bytes:
    place = rng.randint(0, len(content))
    return content[:place] + content[place:] * rng.randint(2, 5)


def _swap(content: bytes, rng: random.Random) -> bytes:
    one, other = sorted((rng.randint(0, len(content)), rng.randint(0, len(content))))
    return content[other:] + content[one:other] + content[:one]


def _between(content: bytes, rng: random.Random) -> bytes:
    place = rng.randint(0, len(content))
    return content[:place] + rng.choice(PHRASES).encode("utf-8", errors="surrogatepass") + content[place:]


def _lines(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines * rng.randint(1, 30))


PHRASES = (
    "\x00",
    '"' * 2001,
    ",;\t|" * 3000,
    "<table>" * 3000,
    "<tr><td colspan=99999999 rowspan=99999999>" * 50,
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org/"&A1)',
    "../../../../etc/passwd",
    "C:\\Windows\\System32\\config",
    "\u202e\u200b\ufeff\u0e4d\u0e32",
    "\ud800",
    "ก" * 100_000,
    "9" * 5000,
    "1e999",
    "-1",
    "31/02/2569",
    "{person.name.__class__}",
    "{" * 900,
    "[[a]]\n" * 500,
    "a." * 3000 + "b = 1\n",
    "x = " + "[" * 3000,
)
BYTES: tuple[Spoil, ...] = (_cut, _flip, _insert, _double, _swap)
TEXTS: tuple[Spoil, ...] = (_between, _lines)


def _members(content: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {
                one.filename: archive.read(one) for one in archive.infolist() if one.file_size < 4_000_000
            }
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zipfile.zlib.error,
    ):  # type: ignore[attr-defined]
        return None


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name.endswith(".db") else None  # what is encrypted does not shrink
            archive.writestr(name, content, how)
    return out.getvalue()


def _member_spoilt(content: bytes, rng: random.Random) -> bytes:
    members = _members(content)
    if not members:
        return content
    name = rng.choice(list(members))
    members[name] = rng.choice((*BYTES, *TEXTS))(members[name], rng)
    return _packed(members)


def _member_lost(content: bytes, rng: random.Random) -> bytes:
    members = _members(content)
    if not members:
        return content
    members.pop(rng.choice(list(members)))
    return _packed(members)


def _member_added(content: bytes, rng: random.Random) -> bytes:
    members = _members(content) or {}
    name = rng.choice(
        ("../../escaped", "/escaped", "keys.json", "panpun.db", "xl/sharedStrings.xml", "a" * 300)
    )
    bomb = rng.random() < 0.08  # dear to make
    members[name] = bytes(60_000_000) if bomb else rng.choice((b"", b"<a>" * 9000, rng.randbytes(2000)))
    return _packed(members)


def _words_of_xml(content: bytes, rng: random.Random) -> bytes:
    members = _members(content)
    if not members:
        return content
    old, new = rng.choice(
        (
            (b'ref="', b'ref="A1:XFD1048576" x="'),
            (b' r="A1"', b' r="XFD1048576"'),
            (b"<v>", b"<v>99999999"),
            (b"<row ", b'<row r="1048576" '),
            (b"<t>", b"<t>&lol;"),
            (b"<sst", b'<!DOCTYPE s [<!ENTITY l "ll"><!ENTITY m "&l;&l;&l;">]><sst'),
            (b'"size":', b'"size": -'),
            (b'"format": 1', b'"format": 99'),
            (b'"counts"', b'"count"'),
        )
    )
    return _packed({name: one.replace(old, new) for name, one in members.items()})


ARCHIVES: tuple[Spoil, ...] = (_member_spoilt, _member_lost, _member_added, _words_of_xml)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre", int((sys.argv[2:] or ["1"])[0]))))
