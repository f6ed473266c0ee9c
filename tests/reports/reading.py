"""Reads the JSON of reports as tests want it."""

from __future__ import annotations

from typing import Any


def rows(report: dict[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """Values by column, by row key."""
    return {row["key"]: row["values"] for row in the_table(report, table)["rows"]}


def the_table(report: dict[str, Any], id: str) -> dict[str, Any]:
    """One table."""
    return next(table for table in report["tables"] if table["id"] == id)


def column(report: dict[str, Any], table: str, key: str) -> dict[str, Any]:
    """One column by row key."""
    return {row: values[key] for row, values in rows(report, table).items()}


def line(report: dict[str, Any], table: str, row: str, *columns: str) -> list[Any]:
    """Some values of one row."""
    values = rows(report, table)[row]
    return [values[key] for key in columns]


def checks(report: dict[str, Any]) -> dict[str, bool]:
    """Which checks are met."""
    return {check["id"]: check["ok"] for check in report["checks"]}


def imbalances(report: dict[str, Any]) -> list[str]:
    """Every row and column that does not add up, reckoned here anew from the figures themselves."""
    return [*_flow_by_sex(report), *_flow_by_age(report), *_flow_by_service(report), *_parts(report)]


def _flow_by_sex(report: dict[str, Any]) -> list[str]:
    flow = rows(report, "movement")
    wrong = []
    for sex in ("male", "female", "unknown", "total"):
        stages = [flow[stage][sex] for stage in ("opening", "adjusted", "admitted", "discharged", "closing")]
        if stages[0] + stages[1] + stages[2] - stages[3] != stages[4]:
            wrong.append(f"movement {sex} {stages}")
    for stage, values in flow.items():
        if values["male"] + values["female"] + values["unknown"] != values["total"]:
            wrong.append(f"movement {stage} {values}")
    return wrong


def _flow_by_age(report: dict[str, Any]) -> list[str]:
    bands = rows(report, "age_band")
    wrong = []
    for band, values in bands.items():
        for sex in ("male", "female", "unknown"):
            flow = [values[f"{stage}_{sex}"] for stage in STAGES]
            if flow[0] + flow[1] + flow[2] - flow[3] != flow[4]:
                wrong.append(f"age_band {band} {sex} {flow}")
    for key, whole in bands["total"].items():
        if sum(values[key] for band, values in bands.items() if band != "total") != whole:
            wrong.append(f"age_band column {key}")
    movement = rows(report, "movement")
    for stage in STAGES:
        for sex in ("male", "female", "unknown"):
            if bands["total"][f"{stage}_{sex}"] != movement[stage][sex]:
                wrong.append(f"age_band and movement differ in {stage} {sex}")
    return wrong


def _flow_by_service(report: dict[str, Any]) -> list[str]:
    services = rows(report, "service_type")
    wrong = []
    for service, v in services.items():
        into = v["opening"] + v["adjusted"] + v["admitted"] + v["converted_in"]
        if into - v["discharged"] - v["converted_out"] != v["closing"]:
            wrong.append(f"service {service} {v}")
    for key, whole in services["total"].items():
        if sum(values[key] for service, values in services.items() if service != "total") != whole:
            wrong.append(f"service column {key}")
    if services["total"]["converted_in"] != services["total"]["converted_out"]:
        wrong.append("conversions in and out differ")
    movement = rows(report, "movement")
    for stage in STAGES:
        if services["total"][stage] != movement[stage]["total"]:
            wrong.append(f"service and movement differ in {stage}")
    return wrong


def _parts(report: dict[str, Any]) -> list[str]:
    movement = rows(report, "movement")
    channels, outcomes = rows(report, "intake_channel"), rows(report, "outcome")
    wrong = []
    if channels["total"]["count"] != movement["admitted"]["total"]:
        wrong.append("channels and admitted differ")
    if sum(v["count"] for k, v in channels.items() if k != "total") != channels["total"]["count"]:
        wrong.append("channels do not add up")
    for sex in ("male", "female", "unknown", "total"):
        if outcomes["total"][sex] != movement["discharged"][sex]:
            wrong.append(f"outcomes and discharged differ in {sex}")
        if sum(v[sex] for k, v in outcomes.items() if k != "total") != outcomes["total"][sex]:
            wrong.append(f"outcomes do not add up in {sex}")
    return wrong


STAGES = ("opening", "adjusted", "admitted", "discharged", "closing")
