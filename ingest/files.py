"""Untrusted files: bounded reading, format by content, safe archives, text of any charset.

Everything a user hands in passes here first. Nothing is unpacked to disk, no size is trusted before it was
measured, and every refusal is an ``InputError`` with a remedy.
"""

from __future__ import annotations

import codecs
import io
import re
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

import charset_normalizer
import olefile
from lxml import etree

from ingest.errors import InputError

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_MEMBERS = 50_000
MAX_MEMBER_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_OFFICE_BYTES = 160 * 1024 * 1024
"""Unpacked size of one .xlsx or .docx: a county's whole list (7,000 rows of 10,000 characters) fits."""
MAX_RATIO = 250
"""Unpacked to packed; only asked of archives over ``RATIO_FLOOR``. Repetitive sheets reach about 100."""
RATIO_FLOOR = 24 * 1024 * 1024
MAX_ZIP_DEPTH = 2

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_FORMATS = {".csv": "csv", ".tsv": "csv", ".md": "md", ".markdown": "md", ".txt": "txt", ".text": "txt"}
_BINARY_SUFFIXES = {".docx", ".doc", ".pdf", ".zip"}
_HTML_HEAD = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|meta|p|article|section)\b", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_SEVEN_BIT = {"hz", "iso2022_jp", "iso2022_kr", "iso2022_jp_2", "utf_7"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bounded(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """The file's bytes; InputError when it is missing, a folder, empty, unreadable or larger than ``limit``."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError("这是文件夹，不是文件", path.name, "请指定其中的文件")
        if not stat.S_ISREG(mode):
            raise InputError("不是普通文件", path.name, "请指定磁盘上的文件")
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except FileNotFoundError:
        raise InputError("文件不存在", str(path), "请核对路径") from None
    except OSError as exc:
        raise InputError(f"文件无法打开（{exc.strerror or exc}）", path.name, "请检查权限，或是否被其他程序占用") from exc
    if len(data) > limit:
        raise InputError(f"文件超过 {limit // (1024 * 1024)} MB", path.name, "请拆分后再导入")
    if not data:
        raise InputError("文件是空的（0 字节）", path.name, "请重新下载或另存后再导入")
    return data


