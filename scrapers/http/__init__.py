"""Asking a host politely: who may be asked, how often, within which bounds, and what came of it.

`client.HttpClient` is the way in; `manners.Manners` says how; `answers.Answer` is what comes out.
"""
