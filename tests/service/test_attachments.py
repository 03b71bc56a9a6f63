"""Files are kept with records, inside the depot."""

from __future__ import annotations

import hashlib

import pytest

from inventory import journal
from inventory.attachments.commands import AddFile, add_file, remove_file
from inventory.attachments.queries import content, files_of
from inventory.attachments.rules import LARGEST
from inventory.errors import InvalidInput, NotFound
from inventory.events import RecordsChanged
from models.attachments import Attachment, AttachmentContent


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "铭牌 照片.jpg"
    path.write_bytes(b"\xff\xd8\xff" + b"x" * 1000)
    return path


def test_a_file_comes_back_as_it_was_kept(ctx, make_asset, make_user, photo, announced):
    ctx.actor = make_user("王芳").id
    unit = make_asset()

    file_id = add_file(ctx, AddFile("asset", unit.id, photo))

    (line,) = files_of(ctx, "asset", unit.id)
    assert (line.id, line.name, line.media_type, line.size) == (file_id, "铭牌 照片.jpg", "image/jpeg", 1003)
    assert (line.added_at, line.added_by) == (ctx.clock.now(), "王芳")
    assert line.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert content(ctx, file_id) == photo.read_bytes()
    assert RecordsChanged("asset", (unit.id,)) in announced


def test_the_same_content_again_is_recognised_with_the_same_record_only(
    ctx, make_asset, make_customer, photo, tmp_path
):
    unit = make_asset()
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(photo.read_bytes())

    first = add_file(ctx, AddFile("asset", unit.id, photo))
    assert add_file(ctx, AddFile("asset", unit.id, copy)) == first
    assert add_file(ctx, AddFile("customer", make_customer().id, photo)) != first
    assert len(files_of(ctx, "asset", unit.id)) == 1


def test_a_file_may_have_25_megabytes_and_not_one_byte_more(ctx, make_asset, tmp_path):
    unit, path = make_asset(), tmp_path / "scan.pdf"
    path.write_bytes(b"x" * LARGEST)
    assert LARGEST == 25 * 1024 * 1024
    assert content(ctx, add_file(ctx, AddFile("asset", unit.id, path)))[-1:] == b"x"

    path.write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(InvalidInput) as refused:
        add_file(ctx, AddFile("asset", unit.id, path))
    assert (refused.value.field, refused.value.values["size"]) == ("file", 26)


def test_what_is_empty_or_no_file_is_refused(ctx, make_asset, tmp_path):
    unit, path = make_asset(), tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(InvalidInput):
        add_file(ctx, AddFile("asset", unit.id, path))
    with pytest.raises(InvalidInput):
        add_file(ctx, AddFile("asset", unit.id, tmp_path))
    with pytest.raises(NotFound):
        add_file(ctx, AddFile("asset", unit.id, tmp_path / "gone.txt"))
    assert Attachment.select().count() == 0


def test_a_file_needs_a_record_that_is_there(ctx, photo):
    with pytest.raises(NotFound):
        add_file(ctx, AddFile("asset", 999_999, photo))


def test_a_long_name_keeps_its_ending(ctx, make_asset, tmp_path):
    path = tmp_path / ("n" * 240 + ".pdf")
    path.write_bytes(b"x")
    unit = make_asset()
    add_file(ctx, AddFile("asset", unit.id, path))
    (line,) = files_of(ctx, "asset", unit.id)
    assert (len(line.name), line.name[-4:], line.media_type) == (200, ".pdf", "application/pdf")


def test_a_removed_file_is_gone_and_the_change_record_names_it(ctx, make_asset, photo):
    unit = make_asset()
    file_id = add_file(ctx, AddFile("asset", unit.id, photo))

    remove_file(ctx, file_id)

    assert files_of(ctx, "asset", unit.id) == []
    assert AttachmentContent.select().count() == 0
    with pytest.raises(NotFound):
        content(ctx, file_id)
    with pytest.raises(NotFound):
        remove_file(ctx, file_id)
    lines = journal.changes("attachment", file_id)
    assert [(line.field, line.old) for line in lines] == [("-", ""), ("name", "铭牌 照片.jpg"), ("+", "")]
