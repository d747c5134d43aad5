"""Character diff of two Chinese texts, anchored on sentences so that it reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from graph.model import DiffOps

_UNITS = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+")
_LARGEST = 60_000_000  # character pairs of one block; above it the block is shown as replaced


def diff_text(a: str, b: str) -> DiffOps:
    """Operations that turn ``a`` into ``b``: ("equal"|"delete"|"insert", text), delete before insert.

    Clauses that both texts share are the anchors; between them single characters are compared, and an equal
    run too short to mean anything is shown as changed with its neighbours.
    """
    if a == b:
        return (("equal", a),) if a else ()
    left, right = _UNITS.findall(a), _UNITS.findall(b)
    ops: list[tuple[str, str]] = []
    for op in Indel.opcodes(left, right):
        gone, come = "".join(left[op.src_start : op.src_end]), "".join(right[op.dest_start : op.dest_end])
        ops += [("equal", gone)] if op.tag == "equal" else [("delete", gone), ("insert", come)]
    return tuple(_joined(_spread(_blocks(ops))))


def _blocks(ops: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(equal, deleted, inserted) runs: each run of changes as one block."""
    gone = come = ""
    for tag, text in ops:
        if tag == "equal":
            if gone or come:
                yield "", gone, come
                gone = come = ""
            yield text, "", ""
        elif tag == "delete":
            gone += text
        else:
            come += text
    if gone or come:
        yield "", gone, come


def _spread(blocks: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    for equal, gone, come in blocks:
        if equal:
            yield "equal", equal
        elif gone and come and len(gone) * len(come) <= _LARGEST:
            yield from _characters(gone, come)
        else:
            yield "delete", gone
            yield "insert", come


def _characters(a: str, b: str) -> Iterator[tuple[str, str]]:
    """Character operations of one block; equal runs of one character between changes are given up."""
    codes = [(o.tag, a[o.src_start : o.src_end], b[o.dest_start : o.dest_end]) for o in Indel.opcodes(a, b)]
    last = len(codes) - 1
    gone = come = ""
    for k, (tag, x, y) in enumerate(codes):
        if tag == "equal" and (len(x) > 1 or k in (0, last)):
            if gone or come:
                yield "delete", gone
                yield "insert", come
                gone = come = ""
            yield "equal", x
        else:
            gone += x
            come += y
    yield "delete", gone
    yield "insert", come


def _joined(ops: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Empty operations out, neighbours of one kind as one, delete before insert."""
    equal = gone = come = ""
    for tag, text in ops:
        if not text:
            continue
        if tag == "equal":
            if gone or come:
                if gone:
                    yield "delete", gone
                if come:
                    yield "insert", come
                gone = come = ""
            equal += text
            continue
        if equal:
            yield "equal", equal
            equal = ""
        if tag == "delete":
            gone += text
        else:
            come += text
    if equal:
        yield "equal", equal
    if gone:
        yield "delete", gone
    if come:
        yield "insert", come
