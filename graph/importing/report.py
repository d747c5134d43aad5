"""What an import did, said in a few lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.records import ReadWarning

# Warning codes as headings of the summary; a code without one is shown by its first message.
HEADINGS = {
    "unreadable": "打不开或读不出的文件",
    "truncated": "疑似不完整（缺少施行条款）",
    "empty": "只有标题、没有正文",
    "gap": "条号不连续",
    "label_lost": "条号缺失或有误",
    "label_irregular": "条号印法有误，已识读",
    "label_mistyped": "条号有误，已按前后条号认定",
    "label_out_of_order": "段首有不连续的条号，按正文处理",
    "heading_label_lost": "章节标题漏印序号",
    "item_label_lost": "项的序号漏印，已按后文认定",
    "hard_break": "段落中间有硬换行，已接续",
    "articles_on_one_line": "多条排在一行，已切开",
}


@dataclass
class ImportReport:
    """Counts and warnings of one import of statutes."""

    read: int = 0
    unchanged: int = 0
    ignored: int = 0
    failed: int = 0
    statutes: int = 0  # added, as are the next three
    versions: int = 0
    articles: int = 0
    citations: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)  # (path, version that it repeats)
    warnings: list[tuple[str, ReadWarning]] = field(default_factory=list)  # (path, warning)
    seconds: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether the library's content may have changed."""
        return self.read > 0

    def warning_counts(self) -> list[tuple[str, int]]:
        """(heading, number of files), most frequent first."""
        firsts: dict[str, str] = {}
        files: dict[str, set[str]] = {}
        for path, w in self.warnings:
            firsts.setdefault(w.code, w.message)
            files.setdefault(w.code, set()).add(path)
        counts = Counter({code: len(paths) for code, paths in files.items()})
        return [(HEADINGS.get(code, firsts[code]), n) for code, n in counts.most_common()]

    def remedy(self) -> str:
        """What to do when no law came of the import; points to reasons only where some were given."""
        formats = "法规全文（.docx .html .md .txt .pdf，或装有这些文件的 .zip）"
        if self.warnings:
            return f"请查看上面的原因，并确认其中有{formats}"
        if self.ignored:
            return f"读到的 {self.ignored} 个文件都没有法规内容，请确认其中有{formats}"
        return f"没有可读的文件，请确认其中有{formats}"

    def lines(self) -> list[str]:
        """The summary in Chinese, one fact a line."""
        out = [
            f"读入文件 {self.read} 个，未变动跳过 {self.unchanged} 个，非法规忽略 {self.ignored} 个，失败 {self.failed} 个；用时 {self.seconds:.1f} 秒",
            f"新增法规 {self.statutes} 部、版本 {self.versions} 个、条文 {self.articles} 条、引用 {self.citations} 处",
        ]
        if self.duplicates:
            out.append(f"与库中版本相同的文件 {len(self.duplicates)} 个，未重复收录")
        out += [f"警告：{heading}，{n} 个文件" for heading, n in self.warning_counts()]
        return out

    def warning_lines(self) -> list[str]:
        """Every warning with its file, place and remedy."""
        return [
            "：".join(x for x in (path, w.where if w.where != path else "", w.message) if x) + (f"（{w.remedy}）" if w.remedy else "")
            for path, w in self.warnings
        ]