def sniff(data: bytes, name: str) -> str:
    """Format by content: xlsx, xls, docx, doc, csv, html, pdf, txt, md or zip; the extension only splits text.

    InputError for what is encrypted, damaged, or of another format, with the remedy.
    """
    suffix = Path(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError("文件没有内容", name, "请重新下载或另存后再导入")
    if data.startswith(_OLE):
        return _sniff_ole(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_foreign(data, name)
    head = decode_text(data[: 64 * 1024], declared_charset(data), name=name, partial=True)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head[:4096]:
        raise InputError("是 XML 电子表格 2003 格式", name, "请用 Excel 或 WPS 另存为 .xlsx")
    if _looks_like_html(head, suffix):
        return "html"
    if suffix in _TEXT_FORMATS:
        return _TEXT_FORMATS[suffix]
    if suffix in (".xls", ".xlsx"):
        if _is_delimited(head):
            return "csv"
        raise InputError(f"扩展名是 {suffix}，内容却不是电子表格", name, "请用 Excel 或 WPS 打开后另存为 .xlsx")
    if suffix in _BINARY_SUFFIXES:
        raise InputError(f"扩展名是 {suffix}，内容却不是该格式，可能下载不完整", name, "请重新下载或另存后再导入")
    return "txt"


class SafeZip:
    """A zip archive held in memory. Names are decoded, checked and kept inside the archive; reads are bounded.

    ``rejected`` lists the members left out, each with the reason (Chinese).
    """

    def __init__(self, data: bytes, label: str = "", *, depth: int = 0, limit: int = MAX_UNPACKED_BYTES) -> None:
        self.label, self.depth = label, depth
        self.rejected: list[tuple[str, str]] = []
        self._members: dict[str, zipfile.ZipInfo] = {}
        if depth > MAX_ZIP_DEPTH:
            raise InputError(f"压缩包嵌套超过 {MAX_ZIP_DEPTH} 层", label, "请先解开外层压缩包")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError) as exc:
            raise InputError("压缩结构已损坏", label, "请重新下载或另存后再导入") from exc
        infos = [i for i in self._zip.infolist() if not i.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise InputError(f"压缩包内文件超过 {MAX_MEMBERS} 个", label, "请拆分后再导入")
        total = sum(i.file_size for i in infos)
        packed = max(1, min(len(data), sum(i.compress_size for i in infos)))
        if total > limit or (total > RATIO_FLOOR and total / packed > MAX_RATIO):
            raise InputError(f"解压后约 {total // (1024 * 1024)} MB，疑似压缩炸弹，已拒绝", label, "请用原程序打开后另存再导入")
        for info in infos:
            self._admit(info)

    def names(self) -> list[str]:
        """Names of the members that may be read, in archive order."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Unpacked size as the archive declares it (``read`` never returns more)."""
        return self._members[name].file_size

    def read(self, name: str, limit: int = MAX_MEMBER_BYTES) -> bytes:
        """One member's bytes; InputError when it is damaged, encrypted or larger than ``limit``."""
        info = self._members[name]
        where = f"{self.label}!{name}" if self.label else name
        if info.flag_bits & 0x1:
            raise InputError("压缩包内文件已加密", where, "请去掉密码后再导入")
        if info.file_size > limit:
            raise InputError(f"解压后超过 {limit // (1024 * 1024)} MB", where, "请拆分后再导入")
        try:
            with self._zip.open(info) as handle:
                data = handle.read(limit + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error, ValueError) as exc:
            raise InputError("压缩包内文件已损坏或压缩方式不支持", where, "请重新打包后再导入") from exc
        if len(data) > limit:
            raise InputError(f"解压后超过 {limit // (1024 * 1024)} MB", where, "请拆分后再导入")
        return data

    def open_inner(self, name: str) -> SafeZip:
        """A zip inside this zip, one level deeper."""
        return SafeZip(self.read(name), f"{self.label}!{name}", depth=self.depth + 1)

    def _admit(self, info: zipfile.ZipInfo) -> None:
        raw = member_name(info)
        name = raw.replace("\\", "/")
        while name.startswith("./"):
            name = name[2:]
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or ":" in parts[0] or "\x00" in name:
            self.rejected.append((raw, "文件名指向压缩包之外"))
        elif stat.S_ISLNK(info.external_attr >> 16):
            self.rejected.append((raw, "是符号链接"))
        elif name in self._members:
            self.rejected.append((raw, "与压缩包内另一文件同名"))
        else:
            self._members[name] = info


def open_zip(data: bytes, label: str = "", *, depth: int = 0) -> SafeZip:
    """Open an archive of documents; ``label`` names it in messages, ``depth`` counts the archives around it."""
    return SafeZip(data, label, depth=depth)


def check_office(data: bytes, name: str) -> SafeZip:
    """Vet an .xlsx or .docx before a library opens it: every member is unpacked once, counted and CRC-checked.

    After this, sizes that the archive declares are true, no name leaves it, and no XML part brings a DOCTYPE.
    """
    archive = SafeZip(data, name, limit=MAX_OFFICE_BYTES)
    if archive.rejected:
        raise InputError(f"内部文件名异常（{archive.rejected[0][0]!r}）", name, "请用 Excel、Word 或 WPS 打开后另存再导入")
    for member in archive.names():
        part = archive.read(member, MAX_OFFICE_BYTES)
        if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part[:4096]:
            raise InputError("内部 XML 带有文档类型声明，可能含恶意实体", name, "请用 Excel、Word 或 WPS 打开后另存再导入")
    return archive


def parse_xml(data: bytes, name: str = "") -> Any:
    """Root element of an untrusted XML part: no entities, no network, no DTD; InputError when malformed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise InputError("内部 XML 已损坏", name, "请用原程序打开后另存再导入") from exc


def declared_charset(data: bytes) -> str | None:
    """Charset that an HTML <meta> or an XML declaration states in the first 4 KB, as written."""
    head = data[:4096].replace(b"\x00", b"")
    found = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


def decode_text(
    data: bytes, declared: str | None = None, *, name: str = "", partial: bool = False, as_it_is: bool = False
) -> str:
    """Bytes to text: BOM, strict UTF-8, the declared charset, GB18030, a guess; InputError when none fits.

    Strict UTF-8 goes before a declaration because pages that declare gb2312 and are UTF-8 are common, and the
    reverse mistake never passes. ``partial`` allows a character cut off at the end. Line ends become ``\\n``, unless
    the text is wanted ``as_it_is``, for positions in it.
    """
    text = _decode(data, declared, name, partial)
    return text if as_it_is else _newlines(text)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; names not flagged UTF-8 are read as UTF-8 or GBK, as Chinese systems write them."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return info.filename


def clean_control(text: str) -> str:
    """Without C0/C1 control characters (tab and line feed stay), zero-width characters and BOMs."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


# ---------------------------------------------------------------- helpers


def _sniff_ole(data: bytes, name: str) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)}
    except (OSError, ValueError, IndexError, TypeError, RecursionError) as exc:
        raise InputError("文件已损坏，无法打开", name, "请用 Excel、Word 或 WPS 打开后另存再导入") from exc
    if "encryptedpackage" in streams:
        raise InputError("文件已加密（设有打开密码）", name, "请去掉密码后另存再导入")
    if streams & {"workbook", "book"}:
        return "xls"
    if "worddocument" in streams:
        return "doc"
    raise InputError("不是可识别的 Office 文件", name, "请另存为 .xlsx 或 .docx 再导入")


def _sniff_zip(data: bytes, name: str) -> str:
    archive = SafeZip(data, name)
    names = {n.lower() for n in archive.names()}
    if not names:
        raise InputError("压缩包是空的" if not archive.rejected else "压缩包内没有可读的文件", name, "请重新打包后再导入")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise InputError("是二进制工作簿（.xlsb）", name, "请另存为 .xlsx 再导入")
    if "[content_types].xml" in names:
        return _by_content_types(archive, name)
    if "content.xml" in names and "mimetype" in names:
        raise InputError("是 OpenDocument 文件", name, "请另存为 .xlsx 或 .docx 再导入")
    return "zip"


