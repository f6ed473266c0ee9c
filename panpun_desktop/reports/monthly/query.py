"""Reads a statement: facts from the database, counted by the rules, with its checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.facts import Named, named, read_facts
from panpun_desktop.reports.monthly.adjusted import CarriedOver, carried_over
from panpun_desktop.reports.monthly.closed import closed_statement
from panpun_desktop.reports.monthly.data import MISSING, MonthlyReport, Narrative, Signatory
from panpun_desktop.reports.monthly.earlier import earlier_notes, earlier_of, sent_notes
from panpun_desktop.reports.monthly.external import external, sensitive_tables
from panpun_desktop.reports.monthly.further import FURTHER
from panpun_desktop.reports.monthly.heads import PRINTED
from panpun_desktop.reports.monthly.longer import held_against_months
from panpun_desktop.reports.months import Month
from panpun_desktop.reports.report import Asked
from panpun_desktop.reports.reported import require_reported
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.rules.behind import behind
from panpun_desktop.rules.birth import UNKNOWN_BAND, BirthPrecision
from panpun_desktop.rules.codes import Channel, Outcome, Sex
from panpun_desktop.rules.comparison import Earlier
from panpun_desktop.rules.counted import Check, CountedFacts, Period, StayFact
from panpun_desktop.rules.counting import movement, override_reasons, stays_in, target_of
from panpun_desktop.rules.statement import Statement, monthly_statement
from panpun_desktop.services.statement_texts import words_of_month


def read(session: Session, asked: Asked) -> MonthlyReport:
    """The statement as it was closed, or as it is counted now (``counted``).

    With parameter ``external`` the edition that leaves the house (R-REP-9).
    """
    chosen = _printed(asked.parameters.get("tables"))
    report = closed_statement(session, asked, chosen) or counted(session, asked)
    if not asked.parameters.get("external"):
        return report
    settings = asked.centre.settings
    sensitive = sensitive_tables(str(settings["report.sensitive_tables"]))
    return external(report, sensitive, int(settings["report.hide_below"]))


def counted(session: Session, asked: Asked) -> MonthlyReport:
    """The statement of the month of parameter ``month`` (any day in it).

    ``period``: quarter or fiscal_year for the months of those up to this one. Texts: ``problems``,
    ``proposals``, ``plan``; ``tables``: ids of those to print.
    RuleBroken for a month that has not begun or lies before the centre's own beginning.
    """
    span = _span(asked)
    require_reported(span.until.first, asked)
    period = Period(_first(span, asked), min(span.last, asked.today))
    carried = carried_over(session, asked, period.first)
    facts = read_facts(session, period, _compared_since(period, span))
    facts = replace(facts, adjustments=carried.adjustments)
    earlier = earlier_of(session, asked, span, period)
    counted = _counted(facts, period, asked, span, carried, earlier)
    months = held_against_months(session, span, period, counted.table("movement"))
    known = named(session, period, [stay.stay_id for stay in facts.stays if stay.touches(period)])
    further = [one for read in FURTHER if (one := read(session, asked, period)) is not None]
    return MonthlyReport(
        centre=asked.centre.name,
        client_word=asked.centre.settings["centre.client_word"],
        month=span.until,
        kind=span.kind,
        status="open",
        counted_until=period.last,
        counted_from=None if period.first == span.first else period.first,
        tables=(*counted.tables, *(one.table for one in further)),
        checks=(
            *(_with_names(check, known) for check in counted.checks),
            *(check for one in further for check in one.checks),
            missing(stays_in(facts, period)),
            *(() if months.check is None else (months.check,)),
        ),
        behind=behind(
            facts,
            period,
            since=asked.centre.go_live_on,
            months_back=span.months,
            nights=counted.nights,
        ),
        people_behind={key: people for one in further for key, people in one.behind.items()},
        days=counted.days,
        override_reasons=_reasons(facts, period),
        estimated_ages=sum(one.birth_precision == BirthPrecision.EST_AGE for one in known.values()),
        narrative=_narrative(session, asked, span),
        signatories=_signatories(asked),
        printed=_printed(asked.parameters.get("tables")),
        adjusted=carried.lines,
        months_note=months.note,
        earlier_notes=(
            *earlier_notes(earlier, asked.centre.go_live_on, span, period),
            *sent_notes(carried.sent, counted.table("comparison"), span),
        ),
    )


def _span(asked: Asked) -> Span:
    kind = str(asked.parameters.get("period") or SpanKind.MONTH)
    if kind not in set(SpanKind):
        raise RuleBroken("report.period_unknown", field="period", name=kind, known=", ".join(SpanKind))
    return Span(SpanKind(kind), Month.of(asked.parameters["month"]))


def _first(span: Span, asked: Asked) -> date:
    """The first day counted: not before the month of the centre's first statement."""
    go_live = asked.centre.go_live_on
    return span.first if go_live is None else max(span.first, go_live.replace(day=1))


