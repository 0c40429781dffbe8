"""What the operating system says against a file, in Chinese."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在文件系统只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "超过系统允许的文件大小",
    errno.EISDIR: "是目录,不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "已有同名的文件",
    errno.ELOOP: "符号链接绕成了圈",
    errno.ENAMETOOLONG: "名称过长",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.ETXTBSY: "正被占用",
    errno.EBUSY: "正被占用",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason(error: OSError) -> str:
    """Why, in a few words; the system's own where they are not known."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
