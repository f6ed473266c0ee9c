"""Signing in: the right password opens the centre, everything else is refused alike."""

from __future__ import annotations

import pytest

from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.services.centre import EditSettings, centre, edit_settings
from panpun_desktop.services.session import is_set_up, sign_in, unlock
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre, short_of
from panpun_desktop.services.users import ChangePassword, SaveUser, change_password, list_users, save_user
from panpun_desktop.store.home import DataHome
from tests.builders import CHEAP
from tests.centres import PASSWORD, RECOVERY_KEY, OpenCentre


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(centre_session: OpenCentre) -> None:
    for login, password in (("desk", "wrong"), ("nobody", PASSWORD)):
        with pytest.raises(RuleBroken) as refused:
            sign_in(centre_session.folder, centre_session.clock, login, password)
        assert refused.value.id == "session.wrong_password"


def test_a_disabled_user_is_refused_though_the_password_is_right(centre_session: OpenCentre) -> None:
    row = next(
        user for user in list_users(centre_session.work, centre_session.manager) if user.login == "desk"
    )
    save_user(
        centre_session.work,
        centre_session.manager,
        SaveUser(row.id, row.login, row.name, row.role, is_active=False),
    )
    with pytest.raises(RuleBroken):
        centre_session.sign_in("desk")


def test_a_new_user_signs_in_with_the_first_password_and_must_change_it(centre_session: OpenCentre) -> None:
    save_user(
        centre_session.work, centre_session.manager, SaveUser(None, "nok", "นก", "REG", password="first-one")
    )
    session = sign_in(centre_session.folder, centre_session.clock, "nok", "first-one")
    assert session.must_change_password
    change_password(session.work, session.actor, ChangePassword("first-one", "ของฉันเอง"))
    session.work.close()
    again = sign_in(centre_session.folder, centre_session.clock, "nok", "ของฉันเอง")
    assert not again.must_change_password
    again.work.close()


def test_the_last_manager_cannot_be_disabled(centre_session: OpenCentre) -> None:
    manager = centre_session.manager
    with pytest.raises(RuleBroken) as refused:
        save_user(
            centre_session.work,
            manager,
            SaveUser(manager.user_id, "manager", manager.name, "MANAGER", is_active=False),
        )
    assert refused.value.id == "user.last_manager"


def test_a_password_is_confirmed_to_unlock(centre_session: OpenCentre) -> None:
    assert unlock(centre_session.folder, centre_session.clock, "desk", PASSWORD) == 0
    with pytest.raises(RuleBroken):
        unlock(centre_session.folder, centre_session.clock, "desk", "demo ")


def test_the_recovery_key_opens_the_centre_however_it_is_typed(centre_session: OpenCentre) -> None:
    typed = RECOVERY_KEY.lower().replace("-", " ")
    DataHome(centre_session.folder).open_with_recovery(typed, centre_session.clock).close()


def test_the_window_calls_a_new_centre_by_its_own_name(tmp_path, clock) -> None:
    name = "ศูนย์คุ้มครองคนไร้ที่พึ่งตัวอย่าง"
    request = SetUpCentre(name, "สงขลา", "จำลอง", "jamlong", "รหัสผ่านใหม่")
    made = set_up_centre(tmp_path / "new", clock, request, cost=CHEAP).session
    assert centre(made.work, made.actor).short_name == name
    made.work.close()
    assert short_of("ศูนย์พัฒนาคุณภาพชีวิต ( บ้านตัวอย่าง )") == "บ้านตัวอย่าง"


def test_a_centre_is_never_set_up_twice(centre_session: OpenCentre) -> None:
    assert is_set_up(centre_session.folder)
    request = SetUpCentre("ศูนย์อื่น", "สงขลา", "ใคร", "ใคร", "รหัสผ่านใหม่")
    with pytest.raises(StorageGone):
        set_up_centre(centre_session.folder, centre_session.clock, request, cost=CHEAP)
    centre_session.sign_in("desk").work.close()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"province": "จังหวัดที่ไม่มี"}, "province"),
        ({"login": "two words"}, "login"),
        ({"password": "abc"}, "password"),
    ],
)
def test_what_is_missing_at_set_up_is_said_beside_its_field(
    changed: dict[str, str], field: str, tmp_path, clock
) -> None:
    facts = {"name": "ศูนย์", "province": "สงขลา", "manager_name": "จ", "login": "j", "password": "secret"}
    with pytest.raises(RuleBroken) as refused:
        set_up_centre(tmp_path / "new", clock, SetUpCentre(**{**facts, **changed}), cost=CHEAP)
    assert refused.value.field == field
    assert not is_set_up(tmp_path / "new")


def test_a_password_shorter_than_the_centre_asks_is_refused_beside_its_field(
    centre_session: OpenCentre, tmp_path, clock
) -> None:
    work, manager = centre_session.work, centre_session.manager
    edit_settings(work, manager, EditSettings({"program.password_length": 10}))
    for act, request in (
        (change_password, ChangePassword(PASSWORD, "123456789")),
        (save_user, SaveUser(None, "nok", "นก", "REG", password="123456789")),
    ):
        with pytest.raises(RuleBroken) as refused:
            act(work, manager, request)
        assert (refused.value.id, refused.value.field) == ("user.password_short", "password")
    change_password(work, manager, ChangePassword(PASSWORD, "1234567890"))
    by_script = SetUpCentre("ศูนย์", "สงขลา", "จ", "j", "secret", serves_once=True)
    made = set_up_centre(tmp_path / "new", clock, by_script, cost=CHEAP).session
    made.work.close()
    assert made.must_change_password


@pytest.mark.parametrize("role", ["MANAGER", "REG"])
def test_an_administrator_lets_nobody_in_who_sees_people(centre_session: OpenCentre, role: str) -> None:
    """Else a new password for the manager would open every record to the one who sees none."""
    work, admin = centre_session.work, centre_session.admin
    with pytest.raises(RuleBroken) as refused:
        save_user(work, admin, SaveUser(None, "new", "ใหม่", role, password="secret-one"))
    assert refused.value.id == "user.manager_needed"
    manager = centre_session.manager
    with pytest.raises(RuleBroken):
        save_user(
            work, admin, SaveUser(manager.user_id, "manager", manager.name, "MANAGER", password="stolen-one")
        )
    with pytest.raises(RuleBroken):
        save_user(work, admin, SaveUser(admin.user_id, "admin", admin.name, role))
    centre_session.sign_in("manager").work.close()


def test_an_administrator_may_add_another_one_and_disable_anybody(centre_session: OpenCentre) -> None:
    work, admin, desk = centre_session.work, centre_session.admin, centre_session.desk
    save_user(work, admin, SaveUser(None, "it", "ผู้ดูแลสอง", "ADMIN", password="secret-one"))
    save_user(work, admin, SaveUser(desk.user_id, "desk", desk.name, "REG", is_active=False))
    assert not next(user for user in list_users(work, admin) if user.login == "desk").is_active
