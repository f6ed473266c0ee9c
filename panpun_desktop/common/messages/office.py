"""The office PC: users, settings, copies, personal data."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

SENTENCES: dict[str, str] = {
    # act
    "act.needs_confirmation": N_("Please confirm or give a reason for the points listed."),
    "act.not_allowed": N_("Your role may not do this."),
    # session
    "session.wait": N_("Please wait {seconds} seconds, then try again."),
    "session.wrong_password": N_("The user name or the password is wrong."),
    "session.wrong_recovery_key": N_("This is not the recovery key of these data."),
    "session.disabled": N_("This user may not sign in any more. Ask the manager."),
    # user
    "user.unknown": N_("Nobody signs in as {login}."),
    "user.last_key": N_("This is the last user who can open the data."),
    "user.login_taken": N_("There is already a user with this user name."),
    "user.recovery_key_short": N_("This key is not whole. Close the window and begin again."),
    "user.password_same": N_("Choose another password than the one you were given."),
    "user.not_a_manager": N_("This user is no manager any more. Choose another one."),
    "user.manager_needed": N_("Only a manager may let someone in who sees people's records."),
    "user.last_manager": N_("There must be at least one manager who can sign in."),
    "user.login_missing": N_("Type a sign-in name without spaces."),
    "user.name_missing": N_("Type the user's name."),
    "user.password_missing": N_("Give a first password: this user has none."),
    "user.password_short": N_("The password needs at least {least} characters."),
    # setting
    "setting.age_bands": N_("Age bands must begin at 0, touch each other and end open, as in 0-17, 18+."),
    "setting.number_pattern": N_("The number pattern {pattern} cannot be used."),
    "setting.target": N_("Write targets as 2569=400, 2570=420."),
    "setting.unreadable": N_("The value of the setting {key} cannot be read."),
    "setting.label_missing": N_("Type the words to show."),
    "setting.not_a_picture": N_("This file is not a picture that can be printed. Choose a PNG or JPEG file."),
    "setting.too_small": N_("{key}: the least is {least}."),
    "setting.unknown": N_("There is no setting called {key}."),
    # setup
    "setup.missing": N_("Please fill this in."),
    "setup.province_unknown": N_("There is no province called {province}. Choose one from the list."),
    # holiday
    "holiday.name_missing": N_("Type the name of the holiday."),
    # cli
    "cli.not_set_up": N_("There is no centre in {folder}. Make one with setup or demo."),
    "cli.no_screen": N_("There is no screen for the window. Use a command, or start it on the desktop."),
    "cli.password_missing": N_("No password was given. Type it, or name a file with --password-file."),
    "cli.password_unreadable": N_("The password file {path} is not a text file."),
    "cli.period_missing": N_("Say which days: --month 2569-10, or --from DAY and --until DAY."),
    "cli.restore_not_meant": N_("Nothing was restored."),
    "cli.restore_unasked": N_(
        "There are data in {folder}. Add --yes to put them aside and restore the backup in their place."
    ),
    "cli.user_missing": N_("Say who you are with --user NAME."),
    # storage
    "storage.database_missing": N_(
        "Here lies a part of a centre, but the data file {name} is missing. Put it back (look in the bin "
        "too), or restore a backup. Nothing was written."
    ),
    "storage.damaged": N_("The data file is damaged. Please stop working and restore a backup."),
    "storage.exists": N_("There is already a data file in this folder."),
    "storage.full": N_("The disk is full. Nothing was saved; free some space and try again."),
    "storage.keys_missing": N_(
        "Here lie the data of a centre, but the key file {name} is missing. Put it back (look in the bin "
        "too), or restore a backup: it carries the keys. Nothing was written."
    ),
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
    # backup
    "backup.second_in_data": N_(
        "This folder lies inside the folder of the data and would be lost with it. Choose another place, "
        "such as a USB drive."
    ),
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
    "backup.secret_key": N_(
        "This is the secret key, which nobody but the receiver may have. "
        "Enter the public key of the pair, age1…"
    ),
    "backup.sealed": N_(
        "{path} is sealed for its receiver. Whoever has the secret key opens the outer layer first: "
        "age -d -i KEYFILE -o copy.panpun {path}"
    ),
    "backup.other_key": N_("{path} belongs to another centre or to an earlier key."),
    "backup.second_away": N_(
        "The second place {folder} cannot be reached. Plug the drive in or choose another folder."
    ),
    "backup.unreadable": N_("{path} cannot be read. Plug the drive in again or choose another backup."),
    # restore
    "restore.in_use": N_(
        "Another program is using the data files. Close it and try again; everything is as it was."
    ),
    "restore.window_open": N_("The program is open on these data. Close it everywhere and try again."),
    # keyring
    "keyring.missing": N_(
        "This needs a part that is not installed on this machine (keyring). Sign in with the password."
    ),
    "keyring.no_place": N_(
        "The operating system of this machine has no safe place for passwords. Sign in with the password."
    ),
    "keyring.nothing_kept": N_("The operating system keeps no password any more. Type it."),
    "keyring.refused": N_("The operating system did not give or take the password. Type it."),
    # breach
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
    # data_request
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
    # retention
    "retention.day_past": N_("Choose a day that lies ahead."),
    "retention.day_missing": N_("Type the day until which they are kept."),
    "retention.nobody": N_("Choose the records first."),
    "retention.not_due": N_(
        "These records are not due, or something still runs: {numbers}. Read the list again and choose anew."
    ),
    "retention.reason_missing": N_("Say why they are kept longer."),
}
