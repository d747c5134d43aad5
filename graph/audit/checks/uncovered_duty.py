"""UNCOVERED_DUTY 法定职责未列入."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.audit.context import AuditContext, ItemView
from graph.audit.coverage import Duty, township_duties, uncovered
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, source_label
from graph.model import Evidence, Fix

_ASKED = frozenset({"基本履职", "配合履职", "法定职责", "属地管理", "权责清单", "其他"})


@check("UNCOVERED_DUTY", "法定职责未列入", "warning", scope="library")
def uncovered_duty(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """A provision in force here obliges the township, and no item rests on it or matches it in words.

    Rule: 法定职责必须为 (法治政府建设实施纲要); 法定 is the first principle by which lists are made (中办、国办《关于
    全面建立乡镇（街道）履行职责事项清单的意见》). National law and that of the own province and city; provisions that
    name the township first, by rank of the law and grouped by law; concrete duties of 各级人民政府 after them, as 提示.
    Not asked of lists that are not meant to hold duties (上级收回, 赋权, 检查, 负面清单) when they stand alone.
    """
    if views and not any(v.item.kind in _ASKED for v in views):
        return
    for duty in uncovered(township_duties(context), views, context):
        yield _draft(duty, context)


def _draft(duty: Duty, context: AuditContext) -> Draft:
    label = cite_label(context, duty.provision.id)
    return Draft(
        f"{label}：{duty.bearer}{duty.norms[0].action[:60]}，清单中没有对应事项",
        evidence=Evidence(
            cited=duty.bearer, found=duty.sentences, provision=duty.provision.id,
            source=source_label(duty.version), note=duty.asks,
        ),
        fix=Fix(label, duty.provision.id), severity=None if duty.named else "info",
    )
