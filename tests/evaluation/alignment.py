"""Alignment of articles, against gold/alignment.csv and what readers of this project labelled.

By words alone, a law of the gold file is judged by weights fitted on the others. As shipped, rows of the table that two
readers made (corpus/data/correspondences.tsv) stand before the words; neither reader saw the gold file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.correspondence import successor_table
from corpus.tables import parse_table
from corpus.titles import short_title
from graph.address import article_id, parse_id
from graph.versions.align import Model, align, load_model
from graph.versions.places import table_between
from graph.versions.read_alignment import align_versions
from tests.conftest import ROOT
from tests.support.corpus_library import CorpusLibrary, load
from tests.tools.train_alignment import Pair, Score, leave_one_out, load_ours, load_pairs, right

Row = tuple[str, str, str, str]
LABELLED = ROOT / "tests" / "labelled"


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation alignment``."""
    library = load(shared)
    return [*_as_shipped(shared), *_versions(shared), *_second_reader(shared), *_hard_rows(library), *_whole_laws(library)]


def _as_shipped(shared: Path) -> list[Row]:
    """What the program answers about the gold rows, table and words together."""
    count: Counter[str] = Counter()
    missed: list[str] = []
    for pair in load_pairs(shared):
        number = {k: (a.article, a.suffix) for k, a in enumerate(pair.new)} | {-1: (0, 0)}
        law = short_title(pair.law)
        old_version, new_version = (f"{law}@{date}" for date in pair.dates)
        table = table_between(old_version, new_version)
        rows = {r.old: r for r in align_versions(old_version, new_version, pair.old, pair.new, ordered=True)}
        for r in pair.rows:
            old = pair.old[r.old]
            got = rows[article_id(old_version, old.article, old.suffix)]
            main = (parse_id(got.new[0]).article, parse_id(got.new[0]).suffix) if got.new else (0, 0)
            good = main == number[r.new]
            count["all"] += 1
            count["all right"] += good
            if r.checked:
                count["rows"] += 1
                count["right"] += good
                count["named"] += good or main in {number[k] for k in r.also}
                count["wrong"] += not good and main != (0, 0) and main not in {number[k] for k in r.also}
                count["sure"] += got.sure
                count["sure right"] += got.sure and good
                count["read"] += table is not None and old.article in table.rows
                if not good:
                    missed.append(f"{law}{old.number}")
    total = count["rows"]
    return [
        ("alignment, rows read by a person, as shipped", f"{count['right']}/{total} = {count['right'] / total:.1%}", "95%",
         f"{count['named']}/{total} when any successor that the person named counts; {count['wrong']} wrong links; "
         f"{count['sure right']}/{count['sure']} right where it is sure; {count['read']} by the table; {'、'.join(missed)}"),
        ("… all rows", f"{count['all right']}/{count['all']} = {count['all right'] / count['all']:.1%}", "", ""),
    ]  # fmt: skip


def _versions(shared: Path) -> list[Row]:
    fitted = load_model("ordered")
    rows: list[Row] = []
    left_out = seen = everything = Score()
    for pair, model in _left_out(shared):
        of_law, all_rows = right(pair, model), right(pair, model, checked_only=False)
        left_out, everything, seen = left_out + of_law, everything + all_rows, seen + right(pair, fitted)
        if of_law.total:
            rows.append((f"  {pair.law}", f"{of_law} ({of_law.lenient})", "", f"all rows {all_rows}"))
    head = [
        ("… by words alone, law left out", str(left_out), "95%", _note(left_out)),
        ("… with the weights as shipped (saw these rows)", str(seen), "", _note(seen)),
        ("… all rows, law left out", str(everything), "", _note(everything)),
    ]
    for part, name in _PARTS.items():
        ours = sum((right(p, fitted) for p in load_ours(shared, part)), Score())
        rows.append((f"alignment, {name}", str(ours), "", _note(ours)))
    return head + rows


_PARTS = {
    "first": "hard rows of four laws never fitted on",
    "choose": "five more, used to choose features",
    "held": "five more, held out",
}


def _note(s: Score) -> str:
    return (f"{s.lenient}/{s.total} when any successor that the person named counts; {s.wrong} wrong links; "
            f"{s.sure_right}/{s.sure} right where it is sure")  # fmt: skip


