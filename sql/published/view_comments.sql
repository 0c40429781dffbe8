-- name: view_comments
-- What every view of schema 台账 and each of its columns holds, in Chinese.
--
-- Purpose: as comments.sql, for the views.
-- Grain:   the first sentence of each view's comment names it.
-- Inputs:  ledger_views.sql, executed before.

COMMENT ON VIEW 台账.条目 IS '条目。网站上发布的一条信息一行,连同所在栏目和类别;出自 items。';
COMMENT ON COLUMN 台账.条目.条目编号 IS '由门户和规范化网址算出,长期不变';
COMMENT ON COLUMN 台账.条目.标题 IS '内容页所印标题;没有内容页时为列表所印';
COMMENT ON COLUMN 台账.条目.发布单位 IS '经别名归并的单位名称';
COMMENT ON COLUMN 台账.条目.单位依据 IS '发布单位取自页面所印、所印别名、栏目固定单位、门户默认单位还是人工决定';
COMMENT ON COLUMN 台账.条目.发布日期 IS '网站注明的发布日期(北京时间);未注明时为空';
COMMENT ON COLUMN 台账.条目.日期依据 IS '发布日期取自内容页、列表页,或网站未注明';
COMMENT ON COLUMN 台账.条目.成文日期 IS '网站注明的成文日期;不用于划分年度';
COMMENT ON COLUMN 台账.条目.文号 IS '规范写法的文号';
COMMENT ON COLUMN 台账.条目.索引号 IS '信息公开索引号';
COMMENT ON COLUMN 台账.条目.所在栏目 IS '所在各栏目名称,以顿号分隔';
COMMENT ON COLUMN 台账.条目.类别 IS '所属各类别,以顿号分隔;未能分类时为空';
COMMENT ON COLUMN 台账.条目.并入条目编号 IS '与另一条是同一文件时,计数的那一条的编号;否则为空';
COMMENT ON COLUMN 台账.条目.网址 IS '照首次发现时列表所写的网址';
COMMENT ON COLUMN 台账.条目.首次发现时间 IS '首次发现时刻';
COMMENT ON COLUMN 台账.条目.最近发现时间 IS '最近一次发现时刻';
COMMENT ON COLUMN 台账.条目.撤下时间 IS '发现已从网站撤下的时刻;仍在时为空';
COMMENT ON COLUMN 台账.条目.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.栏目 IS '栏目。一个公开栏目一行,连同最近一次读取的结果;出自 sections 和 section_runs。';
COMMENT ON COLUMN 台账.栏目.栏目编号 IS '在本文件内唯一';
COMMENT ON COLUMN 台账.栏目.栏目名称 IS '门户文件里的栏目名称';
COMMENT ON COLUMN 台账.栏目.门户 IS '所属门户名称';
COMMENT ON COLUMN 台账.栏目.类别 IS '栏目的类别;auto 表示逐条按规则分类';
COMMENT ON COLUMN 台账.栏目.固定单位 IS '栏目固定的发布单位;不固定时为空';
COMMENT ON COLUMN 台账.栏目.更新周期天数 IS '应有的更新周期,单位:天';
COMMENT ON COLUMN 台账.栏目.条目数 IS '曾在该栏目发现的条目数,不分年度,单位:条';
COMMENT ON COLUMN 台账.栏目.最近结果 IS '最近一次读取的结果';
COMMENT ON COLUMN 台账.栏目.原因 IS '最近一次结果的原因';
COMMENT ON COLUMN 台账.栏目.最近读取时间 IS '最近一次读取的时刻';
COMMENT ON COLUMN 台账.栏目.最近完整时间 IS '最近一次完整读取的时刻;从未完整时为空';
COMMENT ON COLUMN 台账.栏目.网址 IS '栏目首页网址';
COMMENT ON COLUMN 台账.栏目.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.单位分类统计 IS '单位分类统计。某年某月某单位某类别一行;不可跨类别相加为总数;出自 counts。';
COMMENT ON COLUMN 台账.单位分类统计.年度 IS '以发布日期(北京时间)为准';
COMMENT ON COLUMN 台账.单位分类统计.月份 IS '1 至 12';
COMMENT ON COLUMN 台账.单位分类统计.发布单位 IS '经别名归并的单位名称';
COMMENT ON COLUMN 台账.单位分类统计.类别 IS '类别名称';
COMMENT ON COLUMN 台账.单位分类统计.条数 IS '合并后的条目数,单位:条';
COMMENT ON COLUMN 台账.单位分类统计.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.报表数字 IS '报表数字。一张报表一个年度的一行(格)一行;出自 figures。';
COMMENT ON COLUMN 台账.报表数字.报表 IS '报表代号,如 sections(栏目统计)';
COMMENT ON COLUMN 台账.报表数字.年度 IS '以发布日期(北京时间)为准';
COMMENT ON COLUMN 台账.报表数字.行号 IS '报表的行号';
COMMENT ON COLUMN 台账.报表数字.项目 IS '报表上所印的项目名称';
COMMENT ON COLUMN 台账.报表数字.数值 IS '单位见“计量单位”;缺数时为空,空不等于零';
COMMENT ON COLUMN 台账.报表数字.计量单位 IS '条、份、期、件、万元等';
COMMENT ON COLUMN 台账.报表数字.来源 IS '可由网站得出、仅下限、单位填报或缺';
COMMENT ON COLUMN 台账.报表数字.写法 IS '在报告中应写成什么:下限写“至少 N”,缺数写“缺”,不写成零';
COMMENT ON COLUMN 台账.报表数字.统计口径 IS '规则编号,文字见 rules';
COMMENT ON COLUMN 台账.报表数字.计算文件 IS '算出该数的 SQL 文件';
COMMENT ON COLUMN 台账.报表数字.数据截至 IS '该数的数据截至时刻';
COMMENT ON COLUMN 台账.报表数字.文字 IS '所填不是数字的,照所填';
COMMENT ON COLUMN 台账.报表数字.状态 IS '有数、空白、不适用或缺';
COMMENT ON COLUMN 台账.报表数字.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.数字明细 IS '数字明细。一个报表数字所计的一条信息一行;出自 figure_items。';
COMMENT ON COLUMN 台账.数字明细.报表 IS '报表代号';
COMMENT ON COLUMN 台账.数字明细.年度 IS '以发布日期(北京时间)为准';
COMMENT ON COLUMN 台账.数字明细.行号 IS '报表的行号';
COMMENT ON COLUMN 台账.数字明细.条目编号 IS '所计条目的编号';
COMMENT ON COLUMN 台账.数字明细.标题 IS '所计条目的标题';
COMMENT ON COLUMN 台账.数字明细.发布单位 IS '所计条目的发布单位';
COMMENT ON COLUMN 台账.数字明细.发布日期 IS '所计条目的发布日期(北京时间)';
COMMENT ON COLUMN 台账.数字明细.文号 IS '所计条目的文号';
COMMENT ON COLUMN 台账.数字明细.网址 IS '所计条目的网址';
COMMENT ON COLUMN 台账.数字明细.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.数字依据 IS '数字所依据的栏目。一个报表数字的一个栏目一行;出自 figure_sources。';
COMMENT ON COLUMN 台账.数字依据.报表 IS '报表代号';
COMMENT ON COLUMN 台账.数字依据.行号 IS '报表的行号';
COMMENT ON COLUMN 台账.数字依据.栏目编号 IS '栏目编号';
COMMENT ON COLUMN 台账.数字依据.栏目名称 IS '栏目名称';
COMMENT ON COLUMN 台账.数字依据.关系 IS '归入这一类,或没有归入但可能含有这一类的条目';
COMMENT ON COLUMN 台账.数字依据.完整读取过 IS '该栏目的列表是否完整读取过';
COMMENT ON COLUMN 台账.数字依据.日期待读条数 IS '列表没有日期、内容页还没有读到的条数;不为 0 时数字只能是下限';
COMMENT ON COLUMN 台账.数字依据.完整依据 IS '最近一次完整读取凭什么说读全了';
COMMENT ON COLUMN 台账.数字依据.最近完整时间 IS '最近一次完整读取的时刻';
COMMENT ON COLUMN 台账.数字依据.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.不计条目 IS '不计的条目及其原因。一张报表不计的一个条目一行;出自 exclusions。';
COMMENT ON COLUMN 台账.不计条目.报表 IS '报表代号';
COMMENT ON COLUMN 台账.不计条目.年度 IS '条目发布日期所在的年度;没有能读出的日期时为空';
COMMENT ON COLUMN 台账.不计条目.条目编号 IS '条目编号';
COMMENT ON COLUMN 台账.不计条目.标题 IS '条目的标题';
COMMENT ON COLUMN 台账.不计条目.发布单位 IS '条目的发布单位';
COMMENT ON COLUMN 台账.不计条目.发布日期 IS '条目的发布日期(北京时间)';
COMMENT ON COLUMN 台账.不计条目.事实 IS '为何不计的事实';
COMMENT ON COLUMN 台账.不计条目.规则 IS '依据的规则编号';
COMMENT ON COLUMN 台账.不计条目.规则文字 IS '规则的文字';
COMMENT ON COLUMN 台账.不计条目.网址 IS '条目的网址';
COMMENT ON COLUMN 台账.不计条目.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.运行记录 IS '运行记录。一次运行读一个栏目一行;出自 section_runs 和 runs。';
COMMENT ON COLUMN 台账.运行记录.运行编号 IS '一次抓取运行的编号';
COMMENT ON COLUMN 台账.运行记录.运行种类 IS 'nightly 每晚,backfill 补采某年,reparse 重读存档';
COMMENT ON COLUMN 台账.运行记录.运行开始时间 IS '整个运行的开始时刻';
COMMENT ON COLUMN 台账.运行记录.运行结束时间 IS '整个运行的结束时刻;未结束时为空';
COMMENT ON COLUMN 台账.运行记录.栏目编号 IS '所读栏目的编号';
COMMENT ON COLUMN 台账.运行记录.栏目名称 IS '所读栏目的名称';
COMMENT ON COLUMN 台账.运行记录.结果 IS '完整、不完整、失败、被防护拦截或栏目为空';
COMMENT ON COLUMN 台账.运行记录.原因 IS '结果的原因';
COMMENT ON COLUMN 台账.运行记录.声明页数 IS '列表声明的页数;未声明时为空';
COMMENT ON COLUMN 台账.运行记录.读取页数 IS '读到的列表页数';
COMMENT ON COLUMN 台账.运行记录.声明条数 IS '列表声明的条数;未声明时为空';
COMMENT ON COLUMN 台账.运行记录.读取条数 IS '读到的条数';
COMMENT ON COLUMN 台账.运行记录.完整依据 IS '凭什么说读全了:与自称总数相符、翻到了末页、只有一页、接上次完整读取、人工认可或旧版程序所读;没有读全或尚无确证时为空';
COMMENT ON COLUMN 台账.运行记录.列表链接数 IS '读到的列表页上共有多少链接;没有统计时为空';
COMMENT ON COLUMN 台账.运行记录.条目链接数 IS '其中属于条目行的;没有统计时为空';
COMMENT ON COLUMN 台账.运行记录.搁置链接数 IS '其中可能是条目而没有读成条目的;大于 0 时不算完整,除非经人工认可;没有统计时为空';
COMMENT ON COLUMN 台账.运行记录.列表版式 IS '读列表页所用版式是第几版,见 栏目版式;按通用规则读时为空';
COMMENT ON COLUMN 台账.运行记录.内容页版式 IS '读内容页所用版式是第几版,见 栏目版式;按通用规则读时为空';
COMMENT ON COLUMN 台账.运行记录.读取器版本 IS '读取规则的版本;由不记版本的旧程序读取时为空';
COMMENT ON COLUMN 台账.运行记录.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.栏目版式 IS '栏目版式。一个栏目的一种页面的一版版式一行;出自 section_layouts。';
COMMENT ON COLUMN 台账.栏目版式.栏目编号 IS '栏目的编号';
COMMENT ON COLUMN 台账.栏目版式.栏目名称 IS '栏目的名称';
COMMENT ON COLUMN 台账.栏目版式.页面 IS '列表页或内容页';
COMMENT ON COLUMN 台账.栏目版式.版次 IS '第几版,从 1 起';
COMMENT ON COLUMN 台账.栏目版式.现行 IS '是否为现在所用的一版';
COMMENT ON COLUMN 台账.栏目版式.来历 IS '比较本栏目各页、与其他栏目的页面比较、与内容页比较、只凭通用规则或人工写定';
COMMENT ON COLUMN 台账.栏目版式.学到时间 IS '学到或开始采用的时刻';
COMMENT ON COLUMN 台账.栏目版式.原因 IS '为何学这一版';
COMMENT ON COLUMN 台账.栏目版式.版式 IS '条目行、标题、日期等在页面的什么位置,JSON;为空表示按通用规则读';
COMMENT ON COLUMN 台账.栏目版式.运行编号 IS '在哪次运行中学到或开始采用';
COMMENT ON COLUMN 台账.栏目版式.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.检查结果 IS '检查结果。一项检查对一个对象的结论一行;出自 findings。';
COMMENT ON COLUMN 台账.检查结果.检查编号 IS '检查的编号';
COMMENT ON COLUMN 台账.检查结果.结论 IS '通过、不通过、待核或无法判断';
COMMENT ON COLUMN 台账.检查结果.严重程度 IS '提示、警告或错误';
COMMENT ON COLUMN 台账.检查结果.对象 IS '条目、栏目、单位或报表数字的编号或名称';
COMMENT ON COLUMN 台账.检查结果.说明 IS '检查结论的说明';
COMMENT ON COLUMN 台账.检查结果.发现时间 IS '发现时刻';
COMMENT ON COLUMN 台账.检查结果.人工结论 IS '属实、误报、已处理或待查;还没有人看过时为空';
COMMENT ON COLUMN 台账.检查结果.结论人 IS '下结论的人';
COMMENT ON COLUMN 台账.检查结果.结论日期 IS '下结论的日期';
COMMENT ON COLUMN 台账.检查结果.门户编号 IS '所属门户,见 portals';

