import pytest

from crawlers.left_out import LeftOut

CASES = [
    ([], ""),
    ([("not a picture", "a.jpg")], "1 not a picture (a.jpg)"),
    ([("not a picture", f"{n}.jpg") for n in range(5)], "5 not a picture (0.jpg, 1.jpg, 2.jpg, …)"),
    ([("too large", "b"), ("encrypted", "c"), ("too large", "d")], "1 encrypted (c), 2 too large (b, d)"),
    ([("unlike", "")], "1 unlike"),
    ([("odd", "a\nb\x1b[31m")], "1 odd (a\ufffdb\ufffd[31m)"),
    ([("long", "папка/" * 20 + "камень.jpg")], f"1 long (…{('папка/' * 20 + 'камень.jpg')[-59:]})"),
]


@pytest.mark.parametrize(("added", "listed"), CASES)
def test_what_is_said(added: list[tuple[str, str]], listed: str) -> None:
    left_out = LeftOut()
    for reason, name in added:
        left_out.add(reason, name)
    said = f"Finished, but {len(added)} files were left out: {listed}."
    assert left_out.said("files") == (said if added else "")
