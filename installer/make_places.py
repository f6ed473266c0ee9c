"""Write resources/places/thai_places.txt anew from the data of the ``geothai`` package.

    pip install --target SOMEWHERE geothai && python installer/make_places.py SOMEWHERE

One line a district: province, district, then its sub-districts with their postcodes, parted by tabs.
"""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources/places/thai_places.txt"
HEAD = """\
# The places of Thailand: province, district, then each sub-district with its postcodes, parted by tabs.
# From geothai {version} (https://github.com/GeoThai/data), (c) 2026 Pongsakorn Thipayanate, CC BY 4.0;
# after the Department of Provincial Administration, Thailand Post, thailand-geography-json (MIT, J. Takara).
# Shortened: codes, English names and abolished places left out. Written by installer/make_places.py.
"""


def main(folder: Path) -> None:
    data = folder / "geothai" / "_data"
    provinces, districts, subdistricts = (
        json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("provinces", "districts", "subdistricts")
    )
    parts: dict[str, list[str]] = {}
    for code, name, _english, postcodes in subdistricts:
        parts.setdefault(code[:4], []).append(f"{name} {postcodes.replace(' ', ',')}")
    names = {code: name for code, name, _english in provinces}
    lines = [
        "\t".join((names[code[:2]], name.removeprefix("เขต"), *parts.get(code, ())))
        for code, name, _english in districts
    ]
    (found,) = (one for one in metadata.distributions(path=[str(folder)]) if one.name == "geothai")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(HEAD.format(version=found.version) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