COMMENT ON VIEW 台账.人工决定 IS '人工决定。overrides/decisions.csv 的一行一行;出自 decisions。';
COMMENT ON COLUMN 台账.人工决定.行号 IS '在 decisions.csv 中的行号;已不在文件中的为 0';
COMMENT ON COLUMN 台账.人工决定.种类 IS '类别、单位、合并、拆分、排除、计入、结论或撤回';
COMMENT ON COLUMN 台账.人工决定.条目编号 IS '所指条目的编号;对检查结果的结论和找不到的条目为空';
COMMENT ON COLUMN 台账.人工决定.对象 IS '所写的条目编号、网址或检查结果';
COMMENT ON COLUMN 台账.人工决定.内容 IS '决定的内容';
COMMENT ON COLUMN 台账.人工决定.决定人 IS '谁决定的';
COMMENT ON COLUMN 台账.人工决定.决定日期 IS '何时决定的';
COMMENT ON COLUMN 台账.人工决定.原因 IS '为何这样决定';
COMMENT ON COLUMN 台账.人工决定.是否起作用 IS '已起作用、没有作用、没有这个条目、与另一行矛盾或写法有误';
COMMENT ON COLUMN 台账.人工决定.说明 IS '没有起作用的原因';
COMMENT ON COLUMN 台账.人工决定.门户编号 IS '所属门户,见 portals';
COMMENT ON COLUMN 台账.人工决定.编号 IS '这一行的编号,由程序给出;读不懂的行为空';
COMMENT ON COLUMN 台账.人工决定.所写门户 IS '所写的门户 id;没有写的为空串';
COMMENT ON COLUMN 台账.人工决定.何时起不在文件中 IS '从何时起不在文件中而仍然有效;在文件中的为空';

