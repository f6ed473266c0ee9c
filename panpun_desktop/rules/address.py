"""An address in its parts, in one line, and read out of a line (domain.md §3.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules import places


@dataclass(frozen=True)
class Address:
    """The parts of an address, each without its prefix ("3", not "หมู่ที่ 3"); any may be missing."""

    house_no: str = ""
    moo: str = ""
    place: str = ""
    """สถานที่/หมู่บ้าน, and every word that nothing labels."""
    trok: str = ""
    soi: str = ""
    road: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""
    postcode: str = ""
    text: str = ""
    """A line of which no part could be told."""

    @property
    def known_place(self) -> places.Known:
        """The parts that a place picker completes."""
        return places.Known(self.province, self.district, self.subdistrict, self.postcode)


_EMPTY = frozenset({"", "-", "–", "—", "ไม่มี", "ไม่ระบุ"})
_LABELS = {
    "house_no": r"บ้านเลขที่|เลขที่",
    "moo": r"หมู่ที่|หมู่(?!บ้าน)(?=[\s.]*\d)|ม\.(?=\s*\d)",
    "place": r"หมู่บ้าน|ชุมชน(?=\S)|มบ\.",
    "trok": r"ตรอก|ตร\.",
    "soi": r"ซอย|ซ\.",
    "road": r"ถนน|ถ\.",
    "subdistrict": r"ตำบล|แขวง|ต\.",
    "district": r"กิ่งอำเภอ|อำเภอ|เขต|อ\.",
    "province": r"จังหวัด|จ\.",
    "postcode": r"รหัสไปรษณีย์",
}
_ANYWHERE = frozenset({"ตำบล", "แขวง", "อำเภอ", "กิ่งอำเภอ", "จังหวัด", "หมู่ที่", "รหัสไปรษณีย์"})
"""Labels that are seen even when glued to the word before them; the others must begin a word."""
_LABEL = re.compile("|".join(f"(?P<{part}>{words})" for part, words in _LABELS.items()))
_KEPT = frozenset({"หมู่บ้าน", "ชุมชน"})
"""Labels that belong to the name they stand before."""
_HOUSE = re.compile(r"(?P<no>\d[\d/\-]*[ก-ฮ]?(?:/\d+)?)(?![\d.])(?=\s|$|[ก-ฮ]|,)")
_POSTCODE = re.compile(r"(?<![\d/\-])(\d{5})(?![\d/\-])")
_ONE_WORD = ("house_no", "moo", "subdistrict", "district", "province")
_SEPARATORS = re.compile(r"[\s,;#]+")
_REMEMBERED = 1024
"""A family writes one address, line after line."""


@lru_cache(maxsize=_REMEMBERED)
def read_address(text: str) -> Address:
    """An address written in one line, taken apart.

    Understands the prefixes บ้านเลขที่, ม./หมู่/หมู่ที่, หมู่บ้าน, ตรอก, ซ./ซอย, ถ./ถนน, ต./ตำบล/แขวง,
    อ./อำเภอ/เขต, จ./จังหวัด, a postcode, Thai digits, parts glued together, the ``#`` of ID cards, กทม.,
    and the last words of "ควนลัง หาดใหญ่ สงขลา" without any prefix. What nothing labels becomes ``place``;
    a line in which nothing at all is recognised comes back whole in ``text``. Nothing typed is lost, nothing
    is invented: use ``rules.places.completed`` for what the rest of an address implies.
    """
    line = " ".join(_SEPARATORS.sub(" ", from_thai_digits(normalise(text))).split())
    if line in _EMPTY:
        return Address()
    found: dict[str, str] = {}
    rest = _take_postcode(line, found)
    rest = _take_house(rest, found)
    loose = _take_labelled(rest, found)
    loose = _take_tail(loose, found)
    if not found:
        return Address(text=text.strip())
    _settle_names(found)
    loose_text = " ".join(loose)
    found["place"] = " ".join(part for part in (found.get("place", ""), loose_text) if part)
    return Address(**found)


def _take_postcode(line: str, found: dict[str, str]) -> str:
    """Cut the last five-digit number, unless the line begins with it (a house number)."""
    every = [one for one in _POSTCODE.finditer(line) if one.start() > 0 or one[0] == line]
    if not every:
        return line
    last = every[-1]
    found["postcode"] = last[1]
    return f"{line[: last.start()]} {line[last.end() :]}".replace("รหัสไปรษณีย์", " ").strip()


def _take_house(line: str, found: dict[str, str]) -> str:
    """Cut a house number the line begins with."""
    match = _HOUSE.match(line)
    if match is None:
        return line
    found["house_no"] = match["no"].rstrip("-")
    return line[match.end() :].strip()


def _take_labelled(line: str, found: dict[str, str]) -> list[str]:
    """Fill the parts that have a label; gives the words that have none, in order."""
    loose: list[str] = []
    labels = _labels_in(line)
    loose += line[: labels[0].start()].split() if labels else line.split()
    ends = [*(one.start() for one in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=False):
        value = line[label.end() : end].strip(" .:")
        loose += _keep(str(label.lastgroup), label[0], value, found)
    return loose


def _labels_in(line: str) -> list[re.Match[str]]:
    """The labels of a line; one that stands where a value must begin is the value (ตำบลถนนขาด)."""
    kept: list[re.Match[str]] = []
    for match in _LABEL.finditer(line):
        before = line[match.start() - 1] if match.start() else " "
        begins_word = not ("ก" <= before <= "๎") and before != "."
        follows_label = bool(kept) and kept[-1].end() == match.start()
        glued = match[0] in _ANYWHERE or (match[0] == "เขต" and "แขวง" in line[: match.start()])
        if (begins_word or glued) and not follows_label:
            kept.append(match)
    return kept


def _keep(part: str, label: str, value: str, found: dict[str, str]) -> list[str]:
    """Keep the value of a label; gives back the words that are not part of it."""
    words = value.split()
    rest: list[str] = []
    if part in _ONE_WORD:
        words, rest = words[:1], words[1:]
    text = " ".join(words)
    if label in _KEPT and text:
        text = f"{label}{text}"
    if not text or text in _EMPTY:
        return rest
    if part in found:
        return [f"{label}{text}", *rest]
    if part == "postcode":
        return [text, *rest]
    found[part] = text
    return rest


def _take_tail(loose: list[str], found: dict[str, str]) -> list[str]:
    """Read province, district and sub-district from the last words when nothing labels them."""
    if "province" not in found and not _take_last(loose, "province", found):
        for part in ("road", "soi", "place"):
            words = found.get(part, "").split()
            if len(words) > 1 and _take_last(words, "province", found):
                found[part] = " ".join([words[0], *_take_lower(words[1:], found)])
                return loose
    return _take_lower(loose, found)


def _take_lower(words: list[str], found: dict[str, str]) -> list[str]:
    """Read district and sub-district from the last words, inside what is known already."""
    for part in ("district", "subdistrict"):
        if part not in found:
            _take_last(words, part, found)
    return words


def _take_last(words: list[str], part: str, found: dict[str, str]) -> bool:
    """Take the last word as a part when there is such a place in the parts above it."""
    if not words:
        return False
    province = places.province_name(found.get("province", ""))
    district = places.district_name(found.get("district", ""), province)
    name = words[-1]
    if part == "province":
        name = places.province_name(name)
        fits = places.is_province(name)
    elif part == "district":
        name = places.district_name(name, province)
        fits = bool(province) and places.is_district(name, province)
    else:
        fits = bool(district) and places.is_subdistrict(name, district, province)
    if fits:
        found[part] = name
        words.pop()
    return fits


def _settle_names(found: dict[str, str]) -> None:
    if "province" in found:
        found["province"] = places.province_name(found["province"])
    if "district" in found:
        found["district"] = places.district_name(found["district"], found.get("province", ""))


def is_bangkok(address: Address) -> bool:
    """Say whether the address lies in the capital, which has แขวง and เขต instead of ตำบล and อำเภอ."""
    return address.province == places.BANGKOK


def place_labels(province: str) -> tuple[str, str]:
    """What sub-district and district are called in a province."""
    return ("แขวง", "เขต") if province == places.BANGKOK else ("ตำบล", "อำเภอ")


def address_line(address: Address, *, with_province: bool = True) -> str:
    """The address in one line as papers write it: 99/1 หมู่ที่ 3 ตำบลควนลัง อำเภอหาดใหญ่ จังหวัดสงขลา 90110."""
    sub, district = place_labels(address.province)
    parts = [
        address.house_no,
        f"หมู่ที่ {address.moo}" if address.moo else "",
        address.place,
        f"ตรอก{address.trok}" if address.trok else "",
        f"ซอย{address.soi}" if address.soi else "",
        f"ถนน{address.road}" if address.road else "",
        f"{sub}{address.subdistrict}" if address.subdistrict else "",
        f"{district}{address.district}" if address.district else "",
    ]
    if with_province:
        parts += [_province_words(address.province), address.postcode]
    return " ".join(part for part in (*parts, address.text) if part)


def _province_words(province: str) -> str:
    if not province or not places.is_province(province) or province == places.BANGKOK:
        return province
    return f"จังหวัด{province}"


def tidy(address: Address) -> Address:
    """The address with every part in normal form, prefixes typed into their own field cut off."""
    parts = {name: normalise(value).strip() for name, value in address.__dict__.items()}
    for name in ("moo", "trok", "soi", "road", "subdistrict", "district", "province"):
        parts[name] = re.sub(rf"^(?:{_LABELS[name]})\s*", "", parts[name]).strip()
    parts["moo"] = from_thai_digits(parts["moo"])
    parts["postcode"] = from_thai_digits(parts["postcode"])
    _settle_names(parts)
    return replace(address, **parts)
