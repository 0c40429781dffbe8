"""Looking at a portal never seen: which sections it has, whether they can be read, and a portal file of them.

`survey` asks, within a hard cap of requests; everything else here is pure: what links lead to columns
(`links`, `columns`), what their names mean (`names`), which to ask next (`plan`), what an answer shows
(`tries`), which sections overlap (`overlap`), and how it is written down (`portal_toml`).
"""
