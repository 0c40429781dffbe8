"""Guides: which of the eight element classes a page states, in the forms in which systems print them."""

from __future__ import annotations

import pytest

from scrapers.parsing.words.guides import ELEMENTS, LABELS
from tests.scrapers.parsing.observing.pages import framed, observed

CRUMBS = "首页 > 办事服务 > 办事指南"
GUIDES: dict[str, tuple[str, set[str]]] = {
    "headings and paragraphs": (
        "<h1>城乡低保办事指南</h1><h3>一、设定依据</h3><p>《社会救助暂行办法》</p><h3>二、"
        "申请条件</h3><p>本县户籍</p><h3>三、申请材料</h3>"
        "<p>1.身份证</p><p>2.户口簿</p><h3>四、办理流程</h3><p>申请、审核、审批</p><h3>五、"
        "办理地点</h3><p>县民政局一楼</p>"
        "<h3>六、收费标准</h3><p>不收费</p><h3>七、联系电话</h3><p></p>",
        {"事项名称", "设定依据", "申请条件", "办理材料", "办理流程", "办理地点"},
    ),
    "numbered paragraphs, one label with its value": (
        "<h1>老年证办理</h1><p>一、事项名称：老年人优待证</p><p>二、法律依据：老年人权益保障法</p>"
        "<p>三、受理条件</p><p>年满60周岁</p>"
        "<p>四、所需材料</p><p>身份证</p><p>五、办理程序</p><p>六、办公时间：工作日8:30-17:00</p>"
        "<p>七、承诺期限：即时</p>"
        "<p>八、咨询电话：0370-7212345</p><p>九、监督电话：0370-7219999</p>",
        {"事项名称", "设定依据", "申请条件", "办理材料", "办理时间", "联系电话"},
    ),
    "a table of two columns": (
        "<h1>营业执照</h1><table><tr><th>事项名称</th><td>个体工商户设立</td></tr><tr><th>"
        "实施依据</th><td>条例</td></tr><tr>"
        "<th>办理条件</th><td> </td></tr><tr><th>申报材料</th><td><a href='sq.doc'>下载</a></td>"
        "</tr><tr><th>受理地点</th>"
        "<td>大厅3号</td></tr><tr><th>办理时限</th><td>3日</td></tr><tr><th>联系方式</th><td>"
        "见公告</td></tr><tr>"
        "<th>办理流程</th><td><img src='lc.jpg'></td></tr></table>",
        {"事项名称", "设定依据", "办理材料", "办理地点", "办理流程"},
    ),
    "a table of four columns": (
        "<h1>营业执照</h1><table><tr><td>事项名称</td><td>个体工商户设立</td><td>办理依据</td><td>"
        "条例</td></tr><tr><td>办理地点</td>"
        "<td></td><td>联系电话</td><td>7212345</td></tr><tr><td>申请条件</td><td>有场所</td><td>"
        "提交材料</td><td></td></tr></table>",
        {"事项名称", "设定依据", "申请条件", "联系电话"},
    ),
    "a definition list": (
        "<h1>准生证服务指南</h1><dl><dt>设立依据</dt><dd>条例</dd><dt>申报条件</dt><dd>已婚</dd>"
        "<dt>办理材料</dt><dd>结婚证</dd>"
        "<dt>办事流程</dt><dd></dd><dt>办公地址</dt><dd>卫健委</dd><dt>工作时间</dt><dd>8:00-12:00</dd></dl>",
        {"事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间"},
    ),
    "a list of spans": (
        "<h1>准生证</h1><ul><li><span>设定依据</span><em>条例</em></li><li><span>受理条件</span>"
        "<em>已婚</em></li><li>"
        "<span>申请材料</span><em></em></li><li><span>办理流程</span><em>网上申请</em></li></ul>",
        {"事项名称", "设定依据", "申请条件", "办理流程"},
    ),
    "run together in brackets": (
        "<h1>残疾证</h1><p>"
        "【办理依据】条例【申请条件】残疾【所需材料】诊断书【办理流程】【办理地点】残联【办理时间】工作日"
        "【联系电话】0370-7215555</p>",
        {"事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话"},
    ),
    "tabs with their boxes": (
        "<h1>残疾证</h1><div class='tab'><ul><li class='on'>基本信息</li><li>设定依据</li><li>"
        "受理条件</li><li>申请材料</li>"
        "<li>办理流程</li></ul></div><div class='con'><div>事项编码：1</div>"
        "<div style='display:none'>条例</div>"
        "<div style='display:none'>残疾</div><div style='display:none'></div>"
        "<div style='display:none'><img src='a.png'></div></div>",
        {"事项名称", "设定依据", "申请条件", "办理流程"},
    ),
    "tabs of which one is of two elements": (
        "<h1>残疾证</h1><div class='tabs'><span>基本信息</span><span>办理地点/时间</span><span>"
        "申请条件</span>"
        "<span>申报材料</span><span>设定依据</span></div><div class='panels'><div>咨询电话:0370-7212345</div>"
        "<div>残联,工作日</div><div></div><div>诊断书</div><div>条例</div></div>",
        {"事项名称", "办理地点", "办理时间", "办理材料", "设定依据", "联系电话"},
    ),
    "tabs that name their boxes": (
        "<h1>残疾证</h1><div><a href='#t1'>办理依据</a><a href='#t2'>办理条件</a><a href='#t3'>"
        "办理材料</a></div>"
        "<section><div id='t2'>残疾</div><div id='t1'></div><div id='t3'>诊断书</div></section>",
        {"事项名称", "申请条件", "办理材料"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", GUIDES)
@pytest.mark.parametrize("expected", [None, "guide"])
def test_a_guide_states_what_stands_under_its_labels(form: str, expected: None) -> None:
    body, present = GUIDES[form]
    found = observed(framed(body, CRUMBS), expected)
    assert {element for element, value in found.items() if value == "present"} == present
    assert set(found) == set(ELEMENTS) and set(found.values()) <= {"present", "absent"}


def test_the_eight_classes_are_those_of_the_indicators_and_all_have_labels() -> None:
    assert set(ELEMENTS) == {element for told in LABELS.values() for element in told.elements}
    assert len(ELEMENTS) == 8


NO_GUIDES = {
    "an announcement of a subsidy": (
        "<h1>关于申报补贴的通知</h1><p>发布日期：2017-03-01</p><p>一、申报条件</p><p>本县企业</p>"
        "<p>二、申报材料</p><p>申请表</p>"
        "<p>三、申报程序</p><p>自愿申报</p>"
    ),
    "a regulation": (
        "<h1>管理办法</h1><p>发布日期：2017-03-01</p><p>第一条 为规范办理流程,"
        "明确申请条件和申请材料,制定本办法。</p>"
    ),
    "news": "<h1>县长调研政务大厅</h1><p>发布日期：2017-03-01</p><p>群众可凭身份证办理,简化申请材料。</p>",
}


@pytest.mark.parametrize("form", NO_GUIDES)
def test_other_pages_are_no_guides(form: str) -> None:
    assert observed(framed(NO_GUIDES[form], "首页 > 通知公告")) == {}


@pytest.mark.parametrize("value", ["<span id='clsm'></span>", "{{item.material}}", "${cl}"])
def test_a_guide_that_a_script_draws_is_not_judged(value: str) -> None:
    rows = "".join(
        f"<li><b>{label}</b>{value}</li>" for label in ("设定依据", "申请条件", "申请材料", "办理流程")
    )
    assert observed(framed(f"<h1>残疾证</h1><ul>{rows}</ul>", CRUMBS), "guide") == {}


def test_a_page_without_any_label_is_none_even_among_guides() -> None:
    assert observed(framed("<h1>大厅停电通知</h1><p>3月1日停电,暂停办理。</p>", CRUMBS), "guide") == {}


def test_an_empty_guide_lacks_everything_and_the_foot_lends_it_nothing() -> None:
    body = "".join(
        f"<p>{label}：</p>"
        for label in ("设定依据", "申请条件", "申请材料", "办理流程", "办理地点", "联系电话")
    )
    found = observed(framed(f"<h1>办事指南</h1>{body}", CRUMBS), "guide")
    assert set(found.values()) == {"absent"}


NAMED = ("设定依据", "申请条件", "申请材料", "办理流程", "办理地点")
TABS = "<div class=tabs>" + "".join(f"<span onclick='t()'>{label}</span>" for label in NAMED) + "</div>"
UNSEEN = {
    "tabs whose box is fetched": f"{TABS}<div id='box'></div>",
    "tabs, the first of which is there": f"{TABS}<div id='box'>《老年人权益保障法》第二十条</div>",
    "tabs with empty boxes": TABS + "<div class='box'></div>" * len(NAMED),
    "chapters above a picture": "".join(f"<p>{label}</p>" for label in NAMED) + "<p><img src='all.jpg'></p>",
    "a file that is the guide": "<p>联系电话：0370-7211000</p><p><a href='a.pdf'>办事指南.pdf</a></p>",
    "fields of a form": "".join(f"<p>{label}：<input value='见条例'></p>" for label in NAMED),
}


@pytest.mark.parametrize("body", UNSEEN.values(), ids=UNSEEN)
def test_what_a_page_does_not_show_is_not_held_against_a_guide(body: str) -> None:
    assert observed(framed(f"<h1>老年证办事指南</h1>{body}", CRUMBS), "guide") == {}


@pytest.mark.parametrize("nothing", ["", "/", "-", "null", "暂无"])
@pytest.mark.parametrize(
    "form", ["<tr><td>{}</td><td>{}</td></tr>", "<p>{}：{}</p>", "<p>5.{}：{}</p>", "<p>【{}】{}</p>"]
)
def test_signs_for_nothing_state_nothing(form: str, nothing: str) -> None:
    told = {
        "设定依据": "条例",
        "申请条件": "户籍",
        "办理流程": nothing,
        "办理地点": nothing,
        "申请材料": "身份证",
    }
    rows = "".join(form.format(label, value) for label, value in told.items())
    body = (
        f"<h1>老年证办事指南</h1><table>{rows}</table>"
        if "<td>" in form
        else f"<h1>老年证办事指南</h1>{rows}"
    )
    found = observed(framed(body, CRUMBS), "guide")
    assert [fact for fact, value in found.items() if value == "present"] == [
        "事项名称", "设定依据", "申请条件", "办理材料"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "form", ["<tr><td>{}</td><td>{}</td></tr>", "<p>{}：{}</p>", "<p>七、{}</p><p>{}</p>", "<p>【{}】{}</p>"]
)
def test_a_remark_behind_a_label_is_none_of_it(form: str) -> None:
    told = {"设定依据": "条例", "申请材料及要求": "身份证", "咨询电话（办公室）": "0370-7211000"}
    rows = "".join(form.format(label, value) for label, value in told.items())
    body = (
        f"<h1>老年证办事指南</h1><table>{rows}</table>"
        if "<td>" in form
        else f"<h1>老年证办事指南</h1>{rows}"
    )
    found = observed(framed(body, CRUMBS), "guide")
    assert {fact for fact, value in found.items() if value == "present"} == {
        "事项名称", "设定依据", "办理材料", "联系电话"
    }  # fmt: skip
