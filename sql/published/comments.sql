-- name: comments
-- What every table and column of the published file holds, in Chinese: what, unit of measure, where from; views of
-- schema 台账 have theirs in view_comments.sql.
--
-- Purpose: the file explains itself in any client (duckdb_tables(), duckdb_columns()); the data dictionary is
--          rendered from these words (warehouse/dictionary.py), and a test fails where one is missing.
-- Grain:   the first sentence of each table's comment names it.
-- Inputs:  schema.sql, executed before.

COMMENT ON TABLE meta IS '文件信息。全表一行:本文件何时生成、数据截至何时、依据哪一版规则。';
COMMENT ON COLUMN meta.schema_version IS '表结构版本,从 1 起;只增列,不改名';
COMMENT ON COLUMN meta.built_at IS '本文件生成时刻';
COMMENT ON COLUMN meta.data_as_of IS '数据截至时刻:各栏目最近一次完整读取中最早的时刻(从未完整的栏目取最近一次读到内容的时刻);尚无数据时为空';
COMMENT ON COLUMN meta.rules_version IS '分类、合并、统计口径的规则文件和类别表全文的 SHA-256 的前 12 位:规则的任何改动都会变,人工决定不影响它';
COMMENT ON COLUMN meta.content_sha256 IS '所公开和统计的内容的 SHA-256(十六进制):条目、所在栏目、版本、附件、分类、合并、数字、计数、不计的原因、人工决定等;不含每晚的簿记(运行、请求、最近发现时间、数据截至等),没有变化的一晚之后不变';

COMMENT ON TABLE rules IS '规则。一条规则一行:分类、合并、统计口径的文字说明;其他表的 rule 列写的就是这里的编号。';
COMMENT ON COLUMN rules.rule IS '规则编号,与 figures、classifications、merges 的 rule 列写法相同';
COMMENT ON COLUMN rules.version IS '规则的版本号,从 1 起';
COMMENT ON COLUMN rules.kind IS '规则种类:分类、合并、统计口径,或人工(起作用的人工决定)';
COMMENT ON COLUMN rules.text IS '规则的文字说明';

COMMENT ON TABLE portals IS '门户。一个政府网站一行,来自门户文件。';
COMMENT ON COLUMN portals.portal_id IS '门户编号,由小写字母、数字和连字符组成';
COMMENT ON COLUMN portals.name IS '门户名称,如“柘城县人民政府”';
COMMENT ON COLUMN portals.home IS '首页网址';
COMMENT ON COLUMN portals.data_as_of IS '该门户的数据截至时刻:含义同 meta.data_as_of,只看该门户的栏目;还没有读过时为空';
COMMENT ON COLUMN portals.retired_at IS '停用的时刻:此后不再抓取,已有的数据和数字保留;在用的为空';

COMMENT ON TABLE portal_names IS '门户旧名。门户改过的每个编号一行;条目编号由最早的编号得出,不随改名而变。';
COMMENT ON COLUMN portal_names.portal_id IS '现在的门户编号,见 portals';
COMMENT ON COLUMN portal_names.former_id IS '以前的编号;此前封存的文件和存档里写的仍是它';
COMMENT ON COLUMN portal_names.renamed_at IS '改名的时刻';

COMMENT ON TABLE units IS '单位。一个发布单位一行,来自门户文件的单位表。';
COMMENT ON COLUMN units.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN units.unit_id IS '单位编号';
COMMENT ON COLUMN units.name IS '单位规范名称;items.unit 经别名归并后写的就是它';

COMMENT ON TABLE sections IS '栏目。门户文件里的一个公开栏目一行。';
COMMENT ON COLUMN sections.section_id IS '栏目编号,在本文件内唯一';
COMMENT ON COLUMN sections.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN sections.name IS '栏目名称';
COMMENT ON COLUMN sections.url IS '栏目首页网址';
COMMENT ON COLUMN sections.category IS '栏目的类别;auto 表示逐条按规则分类';
COMMENT ON COLUMN sections.unit IS '栏目固定的发布单位;不固定时为空';
COMMENT ON COLUMN sections.cadence_days IS '应有的更新周期,单位:天;未规定时为空';

