"""Untrusted files: what each is by content, what is refused and how the refusal reads."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import InputError
from ingest.files import (
    MAX_ZIP_DEPTH,
    check_office,
    clean_control,
    declared_charset,
    decode_text,
    open_zip,
    parse_xml,
    read_bounded,
    sniff,
)

HEAD = "序号,事项名称,设定依据\n1,某事项,《城乡规划法》第六十五条\n"


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def xls_bytes() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    return saved(book)


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ole_with_stream(name: str) -> bytes:
    """The smallest compound file with one stream: enough for its directory to be read."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + struct.pack("<I", free) * 108
    fat = struct.pack("<II", 0xFFFFFFFD, end) + struct.pack("<II", end, end) + struct.pack("<I", free) * 124

    def entry(title: str, kind: int, child: int, start: int) -> bytes:
        raw = title.encode("utf-16-le") + b"\x00\x00"
        return (
            raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", free, free, child)
            + b"\x00" * 36 + struct.pack("<IQ", start, 0)
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, end) + entry(name, 2, free, end) + b"\x00" * 256
    return header + fat + directory.ljust(sector, b"\x00")


@pytest.mark.parametrize(
    ("data", "name", "fmt"),
    [
        (saved(openpyxl.Workbook()), "a.xls", "xlsx"),
        (saved(docx.Document()), "a.xlsx", "docx"),
        (xls_bytes(), "renamed.xlsx", "xls"),
        (ole_with_stream("WordDocument"), "a.xls", "doc"),
        (HEAD.encode(), "a.csv", "csv"),
        (HEAD.encode("gb18030"), "a.xls", "csv"),
        (HEAD.encode("utf-16"), "a.csv", "csv"),
        (HEAD.encode(), "a.txt", "txt"),
        (b"<html><table><tr><td>1</table>", "a.xls", "html"),
        ("\ufeff<!DOCTYPE html><p>一".encode(), "noname", "html"),
        (b"# \xe6\xb3\x95\n<table>", "a.md", "md"),
        (b"%PDF-1.4\n...", "a.docx", "pdf"),
        (packed({"法.md": b"x"}), "a.zip", "zip"),
        (packed({"法.md": b"x"}), "a.docx", "zip"),
    ],
)
def test_format_is_told_by_content(data: bytes, name: str, fmt: str) -> None:
    assert sniff(data, name) == fmt


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (ole_with_stream("EncryptedPackage"), "密.xlsx", "加密"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "a.xls", "损坏"),
        (b"PK\x03\x04junk", "a.xlsx", "损坏"),
        (b"\x00" * 64, "a.xlsx", "没有内容"),
        (b" \n\n", "a.csv", "没有内容"),
        (b"{\\rtf1 hello}", "a.doc", "RTF"),
        (b"Rar!\x1a\x07\x00", "a.rar", ".rar"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.pdf", "图片"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", "a.xlsx", "二进制"),
        (b"just words", "a.docx", "内容却不是"),
        (b"just words", "a.xlsx", "内容却不是"),
        (packed({"content.xml": b"<a/>", "mimetype": b"x"}), "a.ods", "OpenDocument"),
        (packed({"xl/workbook.bin": b"x"}), "a.xlsb", "二进制工作簿"),
        (packed({}), "a.zip", "空"),
    ],
)
def test_refusals_say_what_and_what_to_do(data: bytes, name: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        sniff(data, name)
    assert says in caught.value.what and name in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize("name", ["bomb.xlsx", "bomb.docx"])
def test_a_zip_bomb_in_office_clothing_is_refused(name: str) -> None:
    part = "xl/workbook.xml" if name.endswith("xlsx") else "word/document.xml"
    bomb = packed({"[Content_Types].xml": b"<x/>", part: b" " * (200 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    for open_it in (lambda: sniff(bomb, name), lambda: check_office(bomb, name)):
        with pytest.raises(InputError, match="炸弹"):
            open_it()


def test_a_lying_size_is_found_out() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"a" * 100_000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # the directory declares 10 bytes
    with pytest.raises(InputError):
        check_office(bytes(data), "liar.xlsx")


def test_members_outside_the_archive_are_left_out() -> None:
    archive = open_zip(packed({"a.md": b"1", "../b.md": b"2", "/c.md": b"3", "C:/d.md": b"4", "x/../../e": b"5", "k\\f.md": b"6"}))
    assert archive.names() == ["a.md", "k/f.md"]
    assert len(archive.rejected) == 4


def test_symbolic_links_are_left_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.md", "x")
    assert open_zip(buffer.getvalue()).names() == ["a.md"]


def test_gbk_names_are_decoded() -> None:
    data = packed({"ABCD.md": b"x"})
    raw = "法律".encode("gbk")
    assert open_zip(data.replace(b"ABCD", raw)).names() == ["法律.md"]


def test_nesting_has_an_end() -> None:
    data = packed({"a.md": b"x"})
    for _ in range(MAX_ZIP_DEPTH + 2):
        data = packed({"in.zip": data})
    archive = open_zip(data)
    with pytest.raises(InputError, match="嵌套"):
        for _ in range(MAX_ZIP_DEPTH + 2):
            archive = archive.open_inner("in.zip")


def test_encrypted_and_damaged_members_are_named() -> None:
    data = bytearray(packed({"a.md": b"hello world" * 9}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match="加密"):
        open_zip(bytes(data), "z.zip").read("a.md")
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.md", b"hello world")
    with pytest.raises(InputError, match=r"z\.zip!a\.md"):
        open_zip(stored.getvalue().replace(b"hello world", b"hello_world"), "z.zip").read("a.md")


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP", "utf-8")
    xml = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'.encode()
    assert "TOP" not in "".join(parse_xml(xml).itertext())
    with pytest.raises(InputError, match="文档类型声明"):
        check_office(packed({"xl/workbook.xml": xml}), "xxe.xlsx")


def test_billion_laughs_do_not_expand() -> None:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha" * 10}">' for i in range(9))
    with pytest.raises(InputError):
        check_office(packed({"word/document.xml": f"<!DOCTYPE a [{entities}]><a>&l8;</a>".encode()}), "laugh.docx")


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("依据".encode(), None, "依据"),
        (b"\xef\xbb\xbf" + "依据".encode(), None, "依据"),
        ("依据".encode("gb18030"), None, "依据"),
        ("依据".encode(), "gb2312", "依据"),
        ("法規依據條例".encode("big5"), "big5", "法規依據條例"),
        ("依据".encode("utf-16"), None, "依据"),
        ("依据,1\r\n2,3\r\n".encode("utf-16-le"), None, "依据,1\n2,3\n"),
        ("依据".encode("hz"), "hz-gb-2312", "依据"),
        ("依据".encode("gb18030"), "no-such-charset", "依据"),
        (b"a\r\nb\rc", None, "a\nb\nc"),
        ("依据" .encode() * 400 + b"\xff", None, "依据" * 400 + "\ufffd"),
    ],
)
def test_text_of_any_charset(data: bytes, declared: str | None, text: str) -> None:
    assert decode_text(data, declared) == text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="GBK"?>', "GBK"),
        (b"<p>charset=none</p>", None),
    ],
)
def test_declared_charset(data: bytes, charset: str | None) -> None:
    assert declared_charset(data) == charset


def test_reading_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 100)
    assert len(read_bounded(path, 100)) == 100
    with pytest.raises(InputError, match="超过"):
        read_bounded(path, 99)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="空"):
        read_bounded(path)
    with pytest.raises(InputError, match="文件夹"):
        read_bounded(tmp_path)
    with pytest.raises(InputError, match="不存在"):
        read_bounded(tmp_path / "none.csv")


def test_control_characters_go_and_words_stay() -> None:
    assert clean_control("a\x00b\x07c\u200bd\ufeffe\nf\tg") == "abcde\nf\tg"


@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.docx", "a.csv", "a.html", "a", "a.pdf"]))
def test_any_bytes_are_named_or_refused(data: bytes, name: str) -> None:
    try:
        assert sniff(data, name) in {"xlsx", "xls", "docx", "doc", "csv", "html", "pdf", "txt", "md", "zip"}
    except InputError as refused:
        assert refused.remedy


def test_crc_of_test_archives_is_checked() -> None:
    assert zlib.crc32(b"hello world") != zlib.crc32(b"hello_world")
