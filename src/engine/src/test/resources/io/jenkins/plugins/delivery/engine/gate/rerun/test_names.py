import os
import pytest


def ran(name):
    with open("ran", "a", encoding="utf-8") as file:
        file.write(name + "\n")


def flaky(name):
    ran(name)
    assert os.path.exists("second"), "first time"


SPECIAL = "a[1.5] (x) {y} \"q\" 'r' $(touch hostile) `t` a/b::c \\d"


@pytest.mark.parametrize("value", [SPECIAL, SPECIAL.replace("1.5", "1x5"), "two\nlines", "grün ☃ 日本", "plain"])
def test_value(value):
    names = {SPECIAL: "special", "two\nlines": "newline", "grün ☃ 日本": "unicode"}
    if value in names:
        flaky(names[value])
    else:
        ran("other")


class TestTotal:
    def test_sum(self):
        flaky("sum")

    def test_summary(self):
        ran("summary")