COMMENT ON TABLE items IS '条目。网站上发布的一条信息(一个网址)一行;同一网址的不同写法是同一条。';
COMMENT ON COLUMN items.item_id IS '条目编号,由门户和规范化网址算出,长期不变';
COMMENT ON COLUMN items.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN items.url IS '网址,照首次发现时列表所写;同一网址的其他写法不另成条目';
COMMENT ON COLUMN items.title IS '标题:内容页所印;没有内容页时为列表所印;都没有时为空';
COMMENT ON COLUMN items.unit IS '发布单位:所印名称经别名归并;未印时为栏目固定单位,年报、指南、预决算标题或栏目名称所写的单位(规则 U-title),或门户默认单位';
COMMENT ON COLUMN items.unit_from IS '发布单位的依据:printed 页面所印,alias 所印别名,title 标题所写,section 栏目固定单位(unit_printed 不为空的,是栏目名称所写),default 门户默认单位,unread 内容页还没有读到,单位待读,unknown 内容页已不存在或不是网页,单位不详,person 人工决定';
COMMENT ON COLUMN items.unit_printed IS '页面或列表所印的单位原文;未印而取标题或栏目名称所写的,为其中的原文;都没有时为空';
COMMENT ON COLUMN items.published_on IS '发布日期(北京时间);年度以它为准;网站未注明时为空';
COMMENT ON COLUMN items.published_at IS '发布时刻;网站只注明到日时为空';
COMMENT ON COLUMN items.date_from IS '发布日期的依据:page 内容页,list 列表页,none 未注明';
COMMENT ON COLUMN items.issued_on IS '成文日期(北京时间);只作参考,不用于划分年度;未注明时为空';
COMMENT ON COLUMN items.document_number IS '文号(规范写法);未注明时为空';
COMMENT ON COLUMN items.index_number IS '索引号;未注明时为空';
COMMENT ON COLUMN items.has_page IS '是否有本网站的内容页;外站链接、文件下载等为否';
COMMENT ON COLUMN items.content_sha256 IS '最近一版标题和正文的 SHA-256(十六进制);未读到内容页时为空';
COMMENT ON COLUMN items.first_seen_at IS '首次发现时刻';
COMMENT ON COLUMN items.last_seen_at IS '最近一次发现时刻';
COMMENT ON COLUMN items.removed_at IS '发现已从网站撤下的时刻;仍在网站上时为空。撤下的条目仍计入其发布年度';

COMMENT ON TABLE item_sections IS '条目所在栏目。一条信息在一个栏目里一行;一条信息可在多个栏目。';
COMMENT ON COLUMN item_sections.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN item_sections.item_id IS '条目编号,见 items';
COMMENT ON COLUMN item_sections.section_id IS '栏目编号,见 sections';
COMMENT ON COLUMN item_sections.list_title IS '该栏目列表所印标题,可能被截短';
COMMENT ON COLUMN item_sections.listed_on IS '该栏目列表所印日期;未印或所印不是日历上的日子时为空';
COMMENT ON COLUMN item_sections.pinned IS '是否置顶';
COMMENT ON COLUMN item_sections.first_seen_at IS '首次在该栏目发现的时刻';
COMMENT ON COLUMN item_sections.last_seen_at IS '最近一次在该栏目发现的时刻';
COMMENT ON COLUMN item_sections.accepted_at IS '由一次完整读取确认的时刻;尚未确认时为空';
COMMENT ON COLUMN item_sections.left_at IS '发现已离开该栏目的时刻;仍在时为空';
COMMENT ON COLUMN item_sections.counted IS '是否计入数字(人工排除的不计,人工计入的计):栏目曾完整读取过的,只计已采用的行;从未完整读取过的,已读到的行都计(数字为下限)。内容页是否存在不影响:列表印了日期的按该日期计,没有日期的见 exclusions';

