"""The labels that portals print before an item's values, by the field they announce.

Property boxes of disclosure catalogues, article heads and rule libraries use the same few dozen words.
Labels that announce something else are here too: the next label ends the value before it.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "title", "published", "issued", "unit", "document_number", "index_number", "column", "effective", "other"
]

_TITLE = """
    名称 标题 信息名称 文件名称 文件标题 信息标题 公文名称 公文标题 政策名称
"""
_PUBLISHED = """
    发布日期 发布时间 信息发布时间 信息发布日期 公开日期 公开时间 公布日期 公布时间 发表时间 发表日期
    发稿时间 刊发日期 刊登日期 上网日期 上网时间 发布于 发布 录入时间 录入日期 添加时间 添加日期
    上传时间 上传日期 编辑时间 加入时间 提交时间 更新时间 更新日期 时间 日期 撰写时间 创建时间 公示时间
    公示日期 公告日期 公告时间 成稿时间
"""
_ISSUED = """
    成文日期 成文时间 生成日期 生成时间 签发日期 签发时间 印发日期 印发时间 发文日期 发文时间 制发日期
    形成日期 产生日期 制文日期 文件日期 签署日期 制定日期 落款日期
"""
_UNIT = """
    发布机构 发布机关 发布单位 发布部门 信息发布机构 信息发布单位 公开机构 公开机关 公开单位 公开部门
    公开主体 公开责任部门 公开责任单位 责任部门 信息公开机构 信息公开责任单位 信息提供单位 信息提供部门
    提供单位 提供部门 供稿单位 供稿部门 来稿单位 来源单位 来源部门 信息来源 文章来源 稿件来源 内容来源
    新闻来源 消息来源 来源 来源于 稿源 出处 发文机关 发文单位 发文机构 发文部门 制发机关 制发单位 制定机关
    制定单位 制文机关 印发机关 印发单位 颁布机关 颁布单位 公布机关 发布主体 发文主体 报送单位 所属机构
    所属单位 信息所属单位 所属部门 生成机构
"""
_DOCUMENT_NUMBER = """
    文号 发文字号 发文文号 发文编号 文件编号 文件字号 文件文号 公文文号 公文字号 文书号 公文号 发布文号
    文件号 发文号 制发文号 政策文号
"""
_INDEX_NUMBER = """
    索引号 信息索引号 信息索引 索引编号 索引码 索取号 信息索取号 公开索引号
"""
_COLUMN = """
    所属栏目 所在栏目 信息栏目 栏目名称 所属频道
"""
_EFFECTIVE = """
    实施日期 施行日期 生效日期 生效时间 失效日期 失效时间 废止日期 废止时间 有效期 有效期至 截止日期
    截止时间 有效期限 实施时间 施行时间 终止日期 到期日期 开始时间 结束时间 起始时间 开始日期 结束日期
"""
_OTHER = """
    作者 发布者 供稿 供稿人 点击量 点击率 点击数 点击次数 点击 浏览次数 浏览量 浏览数 浏览 阅读次数
    阅读量 阅读数 阅读 访问量 访问次数 人气 查看次数 查看 次数 字体 字体大小 字体显示 字号 字号大小
    文字大小 打印 分享 分享到 分享至 编辑 责任编辑 编审 审核 审核人 校对 校审 初审 复审 终审 审签 签发人
    签发 记者 通讯员 撰稿 摄影 发布人 录入 录入人 上传者 信息员 组配分类 主题分类 体裁分类 题材分类
    服务对象分类 服务对象 服务分类 信息分类 分类 类别 信息类别 公文种类 公文类别 公文体裁 体裁 题材 主题
    主题词 主题类别 主题类型 关键词 关键字 标签 内容概述 内容摘要 内容简介 信息摘要 摘要 概述 公开方式
    公开形式 公开时限 公开范围 公开程度 公开属性 公开类型 公开类别 公开途径 公开情况 有效性 是否有效
    时效 时效性 时效状态 信息有效性 信息时效期 效力状态 效力 文件状态 状态 文件效力 文件类型 文件种类
    文件类别 文种 语种 语言 载体 载体类型 信息格式 格式 记录形式 统一编号 统一登记号 登记号 备注 附件
    相关附件 附件下载 相关链接 相关解读 相关文件 上一篇 下一篇 上一条 下一条 扫一扫 当前位置 您的位置
    您当前的位置 您现在的位置 所在位置 位置 联系电话 联系人 联系方式 电话 邮编 地址 邮箱 主办单位
    承办单位 主办 承办 协办 技术支持 网站标识码 备案号 版权所有 访问统计 保护视力色 视力保护 行业分类
    行政区划 地区 区域 领域 业务类别 事项名称 解读类型 解读方式 发布形式 发布层级 信息编号 编号 版本
    下载次数 下载 收藏 朗读 语音播报 听全文 推荐 评论 评论数 背景色 资料来源 数据来源 图片来源 资金来源
    经费来源 生源 水源 材料来源 财源 货源 图源 视频来源 案例来源 收入来源 任务来源 案件来源 线索来源
    信用来源 项目来源 房源 下次更新时间 最后更新时间 页面生成时间 系统时间 当前时间 今天是 现在时间
    报名时间 开标时间 会议时间 办理时间 受理时间 工作时间 办公时间 服务时间 截稿时间 招标时间
    投标截止时间 活动时间 举办时间 培训时间 面试时间 考试时间 咨询时间 答复时间 回复时间 写信时间
    来信时间 受理日期 办结时间 办结日期 留言时间 处理时间 出生日期 评审日期 签订日期 采购单位 招标单位
    建设单位 中标单位 施工单位 主管单位 牵头单位 责任单位 监督单位 回复单位 答复单位 受理单位 办理单位
    承办部门 承办机构 主管部门 办理部门 受理部门 录入者 上传人 审核者 编辑人 责编 拟稿 拟稿人 撰稿人 初审人
    复审人 终审人 一审 二审 三审 监制 审稿 发布科室 责任科室 责任处室 发布账号 文章作者 联合发文单位 阅读数量
    阅读人数 浏览人数 访问人数 点击人次 浏览人次
