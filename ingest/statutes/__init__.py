"""Statutes (法规): documents of any known form to articles, dates and warnings."""

from ingest.statutes.parse import parse_statute
from ingest.statutes.render import render, to_json
from ingest.statutes.units import FileProblem, StatuteRead, Unit, plan_units, read_unit

__all__ = ["FileProblem", "StatuteRead", "Unit", "parse_statute", "plan_units", "read_unit", "render", "to_json"]
