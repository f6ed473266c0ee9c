"""What is asked before people are admitted (R-TRI, R-TRA, R-FAM, R-MIN, R-PER-2, R-INT-1; golden G1–G3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import Concern, NeedsConfirmation, RuleBroken
from panpun_desktop.rules import family, intake
from panpun_desktop.rules.admission import Newcomer, admission_concerns, choice_text, limit_concern
from panpun_desktop.rules.birth import Birth
from panpun_desktop.rules.clock import clock_of
from panpun_desktop.rules.codes import Channel, Outcome, Relation, ServiceType
from panpun_desktop.rules.family import FamilyMember
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.override import (
    GivenReason,
    acknowledge_by,
    concern_key,
    override_of,
    require_answers,
    require_reason,
    status_text,
)
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.rules.working_days import WorkingCalendar

LIMITS = Limits.delivered()
CALENDAR = WorkingCalendar([date(2026, 12, 7)])
TODAY = date(2026, 11, 21)
SIX = tuple(TODAY - timedelta(days=30 * n) for n in range(1, 7))
DESK = Actor(2, "desk", "สมหญิง", Role.REG)
MANAGER = Actor(1, "manager", "สมชาย", Role.MANAGER)
GOOD_REASON = GivenReason("FAMILY", "มีบุตรเล็กสองคน รอญาติมารับ")


def newcomer(subject: str = "0", **facts: object) -> Newcomer:
    """Someone of 36 who comes for a trial stay today."""
    values: dict[str, object] = {
        "service_type": ServiceType.TRIAL,
        "arrived_on": TODAY,
        "birth": Birth.on(date(1990, 3, 4)),
    }
    return Newcomer(subject, f"คนที่ {subject}", **{**values, **facts})  # type: ignore[arg-type]


def concerns(*people: Newcomer) -> tuple[Concern, ...]:
    """What is asked about these people today."""
    return admission_concerns(people, TODAY, LIMITS, CALENDAR)


# --- limits -----------------------------------------------------------------------------------


def test_nothing_is_asked_about_an_ordinary_admission() -> None:
    assert concerns(newcomer(trial_started_on=SIX[:5])) == ()


def test_g2_the_seventh_trial_entry_needs_a_reason_and_never_a_refusal() -> None:
    (found,) = concerns(newcomer(trial_started_on=SIX))
    assert (found.rule_id, found.level, found.value, found.limit) == ("R-TRI-5", "override", "7", "6")
    assert found.message == "เข้าทดลองอยู่แล้ว 6 ครั้งในรอบ 1 ปี (เกณฑ์ไม่เกิน 6 ครั้ง)"
    draft = override_of(found, GOOD_REASON, DESK, TODAY, CALENDAR)
    assert (draft.is_pending, draft.acknowledge_by_on) == (True, date(2026, 11, 23))
    assert status_text(is_acknowledged=False) == "รอผู้จัดการรับทราบ"


@pytest.mark.parametrize("service", [one for one in ServiceType if one is not ServiceType.TRIAL])
def test_r_tri_7_other_services_never_count_as_entries(service: ServiceType) -> None:
    assert concerns(newcomer(service_type=service, trial_started_on=SIX)) == ()


def test_r_tri_4_coming_back_the_same_day_burns_no_entry() -> None:
    assert concerns(newcomer(trial_started_on=SIX, counted_from=TODAY - timedelta(days=3))) == ()


def test_r_tri_2_a_stay_already_over_its_days_is_asked_about() -> None:
    (found,) = concerns(newcomer(arrived_on=TODAY - timedelta(days=10)))
    assert (found.rule_id, found.value, found.limit) == ("R-TRI-2", "11", "10")
    assert found.message == (
        "ทดลองอยู่ต่อเนื่องครบ 10 วันแล้ว (วันนี้เป็นวันที่ 11) หากจำเป็นต้องพักต่อ โปรดระบุเหตุผลเพื่อให้ผู้จัดการพิจารณา"
    )


def test_a_past_stay_that_has_ended_is_not_asked_about() -> None:
    left = TODAY - timedelta(days=1)
    assert concerns(newcomer(arrived_on=TODAY - timedelta(days=30), left_on=left)) == ()


def test_r_tra_1_a_transit_stay_over_its_working_days_says_since_when() -> None:
    (found,) = concerns(newcomer(service_type=ServiceType.TRANSIT, arrived_on=date(2026, 11, 9)))
    assert (found.rule_id, found.level) == ("R-TRA-1", "override")
    assert found.message == "พักพิงรอส่งต่อครบ 5 วันทำงานในวันที่ 13 พ.ย. 2569"


def test_r_crs_1_r_crs_3_a_long_course_at_once_asks_nothing() -> None:
    person = newcomer(service_type=ServiceType.COURSE_L, arrived_on=TODAY - timedelta(days=300))
    assert concerns(person) == ()
    clock = clock_of(person.episode, TODAY, LIMITS, CALENDAR)
    assert limit_concern("0", clock) is None


def test_r_age_2_an_estimated_age_near_18_is_information() -> None:
    (found,) = concerns(newcomer(birth=Birth.estimated(19, TODAY)))
    assert (found.rule_id, found.level, found.message) == (
        "R-AGE-2",
        "info",
        "อายุเป็นการประมาณ โปรดยืนยัน",
    )


def test_the_rule_is_shown_before_the_choice() -> None:
    texts = {service: choice_text(service, TODAY, LIMITS, CALENDAR, SIX[:2]) for service in ServiceType}
    assert texts == {
        ServiceType.TRIAL: "ไม่เกิน 10 วันติดต่อกัน · ใช้แล้ว 2/6 ครั้ง",
        ServiceType.COURSE_S: "อย่างน้อย 30 วันต่อเนื่อง · ครบ 20 ธ.ค. 2569",
        ServiceType.COURSE_M: "อย่างน้อย 45 วันต่อเนื่อง · ครบ 4 ม.ค. 2570",
        ServiceType.COURSE_L: "อย่างน้อย 60 วันต่อเนื่อง · ครบ 19 ม.ค. 2570",
        ServiceType.TRANSIT: "ไม่เกิน 5 วันทำงาน · ถึง 27 พ.ย. 2569",
    }
    assert choice_text(ServiceType.TRIAL, TODAY, LIMITS, CALENDAR) == "ไม่เกิน 10 วันติดต่อกัน"


# --- reasons ----------------------------------------------------------------------------------


def test_g3_one_dialog_and_one_reason_for_a_family_but_a_record_for_each() -> None:
    mother = newcomer("0", trial_started_on=SIX)
    others = [newcomer(str(n), trial_started_on=SIX, relation=Relation.CHILD) for n in range(1, 4)]
    found = concerns(mother, *others)
    assert [one.subject for one in found] == ["0", "1", "2", "3"]
    with pytest.raises(NeedsConfirmation) as asked:
        require_answers(found, {}, LIMITS)
    assert asked.value.concerns == found
    require_answers(found, {"*": GOOD_REASON}, LIMITS)
    drafts = [override_of(one, GOOD_REASON, DESK, TODAY, CALENDAR) for one in found]
    assert len({draft.subject for draft in drafts}) == 4


def test_g3_only_the_mother_is_over_and_nobody_is_sent_away() -> None:
    found = concerns(newcomer("0", trial_started_on=SIX), newcomer("1"), newcomer("2"), newcomer("3"))
    assert [one.subject for one in found] == ["0"]
    require_answers(found, {concern_key(found[0]): GOOD_REASON}, LIMITS)


def test_every_concern_has_to_be_answered() -> None:
    found = concerns(newcomer("0", trial_started_on=SIX), newcomer("1", trial_started_on=SIX))
    with pytest.raises(NeedsConfirmation):
        require_answers(found, {concern_key(found[0]): GOOD_REASON}, LIMITS)


def test_information_is_shown_but_not_asked() -> None:
    require_answers(concerns(newcomer(birth=Birth.estimated(19, TODAY))), {}, LIMITS)


@pytest.mark.parametrize(
    ("reason", "id"),
    [
        (GivenReason("NONE", "เหตุผลยาวพอแน่นอน"), "override.reason_missing"),
        (GivenReason("ILL", "ป่วย"), "override.reason_too_short"),
        (GivenReason("ILL", "ป่ ว ย         "), "override.reason_too_short"),
    ],
)
def test_r_ovr_1_a_reason_needs_a_code_and_ten_letters(reason: GivenReason, id: str) -> None:
    found = concerns(newcomer(trial_started_on=SIX))
    with pytest.raises(RuleBroken) as refusal:
        require_answers(found, {"*": reason}, LIMITS)
    assert refusal.value.id == id


def test_r_ovr_1_ten_letters_are_enough() -> None:
    require_reason(GivenReason("OTHER", "ก" * 10), LIMITS)


def test_r_ovr_2_a_managers_own_override_waits_for_nobody() -> None:
    (found,) = concerns(newcomer(trial_started_on=SIX))
    draft = override_of(found, GOOD_REASON, MANAGER, TODAY, CALENDAR)
    assert (draft.is_pending, draft.acknowledge_by_on) == (False, None)


def test_r_ovr_2_the_task_is_due_on_the_next_working_day() -> None:
    assert acknowledge_by(date(2026, 12, 4), CALENDAR) == date(2026, 12, 8)  # 7 December is a day off
    assert acknowledge_by(date(2026, 11, 24), CALENDAR) == date(2026, 11, 25)


# --- families ---------------------------------------------------------------------------------


def member(subject: str, relation: Relation, age: int | None = 36, **facts: object) -> FamilyMember:
    """A family member of an age today."""
    birth = Birth() if age is None else Birth.on(date(TODAY.year - age, 1, 1))
    return FamilyMember(subject, f"คนที่ {subject}", relation, birth, **facts)  # type: ignore[arg-type]


MOTHER, CHILD = member("0", Relation.HEAD), member("1", Relation.CHILD, 8)


def test_r_fam_1_a_family_has_one_head() -> None:
    assert family.head_of([CHILD, MOTHER]) is MOTHER
    assert family.head_of([CHILD]) is CHILD
    for members, id in (([CHILD, CHILD], "family.no_head"), ([MOTHER, MOTHER], "family.two_heads")):
        with pytest.raises(RuleBroken) as refusal:
            family.head_of(members)
        assert (refusal.value.id, refusal.value.field) == (id, "relation")


def test_r_fam_4_who_accompanies_carries_the_heads_service() -> None:
    child = member("1", Relation.CHILD, 8, accompanying=True, service_type=ServiceType.TRIAL)
    head = member("0", Relation.HEAD, service_type=ServiceType.COURSE_M)
    assert family.service_of(child, head, ServiceType.TRIAL) is ServiceType.COURSE_M
    assert family.service_of(child, MOTHER, ServiceType.TRANSIT) is ServiceType.TRANSIT
    assert family.service_of(CHILD, head, ServiceType.TRANSIT) is ServiceType.TRANSIT
    assert not family.has_floor(ServiceType.COURSE_M, accompanying=True)
    assert family.has_floor(ServiceType.COURSE_M, accompanying=False)


def test_children_of_the_table_start_as_accompanying_and_infants_as_sharing() -> None:
    infant = member("2", Relation.CHILD, 1)
    assert family.suggests_accompanying(CHILD, TODAY, LIMITS)
    assert not family.suggests_accompanying(MOTHER, TODAY, LIMITS)
    assert [family.may_share_bed(one, TODAY, LIMITS) for one in (MOTHER, CHILD, infant)] == [
        False,
        False,
        True,
    ]


def test_r_fam_3_a_child_whose_last_guardian_leaves_raises_a_task() -> None:
    (task,) = family.left_behind([CHILD], [MOTHER], TODAY, LIMITS)
    assert (task.rule_id, task.subject, task.text) == ("R-FAM-3", "1", "คนที่ 1 ไม่มีผู้ปกครองอยู่ในศูนย์แล้ว")
    father = member("3", Relation.SPOUSE, 40)
    assert family.left_behind([CHILD, father], [MOTHER], TODAY, LIMITS) == ()
    assert family.left_behind([], [MOTHER, CHILD], TODAY, LIMITS) == ()
    assert family.left_behind([CHILD], [member("4", Relation.CHILD, 10)], TODAY, LIMITS) == ()


def test_a_friend_is_no_guardian_and_an_adult_of_unknown_age_is() -> None:
    friend = member("5", Relation.FRIEND, 40)
    assert family.left_behind([CHILD, friend], [MOTHER], TODAY, LIMITS)
    assert not family.left_behind([CHILD, member("6", Relation.SPOUSE, None)], [MOTHER], TODAY, LIMITS)


def test_r_min_1_a_minor_who_comes_alone_is_admitted_with_a_red_task() -> None:
    alone = newcomer("0", birth=Birth.estimated(14, TODAY))
    (found,) = concerns(alone)
    assert (found.rule_id, found.level) == ("R-MIN-1", "warn")
    assert found.message == (
        "คนที่ 0 อายุต่ำกว่า 18 ปี มาโดยไม่มีผู้ปกครอง แจ้งพนักงานเจ้าหน้าที่/บ้านพักเด็กและครอบครัว หรือ 1300"
    )
    require_answers([found], {"*": GivenReason("OTHER", "")}, LIMITS)


def test_a_minor_who_joins_a_parent_in_the_centre_is_not_alone() -> None:
    child = newcomer("0", birth=Birth.on(date(2018, 1, 1)), relation=Relation.CHILD)
    mother_there = FamilyMember("stay 9", "แม่", Relation.HEAD, Birth.on(date(1990, 1, 1)))
    assert admission_concerns([child], TODAY, LIMITS, CALENDAR, [mother_there]) == ()
    assert [one.rule_id for one in concerns(child)] == ["R-MIN-1"]


# --- the least facts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "asks"),
    [
        ("SELF", False), ("FIELD", False), ("REF_GOV", True), ("REF_NGO", True), ("FAMILY", False),
        ("CITIZEN", False), ("H1300", False), ("BORN", False), ("UNKNOWN", False),
    ],
)  # fmt: skip
def test_r_int_1_only_referrals_name_an_agency(channel: str, asks: bool) -> None:
    assert intake.needs_agency(channel) is asks
    intake.require_channel(channel, agency="สนง. พมจ.สงขลา")
    if asks:
        with pytest.raises(RuleBroken) as refusal:
            intake.require_channel(channel, agency=None)
        assert (refusal.value.id, refusal.value.field) == ("admission.agency_missing", "agency")


def test_every_channel_of_the_test_above_is_a_channel() -> None:
    assert len(Channel) == 9


def test_r_per_2_a_person_needs_no_more_than_the_sex_as_seen() -> None:
    for sex in ("M", "F", "U"):
        intake.require_least_facts("", "", "", sex=sex)
    with pytest.raises(RuleBroken) as refusal:
        intake.require_least_facts("มานะ", sex="")
    assert (refusal.value.id, refusal.value.field) == ("person.sex_missing", "sex")


@pytest.mark.parametrize(
    ("client_of", "awaiting", "field"),
    [(None, "HOME", "client_of"), ("GOV", None, "awaiting"), ("SOMEBODY", "HOME", "client_of")],
)
def test_r_tra_4_transit_says_whose_client_and_what_is_awaited(
    client_of: str | None, awaiting: str | None, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        intake.require_service("TRANSIT", client_of, awaiting)
    assert refusal.value.field == field
    assert intake.require_service("TRANSIT", "OWN", "JOB") is ServiceType.TRANSIT
    assert intake.require_service("TRIAL") is ServiceType.TRIAL


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda: intake.require_service("HOTEL"), "service_type"),
        (lambda: intake.require_channel("BUS", None), "channel"),
        (lambda: intake.require_outcome("", None, None), "outcome"),
        (lambda: intake.require_outcome("HOME", None, None), "province"),
        (lambda: intake.require_outcome("REF_NGO", None, None), "agency"),
    ],
)
def test_what_has_to_be_chosen_says_where(act: object, field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        act()  # type: ignore[operator]
    assert refusal.value.field == field


def test_going_home_needs_only_a_province_and_most_outcomes_need_nothing() -> None:
    assert intake.require_outcome("HOME", "ตรัง", None) is Outcome.HOME
    assert intake.require_outcome("LEFT", None, None) is Outcome.LEFT
    assert intake.require_outcome("REF_GOV", None, 3) is Outcome.REF_GOV