"""

_WORDS: dict[Kind, str] = {
    "title": _TITLE,
    "published": _PUBLISHED,
    "issued": _ISSUED,
    "unit": _UNIT,
    "document_number": _DOCUMENT_NUMBER,
    "index_number": _INDEX_NUMBER,
    "column": _COLUMN,
    "effective": _EFFECTIVE,
    "other": _OTHER,
}

LABELS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
"""Label without inner blanks → field that it announces."""

_HEAD = """
    作者 发布者 供稿 供稿人 点击量 点击率 点击数 点击次数 点击 浏览次数 浏览量 浏览数 浏览 阅读次数
    阅读量 阅读数 阅读 访问量 访问次数 人气 查看次数 字体 字体大小 字体显示 字号 字号大小 文字大小 编辑
    责任编辑 审核 审核人 校对 发布人 录入 录入人 组配分类 主题分类 体裁分类 服务对象 信息分类 分类
    公文种类 主题词 关键词 公开方式 公开形式 公开时限 公开范围 有效性 时效性 文件状态 效力状态 统一编号
    内容概述 信息类别 记者 通讯员 撰稿 摄影 信息员 视力保护 视力保护色 保护视力色 背景色 分享 分享到
    打印 录入者 上传人 审核者 编辑人 责编 拟稿人 撰稿人 初审 复审 终审 初审人 复审人 终审人 一审 二审 三审
    发布科室 责任科室 责任处室 文章作者 阅读人数 浏览人数 访问人数 点击人次 浏览人次
"""
HEAD_LABELS = frozenset(_HEAD.split())
"""Labels without a field of ours that stand in an item's head or property box."""

LONGEST = max(map(len, LABELS))

_VAGUE_DATE_LABELS_WORDS = """
    时间 日期 发布 更新时间 更新日期 公示时间 公示日期 公告日期 公告时间 创建时间 撰写时间 成稿时间
    编辑时间
"""
VAGUE_DATE_LABELS = frozenset(_VAGUE_DATE_LABELS_WORDS.split())
"""Publish labels that are believed only where no plainer one is printed."""

_BOX = """
    发布机构 发布机关 发布单位 发布部门 公开机构 公开机关 公开单位 公开主体 公开责任部门
    责任部门 发文机关 发文单位 发文机构 发文部门 制发机关 制发单位 制定机关 公布机关
    公开部门 名称 信息名称 文件名称 标题 组配分类 主题分类 体裁分类 服务对象 分类 信息分类
    公开方式 公开形式 公开时限 公开范围 有效性 时效性 主题词 关键词 内容概述 发布日期
    发布时间 公开日期 信息来源 来源 文件状态 效力状态 公文种类 文种 统一编号
"""
PROPERTY_LABELS = frozenset(
    (_BOX + _INDEX_NUMBER + _DOCUMENT_NUMBER + _ISSUED + _EFFECTIVE + _COLUMN).split()
)
"""Labels of a property box, which may stand in cells of their own without a colon."""

_UNIT_ORDER = """
    发布机构 信息发布机构 发布机关 发布单位 信息发布单位 发布部门 公开责任部门 公开责任单位 公开机构
    公开机关 公开单位 公开部门 公开主体 信息公开机构 信息公开责任单位 责任部门 信息提供单位 信息提供部门
    提供单位 提供部门 供稿单位 供稿部门 发布主体 来源单位 来源部门 信息来源 文章来源 稿件来源 内容来源
    新闻来源 消息来源 来源 稿源 来稿单位 出处
"""
UNIT_RANK: dict[str, int] = {word: rank for rank, word in enumerate(_UNIT_ORDER.split())}
"""Which unit label is believed first: who publishes, then where the text is from; issuing bodies last."""

_NO_UNIT_WORDS = """
    本网 本网站 本站 本站原创 本网原创 原创 本网讯 本站讯 网站 无 暂无 未知 不详 佚名 匿名 网络 互联网
    转载 其他 其它 管理员 admin administrator null undefined none - -- — —— / 信息来源 文章来源 来源
    发布机构 本网编辑 系统管理员 网站管理员 网站名称 互联网转载 网络转载 来源于网络
"""
NO_UNIT = frozenset(_NO_UNIT_WORDS.split())
"""What stands in the unit field without naming anybody (lower case)."""
