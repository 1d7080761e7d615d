"""Learns every model that comes with the package, from the texts and the annotation that docs/model-card.md names.

    python -m kg.shipped_models DATA WORK          (`make models DATA=… WORK=…`)

DATA holds `news/`, `gold/news/`, `gold/news_split.json`, `gold/news-entities/` and `data/news-20k.jsonl.gz`; what we
annotated ourselves is in tests/gold. WORK keeps what is done, so that a killed run goes on there. About two hours and
6 GB on one core.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate.offsets import unpack
from kg.facts import bearer_choice, confidence
from kg.files import write_files
from kg.logistic import learn
from kg.model_averaging import average
from kg.name_models import Models
from kg.nlp import judge, learned, ngrams
from kg.nlp.linear_chain import LinearChain
from kg.nlp.ngram_training import learn as learn_ngrams
from kg.train import read_examples, train
from kg.train_bearers import rows as bearer_rows
from kg.train_confidence import rows as fact_rows
from kg.train_judge import rows as thing_rows

if TYPE_CHECKING:
    from kg.logistic import Row
    from kg.train import Example

    Corpus = tuple[Path, Path | None]  # annotation and its texts

_OURS = Path(__file__).parents[1] / "tests" / "gold"
_FOLDS = 2  # parts of the articles with everything annotated, each left out by one model
_SHARES = {"all": 0.4, "without-0": 0.3, "without-1": 0.3}  # of the names models in the mean that ships
_TIMES = 2  # that the articles with everything annotated count: they are annotated most carefully


class Data:
    """What is learned from, and where the work is kept."""

    def __init__(self, folder: Path, work: Path) -> None:
        split = json.loads((folder / "gold" / "news_split.json").read_text(encoding="utf-8"))
        self.work = work
        self.parts = [frozenset(split["read"][fold::_FOLDS]) for fold in range(_FOLDS)]
        self.unread: frozenset[str] = frozenset(split["unread"])  # for measuring only
        self.plain = folder / "data" / "news-20k.jsonl.gz"
        self.facts = folder / "gold" / "news", folder / "news"
        self.names: Corpus = folder / "gold" / "news-entities", None
        self.ours: Corpus = _OURS / "names", self.plain
        work.mkdir(parents=True, exist_ok=True)

    def model(self, name: str) -> Models:
        """The names model of that name in the work folder."""
        return Models(names=self.work / f"{name}.model")

    def examples(self, *corpora: Corpus) -> list[Example]:
        """Their annotated texts, without those for measuring."""
        return [example for corpus in corpora for example in read_examples(*corpus, self.unread)]


def learn_strings(data: Data) -> bool:
    """What the names model looks up of strings. Returns whether it has changed, so that everything begins anew."""
    with gzip.open(data.plain, "rt", encoding="utf-8") as lines:
        table = learn_ngrams(json.loads(line)["text"] for line in lines)
    changed = ngrams.TABLE.read_bytes() != table
    write_files({ngrams.TABLE: table})
    return changed


def learn_names(data: Data) -> None:
    """The models that leave something out, that of all, and the mean that ships."""
    most: list[Corpus] = [*[data.facts] * _TIMES, data.names]
    _once(data, "all", [*most, data.ours], data.unread)
    _once(data, "ours", [data.ours], data.unread)
    for fold, part in enumerate(data.parts):
        _once(data, f"without-{fold}", most, data.unread | part)
    models = [LinearChain.load((data.work / f"{name}.model").read_bytes()) for name in _SHARES]
    write_files({learned.MODEL: average(models, [*_SHARES.values()]).dump()})


def _once(data: Data, name: str, corpora: list[Corpus], skip: frozenset[str]) -> None:
    path = data.work / f"{name}.model"
    if not path.exists():
        train(corpora, path, skip=skip)


def learn_judge(data: Data) -> None:
    """From what models find in texts that they have not learned."""
    examples = data.examples(data.facts, data.names)
    found = list(thing_rows(examples, data.model("ours")))
    for fold, part in enumerate(data.parts):
        left_out = [example for example in examples if example.name in part]
        found += list(thing_rows(left_out, data.model(f"without-{fold}"))) * _TIMES
    write_files({judge.MODEL: learn(found).dump()})


def learn_facts(data: Data) -> None:
    """Whom figures speak of, then how often facts are right, with the names that are found in texts not learned."""
    folder = data.work / "facts"
    texts = {example.name: example.text for example in data.examples(data.names)}
    unpack(_OURS / "facts" / "offsets.jsonl", texts, folder)
    split = json.loads((_OURS / "facts" / "split.json").read_text(encoding="utf-8"))
    for rows, path, ours in (
        (bearer_rows, bearer_choice.MODEL, None),
        (fact_rows, confidence.MODEL, frozenset(split["held"])),  # not those that rules were written with
    ):
        found: list[Row] = list(rows(folder / "gold", folder / "texts", data.model("ours"), only=ours or frozenset()))
        for fold, part in enumerate(data.parts):
            found += list(rows(*data.facts, data.model(f"without-{fold}"), only=part)) * _TIMES
        write_files({path: learn(found).dump()})


def main(folder: str, work: str) -> None:
    """Everything, in order."""
    data = Data(Path(folder), Path(work))
    if learn_strings(data):
        raise SystemExit("ngrams.model has changed: empty the work folder and start again")
    for step in (learn_names, learn_judge, learn_facts):
        print(step.__name__, flush=True)  # noqa: T201 - a script
        step(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
