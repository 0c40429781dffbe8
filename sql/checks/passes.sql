-- name: at_hand
-- Purpose: what there is for checks to look at: one whose like is not there finds nothing, and is not begun.
-- Grain:   word, as warehouse/checks.py names what each check looks at. Inputs: what checks look at first, of versions of
--          pages all, of which checks see those that are published.
-- Tables:  needs alike_items, bounds, check_rows, section_state, twins, unread_items, watched (temporary).

SELECT DISTINCT what FROM watched
UNION ALL
(SELECT 'alike' FROM alike_items LIMIT 1)
UNION ALL
(SELECT 'alike' FROM twins LIMIT 1)
UNION ALL
(SELECT 'bounds' FROM bounds LIMIT 1)
UNION ALL
(SELECT 'declarations' FROM published.main.declarations LIMIT 1)
UNION ALL
(SELECT 'impossible' FROM item_versions WHERE published_on IS NULL AND contains(read_from::VARCHAR, '"impossible:') LIMIT 1)
UNION ALL
(SELECT 'layouts' FROM section_layouts WHERE version > 1 LIMIT 1)
UNION ALL
(SELECT 'ledger' FROM findings LIMIT 1)
UNION ALL
(SELECT 'merges' FROM published.main.merges LIMIT 1)
UNION ALL
(SELECT 'people' FROM item_versions WHERE len(masked) > 0 LIMIT 1)
UNION ALL
(SELECT 'redacted' FROM redactions WHERE what = 'item' LIMIT 1)
UNION ALL
(SELECT 'reports' FROM published.main.classifications WHERE category = '信息公开年报' LIMIT 1)
UNION ALL
(SELECT 'reports_compared' FROM published.main.reconciliations LIMIT 1)
UNION ALL
(SELECT 'retired' FROM section_state WHERE NOT declared LIMIT 1)
UNION ALL
(SELECT 'unclassified' FROM check_rows WHERE unclassified > 0 LIMIT 1)
UNION ALL
(
    SELECT 'units'
    FROM published.main.items
    WHERE unit = unit_printed AND unit_from IN ('printed', 'title', 'section')
    LIMIT 1
)
UNION ALL
(
    SELECT 'unlisted'
    FROM published.main.exclusions
    WHERE form = 'sections' AND starts_with(rule, 'X-unlisted@')
    LIMIT 1
)
UNION ALL
(SELECT 'unread' FROM unread_items LIMIT 1);


-- name: inform_passes
-- Purpose: what every check says of a portal of which it said nothing.
-- Grain:   portal × check. Inputs: published.portals, findings (added to); $about (checks of `items`, or of `decisions`,
--          which are looked at when all else is told), $but (checks that say it of no portal), $found_at.

INSERT INTO published.main.findings BY NAME
WITH
passes (about, check_id, outcome, message) AS (
    VALUES
    ('items', 'annual-report-missing', 'not_assessable', '没有单位表或没有信息公开年报,无从判断哪些单位未发布'),
    ('items', 'date-backdated', 'pass', '没有所印发布日期明显早于首次发现或网址日期的条目'),
    ('items', 'date-differs', 'pass', '列表与页面的发布日期都在同一年'),
    ('items', 'date-impossible', 'pass', '没有早于 1995 年、晚于读取之日或日历上没有的发布日期'),
    ('items', 'declared-contradicts', 'pass', '单位填报的数字与网站所见没有矛盾'),
    ('items', 'declared-unplaced', 'pass', '单位填报的数字都知道属于哪个门户'),
    ('items', 'duplicate', 'pass', '没有看似同一文件而未合并的条目'),
    ('items', 'duplicate-merged', 'pass', '没有条目被认定为转载或重发'),
    ('items', 'figure-moved', 'pass', '一年来没有数字因规则或程序更新而变动'),
    ('items', 'item-undated', 'pass', '计入的条目都有能读出的发布日期'),
    ('items', 'item-unlisted', 'pass', '条目都有所在栏目'),
    ('items', 'merge-large', 'pass', '没有一个文号下合并过多或标题各异的情况'),
    ('items', 'package-rejected', 'pass', '数据包都已载入'),
    ('items', 'page-unread', 'pass', '计入的条目都读过页面'),
    ('items', 'personal-data', 'pass', '没有发现未遮蔽的个人信息'),
    ('items', 'published-late', 'pass', '写有成文日期的条目都在成文后 20 个工作日之内公开'),
    ('items', 'redacted-elsewhere', 'pass', '依规删除的正文没有在别的网址出现'),
    ('items', 'redacted-still-online', 'pass', '依规删除的条目没有再在门户上出现'),
    ('items', 'report-uncompared', 'pass', '没有年报栏目的网页'),
    ('items', 'section-bounds', 'not_assessable', '还没有人工认可的上下限;用 gongkai bounds propose 提出'),
    ('items', 'section-incomplete', 'pass', '各栏目最近一次读取都完整'),
    ('items', 'section-layout-changed', 'pass', '各栏目的版式与上次读取时相同'),
    ('items', 'section-retired', 'pass', '已读过的栏目都还在门户文件中'),
    ('items', 'unclassified', 'pass', '条目都已归类'),
    ('items', 'unit-unresolved', 'pass', '页面所印的单位都在门户文件中'),
    ('decisions', 'decision-contradicts', 'pass', '人工决定之间没有矛盾'),
    ('decisions', 'decision-invalid', 'pass', '人工决定都能读懂'),
    ('decisions', 'decision-log', 'pass', 'log.csv 各行的校验和前后相连'),
    ('decisions', 'decision-missing', 'pass', '有效的决定和上下限都在 decisions.csv 和 bounds.csv 中'),
    ('decisions', 'decision-unused', 'pass', '人工决定都起了作用'),
    ('decisions', 'decisions-unreadable', 'pass', 'decisions.csv、bounds.csv 和 declared/ 没有读不懂的地方')
)
SELECT
    portals.portal_id,
    passes.check_id,
    passes.outcome,
    'info' AS severity,
    '全部' AS subject,
    passes.message,
    $found_at::TIMESTAMPTZ AS found_at
FROM passes
CROSS JOIN published.main.portals AS portals
ANTI JOIN published.main.findings AS found
    ON portals.portal_id = found.portal_id AND passes.check_id = found.check_id
WHERE passes.about = $about AND NOT list_contains($but::VARCHAR [], passes.check_id)
ORDER BY portal_id, check_id;