def _by_content_types(archive: SafeZip, name: str) -> str:
    member = next(n for n in archive.names() if n.lower() == "[content_types].xml")
    types = archive.read(member, 4 * 1024 * 1024)
    if b"wordprocessingml.document.main" in types:
        return "docx"
    if b"spreadsheetml.sheet.main" in types:
        return "xlsx"
    raise InputError("是 Office 文件，但不是表格或文档", name, "请另存为 .xlsx 或 .docx 再导入")


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(b"{\\rtf"):
        raise InputError("是 RTF 文档", name, "请用 Word 或 WPS 另存为 .docx")
    if data.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")):
        raise InputError("是 .rar、.7z 或 .gz 压缩包", name, "请解开后导入，或改打成 .zip")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) and b"\x00" in data[:512]:
        raise InputError("是图片，没有可读的文字", name, "请提供 Word、Excel 原件或带文字层的 PDF")
    if re.match(rb"MIME-Version:", data[:200].lstrip(), re.I):
        raise InputError("是单个文件网页（.mht）", name, "请另存为 .html 或 .xlsx")
    bom = any(data.startswith(mark) for mark, _ in _BOMS)
    controls = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    if not bom and controls * 50 > min(len(data), 4096) and not _utf16_without_bom(data):
        raise InputError("无法识别的二进制文件", name, "法规请另存为 .docx、.pdf、.html 或 .txt，清单请另存为 .xlsx、.docx、.pdf 或 .csv，再导入")


def _looks_like_html(head: str, suffix: str) -> bool:
    if suffix in (".html", ".htm", ".xhtml", ".shtml"):
        return True
    if suffix in (".md", ".markdown"):
        return False
    start = head.lstrip("\ufeff \t\r\n")[:2048]
    return start.startswith("<") and bool(_HTML_HEAD.search(start))


def _is_delimited(head: str) -> bool:
    lines = [line for line in head.split("\n")[:20] if line.strip()]
    return any(sum(sep in line for line in lines) * 2 > len(lines) for sep in "\t,")


def _decode(data: bytes, declared: str | None, name: str, partial: bool) -> str:
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(charset, "replace")
    codec = _codec(declared)
    if codec in _SEVEN_BIT:
        text = _strict(data, codec, partial)
        if text is not None:
            return text
    if utf16 := _utf16_without_bom(data):
        return data.decode(utf16, "replace")
    text = _strict(data, "utf-8", partial)
    if text is None:
        text = _nearly_utf8(data)
    if text is not None:
        return text
    for charset in dict.fromkeys((codec or "gb18030", "gb18030")):
        text = _strict(data, charset, partial)
        if text is not None:
            return text
    return _best_effort(data, codec, name)


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a broken byte here and there. GB18030 accepts almost any bytes, so this must be told before it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(c > "\x7f" for c in text) - broken
    return text if broken * 20 < valid else None


def _codec(declared: str | None) -> str | None:
    """Python codec for a declared charset; the GB family widens to GB18030."""
    if not declared:
        return None
    try:
        codec = codecs.lookup(declared.strip()).name.replace("-", "_")
    except LookupError:
        return None
    return "gb18030" if codec in ("gb2312", "gbk", "gb18030", "cp936") else codec


def _strict(data: bytes, charset: str, partial: bool) -> str | None:
    try:
        if not partial:
            return data.decode(charset)
        return codecs.getincrementaldecoder(charset)("strict").decode(data, False)
    except (UnicodeDecodeError, LookupError):
        return None


def _best_effort(data: bytes, codec: str | None, name: str) -> str:
    """A few broken bytes must not cost a file: under one character in a hundred is borne."""
    for charset in dict.fromkeys((codec or "gb18030", "gb18030")):
        text = data.decode(charset, "replace")
        if text.count("\ufffd") < len(text) * 0.01:
            return text
    guess = charset_normalizer.from_bytes(data[: 256 * 1024]).best()
    text = data.decode(guess.encoding, "replace") if guess is not None else ""
    if not text or text.count("\ufffd") > len(text) * 0.01:
        raise InputError("文字编码无法识别", name, "请另存为 UTF-8 编码再导入")
    return text


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 without a BOM, told by ASCII line ends, commas and markup in every second byte."""
    head = data[:4096]
    if b"\x00" not in head or len(head) < 4:
        return None
    marks = set(b"\r\n\t ,<>")
    little = sum(1 for i in range(0, len(head) - 1, 2) if head[i] in marks and head[i + 1] == 0)
    big = sum(1 for i in range(0, len(head) - 1, 2) if head[i] == 0 and head[i + 1] in marks)
    if max(little, big) < 3 or min(little, big) * 4 > max(little, big):
        return None
    charset = "utf-16-le" if little > big else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(charset, "replace")
    return charset if text.count("\x00") == 0 and text.count("\ufffd") * 50 <= len(text) else None


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
