"""三定规定 (职能配置、内设机构和人员编制规定) into sentences with their number path."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.documents import read_document
from ingest.files import read_bounded
from ingest.records import SandingRule, Source
from ingest.sanding.parse import parse_sanding
from ingest.sanding.reference import SandingReference, clauses_at, parse_reference

__all__ = ["SandingReference", "clauses_at", "parse_reference", "parse_sanding", "read_sanding"]


def read_sanding(path: Path) -> SandingRule:
    """The rule in a .docx, .txt, .html or .pdf; InputError when the file cannot be opened.

    A text without duties comes back with the warning ``no_duties``, an adjusting notice with ``patch``.
    """
    data = read_bounded(path)
    document = read_document(data, path.name)
    source = Source(path.name, hashlib.sha256(data).hexdigest(), document.format, len(data))
    return parse_sanding(document.text, path.name, source=source, warnings=document.warnings)