COMMENT ON VIEW 台账.全部门户报表数字 IS '全部门户合计的报表数字。一张报表一个年度的一行(格)一行;几个门户都有的同一份文件只计一次;出自 figures_all。';
COMMENT ON COLUMN 台账.全部门户报表数字.报表 IS '报表代号,如 sections(栏目统计)';
COMMENT ON COLUMN 台账.全部门户报表数字.年度 IS '以发布日期(北京时间)为准';
COMMENT ON COLUMN 台账.全部门户报表数字.行号 IS '报表的行号';
COMMENT ON COLUMN 台账.全部门户报表数字.项目 IS '报表上所印的项目名称';
COMMENT ON COLUMN 台账.全部门户报表数字.数值 IS '单位见“计量单位”;缺数时为空,空不等于零';
COMMENT ON COLUMN 台账.全部门户报表数字.计量单位 IS '条、份、期、件、万元等';
COMMENT ON COLUMN 台账.全部门户报表数字.来源 IS '可由网站得出、仅下限、单位填报或缺';
COMMENT ON COLUMN 台账.全部门户报表数字.写法 IS '在报告中应写成什么:下限写“至少 N”,缺数写“缺”,不写成零';
COMMENT ON COLUMN 台账.全部门户报表数字.统计口径 IS '规则编号,文字见 rules';
COMMENT ON COLUMN 台账.全部门户报表数字.计算文件 IS '算出该数的 SQL 文件';
COMMENT ON COLUMN 台账.全部门户报表数字.数据截至 IS '该数的数据截至时刻';
COMMENT ON COLUMN 台账.全部门户报表数字.文字 IS '所填不是数字的,照所填';
COMMENT ON COLUMN 台账.全部门户报表数字.状态 IS '有数、空白、不适用或缺';

COMMENT ON VIEW 台账.全部门户单位分类统计 IS '全部门户合计的单位分类统计。某年某月某单位某类别一行;几个门户都有的同一份文件只计一次;出自 counts_all。';
COMMENT ON COLUMN 台账.全部门户单位分类统计.年度 IS '以发布日期(北京时间)为准';
COMMENT ON COLUMN 台账.全部门户单位分类统计.月份 IS '1 至 12';
COMMENT ON COLUMN 台账.全部门户单位分类统计.发布单位 IS '经别名归并的单位名称';
COMMENT ON COLUMN 台账.全部门户单位分类统计.类别 IS '类别名称';
COMMENT ON COLUMN 台账.全部门户单位分类统计.条数 IS '合并后的条目数,单位:条';
