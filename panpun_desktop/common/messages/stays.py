"""Stays, beds, and the day of the house."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

SENTENCES: dict[str, str] = {
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
    "stay.expected_in_past": N_("An expected leaving must be today or later."),
    "stay.episode_overlap": N_("The stay already has a service type on one of these days."),
    "stay.ended_before_started": N_("The last day is before the first day."),
    "stay.changed_since": N_("This stay was changed since; it cannot be taken back any more."),
    "stay.left_before_change": N_("The leaving cannot be before the last change of service."),
    "stay.not_ended": N_("The person has no leaving that could be taken back."),
    "stay.reopen_reason_missing": N_("Say why the leaving was wrong."),
    "arrival.none": N_("The person has no stay whose first day could be corrected."),
    "arrival.reason_missing": N_("Say why the admission day was wrong."),
    "arrival.same": N_("This is the day and time that was typed before. Change the day or the time."),
    "arrival.before_birth": N_("{name} was born on {day}. The admission must be on that day or later."),
    "arrival.after_leaving": N_("{name} left on {day}. The admission must be on that day or earlier."),
    "arrival.after_leaving_time": N_("{name} left at {at} on that day. The admission can only be earlier."),
    "arrival.within_earlier": N_(
        "{name} was still here until {day}, in the stay before. The admission must be on that day or later."
    ),
    "arrival.after_change": N_(
        "{name} has had the service {service} since {day}. Take the change of service back first."
    ),
    "arrival.after_bed": N_("{name} was given bed {bed} on {day}. Take that back first."),
    "arrival.after_move": N_("{name} moved out of bed {bed} on {day}. Take the move back first."),
    "arrival.after_absence": N_("{name} went away on {day}, so was here before. Correct the leave first."),
    "arrival.after_mark": N_("{name} was in class on {day}. Correct the attendance sheet first."),
    "arrival.after_course": N_("{name} ended a course on {day}. Correct the enrolment first."),
    "leaving.none": N_("The person has no leaving whose day could be corrected."),
    "leaving.reason_missing": N_("Say why the leaving day was wrong."),
    "leaving.same": N_("This is the day and time that was typed before. Change the day or the time."),
    "leaving.before_arrival_time": N_("{name} came at {at} on that day. Leaving can only be later."),
    "leaving.before_change": N_(
        "{name} has had the service {service} since {day}. Take the change of service back first."
    ),
    "leaving.came_again": N_("{name} came again on {day}. The leaving must be on that day or earlier."),
    "leaving.before_move": N_("{name} slept in bed {bed} from {day} on. Take the move back first."),
    "leaving.before_absence": N_(
        "{name} went away on {day}, so was here until then. Correct the leave first."
    ),
    "leaving.before_return": N_("{name} came back on {day}, so was here then. Correct the leave first."),
    "leaving.before_mark": N_("{name} was in class on {day}. Correct the attendance sheet first."),
    "leaving.bed_taken": N_("Bed {bed}: {why}. Choose another bed for these nights, or none."),
    "leaving.bed_not_free": N_("Bed {bed} is not free on all these nights. Choose another one."),
    "leaving.bed_not_chosen": N_("Choose where the person slept on these nights."),
    "stay.void_reason_missing": N_("Say why the entry is cancelled."),
    # admission
    "admission.agency_missing": N_("Say which agency sent the person."),
    "admission.awaiting_missing": N_("Say what the person is waiting for."),
    "admission.channel_missing": N_("Choose the way in which the person came."),
    "admission.client_of_missing": N_("Say whose client the person is."),
    "admission.service_missing": N_("Choose the type of service."),
    "admission.nobody": N_("Add at least one person."),
    "admission.person_twice": N_("One person stands in two rows of this admission."),
    # bed
    "bed.taken": N_("Bed {bed} is taken: {who}."),
    "bed.before_arrival": N_("The person arrived on {arrived_on}; a bed before that night cannot be given."),
    "bed.closed_no_night": N_("The bed must be closed for one night at least."),
    "bed.not_closed": N_("Bed {bed} is not closed."),
    "bed.not_extra": N_("Bed {bed} is not an extra mattress. Change the building plan in the settings."),
    "bed.not_there": N_("This bed is not there on {day}."),
    "bed.taken_meanwhile": N_("Someone else already has this bed on one of these nights."),
    "bed.same_bed": N_("The person is in bed {bed} already."),
    "bed.nothing_to_swap": N_("Both people need a bed of their own to swap; give the bed first."),
    "bed.swap_with_self": N_("Choose another person to swap with."),
    "bed.reserved_already": N_("Bed {bed} is reserved for {who}, {until}."),
    "bed.stay_in_two_places": N_("This stay already has a bed on one of these nights."),
    "bed.closed": N_("Bed {bed} is closed on this night. Choose another bed."),
    "bed.missing": N_("Choose a bed."),
    "bed.shares_with_self": N_("A person cannot share a bed with themselves. Choose whose bed is shared."),
    # building
    "building.closed_before_opened": N_("The closing day is before the opening day."),
    "building.has_rooms": N_("Room {room} of the building is still open. Close its rooms first."),
    "building.bed_in_use": N_("Someone sleeps in bed {bed}. Move the person first, then close the bed."),
    "building.beds_negative": N_("The number of beds must be 0 or more."),
    "building.name_missing": N_("Type a name."),
    "building.name_taken": N_("The name {name} is used already."),
    # override
    "override.reason_missing": N_("Choose a reason."),
    "override.reason_too_short": N_("Write the reason in at least {least} letters."),
    "override.not_needed": N_("This stay is within its limit; no reason is needed."),
    # absence
    "absence.back_before_start": N_("The return cannot be before the day of going away."),
    "absence.before_arrival": N_("The leave cannot start before the admission."),
    "absence.back_already": N_("The return is recorded already."),
    "absence.kind": N_("Choose overnight leave or hospital."),
    "absence.open_already": N_("This person is away already. Record the return first."),
    # waiting
    "waiting.name_missing": N_("Say who waits: a person of the register, or a name."),
    "waiting.waits_already": N_("This person is on the waiting list already."),
    "waiting.nobody": N_("At least one person must be counted."),
    "waiting.children": N_("There cannot be more children than people."),
    "waiting.in_future": N_("Somebody waits since today or an earlier day. Beds for later are reserved."),
    "waiting.closed": N_("This waiting has ended already."),
    # reservation
    "reservation.no_night": N_("The bed must be held for one night at least: choose a later day."),
    "reservation.for_nobody": N_("Say whom the bed is reserved for."),
    "reservation.in_past": N_("A bed can be reserved from tonight on."),
    "reservation.closed": N_("This reservation has ended already."),
    # census
    "census.confirmed": N_(
        "The count of the night of {night} is confirmed. Press Correct the count to open it again."
    ),
    "census.not_confirmed": N_("This count has not been confirmed; it can be changed as it is."),
    "census.nothing_clear": N_("No night can be confirmed: open the nights with questions one by one."),
    "census.night_to_come": N_("The night of {night} has not come yet; it can be counted from that day on."),
    "census.not_expected": N_("This person does not stay on this night."),
    "census.state": N_("Choose how the person was found."),
    "census.bed_missing": N_("Say in which bed the person was found."),
    "census.visitor_missing": N_("Write who slept here."),
    # belonging
    "belonging.item_missing": N_("Write what is being kept."),
    "belonging.person_missing": N_("Choose whose belongings they are."),
    "belonging.nothing_ticked": N_("Tick what is given back."),
    "belonging.day_to_come": N_("Things cannot be taken in on a day to come."),
    "belonging.returned_already": N_("This was given back already."),
    "belonging.returned_before": N_("It cannot be given back before the day it was taken in."),
    # incident
    "incident.what_missing": N_("Write what happened."),
    "incident.day_to_come": N_("The incident cannot lie in the future."),
    "incident.void_reason_missing": N_("Say why the incident is cancelled."),
    "incident.not_open": N_("This incident cannot be changed by your role, or it was cancelled."),
    # follow_up
    "follow_up.days_unreadable": N_("Type days as numbers, for example 7, 30, 90."),
    "follow_up.result_missing": N_("Choose what was heard."),
    "follow_up.person_missing": N_("Choose whom to ask."),
    "follow_up.day_to_come": N_("The day of the follow-up cannot lie in the future."),
    "follow_up.done_already": N_("This follow-up was recorded or cancelled already."),
    # handover
    "handover.time_unreadable": N_("Write a time such as 8:00."),
    "handover.since_to_come": N_("The shift cannot begin in the future."),
    # turn_away
    "turn_away.reason_missing": N_("Choose why they could not be taken in."),
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
    # record
    "record.changed_by_someone_else": N_(
        "Someone else changed this record meanwhile. Look at the new values and save again."
    ),
    "record.missing": N_("This record is not there any more. Open the list anew."),
    "record.same_name": N_("There is already one with this name or code."),
    "record.still_used": N_("Other records refer to this one, or it refers to one that is gone."),
    # plan
    "plan.unreadable": N_("The building plan {path} cannot be read. Compare it with the sample plan."),
}
