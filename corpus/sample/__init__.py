"""The sample county 河南省/许昌市/临溪县 (fictional) and a small library in our own words (要旨，非法条原文).

Titles, numbers and dates of the laws are real; the text of each article is a gist written for this project.
The county, its lists, documents and 三定规定 are made up, with faults planted on purpose.
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
LAWS = HERE / "laws"
LISTS = HERE / "lists"
SANDING = HERE / "sanding"
PLACE = ("河南省", "许昌市", "临溪县", "柳河镇")
