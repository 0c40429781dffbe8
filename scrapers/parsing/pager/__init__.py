"""How a list goes on: the stretch that is its pager, totals, page N and its address."""
