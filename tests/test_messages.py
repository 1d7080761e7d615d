"""The two catalogues say the same things, and everything the code can say is in them."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from kg import messages
from kg.model import Problem


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use("en")


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_keys_and_fields():
    english, chinese = messages.catalogue("en"), messages.catalogue("zh")
    assert list(english) == list(chinese)
    assert len(english) > 80
    assert {key for key in english if fields(english[key]) != fields(chinese[key])} == set()


def test_the_chinese_texts_are_chinese():
    plain = {key: value for key, value in messages.catalogue("zh").items() if not key.endswith(".examples")}
    assert [key for key, value in plain.items() if not re.search(r"[\u4e00-\u9fff]", value)] == []


def test_examples_are_the_same_commands():
    english, chinese = messages.catalogue("en"), messages.catalogue("zh")
    assert [
        key for key in english if key.endswith(".examples") and key != "help.examples" and english[key] != chinese[key]
    ] == []


def calls(root, name):
    for path in sorted((root / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path, node


def literals(node):
    """The strings that an expression can be: a constant, or either side of a conditional."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def named_in(file):
    """Every string constant of a file, for a code that comes from a table in it."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_problem_has_a_text_with_its_values(root):
    catalogue, seen = messages.catalogue("en"), set()
    known = {key.partition(".")[2] for key in catalogue if key.startswith(("problem.", "note."))}
    for file, call in calls(root, "Problem"):
        codes = literals(call.args[1]) or named_in(file) & known
        assert codes, f"{file}:{call.lineno}: a code that this test cannot read"
        values = call.args[2] if len(call.args) > 2 else ast.Tuple([])
        for code in codes:
            template = catalogue.get(f"problem.{code}") or catalogue[f"note.{code}"]
            if isinstance(values, ast.Tuple):
                assert len(fields(template)) <= len(values.elts), f"{file}:{call.lineno}: {code}"
        seen |= codes
    assert len(seen) >= 8
    assert known == seen


def test_every_text_asked_for_exists_and_every_text_is_asked_for(root):
    asked = {code for _, call in calls(root, "text") if call.args for code in literals(call.args[0])}
    catalogue = messages.catalogue("en")
    assert asked - set(catalogue) == set()
    tables = {key.partition(".")[0] for key in catalogue}
    by_name = re.compile(r"(problem|note|option|load-error|serving)\.|[a-z]+\.(help|short|examples|option\.)")
    assert len(tables) > 10
    assert [key for key in catalogue if key not in asked and not by_name.match(key)] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "spoken"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "KG_LANG": "en"}, "en"),
        (["--lang", "zh"], {"KG_LANG": "en"}, "zh"),
        (["build", "x", "--lang=en"], {"KG_LANG": "zh"}, "en"),
        (["--lang", "zh", "build", "--lang", "en"], {}, "en"),
        (["--lang=fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["--lang"], {}, "en"),
    ],
)
def test_language_is_that_of_the_option_then_of_the_environment(arguments, environment, spoken):
    assert messages.preferred(arguments, environment) == spoken


def test_a_problem_is_one_line_that_names_its_place():
    problem = Problem("报纸/a.txt", "too-long", ("5", "4"))
    assert (
        messages.problem_text(problem) == "报纸/a.txt: The text has 5 characters; the most is 4. Split it into pages."
    )
    messages.use("zh")
    assert messages.problem_text(problem).startswith("报纸/a.txt: 文本有 5 个字符")
