"""Books in: registers, parts, repairs, customers, prices, acceptances; looked at, then taken in, and undone as one."""

from inventory.imports.batches import BatchLine, batches
from inventory.imports.commit import Result, commit
from inventory.imports.document import result_document
from inventory.imports.fields import CATALOGUES, Field
from inventory.imports.headings import missing
from inventory.imports.inspection import BookInspection, inspect
from inventory.imports.notes import (
    CellNote,
    Created,
    Creation,
    NearDuplicate,
    Preview,
    RefusedRow,
    Request,
    RowNote,
    Verdict,
    Weight,
)
from inventory.imports.preview import preview
from inventory.imports.rejects import reason, write_rejects
from inventory.imports.undo import UndoResult, undo
from models.imports import BatchState, ImportKind

__all__ = [
    "CATALOGUES",
    "BatchLine",
    "BatchState",
    "BookInspection",
    "CellNote",
    "Created",
    "Creation",
    "Field",
    "ImportKind",
    "NearDuplicate",
    "Preview",
    "RefusedRow",
    "Request",
    "Result",
    "RowNote",
    "UndoResult",
    "Verdict",
    "Weight",
    "batches",
    "commit",
    "inspect",
    "missing",
    "preview",
    "reason",
    "result_document",
    "undo",
    "write_rejects",
]
