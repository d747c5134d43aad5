"""Which labelled lines open articles of this document: number sequence, quotation marks and wording must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.numerals import NUMERAL_CHARS
from ingest.records import ReadWarning
from ingest.statutes.labels import (
    SENTENCE_MARKS,
    ArticleLabel,
    annex_label,
    article_label,
    half_lost_label,
    item_label,
    print_label,
)
from ingest.statutes.lines import Line

_STARTS = frozenset("第笫" + NUMERAL_CHARS)
_LOOK_AHEAD = 20  # labels among which the real one of a label that reads like a reference may follow


@dataclass(slots=True)
class Sequenced:
    """``own``: line -> label of an article that begins there. ``restart_at``: line where a second text begins its own
    count, -1 if none. ``contents``: lines of a table of contents that lists the articles. ``quote_marks``: line with “ or ” -> a quotation stays open after it."""

    own: dict[int, ArticleLabel] = field(default_factory=dict)
    restart_at: int = -1
    contents: set[int] = field(default_factory=set)
    quote_marks: dict[int, bool] = field(default_factory=dict)
    warnings: list[ReadWarning] = field(default_factory=list)


def own_labels(lines: Sequence[Line], quotes_others: bool) -> Sequenced:
    """Decide every 第X条 at a line start. ``quotes_others``: a 修正案 or amending decision, whose quoted articles are
    not its own; there no gap is accepted, and none at all once 一、二、 parts have begun."""
    labels = {
        i: label for i, line in enumerate(lines)
        if line.text[0] in "第笫" and not line.table and (label := article_label(line.text)) is not None
    }
    if quotes_others and labels and _numbered_before(lines, min(labels)):
        labels = {}
    if not quotes_others and labels:
        labels |= {i: half for i, line in enumerate(lines) if i not in labels and line.text[0] in _STARTS and not line.table
                   and (half := half_lost_label(line.text)) is not None}
    return _Sequencer(lines, labels, quotes_others).decide()


def _numbered_before(lines: Sequence[Line], first: int) -> bool:
    """True when a 一、 part opens before line ``first``."""
    return any((label := item_label(line.text)) is not None and label.style == "一、" for line in lines[:first])


class _Sequencer:
    def __init__(self, lines: Sequence[Line], labels: dict[int, ArticleLabel], quotes_others: bool) -> None:
        self.lines, self.labels, self.quotes_others = lines, labels, quotes_others
        self.order = sorted(labels)
        self.out = Sequenced()

    def decide(self) -> Sequenced:
        out = self.out
        last, suffix, quoted = 0, 0, self._quoted()
        for k, i in enumerate(self.order):
            label = self.labels[i]
            n, s = label.article, label.suffix
            if label.half:  # both neighbours must agree
                if i not in quoted and n == last + 1 > 1 and self._next(k)[:1] == [n + 1] and not label.refers:
                    out.own[i], last, suffix = label, n, s
                continue
            expected = (n == last + 1 and s == 0) or (n == last and s == suffix + 1 and last > 0)
            if i in quoted and (self.quotes_others or not expected):
                continue
            if expected:
                if not label.refers or (label.strong and not self._real_one_follows(k, label)):
                    out.own[i], last, suffix = label, n, s
                continue
            if n == 1 and s == 0 and label.strong and not label.refers and out.own and self._are_contents(out.own):
                out.contents.update(out.own)  # 目录 that lists the articles
                out.own.clear()
                out.warnings.clear()
                out.own[i], last, suffix = label, 1, 0
                continue
            if n == 1 and s == 0 and last > 1 and label.strong and 2 in self._next(k):
                self._warn("second_text", "文件后部另有一篇从第一条编起的文本，作为附件保留，未并入正文",
                           print_label(last), "如是另一部法规，请单独成文件导入")
                out.restart_at = i
                break
            if not label.strong or label.refers or (self.quotes_others and last):
                continue
            if not last or self._jump_holds(k, (last, suffix), label):
                self._note_gap(last, n, label)
                out.own[i], last, suffix = label, n, s
            elif s == 0 and self._next(k)[:1] == [last + 2]:
                printed = print_label(last + 1)
                self._warn("label_mistyped", f"条号印作“{label.printed}”，按前后条号应为{printed}", printed, "请核对原文条号")
                out.own[i] = label._replace(article=last + 1)
                last, suffix = last + 1, 0
            else:
                if any(annex_label(line.text) for line in self.lines[max(out.own):i]):
                    continue  # an annex counts its own
                self._warn("label_out_of_order", f"“{label.printed}”与前后条号不连续，按正文处理",
                           print_label(last), "请核对该行是否为条文引语")
        return out

    def _quoted(self) -> set[int]:
        """Labelled lines inside a quotation that an earlier line opened."""
        inside, quoted, marks = False, set(), self.out.quote_marks
        for i, line in enumerate(self.lines):
            if inside and i in self.labels:
                quoted.add(i)
            text = line.text
            if "“" in text or "”" in text:
                inside = marks[i] = text.rfind("“") > text.rfind("”")
        return quoted

    def _are_contents(self, own: dict[int, ArticleLabel]) -> bool:
        """The labelled lines so far are titles or end in page numbers, one below the other: a table of contents."""
        lines = list(own)
        return len(lines) > 1 and lines[-1] - lines[0] < 2 * len(lines) and all(
            len(text := self.lines[i].text) <= 60 and text[-1] not in SENTENCE_MARKS for i in lines
        )

    def _real_one_follows(self, k: int, label: ArticleLabel) -> bool:
        """第六条 第一款规定… was a sentence of the article before: the real 第六条 follows."""
        return any(
            (other.article, other.suffix) == (label.article, label.suffix) and not other.refers
            for other in (self.labels[j] for j in self.order[k + 1:k + _LOOK_AHEAD])
        )

    def _next(self, k: int) -> list[int]:
        return [self.labels[j].article for j in self.order[k + 1:k + 4] if self.labels[j].strong and not self.labels[j].half]

    def _jump_holds(self, k: int, last: tuple[int, int], label: ArticleLabel) -> bool:
        """A number ahead of the sequence is believed unless the next labels carry the old sequence on."""
        if (label.article, label.suffix) <= last or (label.suffix and label.article > last[0] + 1):
            return False
        return not any(last[0] < m < label.article for m in self._next(k))

    def _note_gap(self, last: int, n: int, label: ArticleLabel) -> None:
        if not last:
            if n > 1:
                self._warn("starts_late", f"正文从{label.printed}起，之前各条不在文件中", label.printed, "请核对是否为节选或残缺文本")
        elif n > last + 1:
            missing = print_label(last + 1) if n == last + 2 else f"{print_label(last + 1)}至{print_label(n - 1)}"
            self._warn("gap", f"缺{missing}（条号漏印或条文缺失）", f"{print_label(last)}后",
                       "请对照官方文本补正；补正前不对缺失条号下结论")

    def _warn(self, code: str, message: str, where: str, remedy: str) -> None:
        self.out.warnings.append(ReadWarning(code, message, where, remedy))
