"""`kg explain`: what is read in a sentence, and by which rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.failure import Failure, reading_data
from kg.cli.localized import Command, lang
from kg.cli.terminal import columns, table
from kg.messages import text
