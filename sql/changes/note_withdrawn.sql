-- Purpose: the history of what withdraw has just found. Grain: item. Inputs: withdrawals, departed, item_changes.
--          An item that moved is not withdrawn: what left is its old address, and `moved` tells so.

INSERT INTO item_changes
SELECT
    withdrawals.item_id,
    $portal_id,
    'withdrawn',
    withdrawals.removed_at,
    $run_id,
    NULL,
    CASE withdrawals.basis
        WHEN 'page' THEN '内容页已不存在' || CASE WHEN departed.all_left THEN ',列表也不再列出' ELSE ',列表仍列出' END
        WHEN 'list' THEN '所在栏目两次完整读取都不再列出'
            || CASE WHEN departed.has_page AND departed.checked_at > departed.left_at THEN ',内容页仍可打开' ELSE '' END
    END
FROM withdrawals
INNER JOIN departed ON withdrawals.item_id = departed.item_id
ANTI JOIN item_changes AS moves
    ON
        withdrawals.item_id = moves.item_id
        AND moves.change = 'moved'
        AND withdrawals.removed_at <= moves.changed_at
WHERE departed.removed_at IS NULL;
