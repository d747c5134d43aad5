"""What a web page says about itself and offers beside a text: told from the text by its words."""

from __future__ import annotations

import re

ABOUT_PAGE = re.compile(
    r"[【\[]?(?:(?:发布|发文|成文|公开|更新|生成|施行|实施|录入|颁布|公布|批准|生效)?(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|字号|字体|浏览(?:次数|量)?|阅读(?:次数|量)?"
    r"|点击(?:数|量)?|索引号|打印|分享(?:到)?|(?:责任)?编辑|责编|审核|校对|供稿|监制|视力保护色|主题(?:分类|词)|公文种类|体裁分类|组配分类"
    r"|(?:发布|发文|制定|公开|公布|颁布)(?:机关|机构|单位|部门)|(?:法规|文件)?标题|(?:法规)?类别|(?:文件|信息|法规|规章)?名称|(?:发文|文件)?(?:字号|文号|编号)|有效性|时效性|效力(?:级别|状态|等级|属性))"
    r"[\s\u3000]*[：:【\[】\]]"
)
"""发布时间：…, 来源：…, 【字体：大 中 小】, 【发布日期】…."""
AFTER_PAGE = re.compile(
    r"[【\[]?(?:相关(?:链接|稿件|阅读|文章|解读|文件|政策|新闻|附件)|附件下载|上一[篇条]|下一[篇条]|扫一扫|打印本[页文]|关闭(?:本页|窗口)|返回顶部)"
)
"""相关链接, 下一篇: what a page offers below a text."""
BUTTONS = re.compile(r"[【\[](?:打印|关闭|返回|收藏|字[体号]|分享)[^】\]]{0,12}[】\]]")
"""【打印】 【关闭】 at the start of a line."""
_WHERE = re.compile(r"(?:(?:您的?|你的?|您现在的)?(?:当前)?(?:所在)?位置|当前位置|您现在的位置)(?:是|为)?[\s\u3000]*[：:>＞]|首页[\s\u3000]*(?:>|＞|»|/|-&gt;|→)")
SOURCE = re.compile(r"[（(【\[]?(?:(?:信息|文章|稿件)?来源|(?:责任)?编辑|责编)[\s\u3000]*[：:][\s\u3000]*\w")
"""（来源：某县人民政府网）."""
_BUTTON = re.compile(r"[【\[](?:打印|关闭|返回|收藏|字[体号]|大|中|小|保存|下载)[^】\]]{0,12}[】\]]")
_PUT_UP = re.compile(r"^[12]\d{3}[-./年]\d{1,2}[-./月]\d{1,2}日?[\s\u3000]*(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s\u3000]+")
"""A bare day in front of the page's other words: 2022-03-20 来源：…."""
_FOLLOW = re.compile(r"点击(?:上方|下方|蓝字|关注|阅读)|(?:长按|扫码|扫描).{0,8}关注|关注我们")
_CLOCK = re.compile(r"(?<!\d)[12]\d{3}[-./年]\d{1,2}[-./月]\d{1,2}日?[\s\u3000]+\d{1,2}:\d{2}")
"""No statute tells the hour at which it was put up."""
_MOST = 120
_NUMBER = re.compile(
    r"(?:发文字号|文件字号|文[\s\u3000]*号|文件编号|发文文号)[\s\u3000|]*[：:]?[\s\u3000|】]*"
    r"([\u4e00-\u9fa5]{1,12}[〔\[【（(［][12]\d{3}[〕\]】）)］]\s*(?:第\s*)?\d{1,5}\s*号|[\u4e00-\u9fa5]{2,20}令\s*(?:第\s*)?\d{1,5}\s*号)"
)
_WRITTEN = re.compile(r"成文(?:日期|时间)[\s\u3000|]*[：:]?[\s\u3000|】]*(\d{4})[年\-./]\s*(\d{1,2})[月\-./]\s*(\d{1,2})")


def about_page(line: str) -> bool:
    """A short line in which a page speaks of itself: when it was put up, where the reader is, what can be done with it."""
    text = line.strip("| \t\u3000")
    text = _PUT_UP.sub("", text)
    return len(line) < _MOST and bool(ABOUT_PAGE.match(text) or _WHERE.match(text) or _CLOCK.search(text) or _FOLLOW.match(text) or _BUTTON.match(text))


def stated_number_and_date(lines: list[str]) -> list[str]:
    """What a page's table of particulars says of the document, as header lines: its 发文字号 and 成文日期."""
    found: list[str] = []
    text = "\n".join(lines)
    if m := _NUMBER.search(text):
        found.append(re.sub(r"\s", "", m[1]))
    if m := _WRITTEN.search(text):
        found.append(f"成文日期：{m[1]}年{int(m[2])}月{int(m[3])}日")
    return found
