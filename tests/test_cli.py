"""The command line from outside: what it prints, how it ends, and what it says about bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys

import pytest
from gold_graph import gold_graph

from kg.cli import kg as root_command
from kg.cli.terminal import width
from kg.export import FOLDERS, FORMATS
from kg.export.turtle import turtle

PAGE = "本报讯 海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。\n"


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory):
    """The gold annotation as a graph: every fact in it is right."""
    path = tmp_path_factory.mktemp("gold") / "graph.ttl"
    path.write_bytes(turtle(gold_graph()))
    return path


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def command(*arguments):
    """The command line of a process of its own."""
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def run(*arguments, **options):
    """Run `kg` as a process of its own."""
    return subprocess.run(command(*arguments), check=False, capture_output=True, encoding="utf-8", **options)


# Help and misuse


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["", *root_command.commands])
def test_help_fits_the_terminal_and_shows_examples(kg, monkeypatch, name, language):
    monkeypatch.setenv("COLUMNS", "80")
    shown = kg(*([name] if name else []), "--help", "--lang", language)
    assert shown.code == 0
    assert shown.err == ""
    usage, _, examples = shown.out.partition({"en": "Examples:", "zh": "例子："}[language])
    assert usage.startswith({"en": "Usage: kg", "zh": "用法：kg"}[language])
    assert all(width(line) <= 80 for line in usage.splitlines())
    assert f"  kg {name}" in examples


def test_the_commands_stand_in_the_order_a_newcomer_meets_them():
    assert list(root_command.commands) == [
        "build",
        "query",
        "diff",
        "search",
        "export",
        "serve",
        "load",
        "validate",
        "verify",
        "evaluate",
        "explain",
        "why",
        "review",
        "train",
    ]


def test_the_bare_command_shows_its_help_as_misuse(kg):
    shown = kg()
    assert shown.code == 2
    assert "Commands:" in shown.err


def test_version(kg):
    assert kg("--version").out == "kg 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "There is no command biuld. Did you mean build?"),
        (["build", "seeds"], "--output is missing."),
        (["build", "-o", "x"], "INPUT... is missing."),
        (["build", "seeds", "-o"], "-o needs a value."),
        (["build", "seeds", "--otput", "x"], "There is no option --otput. Did you mean --output?"),
        (["build", "seeds", "-o", "x", "--base-iri", "no iri"], "--base-iri must be an absolute IRI"),
        (["build", "seeds", "-o", "x", "--base-iri", "https://example.org/id"], "--base-iri must be an absolute IRI"),
        (["validate", "a", "b"], "Did not expect: b"),
        (["query", "g.ttl"], "Give a query"),
        (["query", "a", "b", "--set", "park"], "--set takes NAME=VALUE; it is park"),
        (["search", "g.ttl"], "Give the words"),
        (["query", "a", "b", "--file", "c"], "Give --file or a query, not both."),
        (["query", "a", "b", "--format", "xml"], "--format must be one of: table, csv, tsv, json, turtle."),
        (["evaluate", "a", "b", "--misses", "-1"], "--misses must be a whole number"),
        (["evaluate", "a", "b", "--misses", "x"], "--misses must be a whole number"),
        (["train", "a"], "Give a file to write (-o FILE), or --cross-validate K"),
        (["train", "a", "-o", "x", "--cross-validate", "3"], "not both."),
        (["train", "a", "--cross-validate", "1"], "--cross-validate must be a whole number, at least 2."),
        *(
            (["build", "seeds", "-o", "x", "--min-confidence", value], "--min-confidence must be a number from 0 to 1.")
            for value in ("1.01", "-0.1", "nan", "inf", "x")
        ),
        (["--lang", "fr", "build"], "--lang must be one of: zh, en."),
    ],
)
def test_misuse_is_explained(kg, arguments, said):
    shown = kg(*arguments)
    assert shown.code == 2
    assert shown.out == ""
    assert said in shown.err
    assert "--help'" in shown.err


def test_misuse_is_explained_in_chinese(kg):
    shown = kg("biuld", "--lang", "zh")
    assert shown.err.endswith("错误：没有 biuld 这个命令。是不是 build？\n")


# Reading a graph


def test_query_by_name_as_a_table(kg, graph_file):
    shown = kg("query", "suppliers", graph_file)
    assert shown.code == 0
    header, rule, *rows, count = shown.out.splitlines()
    assert header.split() == ["supplier", "through", "customer"]
    assert count == f"{len(rows)} rows"
    starts = [match.start() for match in re.finditer("─+", rule)]
    assert len(starts) == 3
    assert len(rows) >= 7


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["projects", "--set", "prak=x"], "The query has no parameter prak; it has: park, least."),
        (["overview", "--set", "park=x"], "The query has no parameter park; it has: none."),
        (["projects", "--set", "least=x"], "least must be a number, such as 350000000."),
        (["officials", "--set", "at=x"], "at must be a day, month or year: 2024-09-21, 2024-09, 2024."),
        (["projects", "--format", "turtle"], "Turtle is for graphs"),
    ],
)
def test_parameters_that_do_not_fit_are_misuse(kg, graph_file, arguments, said):
    shown = kg("query", arguments[0], graph_file, *arguments[1:])
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err


def test_query_with_parameters(kg, graph_file):
    everything = kg("query", "projects", graph_file, "--format", "csv").out.splitlines()
    large = kg("query", "projects", graph_file, "--set", "least=100000000", "--format", "csv").out.splitlines()
    assert 1 < len(large) < len(everything)
    assert [row for row in everything if row in large] == large


def test_search_shows_what_holds_the_words(kg, graph_file):
    shown = kg("search", "高新区", graph_file, "--limit", "3")
    header, _, *rows, count = shown.out.splitlines()
    assert header.split() == ["type", "text", "iri"]
    assert count == "3 rows"
    assert all("高新区" in row for row in rows)
    assert rows[0].split()[0] == "Park"
    found = json.loads(kg("search", "高新区", graph_file, "--limit", "3", "--format", "json").out)
    assert [hit["iri"] for hit in found] == [row.split()[-1] for row in rows]
    assert kg("search", "查无此词", graph_file).out.splitlines()[-1] == "0 rows"


def test_indexing_is_told_once(kg, graph_file, monkeypatch, tmp_path):
    monkeypatch.setattr("kg.store._SMALL", 0)
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    assert kg("query", "suppliers", graph_file).err == f"Indexing {graph_file}; this is done once …\n"
    assert kg("query", "suppliers", graph_file).err == ""


def test_query_as_csv_and_json_agree(kg, graph_file):
    asked = "SELECT ?name ?value { ?o kg:value ?value ; kg:indicator ?name } ORDER BY ?name ?value LIMIT 20"
    as_csv = kg("query", asked, graph_file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(as_csv.out)))
    objects = json.loads(kg("query", asked, graph_file, "--format", "json").out)
    assert len(rows) == len(objects) == 20
    assert [(row["name"], float(row["value"])) for row in rows] == [(o["name"], o["value"]) for o in objects]


def test_options_may_stand_before_and_after(kg, graph_file):
    before = kg("query", "--format", "json", "ASK { ?s a kg:Park }", graph_file)
    after = kg("query", "ASK { ?s a kg:Park }", graph_file, "--format", "json")
    assert json.loads(before.out) == json.loads(after.out) == [{"answer": True}]


def test_ask_answers_yes_or_no(kg, graph_file):
    assert kg("query", "ASK { ?s a kg:Park }", graph_file).out == "yes\n"
    assert kg("query", "ASK { ?s a kg:Nothing }", graph_file, "--lang", "zh").out == "否\n"


def test_query_from_a_file(kg, graph_file, tmp_path):
    (tmp_path / "q.rq").write_text("SELECT (COUNT(?p) AS ?parks) { ?p a kg:Park }", encoding="utf-8")
    assert int(kg("query", "--file", tmp_path / "q.rq", graph_file, "--format", "csv").out.split()[1]) > 0


def test_query_list_says_what_each_answers(kg, root):
    names = {path.stem for path in (root / "ontology" / "queries").glob("*.rq")}
    shown = kg("query", "--list", "--lang", "zh")
    assert {line.partition(":")[0] for line in shown.out.splitlines() if line[0] != " "} == names
    assert len(names) >= 8


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nonesuch", "There is no query nonesuch. There are: "),
        ("SELECT ?s {", "The query is not right: "),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_wrong_query_is_explained(kg, graph_file, asked, said):
    shown = kg("query", asked, graph_file)
    assert shown.code == 1
    assert said in shown.err


def test_validate_a_right_graph(kg, graph_file):
    shown = kg("validate", graph_file)
    assert (shown.code, shown.out) == (0, f"{graph_file}: no violations\n")


def test_validate_shows_each_violation_with_its_sentence(kg, graph_file, tmp_path):
    broken = tmp_path / "broken.ttl"
    source = graph_file.read_text(encoding="utf-8")
    broken.write_text(source.replace('kg:confidence "1"', 'kg:confidence "7"', 1), encoding="utf-8")
    shown = kg("validate", broken, "--lang", "zh")
    assert shown.code == 1
    assert "置信度须为" in shown.out
    assert "“" in shown.out
    assert shown.out.endswith(f"{broken}：违反之处 1 个\n")


def test_verify_a_right_graph(kg, graph_file, root):
    shown = kg("verify", graph_file, root / "seeds")
    assert shown.code == 0
    assert re.search(r"all \d{3} quotes stand in the 5 source files", shown.out)


def test_verify_names_the_file_that_changed(kg, graph_file, root, tmp_path):
    for path in (root / "seeds").glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = tmp_path / "000_dd2506130ef4e84f.txt"
    changed.write_bytes(b"\xe4\xb8\x80" + changed.read_bytes())
    shown = kg("verify", graph_file, tmp_path)
    assert shown.code == 1
    assert "000_dd2506130ef4e84f.txt: The file is not the one" in shown.out


def test_evaluate_the_gold_against_itself(kg, graph_file, root):
    shown = kg("evaluate", graph_file, root / "tests/gold/seeds", "--misses", "2")
    rows = {line.split()[0]: line.split()[1:] for line in shown.out.splitlines()[2:-1]}
    assert rows["entity"][2] == rows["fact"][2] == "1.000"
    assert shown.out.splitlines()[-1] == "Links: 36 of 36 same, 20 of 20 kept apart"


def test_evaluate_as_json_and_with_misses(kg, graph_file, root, tmp_path):
    poor = tmp_path / "poor.ttl"
    source = graph_file.read_text(encoding="utf-8")
    poor.write_text(source.replace("武进国家高新区", "东岭高新区"), encoding="utf-8")
    figures = json.loads(kg("evaluate", poor, root / "tests/gold/seeds", "--json").out)
    assert 0.5 < figures["fact"]["f1"] < 1
    shown = kg("evaluate", poor, root / "tests/gold/seeds", "--misses", "1")
    heading = re.search(r"^relation missed \((\d+)\)\n  (.+)$", shown.out, re.MULTILINE)
    assert int(heading[1]) > 1
    assert re.search(r"^links wrong \(\d+\)\n  \d{3} .+ [=≠] \d{3} ", shown.out, re.MULTILINE)


@pytest.mark.parametrize("arguments", [["query", "parks"], ["validate"], ["verify"], ["evaluate"]])
@pytest.mark.parametrize("content", [None, b"", b"this is no turtle", b"\xff\xfe\x00", b"<a> <b> ."], ids=range(5))
def test_a_bad_graph_file_is_named(kg, tmp_path, root, arguments, content):
    bad = tmp_path / "bad.ttl"
    if content is not None:
        bad.write_bytes(content)
    after = {"verify": [root / "seeds"], "evaluate": [root / "tests/gold/seeds"]}.get(arguments[0], [])
    query = ["ASK {}"] if arguments[0] == "query" else []
    shown = kg(arguments[0], *query, bad, *after)
    if content == b"":  # an empty file is an empty graph
        return
    assert shown.code == 1
    assert f"{bad} cannot be read as a graph" in shown.err
    assert "Traceback" not in shown.err


def test_a_bad_gold_folder_is_named(kg, graph_file, tmp_path):
    shown = kg("evaluate", graph_file, tmp_path)
    assert shown.code == 1
    assert str(tmp_path) in shown.err


# On a terminal and in a pipe


def test_a_closed_pipe_is_no_error(graph_file):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command("query", "SELECT * { ?s ?p ?o }", graph_file), **pipes) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_terminal_that_knows_no_chinese_gets_escapes(graph_file):
    environment = {**os.environ, "PYTHONIOENCODING": "iso-8859-1", "KG_LANG": "zh"}
    ended = run("validate", graph_file, env=environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\\uff1a" in ended.stdout


# Building


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no such file or folder."),
        (b"", "There is no text in it."),
        (b" \n\n", "There is no text in it."),
        (b"\x00\x01\x02" * 500, "The file is not text."),
        ("高新區的經濟發展與產業園區規劃".encode("big5"), "neither UTF-8 nor GB18030"),
        (PAGE.encode("utf-16"), "neither UTF-8 nor GB18030"),
        ("字".encode() * 17_000_000, "The file has more than 4000000 bytes"),
    ],
    ids=("missing", "empty", "blank", "binary", "big5", "utf-16", "long-line"),
)
def test_a_bad_file_is_named_and_the_others_are_built(kg, tmp_path, page, content, said):
    bad, out = tmp_path / "bad.txt", tmp_path / "out"
    if content is not None:
        bad.write_bytes(content)
    shown = kg("build", bad, page, "-o", out)
    assert shown.code == 1
    assert [line for line in shown.err.splitlines() if line] == [
        line for line in shown.err.splitlines() if str(bad) in line
    ]
    assert said in shown.err
    assert "1 documents, 1 articles" in shown.out
    assert "海岳科技" in (out / "graph.ttl").read_text(encoding="utf-8")


def test_an_unreadable_file_is_named(kg, tmp_path, page):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    shown = kg("build", tmp_path / "loop.txt", page, "-o", tmp_path / "out")
    assert shown.code == 1
    assert f"{tmp_path / 'loop.txt'}: Cannot be read (ELOOP)." in shown.err


def test_a_summary_says_what_is_where(kg, tmp_path, page):
    shown = kg("build", page, "-o", tmp_path / "out", "--lang", "zh")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("文件 1 个，报道 1 篇：实体 ")
    assert re.search(r"^  园区 +1$", shown.out, re.MULTILINE)
    assert shown.out.endswith(f"没有问题。\n已写出：\n  {tmp_path}/out/graph.ttl\n  {tmp_path}/out/graph.html\n")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"graph.ttl", "graph.html", ".readings"}


def test_notes_of_one_kind_are_counted(kg, tmp_path):
    for number in range(13):
        (tmp_path / f"{number:02}.txt").write_text("海岳科技3日在江海市开工。\n", encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    shown = kg("build", tmp_path, "-o", tmp_path / "out")
    lines = shown.err.splitlines()
    assert sum(line.startswith(f"{number:02}.txt: ") for line in lines for number in range(13)) == 10
    assert lines[-1] == "3 more notes like that on 09.txt"
    assert sum("bad.pdf" in line for line in lines) == 1


def test_the_base_of_all_iris_can_be_set(kg, tmp_path, page):
    kg("build", page, "-o", tmp_path, "--base-iri", "https://example.org/江海/")
    assert "https://example.org/江海/" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")


def test_unsure_facts_can_be_left_out(kg, tmp_path, page):
    sizes = []
    for least in (0, 0.7, 1):
        assert kg("build", page, "-o", tmp_path, "--min-confidence", least).code == 0
        written = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
        said = [float(value) for value in re.findall(r'kg:confidence "?([\d.]+)', written)]
        assert all(value >= least for value in said)
        assert "海岳科技" in written
        sizes.append(len(said))
    assert sizes[0] > sizes[1] > sizes[2] == 0


def test_a_names_model_that_is_none_is_named(kg, tmp_path, page):
    for arguments in (["build", page, "-o", tmp_path / "out"], ["explain", PAGE]):
        for model, why in ((page, "no names model"), (tmp_path / "none", "No such file or directory")):
            shown = kg(*arguments, "--names-model", model)
            assert shown.code == 1
            assert f"The model {model} cannot be used: {why}. Give another" in shown.err
    assert not (tmp_path / "out").exists()


def test_nothing_readable_leaves_the_old_outputs(kg, tmp_path):
    (tmp_path / "graph.ttl").write_bytes(b"old")
    shown = kg("build", tmp_path / "none.txt", "-o", tmp_path)
    assert shown.code == 1
    assert shown.err.endswith("Error: None of the inputs could be read, so nothing was written.\n")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_an_unwritable_output_is_named_before_the_work(kg, tmp_path, page):
    shown = kg("build", page, "-o", page / "out")
    assert shown.code == 1
    assert f"{page / 'out'} cannot be written: Not a directory." in shown.err


def test_a_folder_in_the_place_of_an_output_is_named(kg, tmp_path, page):
    (tmp_path / "graph.ttl").mkdir()
    shown = kg("build", page, "-o", tmp_path)
    assert shown.code == 1
    assert f"{tmp_path / 'graph.ttl'} cannot be written: " in shown.err
    assert not (tmp_path / "graph.html").exists()


@pytest.mark.parametrize("content", [b"name = ", b"\xff", b'home = "x"', b"[published]\na = 3", None], ids=range(5))
def test_a_broken_collection_is_named(kg, tmp_path, page, content):
    collection = tmp_path / "collection.toml"
    if content is not None:
        collection.write_bytes(content)
    for arguments in (["build", page, "-o", tmp_path / "out"], ["explain", PAGE]):
        shown = kg(*arguments, "--collection", collection)
        assert shown.code == 1
        assert str(collection) in shown.err
        assert "Traceback" not in shown.err


NO_UTF8 = b"\xff\xfe"
BROKEN_DATA = [
    *(
        (file, broken)
        for file in ("kg.ttl", "entities.ttl", "grammar/events.toml")
        for broken in (b"?!", NO_UTF8, None)
    ),
    *(("patterns/locatedIn.toml", broken) for broken in (b"?!", NO_UTF8)),
    ("patterns/locatedIn.toml", None),
    ("patterns/locatedIn.toml", b'[[pattern]]\nid = "x"\nmatch = "({subject}"\nconfidence = 0.9'),
    ("patterns/locatedIn.toml", b'[[pattern]]\nid = "x"\nmatch = "{subject:Firm}"\nconfidence = 0.9'),
    ("grammar/positions.toml", b"?!"),
    ("../kg/nlp/names.model", b"?!"),
    *(("words/surnames.tsv", broken) for broken in (NO_UTF8, None)),
]


@pytest.mark.parametrize(("file", "content"), BROKEN_DATA, ids=range(len(BROKEN_DATA)))
def test_a_broken_ontology_file_is_named(tmp_path, page, root, file, content):
    for name in ("kg", "ontology"):
        shutil.copytree(root / name, tmp_path / name)
    broken = tmp_path / "ontology" / file
    broken.unlink() if content is None else broken.write_bytes(content)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "KG_LANG": "en"}
    ended = run("build", page, "-o", tmp_path / "out", cwd=tmp_path, env=environment)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert broken.name in ended.stderr
    assert not (tmp_path / "out").exists()
    assert len(ended.stderr.splitlines()) == 1


# Explaining


def test_explain_shows_names_facts_and_rules(kg):
    shown = kg("explain", PAGE)
    assert shown.code == 0
    names, facts, vetoed = shown.out.split("\n\n")
    assert re.search(r"东岭高新区 +Park ", names)
    assert "located in→ 东岭高新区" in facts
    assert "350,000,000元" in facts
    assert vetoed.startswith("Considered and vetoed\n")


def test_explain_speaks_chinese(kg):
    shown = kg("explain", PAGE, "--lang", "zh")
    assert re.search(r"东岭高新区 +园区 ", shown.out)


@pytest.mark.parametrize("sentence", ["", " \n"])
def test_an_empty_sentence_is_explained(kg, sentence):
    shown = kg("explain", sentence)
    assert (shown.code, shown.out) == (1, "")
    assert "the sentence is empty" in shown.err


@pytest.mark.parametrize("sentence", ["abc", "。", "\x00\u202e", "字" * 5000, "\ud800", "🎉常州"], ids=range(6))
def test_any_sentence_is_explained(kg, sentence):
    assert kg("explain", sentence).code == 0


# Stopping


def test_control_c_stops_cleanly_and_leaves_no_output(tmp_path, root):
    """On a terminal, so that the progress bar tells when the work is under way."""
    for number in range(12):
        for path in (root / "seeds").glob("*.txt"):
            (tmp_path / f"{number}-{path.name}").write_bytes(path.read_bytes() + b"\n" * number)
    master, slave = pty.openpty()
    arguments = command("build", tmp_path, "-o", tmp_path / "out", "--lang", "en")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script in the background ignores it, and so would we
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=slave) as process:
        os.close(slave)
        shown = b""
        while b"%" not in shown:
            shown += os.read(master, 1000)
        process.send_signal(signal.SIGINT)
        shown += _rest(master)
        assert process.wait(timeout=30) == 130
    os.close(master)
    assert b"Stopped." in shown
    assert b"Traceback" not in shown
    assert {path.name for path in (tmp_path / "out").glob("*")} <= {".readings"}  # what was read is kept, if anything


def _rest(descriptor):
    """What a terminal still shows until its other side is closed."""
    shown = b""
    while True:
        try:
            shown += os.read(descriptor, 1000)
        except OSError:
            return shown


def test_the_module_runs_like_the_command(graph_file):
    assert run("query", "ASK { ?s a kg:Park }", graph_file).stdout in {"yes\n", "是\n"}


# Writing a graph in another format


@pytest.mark.parametrize("name", sorted({*FORMATS, *FOLDERS} - {"html"}))
def test_every_format_is_written_and_said(kg, graph_file, tmp_path, name):
    shown = kg("export", graph_file, "--format", name, "-o", tmp_path / "out")
    assert (shown.code, shown.err) == (0, "")
    assert re.fullmatch(rf"Written: {tmp_path / 'out'} \([\d,]+ bytes\)\n", shown.out)
    assert (tmp_path / "out").is_dir() == (name in FOLDERS)


def test_the_turtle_of_an_export_is_the_same(kg, graph_file, tmp_path):
    kg("export", graph_file, "--format", "turtle", "-o", tmp_path / "new" / "graph.ttl")
    assert (tmp_path / "new" / "graph.ttl").read_bytes() == graph_file.read_bytes()


def test_an_export_may_leave_out_what_is_less_sure(kg, root, tmp_path):
    arguments = ("export", root / "output" / "graph.ttl", "--format", "n-triples", "-o")
    kg(*arguments, tmp_path / "all.nt")
    kg(*arguments, tmp_path / "sure.nt", "--min-confidence", "0.9")
    everything, sure = (set((tmp_path / name).read_bytes().splitlines()) for name in ("all.nt", "sure.nt"))
    assert len(sure) < len(everything)


def test_what_cannot_be_exported_leaves_what_was_there(kg, tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    (tmp_path / "wrong.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    shown = kg("export", tmp_path / "wrong.ttl", "--format", "trig", "-o", tmp_path / "out")
    assert shown.code == 1
    assert "not a graph that kg wrote" in shown.err
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_the_formats_in_the_help_are_those_there_are(kg):
    listed = re.findall(r"^  (\S+) {2,}\S", kg("export", "--help").out.partition("Options:")[0], re.MULTILINE)
    assert listed == [*FORMATS, *FOLDERS]
