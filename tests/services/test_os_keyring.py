"""The system's own place for the password: proved first, never plain, gone with the password."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services import os_keyring
from panpun_desktop.services.users import SaveUser, save_user
from tests.centres import PASSWORD, OpenCentre


class _Place:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, login: str) -> str | None:
        return self.kept.get((service, login))

    def set_password(self, service: str, login: str, password: str) -> None:
        self.kept[service, login] = password

    def delete_password(self, service: str, login: str) -> None:
        del self.kept[service, login]


def put_in(monkeypatch: pytest.MonkeyPatch, module: str) -> _Place:
    place = type("Keyring", (_Place,), {"__module__": module})()
    made = ModuleType("keyring")
    made.get_keyring = lambda: place  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", made)
    return place


def refusal(act, *given) -> str:
    with pytest.raises(RuleBroken) as found:
        act(*given)
    return found.value.id


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (None, "keyring.missing"),
        ("keyring.backends.fail", "keyring.no_place"),
        ("keyrings.alt.file", "keyring.no_place"),
    ],
)
def test_without_a_safe_place_nothing_is_kept(
    centre_session: OpenCentre, monkeypatch: pytest.MonkeyPatch, module: str | None, said: str
) -> None:
    if module is None:
        monkeypatch.setitem(sys.modules, "keyring", None)
    else:
        put_in(monkeypatch, module)
    given = (centre_session.folder, centre_session.clock, "desk", PASSWORD)
    assert refusal(os_keyring.keep_password, *given) == said


def test_a_kept_password_opens_until_the_user_is_switched_off(
    centre_session: OpenCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = put_in(monkeypatch, "keyring.backends.SecretService")
    folder, clock, desk = centre_session.folder, centre_session.clock, centre_session.desk
    wrong = refusal(os_keyring.keep_password, folder, clock, "desk", "guess")
    assert (wrong, place.kept) == ("session.wrong_password", {})
    os_keyring.keep_password(folder, clock, "desk", PASSWORD)
    os_keyring.sign_in_kept(folder, clock, "desk").work.close()
    off = SaveUser(desk.user_id, "desk", desk.name, "REG", is_active=False)
    save_user(centre_session.work, centre_session.manager, off)
    assert refusal(os_keyring.sign_in_kept, folder, clock, "desk") == "session.wrong_password"
    os_keyring.forget_password(folder, "desk")
    assert refusal(os_keyring.sign_in_kept, folder, clock, "desk") == "keyring.nothing_kept"
