"""UNCOVERED_DUTY 法定职责未列入."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.audit.context import AuditContext, ItemView
from graph.audit.coverage import Duty, township_duties, uncovered
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, source_label
from graph.model import Evidence, Fix

_BINDS = frozenset({"must", "must_not", "empowered"})
_TELLING, _SHOWN = 12, 80
_ASKED = frozenset({"基本履职", "配合履职", "法定职责", "属地管理", "权责清单", "其他"})


@check("UNCOVERED_DUTY", "法定职责未列入", "warning", scope="library")
def uncovered_duty(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """A provision in force here obliges the township, and no item rests on it or matches it in words.

    Rule: 法定职责必须为 (法治政府建设实施纲要); 法定 is the first principle by which lists are made (中办、国办《关于
    全面建立乡镇（街道）履行职责事项清单的意见》). National law and that of the own province and city; provisions that
    name the township first, the weightiest at the top; then concrete duties of 各级人民政府, as 提示, like mere options.
    Not asked of lists that are not meant to hold duties (上级收回, 赋权, 检查, 负面清单) when they stand alone.
    """
    if views and not any(v.item.kind in _ASKED for v in views):
        return
    assists = not views or any(v.item.kind == "配合履职" for v in views)
    for duty in uncovered(township_duties(context), views, context):
        yield _draft(duty, context, assists)


def _draft(duty: Duty, context: AuditContext, assists: bool) -> Draft:
    """``assists``: the lists asked hold 配合 items, so that a duty to assist is missing from them too."""
    binds = any(n.modality in _BINDS or (assists and n.modality == "assist") for n in duty.norms)
    label = cite_label(context, duty.provision.id)
    what = f"{duty.bearer}{duty.norms[0].action}"
    if len(duty.norms[0].action) < _TELLING:  # 责令改正: of what, says the sentence
        what = duty.sentences.rstrip("。；")
    return Draft(
        f"{label}：{what[:_SHOWN]}{'…' if len(what) > _SHOWN else ''}，清单中没有对应事项",
        evidence=Evidence(
            cited=duty.bearer, found=duty.sentences, provision=duty.provision.id,
            source=source_label(duty.version), note=duty.asks,
        ),
        fix=Fix(label, duty.provision.id), severity=None if duty.named and binds else "info",
    )
