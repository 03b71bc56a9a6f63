"""A depot in one file is refused where it would be damaged, and nowhere else."""

from __future__ import annotations

import time
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from inventory import bootstrap
from inventory.errors import InvalidInput
from inventory.i18n import speaking
from models import connect, shares

MOUNTS = r"""sysfs /sys sysfs rw 0 0
overlay / overlay rw,lowerdir=/a 0 0
/dev/sda2 /home ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
//nas/depot /mnt/the\040nas cifs rw 0 0
/dev/sdb1 /mnt/the\040nas/local xfs rw 0 0
/dev/sdc1 /media/usb fuseblk rw 0 0
ada@host: /home/user/remote fuse.sshfs rw 0 0
bind /home/user/bound fuse.bindfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdd1 /srv ext4 rw 0 0
server:/srv /srv nfs rw 0 0
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
/dev/disk4s1 on /Volumes/Stick (1) (exfat, local, nodev, nosuid)
//ada@nas/depot on /Volumes/depot (smbfs, nodev, nosuid, mounted by ada)
"""


@pytest.mark.parametrize(
    ("path", "kind", "refused"),
    [
        ("/var/lib/depot.sqlite", "overlay", False),
        ("/home/user/depot.sqlite", "ext4", False),
        ("/homes/depot.sqlite", "overlay", False),  # not below /home
        ("/tmp/depot.sqlite", "tmpfs", False),
        ("/media/usb/depot.sqlite", "fuseblk", False),
        ("/home/user/bound/depot.sqlite", "fuse.bindfs", False),
        ("/mnt/the nas/local/depot.sqlite", "xfs", False),
        ("/mnt/nfs/depot.sqlite", "nfs4", True),
        ("/mnt/the nas/depot.sqlite", "cifs", True),
        ("/home/user/remote/a/depot.sqlite", "fuse.sshfs", True),
        ("/run/user/1000/gvfs/smb-share:server=nas/depot.sqlite", "fuse.gvfsd-fuse", True),
        ("/srv/depot.sqlite", "nfs", True),  # mounted over the disk
    ],
)
def test_the_innermost_mount_of_linux_decides(path: str, kind: str, refused: bool):
    assert shares.linux_kind(PurePosixPath(path), MOUNTS) == kind
    assert shares.is_network(kind) is refused


@pytest.mark.parametrize(
    ("path", "kind", "refused"),
    [
        ("/Users/{name}/depot.sqlite", "apfs", False),
        ("/Volumes/Stick (1)/depot.sqlite", "exfat", False),
        ("/Volumes/depot/depot.sqlite", "smbfs", True),
    ],
)
def test_the_innermost_mount_of_macos_decides(path: str, kind: str, refused: bool):
    assert shares.mac_kind(PurePosixPath(path), MAC) == kind
    assert shares.is_network(kind) is refused


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "ntfs", "ntfs3", "vfat", "exfat", "apfs", "hfs", "9p",
                                  "virtiofs", "f2fs", "ecryptfs", "fuseblk", "fuse.fuse-overlayfs", "fuse.ntfs-3g"])  # fmt: skip
def test_disks_of_this_computer_are_never_refused(kind: str):
    assert not shares.is_network(kind)


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (r"\\nas\depot\depot.sqlite", True),
        (r"\\?\UNC\nas\depot\depot.sqlite", True),
        (r"//nas/depot/depot.sqlite", True),
        (r"D:\user\depot.sqlite", False),
        (r"\\?\D:\user\depot.sqlite", False),
    ],
)
def test_a_path_of_windows_that_names_another_computer_is_known(path: str, refused: bool):
    assert shares.windows_share(PureWindowsPath(path)) is refused


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"D:\user\OneDrive\depot.sqlite"), "OneDrive"),
        (PureWindowsPath(r"D:\user\OneDrive - 济南医疗\售后\depot.sqlite"), "OneDrive"),
        (PureWindowsPath(r"D:\坚果云\depot.sqlite"), "坚果云"),
        (PureWindowsPath(r"D:\百度网盘同步空间\depot.sqlite"), "百度网盘"),
        (PurePosixPath("/home/user/Dropbox (Depot)/depot.sqlite"), "Dropbox"),
        (PurePosixPath("/Users/{name}/Library/CloudStorage/OneDrive-Depot/depot.sqlite"), "OneDrive"),
        (PurePosixPath("/Users/{name}/Library/Mobile Documents/depot.sqlite"), "iCloud"),
        (PureWindowsPath(r"E:\BaiduNetdiskDownload\depot.sqlite"), None),  # where it puts what was fetched
        (PurePosixPath("/home/user/dropboxes/depot.sqlite"), None),
        (PurePosixPath("/home/user/dropbox"), None),  # the file itself may be called so
        (PurePosixPath("/home/user/depot.sqlite"), None),
    ],
)
def test_a_folder_that_a_service_synchronises_is_known_by_its_name(path, service):
    assert shares.synced_by(path, {}) == service


def test_a_onedrive_that_was_given_another_name_is_known_by_the_environment():
    environment = {"OneDrive": r"D:\cloud"}
    assert shares.synced_by(PureWindowsPath(r"D:\cloud\depot.sqlite"), environment) == "OneDrive"
    assert shares.synced_by(PureWindowsPath(r"D:\clouds\depot.sqlite"), environment) is None


def test_the_folder_of_the_tests_is_safe_and_asking_costs_next_to_nothing(tmp_path: Path):
    begin = time.perf_counter()
    for _ in range(20):
        assert shares.unsafe(tmp_path / "depot.sqlite") is None
    assert (time.perf_counter() - begin) / 20 < 0.02  # a fiftieth of what is measured; it is a guard against a probe


@pytest.mark.parametrize("create", [True, False])
def test_a_depot_in_a_synchronised_folder_is_neither_made_nor_opened(tmp_path: Path, create: bool):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with pytest.raises(InvalidInput) as refused:
        bootstrap.open_context(bootstrap.url_of(folder / "depot.sqlite"), create=create)
    with speaking("en"):
        assert "PostgreSQL" in str(refused.value) and "Dropbox" in str(refused.value)
    assert list(folder.iterdir()) == []


def test_a_depot_on_a_share_is_refused_even_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    share = tmp_path / "nas"
    share.mkdir()
    (tmp_path / "here").symlink_to(share)
    monkeypatch.setattr(shares, "_kind", lambda path: "cifs" if path.is_relative_to(share) else "ext4")
    with pytest.raises(InvalidInput) as refused:
        bootstrap.open_context(bootstrap.url_of(tmp_path / "here" / "depot.sqlite"), create=True)
    with speaking("en"):
        assert "network drive (cifs)" in str(refused.value) and "PostgreSQL" in str(refused.value)
    connect.check_place(bootstrap.url_of(tmp_path / "depot.sqlite"))
    connect.check_place("postgresql://depot@server/depot")