COMMENT ON TABLE item_versions IS '条目版本。一条信息的内容每变一次一行,附原始网页存档的位置。';
COMMENT ON COLUMN item_versions.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN item_versions.item_id IS '条目编号,见 items';
COMMENT ON COLUMN item_versions.version IS '版本序号,从 1 起';
COMMENT ON COLUMN item_versions.seen_at IS '读到这一版的时刻';
COMMENT ON COLUMN item_versions.title IS '这一版的标题';
COMMENT ON COLUMN item_versions.content_sha256 IS '这一版标题和正文的 SHA-256(十六进制)';
COMMENT ON COLUMN item_versions.archive_file IS '存档文件名,在 archive/ 下(WARC 格式)';
COMMENT ON COLUMN item_versions.archive_offset IS '记录在存档文件中的起始位置,单位:字节';
COMMENT ON COLUMN item_versions.published_on IS '这一版页面所印的发布日期(北京时间);未印或所印不是日历上的日子时为空';
COMMENT ON COLUMN item_versions.published_at IS '这一版页面所印的发布时刻;只印到日时为空';
COMMENT ON COLUMN item_versions.issued_on IS '这一版页面所印的成文日期(北京时间);未印时为空';
COMMENT ON COLUMN item_versions.unit IS '这一版页面所印的单位原文;未印时为空';
COMMENT ON COLUMN item_versions.document_number IS '这一版页面所印的文号;未印时为空';
COMMENT ON COLUMN item_versions.index_number IS '这一版页面所印的索引号;未印时为空';
COMMENT ON COLUMN item_versions.read_from IS '各字段读自页面何处(JSON:字段名 → 标签、meta、脚本、标题或正文);published 为 impossible:… 的,是页面印了日历上没有的日子';

COMMENT ON COLUMN item_versions.run_id IS '读到这一版的运行编号,见 runs;运行种类为 reparse 的,是按新规则重读存档得出的,网页没有变';

COMMENT ON COLUMN item_versions.text_length IS '这一版正文的字数(不计空白);早先版本的程序读的、还没有重读过的为空';
COMMENT ON COLUMN item_versions.body_digest IS '这一版正文(不含标题)和其中插图、附件的 SHA-256 的前 16 位(十六进制),相同则内容相同;没有重读过的为空';
COMMENT ON COLUMN item_versions.reader_version IS '最先读出这一版的读取器的版本,含义见 section_runs.reader_version;由不记版本的旧程序读取时为空';

COMMENT ON TABLE item_changes IS '变动。一条信息撤下、恢复、移到新网址,或列表行改动一次一行。';
COMMENT ON COLUMN item_changes.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN item_changes.item_id IS '条目编号,见 items';
COMMENT ON COLUMN item_changes.change IS '变动种类:withdrawn 撤下,restored 恢复,moved 移到新网址,edited 列表行改动';
COMMENT ON COLUMN item_changes.changed_at IS '发现变动的时刻';
COMMENT ON COLUMN item_changes.run_id IS '发现变动的运行编号,见 runs';
COMMENT ON COLUMN item_changes.other_item_id IS '移到新网址的:新网址的条目编号;其他变动为空';
COMMENT ON COLUMN item_changes.detail IS '变动的依据和前后内容,中文说明';

COMMENT ON VIEW item_events IS '条目历史。一条信息的一次事件一行:item_changes 之外,加上首次发现和内容页的每次修改。';
COMMENT ON COLUMN item_events.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN item_events.item_id IS '条目编号,见 items';
COMMENT ON COLUMN item_events.event IS '事件:new 首次发现,edited 修改,withdrawn 撤下,restored 恢复,moved 移到新网址';
COMMENT ON COLUMN item_events.changed_at IS '发现的时刻';
COMMENT ON COLUMN item_events.run_id IS '发现时的运行编号,见 runs;首次发现的为空';
COMMENT ON COLUMN item_events.other_item_id IS '移到新网址的:新网址的条目编号;其他事件为空';
COMMENT ON COLUMN item_events.detail IS '中文说明';

COMMENT ON TABLE attachments IS '附件。条目内容页链接的一个附件一行。';
COMMENT ON COLUMN attachments.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN attachments.item_id IS '条目编号,见 items';
COMMENT ON COLUMN attachments.url IS '附件网址';
COMMENT ON COLUMN attachments.name IS '附件名称,即页面所印文字';

COMMENT ON TABLE classifications IS '分类。一条信息属于一个类别一行;一条信息可属多个类别。';
COMMENT ON COLUMN classifications.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN classifications.item_id IS '条目编号,见 items';
COMMENT ON COLUMN classifications.category IS '类别名称,即 sections 报表的行号';
COMMENT ON COLUMN classifications.rule IS '给出这一类别的规则编号,见 rules';
COMMENT ON COLUMN classifications.decided_by IS '由谁决定:section 栏目的类别,rule 分类规则,person 人工';

COMMENT ON TABLE merges IS '合并。被认定与另一条是同一文件的条目一行;统计时只计保留的一条。';
COMMENT ON COLUMN merges.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN merges.kept_item_id IS '保留并计数的条目编号,见 items';
COMMENT ON COLUMN merges.merged_item_id IS '并入而不另计的条目编号,见 items';
COMMENT ON COLUMN merges.rule IS '合并所依据的规则编号,见 rules';

