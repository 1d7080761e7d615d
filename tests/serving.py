"""`kg serve` as a process of its own, on a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager


@contextmanager
def serving(graph, *options):
    """The address at which the graph is served."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *map(str, options)]
    environment = {**os.environ, "KG_LANG": "en", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment
    )
    try:
        said = []
        while not said or (said[-1] and "http://" not in said[-1]):  # a large graph is indexed first, and says so
            said.append(process.stdout.readline())
        address = re.search(r"http://\S+/", said[-1])
        assert address, "".join(said)
        yield address[0]
        assert process.poll() is None, "the server is lost"
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
