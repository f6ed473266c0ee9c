"""Reports, letters, printing, imports."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

SENTENCES: dict[str, str] = {
    # report
    "report.period_unknown": N_("There is no period {name}. There are: {known}."),
    "report.table_unknown": N_("The statement has no table {name}. It has: {known}."),
    "report.unknown": N_("There is no report or letter named {key}. There are: {known}."),
    "report.no_office_form": N_("{report} cannot be saved as {form}."),
    "report.period_reversed": N_("The period ends on {last_on}, before it begins. Give a later last day."),
    "report.nights_unreadable": N_("Give a number of nights from 1 on."),
    "report.parameter_missing": N_("{report} cannot be made: {name} is missing."),
    "report.before_go_live": N_(
        "The centre began on {go_live}; reports begin with that month. Choose that month or a later one."
    ),
    "report.in_future": N_("{day} has not come yet. Choose today or an earlier day."),
    # month
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
    # earlier
    "earlier.month_counted": N_(
        "The program counts {month} itself. Say why figures from elsewhere are kept beside it."
    ),
    "earlier.month_empty": N_("{month} has no figures. Type at least one or take the month out."),
    "earlier.month_to_come": N_("{month} has not come yet."),
    "earlier.month_twice": N_("{month} stands there twice."),
    "earlier.nothing_read": N_("{path} has no table of months: each line begins with a month."),
    "earlier.unreadable": N_("Some cells cannot be read: {cells}."),
    # document
    "document.frozen": N_("An issued paper cannot be changed; cancel it and issue a new one."),
    "document.anonymised": N_("The person of this paper was anonymised: only its number is left."),
    "document.cancelled_already": N_("This paper was cancelled already."),
    "document.closed_month": N_(
        "This is the paper that {month} was closed with; it is kept as it was sent. "
        "To correct it, choose the month in the monthly report: "
        "Open the month again, or Issue an amended edition."
    ),
    "document.damaged": N_("The kept copy of this paper is damaged. Restore it from a backup."),
    "document.not_found": N_("This paper is not in the register."),
    "document.names_masked": N_("This paper names someone whose record is masked for you."),
    "document.reason_missing": N_("Say why the paper is cancelled."),
    # letter
    "letter.needs_manager": N_(
        "This person is protected: only the manager issues a certificate of the stay. "
        "Ask the manager to open the person and issue it."
    ),
    "letter.no_stay": N_("This person has not stayed here yet: there is no stay to certify."),
    "letter.bad_line": N_("The file cannot be read: line {line}, place {column}. Correct it there."),
    "letter.bad_marks": N_("A brace or a mark like <b> is not closed in this text. Write & as &amp;."),
    "letter.place_unknown": N_("No place is named {name} here. Choose one of those offered below the text."),
    "letter.text_missing": N_("The words of {letter} lack the text {name}."),
    "letter.unreadable": N_("The words of {letter} cannot be read. Restore the delivered file."),
    # incoming
    "incoming.answer_cancelled": N_("The paper {number} was cancelled. Choose one that was sent."),
    "incoming.answer_missing": N_("Choose the letter with which it was answered."),
    "incoming.dated_later": N_("The paper cannot be dated later than it came."),
    "incoming.day_missing": N_("Type the day on which it came."),
    "incoming.in_future": N_("The day on which it came lies in the future."),
    "incoming.reason_missing": N_("Say why the line is struck out."),
    "incoming.result_without_letter": N_("Choose the letter of ours that it answers."),
    "incoming.sender_missing": N_("Choose the agency, or type who wrote."),
    "incoming.subject_missing": N_("Type the subject of the paper."),
    "incoming.void_already": N_("Line {number} of the register is struck out."),
    # reply
    "reply.before_letter": N_("The answer cannot come before the letter is dated."),
    "reply.day_missing": N_("Type the day on which the answer came."),
    "reply.in_future": N_("The answer cannot come in the future."),
    # paper_file
    "paper_file.issued_text_pdf": N_("Save the text as PDF in the office program and attach the PDF here."),
    "paper_file.no_paper": N_("Choose one paper to keep the file with."),
    "paper_file.not_of_incoming": N_("Only a paper of ours can have a text in place of the drawn one."),
    "paper_file.not_readable": N_(
        "This file cannot be kept. Choose PDF, JPEG or PNG; an attachment may be Word."
    ),
    # finding
    "finding.reason_missing": N_("Say why it is taken as it is."),
    # print
    "print.no_shaping": N_(
        "Papers cannot be printed: the part that sets Thai letters (uharfbuzz) is missing. "
        "Run the installer again."
    ),
    "print.font_unusable": N_(
        "The font file {file} cannot be used for Thai papers. Choose a TrueType font with Thai letters."
    ),
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
    # save
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
    # import
    "import.column_missing": N_("The file has no column {name}. Map it in the profile."),
    "import.empty": N_("The file {path} is empty."),
    "import.not_a_table": N_("The file {path} is not a table: line {line} cannot be read."),
    "import.too_many_sheets": N_("The file has more than {most} sheets or tables. Keep only the register."),
    "import.too_large": N_(
        "The sheet reaches over more than {most} cells. Keep only the lines of the register."
    ),
    "import.too_many_lines": N_("The table has more than {most} lines. Split the file first."),
    "import.file_unreadable": N_("The file {path} cannot be read."),
    "import.profile_code": N_("The profile maps {name} to {value}, which is no code of that list."),
    "import.profile_name": N_("The profile has {name}, which is no column of an import of stays."),
    "import.no_name_column": N_("No column says who a line is about. Choose the column of the name."),
    "import.nothing_left": N_("There is no line left to import."),
    "import.profile_unnamed": N_("Type a name for the profile."),
    "import.stopped": N_("Stopped. Nothing was changed."),
    "import.profile_unreadable": N_("The profile {path} cannot be read. It must be a TOML file."),
}