COMMENT ON TABLE runs IS '运行。一次抓取运行一行。';
COMMENT ON COLUMN runs.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN runs.run_id IS '运行编号';
COMMENT ON COLUMN runs.kind IS '运行种类:nightly 每晚,backfill 补采某年或某几年,reparse 重读存档';
COMMENT ON COLUMN runs.started_at IS '开始时刻';
COMMENT ON COLUMN runs.finished_at IS '结束时刻;未结束时为空';
COMMENT ON COLUMN runs.outcome IS '总体结果;未结束时为空';
COMMENT ON COLUMN runs.year IS '补采的年度;补采几年时为最早的一年;不是补采时为空';
COMMENT ON COLUMN runs.to_year IS '补采几年时最晚的一年;只补采一年或不是补采时为空';

COMMENT ON TABLE section_runs IS '栏目读取记录。一次运行读一个栏目一行:网站声明多少、读到多少、结果如何。';
COMMENT ON COLUMN section_runs.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN section_runs.run_id IS '运行编号,见 runs';
COMMENT ON COLUMN section_runs.section_id IS '栏目编号,见 sections';
COMMENT ON COLUMN section_runs.outcome IS '结果:complete 完整,partial 不完整,failed 失败,challenged 被防护拦截,empty 网站注明为空';
COMMENT ON COLUMN section_runs.reason IS '结果的原因';
COMMENT ON COLUMN section_runs.pages_declared IS '列表声明的页数;未声明时为空';
COMMENT ON COLUMN section_runs.pages_read IS '读到的列表页数';
COMMENT ON COLUMN section_runs.records_declared IS '列表声明的条数;未声明时为空';
COMMENT ON COLUMN section_runs.records_read IS '读到的条数';
COMMENT ON COLUMN section_runs.started_at IS '开始读该栏目的时刻';
COMMENT ON COLUMN section_runs.finished_at IS '读完该栏目的时刻';
COMMENT ON COLUMN section_runs.whole_list IS '是否把列表读到了末页;读到已知条目即止的为否';
COMMENT ON COLUMN section_runs.proof IS '凭什么说读全了:total 与列表声明的条数相符,pager_end 翻到了末页,single_page 只有一页,increment 接上了已证实的读取,person 人工认可(bounds.csv),before 由不记依据的旧版本读取;没有读全或尚无确证时为空';
COMMENT ON COLUMN section_runs.links_seen IS '读到的列表页上共有多少链接,各页合计(条目、翻页、网站框架都在内);条目不是网页上的链接(接口给出的列表),或由不作统计的旧版本读取时为空';
COMMENT ON COLUMN section_runs.rows_seen IS '其中属于条目行的链接数,各页合计;没有统计时为空';
COMMENT ON COLUMN section_runs.rows_set_aside IS '其中可能是条目而没有读成条目的链接数(各页合计,同一网址计一次),每一个都在 rejects 中;大于 0 时不算完整,除非经人工认可(bounds.csv);没有统计时为空';
COMMENT ON COLUMN section_runs.reader_version IS '读取器的版本:读取规则全部文件的 SHA-256 的前 12 位(十六进制);由不记版本的旧程序读取时为空';
COMMENT ON COLUMN section_runs.list_layout_version IS '读列表页所用版式的版本(这次新学到的,为新的一版),见 section_layouts;不合版式的页面按通用规则读;没有版式时为空';
COMMENT ON COLUMN section_runs.item_layout_version IS '读内容页所用版式的版本(这次新学到的,为新的一版),见 section_layouts;不合版式的页面按通用规则读;没有版式时为空';