def _second_reader(shared: Path) -> list[Row]:
    """How far another reader agrees with the gold file, and what the program does where the two agree."""
    read: dict[tuple[str, int], list[int]] = {}
    for law, old, new, _doubt in parse_table((LABELLED / "alignment_second_reader.tsv").read_text("utf-8")):
        read[law, int(old)] = [int(n) for n in new.split()]
    count: Counter[str] = Counter()
    for pair, model in _left_out(shared):
        got = align(pair.old, pair.new, model=model)
        for row in pair.rows:
            if not row.checked:
                continue
            gold = pair.new[row.new].article if row.new >= 0 else 0
            first, *also = read[pair.law, pair.old[row.old].article]
            ours = got[row.old].new[0].article if got[row.old].new else 0
            count["rows"] += 1
            count["readers agree"] += first == gold
            count["named"] += gold in (first, *also)
            count["ours as second"] += ours == first
            count["ours where both"] += ours == first == gold
    total, both = count["rows"], count["readers agree"]
    return [
        ("a second reader against the same rows", f"{both}/{total} = {both / total:.1%}", "",
         f"{count['named']}/{total} when any successor that the second reader named counts"),
        ("… the program against the second reader", f"{count['ours as second']}/{total} = {count['ours as second'] / total:.1%}", "",
         f"{count['ours where both']}/{both} = {count['ours where both'] / both:.1%} where the two readers agree"),
    ]  # fmt: skip


def _left_out(shared: Path) -> Iterator[tuple[Pair, Model]]:
    """Each pair of the gold file with the model fitted on the others."""
    pairs = load_pairs(shared)
    fitted = load_model("ordered")
    for law, weights in leave_one_out(pairs).items():
        yield next(p for p in pairs if p.law == law), replace(fitted, weights=weights)


def _hard_rows(library: CorpusLibrary) -> list[Row]:
    labels: dict[str, list[tuple[int, set[int]]]] = defaultdict(list)
    for law, article, answer in parse_table((LABELLED / "alignment_code.tsv").read_text("utf-8")):
        labels[law].append((int(article), {int(x) for x in answer.split()}))
    by_words: list[str] = []
    by_table: list[str] = []
    total = wrong = 0
    for law, cases in labels.items():
        words, table = _by_words(library, law), successor_table(law)
        assert table is not None
        for number, accepted in cases:
            total += 1
            got, read = words[number], [t.article for t in table.rows[number].targets] or [0]
            if got not in accepted:
                by_words.append(f"{law}{number}→{got}")
                wrong += got != 0
            if read[0] not in accepted:
                by_table.append(f"{law}{number}→{read[0]}" + ("（次位同）" if accepted & set(read) else ""))
    ok, right_there = total - len(by_words), total - len(by_table)
    return [
        ("ten laws to 生态环境法典, hard rows, by words", f"{ok}/{total} = {ok / total:.1%}", "", f"{wrong} wrong links; {'、'.join(by_words)}"),
        ("… by the shipped table", f"{right_there}/{total} = {right_there / total:.1%}", "", "、".join(by_table)),
    ]


def _whole_laws(library: CorpusLibrary) -> list[Row]:
    """Every article of the ten laws: what the words alone say, against the table that two readings made."""
    count: Counter[str] = Counter()
    for law in sorted({row[0] for row in parse_table((LABELLED / "alignment_code.tsv").read_text("utf-8"))}):
        table = successor_table(law)
        assert table is not None
        for number, got in _by_words(library, law).items():
            named = list(dict.fromkeys(t.article for t in table.rows[number].targets))
            count["all"] += 1
            if got == 0:
                count["none"] += not named
                count["missed"] += bool(named)
            else:
                count["main"] += named[:1] == [got]
                count["also"] += got in named[1:]
                count["wrong"] += got not in named
    right_there = count["main"] + count["none"]
    return [(
        "ten laws, every article: words alone against the table", f"{right_there}/{count['all']} = {right_there / count['all']:.1%}", "",
        f"{count['also']} named second in the table, {count['missed']} not found, {count['wrong']} elsewhere",
    )]  # fmt: skip


def _by_words(library: CorpusLibrary, law: str) -> dict[int, int]:
    """Article of the law -> article of the code, 0 where none is found."""
    code = library.articles("生态环境法典@2026-03-12").articles
    rows = align(library.articles(library.versions[law][-1].id).articles, code, ordered=False)
    return {r.old.article: r.new[0].article if r.new else 0 for r in rows}
