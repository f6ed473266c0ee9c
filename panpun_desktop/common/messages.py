"""The sentence of every error id, in English; the Thai stands in ``resources/locale/th``.

An id is ``topic.what``; a sentence may name the error's facts in braces. Days among the facts are
written out, so a sentence says just ``{day}``.
"""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

GENERAL = N_("This could not be done. Please try again or tell the administrator.")
"""What is said when an id has no sentence or its facts do not fit."""

MESSAGES: dict[str, str] = {
    # act
    "act.needs_confirmation": N_("Please confirm or give a reason for the points listed."),
    "act.not_allowed": N_("Your role may not do this."),
    # break_glass
    "break_glass.not_masked": N_("This record is open to you already."),
    "break_glass.reason_short": N_("Say why you need to see it, in {least} letters or more."),
    # keep_apart
    "keep_apart.known_already": N_("They are kept apart already."),
    "keep_apart.nobody": N_("Choose a person or describe who it is."),
    "keep_apart.self": N_("A person cannot be kept apart from themselves."),
    # restriction
    "restriction.none": N_("This person is not protected."),
    "restriction.nobody": N_("Choose whom to protect."),
    "restriction.reason_missing": N_("Choose why the person is protected."),
    "restriction.role_unknown": N_("One of these roles is unknown. Choose again."),
    # backup
    "backup.chain_broken": N_("{path}: the history of acts in this backup was changed by other means."),
    "backup.damaged": N_("{path} is damaged and cannot be restored. Choose another backup."),
    "backup.differs": N_("{path} does not hold what it says. Choose another backup."),
    "backup.exists": N_("{name} is there already and is not written over. Choose another name."),
    "backup.file_missing": N_("Say into which file the backup goes."),
    "backup.foreign": N_("{path} is not a backup of this program."),
    "backup.missing": N_("The backup {path} is not there any more."),
    "backup.newer": N_(
        "This backup was made by a newer version of the program. Please install that version."
    ),
    "backup.no_recovery": N_("{path} has no recovery key inside. Make a new backup."),
    "backup.no_recipient": N_(
        "No public key for copies outside the house is set. Set it first, in the settings under backups."
    ),
    "backup.recipient_wrong": N_("This is not a public key. It begins with age1 and is copied whole."),
    "backup.other_key": N_("{path} belongs to another centre or to an earlier key."),
    "backup.second_away": N_(
        "The second place {folder} cannot be reached. Plug the drive in or choose another folder."
    ),
    "backup.unreadable": N_("{path} cannot be read. Plug the drive in again or choose another backup."),
    "restore.in_use": N_(
        "Another program is using the data files. Close it and try again; everything is as it was."
    ),
    "restore.window_open": N_("The program is open on these data. Close it everywhere and try again."),
    # admission
    "admission.agency_missing": N_("Say which agency sent the person."),
    "admission.awaiting_missing": N_("Say what the person is waiting for."),
    "admission.channel_missing": N_("Choose the way in which the person came."),
    "admission.client_of_missing": N_("Say whose client the person is."),
    "admission.service_missing": N_("Choose the type of service."),
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
    "enrolment.not_own_cohort": N_(
        "{cohort} has other trainers. Ask one of them, the front desk or the manager."
    ),
    "attendance.cohort_closed": N_("{cohort} is closed: its attendance stands."),
    "attendance.not_enrolled": N_("This person is not in the cohort on {day}."),
    "attendance.not_held": N_("No class is held on {day}."),
    "attendance.reason_missing": N_("{day} lies more than {days} days back. Say why it is changed now."),
    "attendance.suspended": N_("The training of this person is suspended on {day}."),
    "continuity.nothing_open": N_("{name}: no break waits for a decision any more."),
    "continuity.reason_missing": N_("Say why the days go on counting."),
    "continuity.choice_missing": N_("Choose what is decided."),
    "continuity.restart_outside": N_("Choose a day after {first}, until today."),
    # cohort, enrolment, scores
    "cohort.course_missing": N_("Choose the course."),
    "course.module_unreadable": N_("The line “{line}” cannot be read: name, hours, highest score."),
    "enrolment.cohort_missing": N_("Choose the cohort."),
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
    "cohort.day_outside": N_("{day} is outside the plan of the cohort, {first_on} to {last_on}."),
    "cohort.ends_before_begins": N_("A session must end after it begins."),
    "cohort.last_before_first": N_("The last day of the cohort lies before its first day, {first_on}."),
    "cohort.no_days": N_("No day of class comes of this plan. Choose days of the week or other dates."),
    "cohort.slots_meet": N_("The same half of a day is there twice. Take one of them out."),
    "enrolment.after_cohort": N_(
        "The cohort has its last day on {last_on}. Choose an earlier day of joining."
    ),
    "enrolment.left_before_joined": N_("The last day in class lies before the day of joining, {joined_on}."),
    "cohort.unknown": N_("There is no cohort {name}. Known are: {known}"),
    "attendance_import.empty_class": N_("Nobody is in the cohort yet. Enrol its people first."),
    "attendance_import.nothing": N_("The file holds no new mark for this cohort."),
    "attendance_grid.month_unknown": N_("The sheet does not say its month. Choose the month."),
    "attendance_grid.no_days": N_("No line with the days of a month was found in the sheet."),
    "attendance_grid.no_names": N_("No column with names was found beside the days."),
    "result.day_impossible": N_("The last day in class lies between {first} and today."),
    "result.done_or_failed": N_("A result is either passed or not passed."),
    "result.not_running": N_("{name} is not in class any more; the result stands."),
    "result.not_settled": N_("There is no confirmed result to take back."),
    "certificate.not_in_class": N_("{name} has not begun this course: there is nothing to certify yet."),
    "certificate.not_passed": N_(
        "{name} did not pass this course: a transcript can be made, no certificate."
    ),
    "certificate.not_confirmed": N_("The result of {name} is not confirmed yet. Confirm it, then issue."),
    "certificate.issued_already": N_(
        "{name} has number {number} already. Print that one again, or cancel it before issuing another."
    ),
    "certificate.nobody": N_("There is nobody in {cohort} for whom this paper can be made now."),
    "score.hours_above_most": N_("The module has {most} hours at most."),
    "score.not_marked": N_("{module} is not marked with scores."),
    "score.above_most": N_("{score} is above the highest score, {most}."),
    "score.unreadable": N_("This is not a score. Type a number."),
    "score.below_nought": N_("A score cannot be below 0."),
    # card
    "card.in_use": N_("Another program is using the card. Close it and read the card again."),
    "card.no_card": N_("There is no card in the reader. Put the card in with its chip first."),
    "card.no_pyscard": N_("The part that reads cards is not installed on this computer."),
    "card.no_reader": N_("No card reader is connected. Plug the reader in."),
    "card.no_service": N_("The card service of this computer is not running. Ask the administrator."),
    "card.not_thai_id": N_("This is not a Thai ID card."),
    "card.nothing_taken": N_("Tick at least one thing to take over."),
    "card.photo_consent": N_(
        "The photo is kept only with consent. Tick the consent, or leave the photo out."
    ),
    "card.pulled_out": N_("The card was pulled out before it was read. Put it in again and leave it there."),
    "card.stopped": N_("Reading the card was stopped."),
    "card.too_slow": N_("The card reader does not answer. Unplug it and plug it in again."),
    "card.unreadable": N_("Nothing on this card can be read. Clean the chip, or type what the card says."),
    "card.unresponsive": N_("The card does not answer. Is its chip to the front and clean?"),
    # belongings, incidents, follow-ups
    "belonging.item_missing": N_("Write what is being kept."),
    "belonging.person_missing": N_("Choose whose belongings they are."),
    "belonging.nothing_ticked": N_("Tick what is given back."),
    "belonging.day_to_come": N_("Things cannot be taken in on a day to come."),
    "belonging.returned_already": N_("This was given back already."),
    "belonging.returned_before": N_("It cannot be given back before the day it was taken in."),
    "incident.what_missing": N_("Write what happened."),
    "incident.day_to_come": N_("The incident cannot lie in the future."),
    "incident.void_reason_missing": N_("Say why the incident is cancelled."),
    "incident.not_open": N_("This incident cannot be changed by your role, or it was cancelled."),
    "follow_up.days_unreadable": N_("Type days as numbers, for example 7, 30, 90."),
    "follow_up.result_missing": N_("Choose what was heard."),
    "follow_up.person_missing": N_("Choose whom to ask."),
    "follow_up.day_to_come": N_("The day of the follow-up cannot lie in the future."),
    "follow_up.done_already": N_("This follow-up was recorded or cancelled already."),
    # merge
    "merge.same": N_("Choose two different records."),
    "merge.not_there": N_("One of the two records is not in the register any more."),
    "merge.stays_overlap": N_(
        "Both records were here on the night of {day}. Cancel the stay that was written down twice first."
    ),
    "merge.apart_already": N_("These records were taken apart already."),
    "merge.joined_again": N_("The record was joined with another one since. Take that apart first."),
    # families
    "family.itself": N_("Choose another person to belong to."),
    "family.member_already": N_("This person belongs to that family already."),
    "family.head_there": N_("That family has a head already. Choose what the person is to the head."),
    "family.head_leaves": N_("The head of the family goes: choose who is the head from now on."),
    "family.head_needed": N_("A family needs a head. Make another member the head instead."),
    "family.not_member": N_("This person does not belong to that family any more."),
    "family.left_before_joined": N_("The day of leaving the family cannot be before the day of joining."),
    "family.relation_missing": N_("Choose what the person is to the head of the family."),
    # education
    "education.level_missing": N_("Choose the level."),
    "education.person_missing": N_("Choose who learns."),
    "education.score_unreadable": N_("This is no score. Write a figure, or ข for an exam that was not sat."),
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
    # handover
    "handover.time_unreadable": N_("Write a time such as 8:00."),
    "handover.since_to_come": N_("The shift cannot begin in the future."),
    # census
    "census.confirmed": N_(
        "The count of the night of {night} is confirmed. Press Correct the count to open it again."
    ),
    "census.not_confirmed": N_("This count has not been confirmed; it can be changed as it is."),
    "census.night_to_come": N_("The night of {night} has not come yet; it can be counted from that day on."),
    "census.not_expected": N_("This person does not stay on this night."),
    "census.state": N_("Choose how the person was found."),
    "census.bed_missing": N_("Say in which bed the person was found."),
    "census.visitor_missing": N_("Write who slept here."),
    # date
    "date.age_unclear": N_("An age of {age} years cannot be right; at most {oldest}."),
    "date.birth_in_future": N_("A birth date cannot be in the future."),
    "date.empty": N_("Enter a date."),
    "date.no_such_day": N_("There is no {day} {month} {year}."),
    "date.not_in_calendar": N_("This date is not in the official calendar: 2483 began on 1 April."),
    "date.unreadable": N_("This cannot be read as a date. Write for example 15/8/2569 or 15 ส.ค. 2569."),
    "date.year_unclear": N_("The year {year} is neither พ.ศ. nor ค.ศ. Please write all four figures."),
    # family
    "family.no_head": N_("One member must be the head of the family."),
    "family.two_heads": N_("A family has one head; choose another relation for {name}."),
    # override
    "override.reason_missing": N_("Choose a reason."),
    "override.reason_too_short": N_("Write the reason in at least {least} letters."),
    # person
    "person.sex_missing": N_("Give the sex as observed, or choose not stated."),
    # setting
    "setting.age_bands": N_("Age bands must begin at 0, touch each other and end open, as in 0-17, 18+."),
    "setting.number_pattern": N_("The number pattern {pattern} cannot be used."),
    "setting.target": N_("Write targets as 2569=400, 2570=420."),
    "setting.unreadable": N_("The value of the setting {key} cannot be read."),
    # stay
    "stay.agency_missing": N_("Say which agency receives the person."),
    "stay.already_open": N_("The person is already staying in the centre."),
    "stay.arrival_in_future": N_("The arrival on {arrived_on} is more than {hours} hours ahead."),
    "stay.change_before_start": N_("The service cannot change before it began on {started_on}."),
    "stay.left_before_arrived": N_("Leaving on {left_on} is before the arrival on {arrived_on}."),
    "stay.left_in_future": N_("The leaving on {left_on} has not happened yet; use the expected day."),
    "stay.not_open": N_("This stay has ended already."),
    "stay.outcome_missing": N_("Choose how the stay ended."),
    "stay.overlaps": N_("The nights overlap with the stay from {other_arrived_on}."),
    "stay.province_missing": N_("Choose the province the person goes home to."),
    "stay.same_service": N_("The person already has this type of service."),
    # print
    "print.no_shaping": N_(
        "Papers cannot be printed: the part that sets Thai letters (uharfbuzz) is missing. "
        "Run the installer again."
    ),
    "print.font_unusable": N_(
        "The font file {file} cannot be used for Thai papers. Choose a TrueType font with Thai letters."
    ),
    # store
    "bed.taken": N_("Bed {bed} is taken: {who}."),
    "bed.before_arrival": N_("The person arrived on {arrived_on}; a bed before that night cannot be given."),
    "reservation.no_night": N_("The bed must be held for one night at least: choose a later day."),
    "bed.closed_no_night": N_("The bed must be closed for one night at least."),
    "bed.not_closed": N_("Bed {bed} is not closed."),
    "bed.not_extra": N_("Bed {bed} is not an extra mattress. Change the building plan in the settings."),
    "bed.not_there": N_("This bed is not there on {day}."),
    "bed.taken_meanwhile": N_("Someone else already has this bed on one of these nights."),
    "bed.same_bed": N_("The person is in bed {bed} already."),
    "bed.nothing_to_swap": N_("Both people need a bed of their own to swap; give the bed first."),
    "bed.swap_with_self": N_("Choose another person to swap with."),
    "bed.reserved_already": N_("Bed {bed} is reserved for {who}, {until}."),
    # reservation, waiting, turn_away
    "reservation.for_nobody": N_("Say whom the bed is reserved for."),
    "reservation.in_past": N_("A bed can be reserved from tonight on."),
    "reservation.closed": N_("This reservation has ended already."),
    "waiting.name_missing": N_("Say who waits: a person of the register, or a name."),
    "waiting.waits_already": N_("This person is on the waiting list already."),
    "waiting.nobody": N_("At least one person must be counted."),
    "waiting.children": N_("There cannot be more children than people."),
    "waiting.in_future": N_("Somebody waits since today or an earlier day. Beds for later are reserved."),
    "waiting.closed": N_("This waiting has ended already."),
    "turn_away.reason_missing": N_("Choose why they could not be taken in."),
    "stay.expected_in_past": N_("An expected leaving must be today or later."),
    "bed.stay_in_two_places": N_("This stay already has a bed on one of these nights."),
    "building.closed_before_opened": N_("The closing day is before the opening day."),
    "document.frozen": N_("An issued paper cannot be changed; cancel it and issue a new one."),
    "household.already_member": N_("This person already belongs to the household."),
    "person.masked": N_("This record is masked. Open it with a reason first."),
    "person.national_id_taken": N_("This national id number belongs to {name} {regno}."),
    "record.changed_by_someone_else": N_(
        "Someone else changed this record meanwhile. Look at the new values and save again."
    ),
    "record.missing": N_("This record is not there any more. Open the list anew."),
    "record.same_name": N_("There is already one with this name or code."),
    "record.still_used": N_("Other records refer to this one, or it refers to one that is gone."),
    "session.wait": N_("Please wait {seconds} seconds, then try again."),
    "session.wrong_password": N_("The user name or the password is wrong."),
    "session.wrong_recovery_key": N_("This is not the recovery key of these data."),
    "stay.episode_overlap": N_("The stay already has a service type on one of these days."),
    "stay.ended_before_started": N_("The last day is before the first day."),
    "storage.damaged": N_("The data file is damaged. Please stop working and restore a backup."),
    "storage.exists": N_("There is already a data file in this folder."),
    "storage.full": N_("The disk is full. Nothing was saved; free some space and try again."),
    "storage.keys_unreadable": N_("The key file cannot be read. Please restore it from a backup."),
    "storage.locked": N_("The data file is busy. Please try again in a moment."),
    "storage.missing": N_("The data file is not there."),
    "storage.newer": N_(
        "The data were written by a newer version of the program. Please install that version."
    ),
    "storage.not_ours": N_(
        "The data file cannot be opened: the key is another one, or the file is not ours."
    ),
    "storage.read_only": N_(
        "The data may not be written in this place. Nothing was saved; ask for the right to write there."
    ),
    "storage.unreadable": N_("The disk could not be read or written. Nothing was saved."),
    "user.last_key": N_("This is the last user who can open the data."),
    "user.login_taken": N_("There is already a user with this user name."),
    # absence
    "absence.back_before_start": N_("The return cannot be before the day of going away."),
    "absence.before_arrival": N_("The leave cannot start before the admission."),
    "absence.back_already": N_("The return is recorded already."),
    "absence.kind": N_("Choose overnight leave or hospital."),
    "absence.open_already": N_("This person is away already. Record the return first."),
    # admission
    "admission.nobody": N_("Add at least one person."),
    "admission.person_twice": N_("One person stands in two rows of this admission."),
    # agency
    "agency.name_missing": N_("Type the name of the agency."),
    "agency.name_taken": N_("There is an agency called {name} already."),
    "agency.unknown": N_("No agency is called {name}. Nearest: {nearest}"),
    # bed
    "bed.closed": N_("Bed {bed} is closed on this night. Choose another bed."),
    "bed.missing": N_("Choose a bed."),
    "bed.shares_with_self": N_("A person cannot share a bed with themselves. Choose whose bed is shared."),
    # building
    "building.has_rooms": N_("Room {room} of the building is still open. Close its rooms first."),
    "building.bed_in_use": N_("Someone sleeps in bed {bed}. Move the person first, then close the bed."),
    "building.beds_negative": N_("The number of beds must be 0 or more."),
    "building.name_missing": N_("Type a name."),
    "building.name_taken": N_("The name {name} is used already."),
    # document
    "consent.in_future": N_("The day {given_on} has not come yet."),
    "consent.purpose_unknown": N_("Consent for this purpose is not asked here."),
    "consent.state_unknown": N_("Choose: given, refused, withdrawn or not asked."),
    "document.anonymised": N_("The person of this paper was anonymised: only its number is left."),
    "document.cancelled_already": N_("This paper was cancelled already."),
    "document.damaged": N_("The kept copy of this paper is damaged. Restore it from a backup."),
    "document.not_found": N_("This paper is not in the register."),
    "document.names_masked": N_("This paper names someone whose record is masked for you."),
    "document.reason_missing": N_("Say why the paper is cancelled."),
    # letter desk
    "incoming.answer_cancelled": N_("The paper {number} was cancelled. Choose one that was sent."),
    "incoming.answer_missing": N_("Choose the letter with which it was answered."),
    "incoming.dated_later": N_("The paper cannot be dated later than it came."),
    "incoming.day_missing": N_("Type the day on which it came."),
    "incoming.due_before": N_("The day for our answer lies before the day the paper came."),
    "incoming.in_future": N_("The day on which it came lies in the future."),
    "incoming.reason_missing": N_("Say why the line is struck out."),
    "incoming.result_without_letter": N_("Choose the letter of ours that it answers."),
    "incoming.sender_missing": N_("Choose the agency, or type who wrote."),
    "incoming.subject_missing": N_("Type the subject of the paper."),
    "incoming.void_already": N_("Line {number} of the register is struck out."),
    "paper_file.issued_text_pdf": N_("Save the text as PDF in the office program and attach the PDF here."),
    "paper_file.no_paper": N_("Choose one paper to keep the file with."),
    "paper_file.not_of_incoming": N_("Only a paper of ours can have a text in place of the drawn one."),
    "paper_file.not_readable": N_(
        "This file cannot be kept. Choose PDF, JPEG or PNG; an attachment may be Word."
    ),
    "person.anonymised": N_("Nothing tells any more who {regno} was: there is nothing to hand out."),
    # requests about personal data, breaches, retention
    "breach.description_missing": N_("Describe what happened."),
    "breach.in_future": N_("This time has not come yet."),
    "breach.known_missing": N_("Type the day and time at which the centre came to know."),
    "breach.late_reason_missing": N_("The Office is told after the time allowed. Say why it is late."),
    "breach.no_risk_reason_missing": N_("Say why there is no risk to the people concerned."),
    "breach.not_judged": N_("Judge the risk first: none, some or high."),
    "breach.office_not_told": N_("Note when the Office was told, then close it."),
    "breach.people_negative": N_("The number of people cannot be below zero."),
    "breach.people_not_told": N_("The risk is high: note when the people were told, and what helps them."),
    "breach.people_told_before": N_("The people cannot be told before the breach was known."),
    "breach.time_missing": N_("Type the time as well."),
    "breach.told_before": N_("The Office cannot be told before the breach was known."),
    "breach.void_already": N_("Breach {number} is struck out."),
    "breach.void_reason_missing": N_("Say why the line is struck out."),
    "data_request.asker_missing": N_("Choose the person, or type who asked."),
    "data_request.closed_before": N_("The answer cannot lie before the day the request came."),
    "data_request.day_missing": N_("Type the day on which it came."),
    "data_request.identity_missing": N_("Note what showed who asks before data are handed out or changed."),
    "data_request.in_future": N_("This day has not come yet."),
    "data_request.kind_missing": N_("Choose what is asked for."),
    "data_request.nobody_chosen": N_("Choose whose data they are in the request first (Enter)."),
    "data_request.reason_missing": N_("Say why it was refused, or which part was not done."),
    "data_request.result_unknown": N_("Choose the result: done, partly done or refused."),
    "data_request.void_already": N_("Request {number} is struck out."),
    "data_request.void_reason_missing": N_("Say why the line is struck out."),
    "retention.day_past": N_("Choose a day that lies ahead."),
    "retention.day_missing": N_("Type the day until which they are kept."),
    "retention.nobody": N_("Choose the records first."),
    "retention.not_due": N_(
        "These records are not due, or something still runs: {numbers}. Read the list again and choose anew."
    ),
    "retention.reason_missing": N_("Say why they are kept longer."),
    "reply.before_letter": N_("The answer cannot come before the letter is dated."),
    "reply.day_missing": N_("Type the day on which the answer came."),
    "reply.in_future": N_("The answer cannot come in the future."),
    # holiday
    "holiday.name_missing": N_("Type the name of the holiday."),
    # override
    "override.not_needed": N_("This stay is within its limit; no reason is needed."),
    # plan
    "plan.unreadable": N_("The building plan {path} cannot be read. Compare it with the sample plan."),
    # session
    "keyring.missing": N_(
        "This needs a part that is not installed on this machine (keyring). Sign in with the password."
    ),
    "keyring.no_place": N_(
        "The operating system of this machine has no safe place for passwords. Sign in with the password."
    ),
    "keyring.nothing_kept": N_("The operating system keeps no password any more. Type it."),
    "keyring.refused": N_("The operating system did not give or take the password. Type it."),
    "user.recovery_key_short": N_("This key is not whole. Close the window and begin again."),
    "user.password_same": N_("Choose another password than the one you were given."),
    "user.not_a_manager": N_("This user is no manager any more. Choose another one."),
    "session.disabled": N_("This user may not sign in any more. Ask the manager."),
    # setting
    "setting.label_missing": N_("Type the words to show."),
    "setting.not_a_picture": N_("This file is not a picture that can be printed. Choose a PNG or JPEG file."),
    "setting.too_small": N_("{key}: the least is {least}."),
    "setting.unknown": N_("There is no setting called {key}."),
    # setup
    "setup.missing": N_("Please fill this in."),
    "setup.province_unknown": N_("There is no province called {province}. Choose one from the list."),
    # stay
    "stay.changed_since": N_("This stay was changed since; it cannot be taken back any more."),
    "stay.left_before_change": N_("The leaving cannot be before the last change of service."),
    "stay.not_ended": N_("The person has no leaving that could be taken back."),
    "stay.reopen_reason_missing": N_("Say why the leaving was wrong."),
    "stay.void_reason_missing": N_("Say why the entry is cancelled."),
    # undo
    "undo.changed_since": N_("This was changed since, so it cannot be taken back. Correct it by a new act."),
    "undo.content_gone": N_("The file is not kept any more, so it cannot be brought back. Choose it again."),
    "undo.holds_already": N_("{act} holds: {by} did it again on {at}."),
    "undo.needs_other_first": N_(
        "Something later depends on this: {act} by {by} on {at}. Take that back first, then try again."
    ),
    "undo.needs_redo_first": N_(
        "{act} was taken back since by {by} on {at}, and this depends on it. Do that again first."
    ),
    "undo.nothing": N_("There is nothing to undo"),
    "undo.nothing_to_redo": N_("There is nothing to do again"),
    "undo.nothing_left": N_("Everything this act recorded has to stay; correct it by a new act."),
    "undo.stands": N_(
        "{act} cannot be taken back: papers that left the house, users and keys are corrected by a new act."
    ),
    "undo.taken_back_already": N_("{act} was taken back already: by {by} on {at}."),
    "undo.unknown": N_("This act is not in the list any more. Open the list anew."),
    # user
    "user.manager_needed": N_("Only a manager may let someone in who sees people's records."),
    "user.last_manager": N_("There must be at least one manager who can sign in."),
    "user.login_missing": N_("Type a sign-in name without spaces."),
    "user.name_missing": N_("Type the user's name."),
    "user.password_missing": N_("Give a first password: this user has none."),
    "user.password_short": N_("The password needs at least {least} characters."),
    # import
    "import.column_missing": N_("The file has no column {name}. Map it in the profile."),
    "import.empty": N_("The file {path} is empty."),
    "import.not_a_table": N_("The file {path} is not a table: line {line} cannot be read."),
    "import.too_many_sheets": N_("The file has more than {most} sheets or tables. Keep only the register."),
    "import.too_large": N_(
        "The sheet reaches over more than {most} cells. Keep only the lines of the register."
    ),
    "import.file_unreadable": N_("The file {path} cannot be read."),
    "import.profile_code": N_("The profile maps {name} to {value}, which is no code of that list."),
    "import.profile_name": N_("The profile has {name}, which is no column of an import of stays."),
    "import.no_name_column": N_("No column says who a line is about. Choose the column of the name."),
    "import.nothing_left": N_("There is no line left to import."),
    "import.profile_unnamed": N_("Type a name for the profile."),
    "import.stopped": N_("Stopped. Nothing was changed."),
    "import.profile_unreadable": N_("The profile {path} cannot be read. It must be a TOML file."),
    # letter
    "letter.needs_manager": N_(
        "This person is protected: only the manager issues a certificate of the stay. "
        "Ask the manager to open the person and issue it."
    ),
    "letter.no_stay": N_("This person has not stayed here yet: there is no stay to certify."),
    "letter.bad_line": N_("The file cannot be read: line {line}, place {column}. Correct it there."),
    "letter.bad_marks": N_("A brace or a mark like <b> is not closed in this text. Write & as &amp;."),
    "letter.place_unknown": N_("The words of {letter} name {name}, which it cannot fill. It knows: {known}"),
    "letter.text_missing": N_("The words of {letter} lack the text {name}."),
    "letter.unreadable": N_("The words of {letter} cannot be read. Restore the delivered file."),
    # report
    "report.period_unknown": N_("There is no period {name}. There are: {known}."),
    "earlier.month_counted": N_(
        "The program counts {month} itself. Say why figures from elsewhere are kept beside it."
    ),
    "earlier.month_empty": N_("{month} has no figures. Type at least one or take the month out."),
    "earlier.month_to_come": N_("{month} has not come yet."),
    "earlier.month_twice": N_("{month} stands there twice."),
    "earlier.nothing_read": N_("{path} has no table of months: each line begins with a month."),
    "earlier.unreadable": N_("Some cells cannot be read: {cells}."),
    "month.checks_failed": N_("The statement does not agree: {checks}. Say why it is closed all the same."),
    "month.closed": N_(
        "{months} is closed: this would change what was reported. It can be done by {who}, with a reason."
    ),
    "month.closed_reason": N_("{months} is closed: say why what was reported is changed."),
    "month.closed_already": N_("{month} is closed already. An amended edition can be issued."),
    "month.not_closed": N_("{month} is not closed."),
    "month.not_over": N_("{month} is not over. It can be closed after {day}."),
    "month.nothing_to_amend": N_("{month} says today what was sent: there is nothing to amend."),
    "month.reason_missing": N_("Say why, in a few words."),
    "report.table_unknown": N_("The statement has no table {name}. It has: {known}."),
    "report.unknown": N_("There is no report or letter named {key}. There are: {known}."),
    "report.no_office_form": N_("{report} cannot be saved as {form}."),
    "finding.reason_missing": N_("Say why it is taken as it is."),
    "report.period_reversed": N_("The period ends on {last_on}, before it begins. Give a later last day."),
    "report.nights_unreadable": N_("Give a number of nights from 1 on."),
    "report.parameter_missing": N_("{report} cannot be made: {name} is missing."),
    "report.before_go_live": N_(
        "The centre began on {go_live}; reports begin with that month. Choose that month or a later one."
    ),
    "report.in_future": N_("{day} has not come yet. Choose today or an earlier day."),
    # saving files
    "save.disk_full": N_(
        "There is no room left for {name}. Nothing was changed. Make room, or choose another place."
    ),
    "save.read_only": N_("Nothing can be written into the folder {folder}. Choose another place."),
    "save.in_use": N_(
        "{name} is open in another program or protected. Close it, or save under another name."
    ),
    "save.name_too_long": N_("The name of the file is too long. Save under a shorter name."),
    "save.name_refused": N_("{name} cannot be the name of a file. Save under another name."),
    "save.folder_gone": N_("The folder {folder} is not there any more. Choose another place."),
    "save.failed": N_("{name} could not be written. Nothing was changed. Choose another place."),
    # printing
    "print.pages_unreadable": N_("“{part}” names no pages. Type them like this: 1-3, 5"),
    "print.pages_beyond": N_("There is no page {page}: there are {count} pages."),
    "print.printer_gone": N_("The printer {printer} is not there any more. Choose another one."),
    "print.not_accepting": N_(
        "The printer {printer} takes no work now. Choose another one, or ask for help."
    ),
    "print.refused": N_("The printer {printer} did not take the work. Nothing was printed. Try again."),
    "print.silent": N_(
        "The printer {printer} does not answer. Look whether it is switched on, then try again."
    ),
    "print.cannot_begin": N_("Printing on {printer} cannot begin. Look at the printer, then try again."),
    "print.aborted": N_(
        "Printing on {printer} broke off. Look for jammed paper, then print the missing pages again."
    ),
    "print.stopped": N_("Printing was stopped. Pages that came out already are not complete."),
    # cli
    "cli.not_set_up": N_("There is no centre in {folder}. Make one with setup or demo."),
    "cli.no_screen": N_("There is no screen for the window. Use a command, or start it on the desktop."),
    "cli.password_missing": N_("No password was given. Type it, or name a file with --password-file."),
    "cli.password_unreadable": N_("The password file {path} is not a text file."),
    "cli.user_missing": N_("Say who you are with --user NAME."),
    # person
    "person.regno_unknown": N_("Nobody has the register number {regno}."),
    "person.name_missing": N_("Type the other name."),
    "person.phone_missing": N_("Type the telephone number."),
    # relation
    "relation.self": N_("Nobody is related to themselves. Choose another person."),
    "relation.who_missing": N_("Say who it is: a person of the register, or a name."),
    "relation.kind_missing": N_("Choose what the person is to them."),
    # file
    "file.kind_unknown": N_("Choose what kind of file it is."),
    "file.damaged": N_("The picture is damaged and cannot be shown. It is kept as it came."),
    "file.not_readable": N_("This file cannot be kept. Choose a PDF, JPEG or PNG; a photo is JPEG or PNG."),
    "file.reason_missing": N_("Say why the file is taken out of sight."),
    "file.sensitive": N_("This kind of file is only for case staff."),
    "file.too_big": N_("The file is larger than {most} MB. Scan it smaller, or allow more in the settings."),
    "file.void_already": N_("The file was taken out of sight already."),
}