COMMENT ON TABLE section_layouts IS '栏目版式。一个栏目的一种页面(列表页或内容页)的一版版式一行;自学到时刻起用到下一版为止。';
COMMENT ON COLUMN section_layouts.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN section_layouts.section_id IS '栏目编号,见 sections';
COMMENT ON COLUMN section_layouts.kind IS '哪种页面:list 列表页,item 内容页';
COMMENT ON COLUMN section_layouts.version IS '第几版,按栏目和页面种类从 1 起;版式变了才有新的一版';
COMMENT ON COLUMN section_layouts.layout IS '版式,JSON:条目行、标题、日期等在页面的什么位置(CSS 选择器);学到的内容页版式只决定标题和发布日期,其余各处供人查看;为空表示人写的版式已撤去而此前没有学到过,按通用规则读';
COMMENT ON COLUMN section_layouts.learned_from IS '由何得来:pages 比较本栏目各页,sections 与其他栏目的页面比较,items 与内容页比较(列表页去掉两者共有的框架,内容页找印着该行标题和日期的地方),rules 只凭通用规则(未经比较证实),person 人在门户文件中写定';
COMMENT ON COLUMN section_layouts.learned_at IS '学到或开始采用的时刻';
COMMENT ON COLUMN section_layouts.run_id IS '在哪次运行中学到或开始采用,见 runs';
COMMENT ON COLUMN section_layouts.reason IS '为何学这一版:此前没有,或原来的哪里不合了';

COMMENT ON TABLE fetches IS '请求。向网站发出的一次请求一行。';
COMMENT ON COLUMN fetches.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN fetches.run_id IS '运行编号,见 runs';
COMMENT ON COLUMN fetches.url IS '请求的网址';
COMMENT ON COLUMN fetches.asked_at IS '请求时刻';
COMMENT ON COLUMN fetches.status IS 'HTTP 状态码;没有应答时为空';
COMMENT ON COLUMN fetches.outcome IS '结果:ok 正常,unchanged 未变,gone 已不存在,soft_gone 名存实亡,redirected_away 转往别处,challenged 被防护拦截,refused_by_robots 按 robots.txt 未请求,server_error 服务器错误,timeout 超时,too_large 过大,not_html 不是网页';
COMMENT ON COLUMN fetches.bytes IS '应答正文大小,单位:字节;没有应答时为空';
COMMENT ON COLUMN fetches.archive_file IS '存档文件名,在 archive/ 下(WARC 格式);未存档时为空';
COMMENT ON COLUMN fetches.archive_offset IS '记录在存档文件中的起始位置,单位:字节';

COMMENT ON TABLE rejects IS '未能读取的行。列表里没能读成条目的一行、可能是漏读条目的一个链接,或没能读取的一页,一行;不会悄悄丢弃。';
COMMENT ON COLUMN rejects.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN rejects.run_id IS '运行编号,见 runs';
COMMENT ON COLUMN rejects.section_id IS '栏目编号,见 sections';
COMMENT ON COLUMN rejects.url IS '所在网页的网址';
COMMENT ON COLUMN rejects.position IS '在该页各行中的位置,从 1 起;不属于任何一行的链接,或整页未能读取时为空';
COMMENT ON COLUMN rejects.reason IS '未能读取的原因';

COMMENT ON TABLE figures IS '报表数字。一张报表一个年度的一行(格)一行。';
COMMENT ON COLUMN figures.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN figures.form IS '报表:sections 栏目统计,statistics-2014、report-2019、report-2021 各版年度报告,website-annual 网站年度报表,self-check 网站检查指标自查表';
COMMENT ON COLUMN figures.year IS '年度,以发布日期(北京时间)为准';
COMMENT ON COLUMN figures.code IS '行号:sections 报表为类别名称或“合计”;其他报表为格的编号,如 1.1、2.R2.C1(表二第 2 行第 1 列)、P0,与 warehouse/forms 中各表的 code 相同;self-check 为指标编号,如 V4a,和“单项否决”“扣分”';
COMMENT ON COLUMN figures.label IS '报表上所印的项目名称;表格的一格为所属行和列的名称,用“·”隔开';
COMMENT ON COLUMN figures.measure IS '计量单位:条、份、期、件、万元等';
COMMENT ON COLUMN figures.value IS '数值,单位见 measure;缺数、空白、不适用,或所填不是数字(见 value_text)时为空,空不等于零';
COMMENT ON COLUMN figures.value_text IS '所填不是数字的(文字、日期、选项),照所填;是数字的为空;self-check 为判定,value 是有问题的个数';
COMMENT ON COLUMN figures.state IS '这一格的状态:given 有数值或文字,blank 表上留空,not_applicable 不适用,missing 缺(应有而没有)';
COMMENT ON COLUMN figures.origin IS '来源:computed 可由网站得出,lower_bound 仅下限(没有读全,或网站只看得到一部分),declared 单位填报,missing 缺(没有找到,或须单位填报而还没有填)';
COMMENT ON COLUMN figures.rule IS '统计口径的规则编号,见 rules';
COMMENT ON COLUMN figures.sql_file IS '算出该数的 SQL 文件,在 sql/ 下;一个文件算几格的,#后是其中的语句;须单位填报的为空';
COMMENT ON COLUMN figures.as_of IS '该数的数据截至时刻:所依据各栏目最近完整读取时刻中最早的一个;缺数时可为空';