def _printed(chosen: Iterable[str] | None) -> tuple[str, ...] | None:
    """The tables to print in their order; a name that no table has is refused."""
    if chosen is None:
        return None
    wanted = set(chosen)
    known = tuple(one.id for one in PRINTED)
    for name in sorted(wanted.difference(known)):
        raise RuleBroken("report.table_unknown", field="tables", name=name, known=", ".join(known))
    return tuple(id for id in known if id in wanted)


def _compared_since(period: Period, span: Span) -> date:
    """How far back stays are needed: the fiscal year's first day, what is compared with, the month before."""
    compared = (period.fiscal_year_to_date(), period.months_back(span.months), period.before())
    return min(one.first for one in compared)


def _counted(
    facts: CountedFacts, period: Period, asked: Asked, span: Span, carried: CarriedOver, earlier: Earlier
) -> Statement:
    """The rules' statement; a month before that is not closed is counted anew."""
    centre = asked.centre
    before = movement(replace(facts, adjustments=()), period.before())
    counted_anew = {column.key: before.number_at("closing", column.key) for column in before.columns}
    return monthly_statement(
        facts,
        period,
        centre.limits,
        target=target_of(str(centre.settings["report.ministry_target"]), span.until.fiscal_year),
        centre=centre.name,
        since=centre.go_live_on,
        closed_before=counted_anew if carried.closing is None else carried.closing,
        months_back=span.months,
        earlier=earlier,
    )


def _with_names(check: Check, known: Mapping[int, Named]) -> Check:
    """The check with the register numbers of the stays it stumbled over (interfaces.md §2)."""
    if not check.stay_ids:
        return check
    numbers = ", ".join(known[stay].regno if stay in known else f"#{stay}" for stay in check.stay_ids)
    return replace(check, detail=f"{check.detail}: {numbers}".removeprefix(": "))


def missing(moved: Mapping[str, Sequence[StayFact]]) -> Check:
    """What nobody recorded: never wrong, but worth asking; the detail is empty when all is known."""
    present = {stay.stay_id: stay for stays in moved.values() for stay in stays}.values()
    lacking = {
        "ไม่ระบุช่องทางเข้า": [one for one in moved["admitted"] if one.channel == Channel.UNKNOWN],
        "ไม่ระบุผลการจำหน่าย": [one for one in moved["discharged"] if one.outcome in {None, Outcome.UNKNOWN}],
        "ไม่ระบุเพศ": [one for one in present if one.sex == Sex.U],
        "ไม่ทราบอายุ": [one for one in present if one.age_band == UNKNOWN_BAND],
    }
    detail = ", ".join(f"{what} {len(stays)} ครั้ง" for what, stays in lacking.items() if stays)
    ids = {one.stay_id for stays in lacking.values() for one in stays}
    return Check(MISSING, True, detail, tuple(sorted(ids)))


def _reasons(facts: CountedFacts, period: Period) -> dict[str, str]:
    """Rule -> เจ็บป่วย 2, รอวันเดินทาง 1."""
    return {
        rule: ", ".join(f"{label} {count}" for label, count in counts)
        for rule, counts in override_reasons(facts, period).items()
    }


def _narrative(session: Session, asked: Asked, span: Span) -> Narrative:
    """The words given, else those kept with the period's last month."""
    told, kept = asked.parameters, words_of_month(session, span.until.first)
    return Narrative(
        told.get("problems", kept.problems),
        told.get("proposals", kept.proposals),
        told.get("plan", kept.plan),
    )


def _signatories(asked: Asked) -> tuple[Signatory, ...]:
    """Who signs; parameters ``signer_name`` and ``signer_position`` name another than the centre's own."""
    centre = asked.centre
    return (
        Signatory("ผู้จัดทำ", asked.by.name),
        Signatory("ผู้ตรวจสอบ"),
        Signatory(
            "ผู้รับรอง",
            asked.parameters.get("signer_name") or centre.signer_name,
            asked.parameters.get("signer_position") or centre.signer_position,
        ),
    )
