"""People, families and who may see them."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

SENTENCES: dict[str, str] = {
    # person
    "person.sex_missing": N_("Give the sex as observed, or choose not stated."),
    "person.masked": N_("This record is masked. Open it with a reason first."),
    "person.national_id_taken": N_("This national id number belongs to {name} {regno}."),
    "person.anonymised_act": N_("Nothing tells any more who {regno} was: nothing more is recorded there."),
    "person.anonymised": N_("Nothing tells any more who {regno} was: there is nothing to hand out."),
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
    # merge
    "merge.same": N_("Choose two different records."),
    "merge.not_there": N_("One of the two records is not in the register any more."),
    "merge.stays_overlap": N_(
        "Both records were here on the night of {day}. Cancel the stay that was written down twice first."
    ),
    "merge.apart_already": N_("These records were taken apart already."),
    "merge.joined_again": N_("The record was joined with another one since. Take that apart first."),
    # family
    "family.itself": N_("Choose another person to belong to."),
    "family.member_already": N_("This person belongs to that family already."),
    "family.head_there": N_("That family has a head already. Choose what the person is to the head."),
    "family.head_leaves": N_("The head of the family goes: choose who is the head from now on."),
    "family.head_needed": N_("A family needs a head. Make another member the head instead."),
    "family.not_member": N_("This person does not belong to that family any more."),
    "family.left_before_joined": N_("The day of leaving the family cannot be before the day of joining."),
    "family.relation_missing": N_("Choose what the person is to the head of the family."),
    "family.no_head": N_("One member must be the head of the family."),
    "family.two_heads": N_("A family has one head; choose another relation for {name}."),
    # household
    "household.already_member": N_("This person already belongs to the household."),
    # consent
    "consent.in_future": N_("The day {given_on} has not come yet."),
    "consent.until_before_given": N_("The last day on which it holds cannot be before it was given."),
    "consent.purpose_unknown": N_("Consent for this purpose is not asked here."),
    "consent.state_unknown": N_("Choose: given, refused, withdrawn or not asked."),
    # restriction
    "restriction.none": N_("This person is not protected."),
    "restriction.nobody": N_("Choose whom to protect."),
    "restriction.reason_missing": N_("Choose why the person is protected."),
    "restriction.role_unknown": N_("One of these roles is unknown. Choose again."),
    # keep_apart
    "keep_apart.known_already": N_("They are kept apart already."),
    "keep_apart.nobody": N_("Choose a person or describe who it is."),
    "keep_apart.self": N_("A person cannot be kept apart from themselves."),
    # break_glass
    "break_glass.not_masked": N_("This record is open to you already."),
    "break_glass.reason_short": N_("Say why you need to see it, in {least} letters or more."),
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
    # agency
    "agency.name_missing": N_("Type the name of the agency."),
    "agency.name_taken": N_("There is an agency called {name} already."),
    "agency.unknown": N_("No agency is called {name}. Nearest: {nearest}"),
    # date
    "date.age_unclear": N_("An age of {age} years cannot be right; at most {oldest}."),
    "date.birth_in_future": N_("A birth date cannot be in the future."),
    "date.empty": N_("Enter a date."),
    "date.no_such_day": N_("There is no {day} {month} {year}."),
    "date.not_in_calendar": N_("This date is not in the official calendar: 2483 began on 1 April."),
    "date.unreadable": N_("This cannot be read as a date. Write for example 15/8/2569 or 15 ส.ค. 2569."),
    "date.year_unclear": N_("The year {year} is neither พ.ศ. nor ค.ศ. Please write all four figures."),
}
