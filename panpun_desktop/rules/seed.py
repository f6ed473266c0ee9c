"""The delivered defaults: what a centre starts with, read from resources/seed/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from panpun_desktop.common.resources import resource


@dataclass(frozen=True)
class SettingDefault:
    """One thing the centre decides: its key, kind, default and the Thai words around it."""

    key: str
    group: str
    kind: str
    default: Any
    label: str
    unit: str = ""
    help: str = ""
    min: int | None = None
    choices: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Code:
    """One entry of a code list; ``extra`` holds what only some lists have (sex, region, sensitive)."""

    code: str
    label: str
    short: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """A named list of codes in the order in which screens and reports show them."""

    key: str
    title: str
    codes: tuple[Code, ...]

    def label(self, code: str) -> str:
        """The Thai label of the code; a code that is not in the list is shown as it is stored."""
        return next((one.label for one in self.codes if one.code == code), code)

    def short(self, code: str) -> str:
        """The short Thai label for chips, or the long one where there is no short one."""
        return next((one.short or one.label for one in self.codes if one.code == code), code)


@dataclass(frozen=True)
class TableWords:
    """The Thai words of a report table: title, header over the labels, columns and fixed rows by key."""

    number: int
    title: str
    head: str
    columns: Mapping[str, str]
    rows: Mapping[str, str]


@cache
def table_words() -> Mapping[str, TableWords]:
    """The words of every report table by its id."""
    return {id: TableWords(**words) for id, words in _read("tables.toml").items()}


@cache
def setting_defaults() -> Mapping[str, SettingDefault]:
    """Every setting by key, in the order of the settings screen."""
    rows = _read("settings.toml")["setting"]
    return {row["key"]: SettingDefault(**{**row, "choices": tuple(row.get("choices", ()))}) for row in rows}


@cache
def setting_groups() -> Mapping[str, str]:
    """The groups of the settings screen: key to Thai label, in order."""
    return {row["key"]: row["label"] for row in _read("settings.toml")["group"]}


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Every delivered code list by key."""
    return {key: _code_list(key, content) for key, content in _read("codes.toml").items()}


def _code_list(key: str, content: Mapping[str, Any]) -> CodeList:
    return CodeList(key, content["title"], tuple(_code(row) for row in content["codes"]))


def _code(row: Mapping[str, Any]) -> Code:
    extra = {name: value for name, value in row.items() if name not in {"code", "label", "short"}}
    return Code(row["code"], row["label"], row.get("short", ""), extra)


def _read(name: str) -> dict[str, Any]:
    with resource(f"seed/{name}").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class SeedCap:
    """A published limit of credits a term, and of the last term."""

    code: str
    per_term: int
    last_term: int
    note: str


@dataclass(frozen=True)
class SeedSubject:
    """A compulsory subject of a delivered level."""

    code: str
    name: str
    strand: str
    credits: int


@dataclass(frozen=True)
class SeedLevel:
    """A level of a delivered curriculum."""

    code: str
    name: str
    short: str
    credits: int
    compulsory: int
    elective: int
    cap: str
    caps: tuple[SeedCap, ...]
    subjects: tuple[SeedSubject, ...]


@dataclass(frozen=True)
class SeedCurriculum:
    """A delivered curriculum of กศน./สกร. (domain.md §6)."""

    code: str
    facts: Mapping[str, Any]
    """Column -> value of the curriculum itself."""
    grades: tuple[tuple[str, str], ...]
    """(grade, least score)."""
    strands: tuple[tuple[str, str], ...]
    """(code, name)."""
    levels: tuple[SeedLevel, ...]


@cache
def curricula() -> tuple[SeedCurriculum, ...]:
    """The delivered curricula."""
    return tuple(_curriculum(_read(name)) for name in ("curriculum_2551.toml",))


def _curriculum(content: dict[str, Any]) -> SeedCurriculum:
    grades = tuple((row["grade"], row["least"]) for row in content.pop("grades"))
    strands = tuple((row["code"], row["name"]) for row in content.pop("strands"))
    levels = tuple(_level(row) for row in content.pop("level"))
    return SeedCurriculum(content["code"], content, grades, strands, levels)


def _level(row: dict[str, Any]) -> SeedLevel:
    caps = tuple(SeedCap(**cap) for cap in row.pop("caps"))
    subjects = tuple(SeedSubject(**subject) for subject in row.pop("subjects"))
    return SeedLevel(**row, caps=caps, subjects=subjects)
