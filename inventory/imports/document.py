"""What an import has to say, as one JSON document (contracts.md)."""

from __future__ import annotations

from typing import Any

from inventory.imports.commit import Result
from inventory.imports.notes import Preview
from inventory.imports.undo import UndoResult


def result_document(outcome: Preview | Result | UndoResult) -> dict[str, Any]:
    """The outcome of a preview, a commit or an undo. ``batch``: None where nothing was written."""
    if isinstance(outcome, UndoResult):
        nothing = dict.fromkeys(("read", "accepted", "warned", "rejected", "already_there"), 0)
        undone = {"batch": outcome.batch_id, "undone": True, "removed": outcome.removed, "reverted": outcome.reverted}
        undone["retired"] = outcome.retired
        return {**undone, **nothing, "created": [], "rows": []}
    preview = outcome.preview if isinstance(outcome, Result) else outcome
    return {
        "batch": outcome.batch_id if isinstance(outcome, Result) else None,
        "kind": preview.kind.value,
        "file": preview.file_name,
        "sheet": preview.sheet,
        "message": str(preview.banner) if preview.banner else "",
        "looks_like": preview.looks_like.value if preview.looks_like else None,
        "lines": preview.lines,
        "empty": preview.empty,
        "read": preview.read,
        "accepted": preview.accepted,
        "new": preview.new,
        "changed": preview.changed,
        "warned": preview.warned,
        "rejected": preview.rejected,
        "already_there": preview.already_there,
        "created": [
            {"kind": each.kind.value, "name": each.name, "detail": each.detail, "rows": each.rows}
            for each in preview.creations
        ],
        "near": [{"kind": each.kind.value, "name": each.name, "other": each.other} for each in preview.near],
        "rows": [
            {
                "row": row.row,
                "verdict": row.verdict.value,
                "column": note.column,
                "value": note.value,
                "weight": note.weight.value,
                "message_id": note.message.message_id,
                "message": str(note.message),
                "expected": str(note.expected) if note.expected else "",
            }
            for row in preview.rows
            for note in row.notes
        ],
    }
