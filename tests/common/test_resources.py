"""The delivered files are found."""

from panpun_desktop.common.resources import resource


def test_a_delivered_file_is_found_beside_the_package() -> None:
    assert resource("locale/th/common.po").is_file()
