"""The engine that reads pictures (RapidOCR: PP-OCR by ONNX Runtime), loaded once a process.

Its models are files of its own package, named here one by one: nothing is ever looked for on a network. It
runs on `THREADS` processors. A worker has 2 GB of address space: with glibc told to keep one arena and to
give large blocks back, page after page of a scan takes 1.6 GB of it, without 2.1 GB (measured).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

NOT_INSTALLED = "图片里的文字要识别(OCR)后才读得到:本机没有安装识别组件,可由管理员运行 make ocr"
THREADS = 2
SIDE = 2_600
"""Pixels of the longer side in which a page is read: A4 at 220 dots an inch."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Options of glibc's mallopt (malloc.h)."""
_BLOCK = 16 << 20
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}


def installed() -> bool:
    """Whether the extra `ocr` is here."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def _thrifty() -> None:
    """Tells glibc to take less address space; elsewhere there is nothing to tell."""
    with suppress(OSError, AttributeError):
        allocator = ctypes.CDLL(None)
        for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _BLOCK), (_TRIM_THRESHOLD, _BLOCK)):
            allocator.mallopt(option, value)


@cache
def engine() -> Any:
    """RapidOCR with its own models; None where the package is there but not whole."""
    _thrifty()
    try:
        import rapidocr
    except ImportError as error:
        if "map segment" in str(error) or "allocate" in str(error):
            raise MemoryError from error
        return None
    models = Path(rapidocr.__file__).parent / "models"
    paths = {f"{part}.model_path": models / name for part, name in _MODELS.items()}
    if not all(path.is_file() for path in paths.values()):
        return None
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": min(THREADS, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{key: str(path) for key, path in paths.items()},
        }
    )
