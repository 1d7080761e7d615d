"""Where the package's data files are: beside the checkout, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path


def ontology_path() -> Path:
    """The folder of kg.ttl, words, patterns and queries: `kg/ontology` in a wheel, `ontology/` in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"
