"""POWER_TYPE_UNKNOWN 职权类型不规范."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.basis import is_empty
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence, Fix

POWER_TYPES = (
    "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决", "其他行政权力",
)
"""权责清单 "9+X": nine named types and the rest (中办发〔2015〕21号)."""

_FOLD = {"行政审批": "行政许可", "行政许可权": "行政许可", "行政处罚权": "行政处罚", "其他职权": "其他行政权力",
         "其他权力": "其他行政权力", "行政监督检查": "行政检查", "监督检查": "行政检查", "其它行政权力": "其他行政权力",
         "其他类": "其他行政权力", "其他": "其他行政权力", "公共服务": "", "行政强制措施": "行政强制", "行政强制执行": "行政强制"}
_FINE = frozenset(POWER_TYPES) | {"行政强制措施", "行政强制执行", "公共服务", "行政监督", "内部管理"}
_SPLIT = re.compile(r"[、，,/；;\s]+")


@check("POWER_TYPE_UNKNOWN", "职权类型不规范", "info")
def power_type_unknown(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Outside the usual ten; 行政审批 is a common wrong name for 行政许可."""
    raw = view.item.power_type.strip()
    if not raw or is_empty(raw):
        return
    for kind in filter(None, _SPLIT.split(re.sub(r"[（(].*?[)）]", "", raw))):
        if kind in _FINE:
            continue
        right = _FOLD.get(kind)
        hint = f"，规范名称为“{right}”" if right else "，不在权责清单常用的十类之内"
        yield Draft(f"职权类型“{kind}”不规范{hint}", evidence=Evidence(cited=raw), fix=Fix(right) if right else None)
        return