COMMENT ON TABLE figure_items IS '数字明细。一个数字所计的一条信息一行;行数等于该数字。self-check 只列有问题的条目,其余依据见 check_evidence。';
COMMENT ON COLUMN figure_items.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN figure_items.form IS '报表,见 figures';
COMMENT ON COLUMN figure_items.year IS '年度,见 figures';
COMMENT ON COLUMN figure_items.code IS '行号,见 figures';
COMMENT ON COLUMN figure_items.item_id IS '所计条目编号(合并后保留的一条),见 items';

COMMENT ON TABLE figure_sources IS '数字所依据的栏目。一张报表一行(格)的一个栏目一行,各年度相同。';
COMMENT ON COLUMN figure_sources.portal_id IS '门户编号,见 portals';
COMMENT ON COLUMN figure_sources.form IS '报表,见 figures';
COMMENT ON COLUMN figure_sources.code IS '行号,见 figures';
COMMENT ON COLUMN figure_sources.section_id IS '栏目编号,见 sections';
COMMENT ON COLUMN figure_sources.role IS '关系:assigned 门户文件指定,或按栏目名称归入这一类;possible 没有归入这一类,但规则(标题、文号)或人工决定可能把其中的条目归入,或一格(如 P1、P2、P3)还须读全它才算完整。至少要有一个 assigned 的栏目,且两种栏目在该年结束之后(当年的在年内)都读全,数字才是 computed';
COMMENT ON COLUMN figure_sources.covered IS '该栏目的列表是否完整读取过';
COMMENT ON COLUMN figure_sources.unread_rows IS '计入的行中,列表没有印日期、内容页又还没有读到的条数:它们可能属于任何年度,不为 0 时数字只能是下限';
COMMENT ON COLUMN figure_sources.proof IS '最近一次完整读取凭什么说读全了,见 section_runs.proof;从未完整读取过,或那一次没有记凭据时为空';
COMMENT ON COLUMN figure_sources.complete_at IS '最近一次完整读取的时刻;从未完整读取过时为空';

COMMENT ON TABLE exclusions IS '不计的条目及其原因。一张报表不计的一个条目一行:每个条目不在 figure_items 的 sections 报表中,就在这里。';
COMMENT ON COLUMN exclusions.portal_id IS '门户编号,见 portals';
COMMENT ON COLUMN exclusions.form IS '报表,见 figures;其他报表只列自己特有的排除';
COMMENT ON COLUMN exclusions.year IS '条目发布日期(北京时间)所在的年度;没有能读出的发布日期时为空';
COMMENT ON COLUMN exclusions.item_id IS '条目编号,见 items';
COMMENT ON COLUMN exclusions.rule IS '依据的规则编号,见 rules:合并规则、统计口径规则,或人工决定';
COMMENT ON COLUMN exclusions.fact IS '事实:并入哪一条、谁排除的、页面何时起不存在、为何没有日期或类别、栏目何时见过它等';

COMMENT ON TABLE findings IS '检查结果。一项检查对一个对象的结论一行。';
COMMENT ON COLUMN findings.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN findings.check_id IS '检查编号';
COMMENT ON COLUMN findings.outcome IS '结论:pass 通过,fail 不通过,uncertain 待核,not_assessable 无法判断';
COMMENT ON COLUMN findings.severity IS '严重程度:info 提示,warning 警告,error 错误';
COMMENT ON COLUMN findings.subject IS '对象:条目、栏目、单位或报表数字的编号或名称';
COMMENT ON COLUMN findings.message IS '说明';
COMMENT ON COLUMN findings.found_at IS '首次发现的时刻:这项检查对这一对象的结果一直还在的,不随以后的公布而变;通过的为数据截至的时刻';
COMMENT ON COLUMN findings.verdict IS '人工结论:属实、误报、已处理或待查;还没有人看过时为空';
COMMENT ON COLUMN findings.verdict_by IS '下结论的人';
COMMENT ON COLUMN findings.verdict_on IS '下结论的日期';

