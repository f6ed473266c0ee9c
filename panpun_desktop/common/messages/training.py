"""Courses, attendance, results and schooling."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

SENTENCES: dict[str, str] = {
    # education
    "education.level_missing": N_("Choose the level."),
    "education.person_missing": N_("Choose who learns."),
    "education.score_unreadable": N_("This is no score. Write a figure, or ข for an exam that was not sat."),
    "education.curriculum_unnamed": N_("Write the year and the name of the new curriculum."),
    "education.curriculum_there": N_("There is a curriculum of this year already."),
    "education.term_ends_before": N_("A term cannot end before it begins."),
    "education.exam_before_term": N_("The exam cannot lie before the first day of the term."),
    "education.cap_unknown": N_("Choose which limit of credits a term holds."),
    "education.subject_incomplete": N_("Write the code, the name and at least one credit."),
    "education.subject_kind_in_use": N_("Learners took this subject: compulsory or elective stays as it is."),
    "education.activity_missing": N_("Write what the activity was."),
    "education.day_to_come": N_("This day cannot lie in the future."),
    "education.grade_unknown": N_("The curriculum does not know this grade."),
    "education.graded_stays": N_("A subject with a result stays in its term. Take the result away first."),
    "education.has_results": N_("This learner has results and stays in the list. Change the status instead."),
    "education.hours_missing": N_("Write how many hours it took."),
    "education.level_in_use": N_("The level stays as it is: subjects of it were taken already."),
    "education.meeting_times": N_("The meetings cannot end before they begin."),
    "education.no_subjects": N_("Choose at least one subject."),
    "education.percent": N_("Write a percentage from 0 to 100."),
    "education.subject_of_other_level": N_("One of these subjects belongs to another level."),
    "education.credits_too_few": N_(
        "All credits together cannot be fewer than compulsory and elective ones."
    ),
    "education.last_term_smaller": N_("The last term cannot hold fewer credits than the others."),
    "education.learner_there": N_("This person is a learner of that level already."),
    "education.no_grade": N_("The curriculum has no grade for this score. Complete its steps first."),
    "education.score_out_of_range": N_("The score lies between 0 and {most}."),
    "education.subject_there": N_("The level has a subject with this code already."),
    "education.subject_twice": N_("The subject {code} stands twice in this term."),
    "education.subject_twice_there": N_("This subject is registered in that term already."),
    "education.term_unreadable": N_("{text} is no term. Write it as 1/2569."),
    "education.transferred_already": N_("This subject was transferred already."),
    # enrolment
    "enrolment.not_own_cohort": N_(
        "{cohort} has other trainers. Ask one of them, the front desk or the manager."
    ),
    "enrolment.cohort_missing": N_("Choose the cohort."),
    "enrolment.accompanies": N_(
        "{name} accompanies the family and has no enrolment. Change the service of {name} first."
    ),
    "enrolment.already_in": N_("{name} is in this cohort already."),
    "enrolment.already_in_meanwhile": N_(
        "Someone was put into this cohort meanwhile. Look at the list anew."
    ),
    "enrolment.awaits_result": N_(
        "The stay of {name} went on; confirm the result of this course first, then enrol anew."
    ),
    "enrolment.back_before_end": N_("The last day in class was {ended_on}. Choose a later day."),
    "enrolment.before_joined": N_(
        "The first day in this cohort was {joined_on}. Choose a later day, or remove the enrolment."
    ),
    "enrolment.before_plan": N_(
        "The cohort begins on {starts_on}. Choose that day or a later one, or take the person down "
        "as an applicant."
    ),
    "enrolment.before_service": N_(
        "The present service of {name} began on {started_on}. Choose that day or a later one."
    ),
    "enrolment.day_to_come": N_(
        "This day has not come yet. Choose today or an earlier day; before the first day, "
        "applicants are taken down."
    ),
    "enrolment.episode_taken": N_("{name} is in {cohort} already. Move {name} to the other cohort instead."),
    "enrolment.episode_taken_meanwhile": N_("This stay is in another cohort already."),
    "enrolment.has_marks": N_(
        "Attendance of {name} is marked and stays. Record leaving before the end instead."
    ),
    "enrolment.marks_after": N_(
        "Attendance is marked on {day}. Choose that day or a later one, or take the mark away first."
    ),
    "enrolment.needs_desk": N_(
        "The service of {name} has to be changed for this. Take {name} down as an applicant; the "
        "front desk does the rest."
    ),
    "enrolment.newcomer_needs_desk": N_(
        "New people are registered by the front desk. Choose someone of the register."
    ),
    "enrolment.nobody": N_("Choose at least one person."),
    "enrolment.not_applied": N_("Only applicants are taken in."),
    "enrolment.not_higher": N_(
        "Choose a cohort of a higher course. For one of the same kind there is moving to another cohort."
    ),
    "enrolment.not_in_state": N_("{name}: this cannot be done while the state is {state}."),
    "enrolment.other_kind": N_("Choose a cohort of the same kind of course."),
    "enrolment.other_service": N_("This cohort is of another service type."),
    "enrolment.person_twice": N_("{name} is in the list twice."),
    "enrolment.reason_missing": N_("Say why."),
    "enrolment.resumed_before": N_("The suspension began on {started_on}. Choose that day or a later one."),
    "enrolment.was_in": N_(
        "{name} was in this cohort and left it. Use coming back in the list of its people."
    ),
    "enrolment.after_cohort": N_(
        "The cohort has its last day on {last_on}. Choose an earlier day of joining."
    ),
    "enrolment.left_before_joined": N_("The last day in class lies before the day of joining, {joined_on}."),
    # cohort
    "cohort.course_missing": N_("Choose the course."),
    "cohort.capacity_too_small": N_("A cohort has at least one place."),
    "cohort.closed": N_("The results of this cohort are settled. Open it again first."),
    "cohort.closed_before_start": N_("The cohort begins on {starts_on}; it cannot be settled before."),
    "cohort.has_history": N_(
        "{name} has attendance or results and stays. Mark the sessions that are not held, or settle "
        "the cohort."
    ),
    "cohort.hours_need_times": N_("Give every lesson its hours, or plan by days."),
    "cohort.last_session": N_("This is the last session of the plan. Take the whole cohort back instead."),
    "cohort.module_of_another": N_("This module belongs to another course."),
    "cohort.no_end": N_("Say when the cohort ends: its last day, the number of days, or the hours."),
    "cohort.no_session_chosen": N_("Choose sessions of one cohort."),
    "cohort.not_held_reason_missing": N_("Say why the session is not held."),
    "cohort.not_settled": N_("{n} people still have no result. Confirm their results first."),
    "cohort.number_meanwhile": N_("There is a cohort with this number already."),
    "cohort.number_missing": N_("The number of a cohort is 1 or more."),
    "cohort.number_taken": N_("There is a cohort {number} of this course already."),
    "cohort.session_marked": N_("Attendance of {day} is marked. Mark the session as not held instead."),
    "cohort.session_meanwhile": N_("There is a session at that time already."),
    "cohort.session_there_already": N_("There is a session of this cohort on {day} at that time already."),
    "cohort.too_long": N_(
        "So many days do not come of this plan within three years. Choose more days of the week."
    ),
    "cohort.trainer_missing": N_("Choose someone of the staff, or type the guest's name."),
    "cohort.trainer_of_another": N_("This trainer does not teach the cohort."),
    "cohort.trainer_twice": N_("A trainer is there twice."),
    "cohort.void_reason_missing": N_("Say why the cohort is taken back."),
    "cohort.day_outside": N_("{day} is outside the plan of the cohort, {first_on} to {last_on}."),
    "cohort.ends_before_begins": N_("A session must end after it begins."),
    "cohort.last_before_first": N_("The last day of the cohort lies before its first day, {first_on}."),
    "cohort.no_days": N_("No day of class comes of this plan. Choose days of the week or other dates."),
    "cohort.slots_meet": N_("The same half of a day is there twice. Take one of them out."),
    "cohort.unknown": N_("There is no cohort {name}. Known are: {known}"),
    # course
    "course.module_unreadable": N_("The line “{line}” cannot be read: name, hours, highest score."),
    "course.has_cohorts": N_(
        "{name} has cohorts and stays in the history. It can be offered no longer instead."
    ),
    "course.kind_fixed": N_("The course has cohorts: its service type stays. Make another course."),
    "course.module_name_missing": N_("Type the name of every module."),
    "course.module_too_small": N_("{name}: hours cannot be below 0, and the highest score must be above 0."),
    "course.name_missing": N_("Type the name of the course."),
    "course.name_taken": N_("There is a course {name} already."),
    "course.no_percentage": N_("A percentage lies between 0 and 100."),
    "course.service_unknown": N_("Choose short, medium or long, or none."),
    "course.too_small": N_(
        "Days and hours are 1 or more; leave the field empty if there is no least number."
    ),
    # attendance
    "attendance.day_to_come": N_(
        "{day} has not come yet. Only leave and official business can be marked ahead."
    ),
    "attendance.away_hospital": N_(
        "This person is in hospital on {day}. Record the return on the bed board first."
    ),
    "attendance.away_leave": N_("This person has leave from the centre on {day} and is not absent."),
    "attendance.away_left": N_("This person had left the centre on {day} and is not absent."),
    "attendance.not_of_cohort": N_("This lesson or this person is no part of the cohort any more."),
    "attendance.not_own_cohort": N_("{cohort} has other trainers. Ask one of them or the manager."),
    "attendance.cohort_closed": N_("{cohort} is closed: its attendance stands."),
    "attendance.not_enrolled": N_("This person is not in the cohort on {day}."),
    "attendance.not_held": N_("No class is held on {day}."),
    "attendance.reason_missing": N_("{day} lies more than {days} days back. Say why it is changed now."),
    "attendance.suspended": N_("The training of this person is suspended on {day}."),
    # attendance_grid
    "attendance_grid.month_unknown": N_("The sheet does not say its month. Choose the month."),
    "attendance_grid.no_days": N_("No line with the days of a month was found in the sheet."),
    "attendance_grid.no_names": N_("No column with names was found beside the days."),
    # attendance_import
    "attendance_import.empty_class": N_("Nobody is in the cohort yet. Enrol its people first."),
    "attendance_import.nothing": N_("The file holds no new mark for this cohort."),
    # score
    "score.hours_above_most": N_("The module has {most} hours at most."),
    "score.not_marked": N_("{module} is not marked with scores."),
    "score.above_most": N_("{score} is above the highest score, {most}."),
    "score.unreadable": N_("This is not a score. Type a number."),
    "score.below_nought": N_("A score cannot be below 0."),
    # result
    "result.day_impossible": N_("The last day in class lies between {first} and today."),
    "result.done_or_failed": N_("A result is either passed or not passed."),
    "result.not_running": N_("{name} is not in class any more; the result stands."),
    "result.not_settled": N_("There is no confirmed result to take back."),
    # continuity
    "continuity.nothing_open": N_("{name}: no break waits for a decision any more."),
    "continuity.reason_missing": N_("Say why the days go on counting."),
    "continuity.nothing_groundless": N_(
        "{name}: there is no decision any more whose break is gone from the marks."
    ),
    "continuity.take_back_reason_missing": N_("Say why the decision is taken back."),
    "continuity.choice_missing": N_("Choose what is decided."),
    "continuity.restart_outside": N_("Choose a day after {first}, until today."),
    "continuity.restart_to_come": N_("That day is to come: decide once the person is back."),
    "continuity.restart_absent": N_(
        "On {day} the person is marked absent: choose the first day of coming back to the lessons."
    ),
    # certificate
    "certificate.not_in_class": N_("{name} has not begun this course: there is nothing to certify yet."),
    "certificate.not_passed": N_(
        "{name} did not pass this course: a transcript can be made, no certificate."
    ),
    "certificate.not_confirmed": N_("The result of {name} is not confirmed yet. Confirm it, then issue."),
    "certificate.issued_already": N_(
        "{name} has number {number} already. Print that one again, or cancel it before issuing another."
    ),
    "certificate.not_of_class": N_("{regno} is not in this class: {cohort}."),
    "certificate.nobody": N_("There is nobody in {cohort} for whom this paper can be made now."),
}
