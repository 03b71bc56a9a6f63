"""Where a depot in one file would be damaged sooner or later: network shares, and folders that a service synchronises.

SQLite relies on locks that network file systems promise and do not keep, and a service that copies the file while it
is written keeps a torn one. What is asked is the system's own list of mounts; a path is looked at when a depot is
opened, and nothing is written to try it out.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final, NamedTuple

NETWORK: Final = frozenset(
    {
        "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "ceph", "glusterfs",
        "lustre", "beegfs", "gpfs", "davfs", "webdav", "ftp", "vboxsf", "vmhgfs", "prl_fs",
        "fuse", "fusefs", "macfuse", "osxfuse",
    }
)  # fmt: skip
"""File systems that lie on another computer, or whose locks another system keeps."""
LOCAL_FUSE: Final = frozenset(
    {
        "fuse-overlayfs", "overlayfs", "ntfs", "ntfs-3g", "ntfs3g", "exfat", "ext2", "zfs", "apfs", "hfs", "mergerfs",
        "bindfs", "unionfs", "unionfs-fuse", "encfs", "gocryptfs", "cryfs", "veracrypt", "dislocker", "squashfuse",
        "snapfuse", "lxcfs",
    }
)  # fmt: skip
"""What stands behind ``fuse.`` where the disk is this computer's all the same. ``fuseblk`` is a disk always."""
SYNCED: Final[Mapping[str, str]] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "坚果云": "坚果云",
    "我的坚果云": "坚果云",
    "百度网盘": "百度网盘",
    "百度网盘同步空间": "百度网盘",
    "百度云同步盘": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "wpsdrive": "WPS 云盘",
    "wps云盘": "WPS 云盘",
}
"""Folders of services, by their names in lower case; a company's or a person's name may follow behind a dash."""
_OWNER: Final = re.compile(r"\s*(?:[-–—]|\().*")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_MAC: Final = re.compile(r".+? on (?P<place>/.*) \((?P<kind>[^,()]+)[^()]*\)")
_REMOTE_DRIVE: Final = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


class Unsafe(NamedTuple):
    """Why a place is refused. ``what``: the file system or the service; ``synced``: a service copies the folder."""

    what: str
    synced: bool = False


def unsafe(path: Path) -> Unsafe | None:
    """What keeps a file at ``path`` from being safe; None on a disk of this computer."""
    real = Path(os.path.realpath(path.expanduser()))
    if (service := synced_by(real, os.environ)) is not None:
        return Unsafe(service, synced=True)
    kind = _kind(real)
    return Unsafe(kind) if kind is not None and is_network(kind) else None


def is_network(kind: str) -> bool:
    """Whether a file system of this kind is not this computer's own."""
    name = kind.lower()
    if name.startswith("fuse."):
        return name.removeprefix("fuse.") not in LOCAL_FUSE
    return name in NETWORK


def synced_by(path: PurePath, environment: Mapping[str, str]) -> str | None:
    """The service that synchronises a folder on the way to ``path``."""
    for folder in path.parts[1:-1]:
        name = folder.lower()
        service = SYNCED.get(name) or SYNCED.get(_OWNER.sub("", name))
        if service is not None:
            return service
    places = (environment.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    return "OneDrive" if any(place and path.is_relative_to(place) for place in places) else None


def linux_kind(path: PurePath, mounts: str) -> str | None:
    """The file system that ``path`` is on, by the lines of ``/proc/self/mounts``."""
    found = (line.split(" ", 3) for line in mounts.splitlines())
    return _nearest(path, ((_unescaped(fields[1]), fields[2]) for fields in found if len(fields) > 2))


def mac_kind(path: PurePath, listing: str) -> str | None:
    """The file system that ``path`` is on, by what ``mount`` prints."""
    found = (_MAC.fullmatch(line) for line in listing.splitlines())
    return _nearest(path, ((line["place"], line["kind"].strip()) for line in found if line is not None))


def windows_share(path: PurePath) -> bool:
    r"""Whether a path names another computer: ``\\server\share``, ``\\?\UNC\server\share``."""
    drive = path.drive.upper()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):  # how Windows writes a path of any length, or a device
        return drive.startswith("\\\\?\\UNC\\")
    return drive.startswith("\\\\")


def _nearest(path: PurePath, places: Iterable[tuple[str, str]]) -> str | None:
    """The kind of the innermost mount above ``path``; of two on one place the later one hides the other."""
    parts, depth, found = path.parts, -1, None
    for place, kind in places:
        above = PurePath(place).parts if len(place) > 1 else parts[:1]
        if len(above) >= depth and parts[: len(above)] == above:
            depth, found = len(above), kind
    return found


def _unescaped(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text) if "\\" in text else text


def _kind(path: Path) -> str | None:
    if sys.platform == "win32":
        import ctypes

        remote = windows_share(path) or ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE
        return "smb" if remote else None
    try:
        if sys.platform == "darwin":
            return _darwin_kind(path)
        mounts = Path("/proc/self/mounts").read_bytes().decode(errors="surrogateescape")
    except OSError:
        return None  # a system that does not tell is not to blame: the person may know better
    return linux_kind(path, mounts)


def _darwin_kind(path: Path) -> str | None:
    """The start volume and its data are known by their devices; ``mount`` is asked about any other disk only."""
    there = next(place for place in (path, *path.parents) if place.exists())
    device = there.stat().st_dev
    if any(device == Path(own).stat().st_dev for own in ("/", "/System/Volumes/Data") if Path(own).exists()):
        return None
    import subprocess  # nowhere else is it needed

    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
    except subprocess.SubprocessError:
        return None
    return mac_kind(path, told.stdout)
