"""What befalls a build from outside: a full or read-only disk, odd names, a wrong clock. It ends well or says why."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "本报讯 海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。\n"
OUTPUTS = ("graph.ttl", "graph.html")


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    return folder


def run(*arguments, before=None, program=("-m", "kg")):
    command = [sys.executable, *program, *map(str, arguments)]
    environment = {**os.environ, "KG_LANG": "en"}
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        preexec_fn=before,
    )


def ended_clearly(ended) -> bool:
    return ended.returncode == 1 and "Traceback" not in ended.stderr and "cannot be written" in ended.stderr


def test_a_file_that_may_not_grow(pages, tmp_path):
    """As on a full disk, writing fails in the middle of a file."""
    out = tmp_path / "out"
    for limit in (0, 100, 3000):
        ended = run(
            "build",
            pages,
            "-o",
            out,
            before=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert ended_clearly(ended), ended.stderr
        assert not [path for name in OUTPUTS for path in [out / name] if path.exists()]
    assert run("build", pages, "-o", out).returncode == 0


@contextmanager
def mounted(place: Path, options: str):
    place.mkdir()
    ended = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False)
    if ended.returncode:
        pytest.skip("only root mounts")
    try:
        yield place
    finally:
        subprocess.run(["/bin/umount", place], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
def test_a_full_disk(pages, tmp_path):
    with mounted(tmp_path / "small", "size=64k") as disk:
        ended = run("build", pages, "-o", disk / "out")
        assert ended_clearly(ended), ended.stderr
        assert not list(disk.rglob("graph.*"))


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
def test_a_disk_that_only_reads(pages, tmp_path):
    with mounted(tmp_path / "still", "ro") as disk:
        ended = run("build", pages, "-o", disk / "out")
    assert ended_clearly(ended), ended.stderr


def test_odd_names(pages, tmp_path):
    names = [
        "新\n行.txt",
        "a'\"<b>&.txt",
        "\x1b[31mred.txt",
        "%2e%2e.txt",
        "字" * 80 + ".txt",
        "-o.txt",
        "a b.txt",
        "\u202etxt.txt",
    ]
    for name in names:
        (pages / name).write_text(PAGE, encoding="utf-8")
    (pages / "bad\nname.txt").write_bytes(b"\0")
    ended = run("build", pages, "-o", tmp_path / "out")
    assert ended.returncode == 1
    assert [line for line in ended.stderr.splitlines() if "not text" in line] == [
        f"{pages}/bad name.txt: The file is not text. Save its text as a UTF-8 file and give that."
    ]
    assert "\x1b" not in ended.stderr + ended.stdout
    checked = run("verify", tmp_path / "out" / "graph.ttl", pages)
    assert f"{len(names) + 1}" in ended.stdout
    assert "differences: 1\n" in checked.stdout  # the bad file


def test_a_link_out_of_the_folder_and_one_in_a_circle(pages, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text(PAGE, encoding="utf-8")
    (pages / "link.txt").symlink_to(outside)
    (pages / "circle").symlink_to(pages)
    (pages / "itself.txt").symlink_to(pages / "itself.txt")
    ended = run("build", pages, "-o", tmp_path / "out")
    assert ended.returncode == 1
    assert ended.stderr.count("itself.txt") == 1
    assert "2 documents" in ended.stdout


CLOCK = """
import sys, time, datetime
import trafilatura, kg.build, kg.cli
real = time.time
time.time = lambda: real() + {shift}
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
for name, module in list(sys.modules.items()):
    if name.partition(".")[0] in ("kg", "trafilatura", "htmldate") and hasattr(module, "datetime"):
        module.datetime = Clock if module.datetime is datetime.datetime else module.datetime
kg.cli.main(sys.argv[1:])
"""


def test_a_wrong_clock_changes_nothing(pages, tmp_path):
    (pages / "b.html").write_text(
        f"<html><head><meta name=pubdate content=2024-11-05></head><p>{PAGE}</p></html>", encoding="utf-8"
    )
    decades = 10 * 365 * 86_400
    outputs = []
    for shift in (0, -4 * decades, 4 * decades):
        for name in ("a.txt", "b.html"):
            os.utime(pages / name, (time.time() + shift,) * 2)
        out = tmp_path / str(shift)
        ended = run("build", pages, "-o", out, program=("-c", CLOCK.format(shift=shift)))
        assert ended.returncode == 0, ended.stderr
        outputs.append([(out / name).read_bytes() for name in OUTPUTS])
    assert outputs[0] == outputs[1] == outputs[2]
