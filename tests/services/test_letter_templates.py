"""The centre's own words of letters: checked, every edition kept, papers already issued as they were."""

from __future__ import annotations

from datetime import timedelta

import pytest

from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.reports import runner
from panpun_desktop.reports.letter_kinds import as_file, kinds, save_words, texts_of, wording
from panpun_desktop.reports.letter_samples import sample
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.documents import reprint
from panpun_desktop.services.people_rows import PersonFacts
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.reports.kit.reading import joined, poppler

KIND = "transfer_letter"


@pytest.fixture
def asked(centre_session: OpenCentre) -> dict[str, int]:
    """What a transfer letter about somebody is asked with."""
    facts = PersonFacts(title="นาย", first_name="บุญมี", last_name="ศรีทอง", sex="M")
    member = Member(facts=facts, bed_id=centre_session.bed("ชาย 1-01"))
    request = AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=3))
    person_id = admit(centre_session.work, centre_session.desk, request).person_ids[0]
    saved = save_agency(centre_session.work, centre_session.desk, SaveAgency(None, "รพ.ตัวอย่าง", "GOV"))
    return {"person_id": person_id, "agency_id": next(iter(saved.agencies))}


def changed(centre: OpenCentre, **texts: str) -> dict[str, str]:
    return dict(wording(centre.work, centre.manager, KIND).texts) | texts


def save(centre: OpenCentre, texts: dict[str, str]) -> None:
    save_words(centre.work, centre.manager, KIND, texts, wording(centre.work, centre.manager, KIND).edition)


def test_own_words_are_printed_and_papers_already_issued_stay(
    centre_session: OpenCentre, asked: dict[str, int]
) -> None:
    work, desk = centre_session.work, centre_session.desk
    before = runner.issue(work, desk, KIND, asked)
    save(centre_session, changed(centre_session, subject="ขอนำส่งผู้รับบริการเพื่อดูแลต่อ"))
    assert "ขอนำส่งผู้รับบริการเพื่อดูแลต่อ" in poppler(runner.render(work, desk, KIND, asked).pdf)
    after = runner.issue(work, desk, KIND, asked)
    assert "ขอนำส่งผู้รับบริการเพื่อดูแลต่อ" in poppler(after.pdf)
    assert reprint(work, desk, before.document_id) == before.pdf
    save(centre_session, dict(wording(work, desk, KIND).delivered))
    assert "ขอนำส่ง" not in poppler(runner.render(work, desk, KIND, asked).pdf)
    found = wording(work, desk, KIND)
    assert [(one.edition, bool(one.content)) for one in found.editions] == [(2, False), (1, True)]
    assert not found.is_own


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("ขอส่งตัว {nobody}", "letter.place_unknown"),
        ("ขอส่งตัว {person", "letter.bad_marks"),
        ("ขอส่งตัว <b>ด่วน", "letter.bad_marks"),
    ],
)
def test_words_that_cannot_be_filled_are_refused_with_their_text_named(
    centre_session: OpenCentre, text: str, refusal: str
) -> None:
    with pytest.raises(RuleBroken, match=refusal) as refused:
        save(centre_session, changed(centre_session, subject=text))
    assert refused.value.field == "subject"
    assert wording(centre_session.work, centre_session.desk, KIND).editions == ()


def test_a_file_that_is_broken_names_line_and_place_and_a_missing_text() -> None:
    with pytest.raises(RuleBroken) as refused:
        texts_of(KIND, '[text]\nsubject = "ก"\nbody_reason = ข\n')
    assert (refused.value.id, refused.value.facts["line"]) == ("letter.bad_line", "3")
    with pytest.raises(RuleBroken, match=r"letter\.text_missing"):
        texts_of(KIND, '[text]\nsubject = "ก"\n')
    with pytest.raises(RuleBroken, match=r"letter\.unreadable"):
        texts_of(KIND, "words = 1\n")


def test_two_editors_do_not_overwrite_each_other(centre_session: OpenCentre) -> None:
    texts = changed(centre_session, subject="เรื่องใหม่")
    save_words(centre_session.work, centre_session.manager, KIND, texts, 0)
    with pytest.raises(EditConflict):
        save_words(centre_session.work, centre_session.manager, KIND, texts, 0)


def test_the_desk_does_not_change_the_words(centre_session: OpenCentre) -> None:
    with pytest.raises(NotAllowed):
        save_words(centre_session.work, centre_session.desk, KIND, changed(centre_session), 0)


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_is_written_as_a_file_read_back_and_shown_filled(kind: str) -> None:
    texts = texts_of(kind, "")
    awkward = {name: f'{text} "ก" \\ \u00a0ข' for name, text in texts.items()}
    assert texts_of(kind, as_file(awkward)) == awkward
    shown = joined(poppler(sample(kind, texts)))
    assert "....." not in shown or kind in {"consent_form", "voluntary"}, "every place has a value, but ticks"
    assert "ตัวอย่าง" in shown


def test_the_sample_of_a_letter_is_laid_out_as_the_letter() -> None:
    texts = texts_of("transfer_letter", "")
    shown = joined(poppler(sample("transfer_letter", texts)))
    parts = ("ปป. ๐๑๒/๒๕๖๙", "เรื่อง", "เรียน", "นายสมมติ", "ขอแสดงความนับถือ")
    order = [shown.index(joined(part)) for part in parts]
    assert order == sorted(order)
