"""Centres as earlier programs wrote them: one folder a released revision, each a small demonstration.

``plain.db.xz`` is the database without its encryption, because ciphertext does not shrink; ``opened``
encrypts it again under the key that the release's own ``keys.json`` holds. Nothing in it is changed when
the program changes; ``python -m tests.kept FOLDER`` keeps the demonstration in FOLDER as one more.
"""

from __future__ import annotations

import lzma
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2

from panpun_desktop.store.keys import KeyFile

HERE = Path(__file__).parent
LOGIN, PASSWORD = "manager", "demo"


def releases() -> list[str]:
    """The revisions that are kept, oldest first."""
    return sorted(one.parent.name for one in HERE.glob("*/plain.db.xz"))


def opened(release: str, folder: Path) -> Path:
    """Put the centre of a release into a folder, encrypted as it was."""
    folder.mkdir()
    for name in ("keys.json", "head.json"):
        shutil.copyfile(HERE / release / name, folder / name)
    plain = folder.with_suffix(".plain")
    plain.write_bytes(lzma.decompress((HERE / release / "plain.db.xz").read_bytes()))
    key = KeyFile.load(folder / "keys.json").open_with_password(LOGIN, PASSWORD)
    _export(plain, folder / "panpun.db", "''", f"\"x'{key.hex()}'\"")
    plain.unlink()
    return folder


def keep(centre: Path) -> Path:
    """Keep the demonstration in a folder under the revision of its database."""
    key = KeyFile.load(centre / "keys.json").open_with_password(LOGIN, PASSWORD)
    plain = HERE / "new.plain"
    _export(centre / "panpun.db", plain, f"\"x'{key.hex()}'\"", "''")
    found = dbapi2.connect(str(plain))
    release = HERE / found.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    found.close()
    release.mkdir()
    (release / "plain.db.xz").write_bytes(lzma.compress(plain.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    plain.unlink()
    for name in ("keys.json", "head.json"):
        shutil.copyfile(centre / name, release / name)
    return release


def _export(source: Path, target: Path, source_key: str, target_key: str) -> None:
    connection = dbapi2.connect(str(source), isolation_level=None)
    if source_key != "''":
        connection.execute(f"PRAGMA key={source_key}")
    connection.execute(f"ATTACH ? AS target KEY {target_key}", (str(target),))
    connection.execute("SELECT sqlcipher_export('target')")
    connection.execute("DETACH target")
    connection.close()