COMMENT ON TABLE decisions IS '人工决定。overrides/decisions.csv 的一行一行:谁在何时为何决定了什么,是否起了作用。';
COMMENT ON COLUMN decisions.line IS '在 decisions.csv 中的行号,从 1 起;仍然有效而已不在文件中的为 0';
COMMENT ON COLUMN decisions.decision_id IS '这一行的编号,由程序给出,不重用,见 decision_log;读不懂的行为空';
COMMENT ON COLUMN decisions.kind IS '种类:category 类别,unit 单位,merge 合并,split 拆分,exclude 排除,include 计入,verdict 对检查结果的结论,withdraw 撤回另一行';
COMMENT ON COLUMN decisions.item IS '所写的条目编号或网址;verdict 为“检查编号:对象”;withdraw 为所撤回那一行的编号';
COMMENT ON COLUMN decisions.portal_id IS '所指条目所属的门户编号,见 portals;找不到条目的、对检查结果下结论的为空';
COMMENT ON COLUMN decisions.item_id IS '所指条目编号,见 items;找不到时为空';
COMMENT ON COLUMN decisions.value IS '所写的内容:类别、单位、另一条目或结论;不需要内容的种类为空串';
COMMENT ON COLUMN decisions.value_item_id IS '内容所指的另一条目编号(合并、拆分);其他种类为空';
COMMENT ON COLUMN decisions.who IS '决定人';
COMMENT ON COLUMN decisions.decided_on IS '决定日期;没有写清时为空';
COMMENT ON COLUMN decisions.why IS '原因';
COMMENT ON COLUMN decisions.rule IS '规则编号;起作用的决定在 classifications、merges、rules 中以此编号出现(结论除外)';
COMMENT ON COLUMN decisions.state IS '结果:applied 已起作用,no_effect 与规则结果相同或无从起作用,unknown_item 没有这个条目,contradicts 与另一行矛盾,invalid 写法有误';
COMMENT ON COLUMN decisions.note IS '没有起作用的原因;起了作用的为空';

COMMENT ON TABLE archive_files IS '存档文件。archive/ 下的一个 WARC 文件一行,载入时登记的校验和,供 gongkai verify 核对。';
COMMENT ON COLUMN archive_files.archive_file IS '存档文件名,在 archive/ 下';
COMMENT ON COLUMN archive_files.sha256 IS '整个文件的 SHA-256(十六进制)';

COMMENT ON TABLE counts IS '单位分类统计。某年某月某单位某类别一行;按合并后的文件计,一条信息在所属的每个类别各计一次,故不可跨类别相加为总数。';
COMMENT ON COLUMN counts.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN counts.year IS '年度,以发布日期(北京时间)为准';
COMMENT ON COLUMN counts.month IS '月份,1 至 12';
COMMENT ON COLUMN counts.unit IS '发布单位';
COMMENT ON COLUMN counts.category IS '类别名称';
COMMENT ON COLUMN counts.items IS '条数(各类别均按条目计,计量单位见 figures.measure)';

COMMENT ON TABLE figures_all IS '全部门户合计的报表数字。一张报表一个年度的一行(格)一行:各门户合在一起,几个门户都有的同一份文件(见 merges_all)只计一次;只有一个门户时与 figures 相同。';
COMMENT ON COLUMN figures_all.form IS '报表:sections 栏目统计,statistics-2014、report-2019、report-2021 各版年度报告,website-annual 网站年度报表,self-check 网站检查指标自查表(各网站之和,value_text 写明每种判定有几个网站)';
COMMENT ON COLUMN figures_all.year IS '年度,以发布日期(北京时间)为准';
COMMENT ON COLUMN figures_all.code IS '行号,含义同 figures.code';
COMMENT ON COLUMN figures_all.label IS '报表上所印的项目名称';
COMMENT ON COLUMN figures_all.measure IS '计量单位:条、份、期、件、万元等';
COMMENT ON COLUMN figures_all.value IS '数值,单位见 measure;缺数、空白、不适用,或所填不是数字(见 value_text)时为空,空不等于零';
COMMENT ON COLUMN figures_all.value_text IS '所填不是数字的(文字、日期、选项),照所填;是数字的为空;self-check 为判定';
COMMENT ON COLUMN figures_all.state IS '这一格的状态:given 有数值或文字,blank 表上留空,not_applicable 不适用,missing 缺(应有而没有)';
COMMENT ON COLUMN figures_all.origin IS '来源,含义同 figures.origin:各门户都可由网站得出的为 computed';
COMMENT ON COLUMN figures_all.rule IS '统计口径的规则编号,见 rules';
COMMENT ON COLUMN figures_all.sql_file IS '算出该数的 SQL 文件和语句,含义同 figures.sql_file';
COMMENT ON COLUMN figures_all.as_of IS '该数的数据截至时刻,含义同 figures.as_of,取各门户中最早的';

