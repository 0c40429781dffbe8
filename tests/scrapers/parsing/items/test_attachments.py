"""Attachments: files that a page links, and those that it shows in a viewer."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.test_item import BODY, TITLE, read

SITE = "http://www.example-county.gov.cn"


@pytest.mark.parametrize(
    ("viewer", "url", "name"),
    [
        (
            '<iframe src="/pdfjs/viewer.html?file=/files/2024/P01.pdf" title="预算公开表.pdf"></iframe>',
            "/files/2024/P01.pdf",
            "预算公开表.pdf",
        ),
        ('<embed src="/files/2024/P02.pdf" type="application/pdf">', "/files/2024/P02.pdf", "P02.pdf"),
        ('<object data="/files/2024/P03.docx"></object>', "/files/2024/P03.docx", "P03.docx"),
    ],
)
def test_a_file_that_a_viewer_shows_is_attached(viewer: str, url: str, name: str) -> None:
    item = read(f"<h1>{TITLE}</h1>{BODY.replace('</div>', f'{viewer}</div>')}")
    assert [(each.url, each.name) for each in item.attachments] == [(SITE + url, name)]


@pytest.mark.parametrize("frame", ["/video/player.html?id=7", "/map.html?file=", "/count.html"])
def test_a_frame_that_shows_no_file_is_no_attachment(frame: str) -> None:
    item = read(f"<h1>{TITLE}</h1>{BODY.replace('</div>', f'<iframe src={frame!r}></iframe></div>')}")
    assert item.attachments == ()