COMMENT ON TABLE counts_all IS '全部门户合计的单位分类统计。某年某月某单位某类别一行;几个门户都有的同一份文件只计一次,单位和月份取保留的一条的。';
COMMENT ON COLUMN counts_all.year IS '年度,以发布日期(北京时间)为准';
COMMENT ON COLUMN counts_all.month IS '月份,1 至 12';
COMMENT ON COLUMN counts_all.unit IS '发布单位';
COMMENT ON COLUMN counts_all.category IS '类别名称';
COMMENT ON COLUMN counts_all.items IS '条数(各类别均按条目计,计量单位见 figures.measure)';

COMMENT ON TABLE merges_all IS '跨门户的合并。被认定与另一门户的文件是同一份的文件一行;只影响各 _all 表,各门户自己的数字不变。';
COMMENT ON COLUMN merges_all.kept_item_id IS '保留并计数的条目编号(其门户内保留的一条),见 items';
COMMENT ON COLUMN merges_all.merged_item_id IS '并入而不另计的条目编号(其门户内保留的一条),见 items';
COMMENT ON COLUMN merges_all.rule IS '合并所依据的规则编号,见 rules';

COMMENT ON VIEW figure_items_all IS '全部门户合计的数字明细。figures_all 的一个数字所计的一条信息一行;行数等于该数字。不含 self-check。';
COMMENT ON COLUMN figure_items_all.form IS '报表,见 figures_all';
COMMENT ON COLUMN figure_items_all.year IS '年度,见 figures_all';
COMMENT ON COLUMN figure_items_all.code IS '行号,见 figures_all';
COMMENT ON COLUMN figure_items_all.item_id IS '所计条目编号(跨门户合并后保留的一条),见 items';

COMMENT ON VIEW exclusions_all IS '全部门户合计时不计的条目及其原因。exclusions 的各行,加上因另一门户有同一份文件而不另计的条目,各一行。';
COMMENT ON COLUMN exclusions_all.form IS '报表,见 figures_all';
COMMENT ON COLUMN exclusions_all.year IS '条目发布日期(北京时间)所在的年度;没有能读出的发布日期时为空';
COMMENT ON COLUMN exclusions_all.portal_id IS '条目所属门户编号,见 portals';
COMMENT ON COLUMN exclusions_all.item_id IS '条目编号,见 items';
COMMENT ON COLUMN exclusions_all.rule IS '依据的规则编号,见 rules';
COMMENT ON COLUMN exclusions_all.fact IS '事实,中文说明';

COMMENT ON VIEW findings_all IS '全部门户的检查结果。findings 中内容相同而各门户都有的合为一行。';
COMMENT ON COLUMN findings_all.portal_id IS '所属门户编号,见 portals;几个门户都有同样一条时为空';
COMMENT ON COLUMN findings_all.check_id IS '检查编号';
COMMENT ON COLUMN findings_all.outcome IS '结论:pass 通过,fail 不通过,uncertain 待核,not_assessable 无法判断';
COMMENT ON COLUMN findings_all.severity IS '严重程度:info 提示,warning 警告,error 错误';
COMMENT ON COLUMN findings_all.subject IS '对象:条目、栏目、单位或报表数字的编号或名称';
COMMENT ON COLUMN findings_all.message IS '说明';
COMMENT ON COLUMN findings_all.found_at IS '首次发现的时刻:这项检查对这一对象的结果一直还在的,不随以后的公布而变;通过的为数据截至的时刻';
COMMENT ON COLUMN findings_all.verdict IS '人工结论:属实、误报、已处理或待查;还没有人看过时为空';
COMMENT ON COLUMN findings_all.verdict_by IS '下结论的人';
COMMENT ON COLUMN findings_all.verdict_on IS '下结论的日期';

COMMENT ON COLUMN decisions.portal IS '所写的门户 id:几个门户都有这个网址时只指其中一个;没有写的为空串';
COMMENT ON COLUMN decisions.missing_since IS '从何时起不在 decisions.csv 中而仍然有效;在文件中的为空';
