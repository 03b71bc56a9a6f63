"""The depot's stock: places, papers, the ledger with its balances, orders, stocktakes; suppliers and quotations.

Frozen: never edited after release, and imports nothing of ours.
"""

from peewee import SqliteDatabase

SQLITE = """
CREATE TABLE "warehouse" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "branch_id" INTEGER,
    "address" VARCHAR(200) NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("branch_id") REFERENCES "branch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "warehouse_code" ON "warehouse" ("code");
CREATE INDEX "warehouse_branch_id" ON "warehouse" ("branch_id");
CREATE TABLE "supplier" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "name_key" VARCHAR(120) NOT NULL,
    "contact" VARCHAR(60) NOT NULL,
    "phone" VARCHAR(60) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "tax_no" VARCHAR(40) NOT NULL,
    "lead_time_days" INTEGER,
    "remark" TEXT NOT NULL
);
CREATE UNIQUE INDEX "supplier_name" ON "supplier" ("name_key");
CREATE TABLE "place" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "name_norm" VARCHAR(60) NOT NULL,
    "sort_key" VARCHAR(120) NOT NULL,
    "warehouse_id" INTEGER,
    "parent_id" INTEGER,
    "engineer_id" INTEGER,
    "active" INTEGER NOT NULL,
    "remark" VARCHAR(200) NOT NULL,
    "label_printed_at" DATETIME,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("parent_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "place_of_warehouse" CHECK ((kind IN ('bin', 'quarantine', 'transit')) = (warehouse_id IS NOT NULL)),
    CONSTRAINT "place_engineer" CHECK (engineer_id IS NULL OR kind = 'van')
);
CREATE UNIQUE INDEX "place_code" ON "place" ("code");
CREATE INDEX "place_parent_id" ON "place" ("parent_id");
CREATE INDEX "place_engineer_id" ON "place" ("engineer_id");
CREATE UNIQUE INDEX "place_name" ON "place"
    ("warehouse_id", "name_norm") WHERE warehouse_id IS NOT NULL;
CREATE UNIQUE INDEX "place_name_outside" ON "place" ("kind", "name_norm") WHERE warehouse_id IS NULL;
CREATE TABLE "supersession" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "old_id" INTEGER NOT NULL,
    "new_id" INTEGER NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "since" DATE,
    FOREIGN KEY ("old_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("new_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "supersession_of_two" CHECK (old_id <> new_id)
);
CREATE INDEX "supersession_new_id" ON "supersession" ("new_id");
CREATE UNIQUE INDEX "supersession_once" ON "supersession" ("old_id", "new_id");
CREATE TABLE "maker_approval" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "manufacturer_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "document" VARCHAR(120) NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "maker_approval_days" CHECK (valid_to >= valid_from)
);
CREATE INDEX "maker_approval_manufacturer_id" ON "maker_approval" ("manufacturer_id");
CREATE INDEX "maker_approval_part_id" ON "maker_approval" ("part_id");
CREATE TABLE "stock_doc" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "happened_on" DATE NOT NULL,
    "posted_at" DATETIME,
    "posted_by_id" INTEGER,
    "created_at" DATETIME NOT NULL,
    "created_by_id" INTEGER,
    "act" VARCHAR(36) NOT NULL,
    "purpose" VARCHAR(20),
    "case_id" INTEGER,
    "customer_id" INTEGER,
    "supplier_id" INTEGER,
    "engineer_id" INTEGER,
    "paper_no" VARCHAR(60) NOT NULL,
    "reverses_id" INTEGER,
    "receives_id" INTEGER,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("posted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("receives_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_doc_posted" CHECK ((state IN ('posted', 'reversed')) = (posted_at IS NOT NULL)),
    CONSTRAINT "stock_doc_reverses" CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
);
CREATE UNIQUE INDEX "stock_doc_number" ON "stock_doc" ("number");
CREATE INDEX "stock_doc_posted_by_id" ON "stock_doc" ("posted_by_id");
CREATE INDEX "stock_doc_created_by_id" ON "stock_doc" ("created_by_id");
CREATE UNIQUE INDEX "stock_doc_act" ON "stock_doc" ("act");
CREATE INDEX "stock_doc_case_id" ON "stock_doc" ("case_id");
CREATE INDEX "stock_doc_customer_id" ON "stock_doc" ("customer_id");
CREATE INDEX "stock_doc_supplier_id" ON "stock_doc" ("supplier_id");
CREATE INDEX "stock_doc_engineer_id" ON "stock_doc" ("engineer_id");
CREATE INDEX "stock_doc_batch_id" ON "stock_doc" ("batch_id");
CREATE UNIQUE INDEX "stock_doc_reversed_once" ON "stock_doc" ("reverses_id");
CREATE INDEX "stock_doc_receives" ON "stock_doc" ("receives_id");
CREATE INDEX "stock_doc_of_kind" ON "stock_doc" ("kind", "happened_on");
CREATE INDEX "stock_doc_on" ON "stock_doc" ("happened_on");
CREATE TABLE "order_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "supplier_id" INTEGER,
    "order_no" VARCHAR(60) NOT NULL,
    "ordered_on" DATE NOT NULL,
    "expected_on" DATE,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    CONSTRAINT "order_quantity" CHECK (quantity > 0),
    CONSTRAINT "order_received" CHECK (received >= 0)
);
CREATE INDEX "order_line_part_id" ON "order_line" ("part_id");
CREATE INDEX "order_line_supplier_id" ON "order_line" ("supplier_id");
CREATE INDEX "order_line_number" ON "order_line" ("order_no");
CREATE TABLE "stock_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "doc_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "from_place_id" INTEGER NOT NULL,
    "to_place_id" INTEGER NOT NULL,
    "condition_from" VARCHAR(10) NOT NULL,
    "condition_to" VARCHAR(10) NOT NULL,
    "owner" VARCHAR(20) NOT NULL,
    "serial" VARCHAR(80) NOT NULL,
    "lot" VARCHAR(60) NOT NULL,
    "asset_id" INTEGER,
    "unit_cost" INTEGER,
    "tax_rate_bp" INTEGER,
    "returns_id" INTEGER,
    "order_id" INTEGER,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("from_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("returns_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("order_id") REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_line_quantity" CHECK (quantity > 0),
    CONSTRAINT "stock_line_cost" CHECK (unit_cost >= 0),
    CONSTRAINT "stock_line_moves" CHECK (from_place_id <> to_place_id OR condition_from <> condition_to),
    CONSTRAINT "stock_line_serial" CHECK (serial = '' OR quantity = 1)
);
CREATE INDEX "stock_line_part_id" ON "stock_line" ("part_id");
CREATE INDEX "stock_line_asset_id" ON "stock_line" ("asset_id");
CREATE INDEX "stock_line_returns_id" ON "stock_line" ("returns_id");
CREATE INDEX "stock_line_order_id" ON "stock_line" ("order_id");
CREATE UNIQUE INDEX "stock_line_position" ON "stock_line" ("doc_id", "position");
CREATE TABLE "stock_move" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "line_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "happened_on" DATE NOT NULL,
    "posted_at" DATETIME NOT NULL,
    "quantity" INTEGER NOT NULL,
    "from_place_id" INTEGER NOT NULL,
    "to_place_id" INTEGER NOT NULL,
    "condition_from" VARCHAR(10) NOT NULL,
    "condition_to" VARCHAR(10) NOT NULL,
    "owner" VARCHAR(20) NOT NULL,
    "serial" VARCHAR(80) NOT NULL,
    "lot" VARCHAR(60) NOT NULL,
    "amount" INTEGER NOT NULL,
    "carried" INTEGER NOT NULL,
    "reverses_id" INTEGER,
    "chain" VARCHAR(64) NOT NULL,
    FOREIGN KEY ("line_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("from_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "stock_move" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_move_quantity" CHECK (quantity > 0)
);
CREATE UNIQUE INDEX "stock_move_of_line" ON "stock_move" ("line_id");
CREATE UNIQUE INDEX "stock_move_sequence" ON "stock_move" ("part_id", "sequence");
CREATE INDEX "stock_move_of_part" ON "stock_move" ("part_id", "happened_on");
CREATE INDEX "stock_move_on" ON "stock_move" ("happened_on");
CREATE UNIQUE INDEX "stock_move_reversed_once" ON "stock_move" ("reverses_id");
CREATE TABLE "stock_balance" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "place_id" INTEGER NOT NULL,
    "condition" VARCHAR(10) NOT NULL,
    "owner" VARCHAR(20) NOT NULL,
    "serial" VARCHAR(80) NOT NULL,
    "lot" VARCHAR(60) NOT NULL,
    "internal" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_balance_not_below_zero" CHECK (quantity >= 0 OR NOT internal),
    CONSTRAINT "stock_balance_one_of_a_serial" CHECK (serial = '' OR quantity <= 1 OR NOT internal)
);
CREATE INDEX "stock_balance_place_id" ON "stock_balance" ("place_id");
CREATE UNIQUE INDEX "stock_balance_of" ON "stock_balance"
    ("part_id", "place_id", "condition", "owner", "serial", "lot");
CREATE UNIQUE INDEX "stock_serial_in_one_place" ON "stock_balance"
    ("part_id", "serial") WHERE serial <> '' AND internal AND quantity > 0;
CREATE INDEX "stock_balance_serial" ON "stock_balance" ("serial") WHERE serial <> '';
CREATE TABLE "stock_value" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "warehouse_id" INTEGER,
    "serial" VARCHAR(80) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_value_quantity" CHECK (quantity >= 0),
    CONSTRAINT "stock_value_amount" CHECK (value >= 0),
    CONSTRAINT "stock_value_nothing" CHECK (quantity > 0 OR value = 0)
);
CREATE INDEX "stock_value_warehouse_id" ON "stock_value" ("warehouse_id");
CREATE INDEX "stock_value_of_part" ON "stock_value" ("part_id");
CREATE UNIQUE INDEX "stock_value_of_company" ON "stock_value" ("part_id", "serial") WHERE warehouse_id IS NULL;
CREATE UNIQUE INDEX "stock_value_of_warehouse" ON "stock_value"
    ("part_id", "warehouse_id", "serial") WHERE warehouse_id IS NOT NULL;
CREATE TABLE "stock_chain" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "chain" VARCHAR(64) NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "stock_chain_of_part" ON "stock_chain" ("part_id");
CREATE TABLE "reservation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "warehouse_id" INTEGER,
    "case_id" INTEGER,
    "quantity" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "until" DATE,
    "state" VARCHAR(10) NOT NULL,
    "reserved_at" DATETIME NOT NULL,
    "reserved_by_id" INTEGER,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reserved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "reservation_quantity" CHECK (quantity > 0),
    CONSTRAINT "reservation_used" CHECK (used BETWEEN 0 AND quantity)
);
CREATE INDEX "reservation_warehouse_id" ON "reservation" ("warehouse_id");
CREATE INDEX "reservation_case_id" ON "reservation" ("case_id");
CREATE INDEX "reservation_reserved_by_id" ON "reservation" ("reserved_by_id");
CREATE INDEX "reservation_of_part" ON "reservation" ("part_id", "state");
CREATE TABLE "reservation_use" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "reservation_id" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "doc_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    FOREIGN KEY ("reservation_id") REFERENCES "reservation" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("line_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    CONSTRAINT "reservation_use_quantity" CHECK (quantity <> 0)
);
CREATE INDEX "reservation_use_reservation_id" ON "reservation_use" ("reservation_id");
CREATE INDEX "reservation_use_line_id" ON "reservation_use" ("line_id");
CREATE INDEX "reservation_use_doc_id" ON "reservation_use" ("doc_id");
CREATE TABLE "stock_draft" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "key" VARCHAR(36) NOT NULL,
    "act" VARCHAR(36) NOT NULL,
    "task" VARCHAR(20) NOT NULL,
    "begun_at" DATETIME NOT NULL,
    "begun_by_id" INTEGER,
    "saved_at" DATETIME NOT NULL,
    "saved_by_id" INTEGER,
    "workstation" VARCHAR(60) NOT NULL,
    "happened_on" DATE,
    "purpose" VARCHAR(20),
    "case_id" INTEGER,
    "customer_id" INTEGER,
    "supplier_id" INTEGER,
    "engineer_id" INTEGER,
    "warehouse_id" INTEGER,
    "transfer_id" INTEGER,
    "closes" INTEGER NOT NULL,
    "place_id" INTEGER,
    "owner" VARCHAR(20) NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "paper_no" VARCHAR(60) NOT NULL,
    "remark" TEXT NOT NULL,
    "typed" TEXT NOT NULL,
    FOREIGN KEY ("begun_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("saved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("transfer_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_draft_tax" CHECK (tax_rate_bp >= 0)
);
CREATE UNIQUE INDEX "stock_draft_key" ON "stock_draft" ("key");
CREATE UNIQUE INDEX "stock_draft_act" ON "stock_draft" ("act");
CREATE INDEX "stock_draft_saved" ON "stock_draft" ("saved_at");
CREATE TABLE "stock_draft_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "quantity" VARCHAR(60) NOT NULL,
    "start_id" INTEGER,
    "end_id" INTEGER,
    "condition" VARCHAR(10) NOT NULL,
    "becomes" VARCHAR(10),
    "owner" VARCHAR(20) NOT NULL,
    "serial" VARCHAR(200) NOT NULL,
    "lot" VARCHAR(200) NOT NULL,
    "cost" VARCHAR(60) NOT NULL,
    "order_id" INTEGER,
    "source_id" INTEGER,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "stock_draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("start_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("end_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("order_id") REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("source_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT
);
CREATE INDEX "stock_draft_line_draft_id" ON "stock_draft_line" ("draft_id");
CREATE INDEX "stock_draft_line_part_id" ON "stock_draft_line" ("part_id");
CREATE TABLE "stocktake" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "mode" VARCHAR(10) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "warehouse_id" INTEGER,
    "scope" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by_id" INTEGER,
    "started_at" DATETIME,
    "counted_at" DATETIME,
    "approved_at" DATETIME,
    "approved_by_id" INTEGER,
    "doc_id" INTEGER,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("approved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "stocktake_number" ON "stocktake" ("number");
CREATE INDEX "stocktake_warehouse_id" ON "stocktake" ("warehouse_id");
CREATE INDEX "stocktake_created_by_id" ON "stocktake" ("created_by_id");
CREATE INDEX "stocktake_approved_by_id" ON "stocktake" ("approved_by_id");
CREATE INDEX "stocktake_doc_id" ON "stocktake" ("doc_id");
CREATE TABLE "stocktake_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "stocktake_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "place_id" INTEGER NOT NULL,
    "condition" VARCHAR(10) NOT NULL,
    "owner" VARCHAR(20) NOT NULL,
    "serial" VARCHAR(80) NOT NULL,
    "lot" VARCHAR(60) NOT NULL,
    "snapshot" INTEGER NOT NULL,
    "counted" INTEGER,
    "counted_at" DATETIME,
    "counted_by_id" INTEGER,
    "book_at_count" INTEGER,
    "recounted" INTEGER NOT NULL,
    "disturbed" INTEGER NOT NULL,
    "unit_cost" INTEGER,
    "reason" VARCHAR(200) NOT NULL,
    "decision" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("stocktake_id") REFERENCES "stocktake" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("counted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stocktake_counted" CHECK (counted >= 0),
    CONSTRAINT "stocktake_cost" CHECK (unit_cost >= 0)
);
CREATE INDEX "stocktake_line_part_id" ON "stocktake_line" ("part_id");
CREATE INDEX "stocktake_line_place_id" ON "stocktake_line" ("place_id");
CREATE INDEX "stocktake_line_counted_by_id" ON "stocktake_line" ("counted_by_id");
CREATE UNIQUE INDEX "stocktake_line_of" ON "stocktake_line"
    ("stocktake_id", "place_id", "part_id", "condition", "owner", "serial", "lot");
CREATE TABLE "quotation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "asset_id" INTEGER,
    "state" VARCHAR(20) NOT NULL,
    "basis" VARCHAR(10) NOT NULL,
    "dated_on" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "sent_on" DATE,
    "decided_on" DATE,
    "confirmed_by" VARCHAR(60) NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by_id" INTEGER,
    "doc_id" INTEGER,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    CONSTRAINT "quotation_days" CHECK (valid_until >= dated_on)
);
CREATE UNIQUE INDEX "quotation_number" ON "quotation" ("number");
CREATE INDEX "quotation_customer_id" ON "quotation" ("customer_id");
CREATE INDEX "quotation_case_id" ON "quotation" ("case_id");
CREATE INDEX "quotation_asset_id" ON "quotation" ("asset_id");
CREATE INDEX "quotation_doc_id" ON "quotation" ("doc_id");
CREATE INDEX "quotation_created_by_id" ON "quotation" ("created_by_id");
CREATE INDEX "quotation_state" ON "quotation" ("state", "dated_on");
CREATE TABLE "quotation_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "quotation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "part_id" INTEGER,
    "contract_line_id" INTEGER,
    "description" VARCHAR(200) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "decimals" INTEGER NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "cost" INTEGER,
    "cap_net" INTEGER,
    "unit_net" INTEGER,
    "net" INTEGER NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "tax" INTEGER NOT NULL,
    "rule" VARCHAR(20) NOT NULL,
    "delivery" VARCHAR(60) NOT NULL,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("quotation_id") REFERENCES "quotation" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_line_id") REFERENCES "contract_line" ("id") ON DELETE RESTRICT,
    CONSTRAINT "quotation_quantity" CHECK (quantity > 0),
    CONSTRAINT "quotation_amounts" CHECK (net >= 0 AND tax >= 0)
);
CREATE INDEX "quotation_line_part_id" ON "quotation_line" ("part_id");
CREATE INDEX "quotation_line_contract_line_id" ON "quotation_line" ("contract_line_id");
CREATE UNIQUE INDEX "quotation_line_position" ON "quotation_line" ("quotation_id", "position");
"""

POSTGRESQL = """
CREATE TABLE "warehouse" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "branch_id" INTEGER,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "active" BOOLEAN NOT NULL,
    FOREIGN KEY ("branch_id") REFERENCES "branch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "warehouse_code" ON "warehouse" ("code");
CREATE INDEX "warehouse_branch_id" ON "warehouse" ("branch_id");
CREATE TABLE "supplier" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(120) COLLATE "C" NOT NULL,
    "contact" VARCHAR(60) COLLATE "C" NOT NULL,
    "phone" VARCHAR(60) COLLATE "C" NOT NULL,
    "email" VARCHAR(120) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "tax_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "lead_time_days" INTEGER,
    "remark" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "supplier_name" ON "supplier" ("name_key");
CREATE TABLE "place" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "name_norm" VARCHAR(60) COLLATE "C" NOT NULL,
    "sort_key" VARCHAR(120) COLLATE "C" NOT NULL,
    "warehouse_id" INTEGER,
    "parent_id" INTEGER,
    "engineer_id" INTEGER,
    "active" BOOLEAN NOT NULL,
    "remark" VARCHAR(200) COLLATE "C" NOT NULL,
    "label_printed_at" TIMESTAMP,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("parent_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "place_of_warehouse" CHECK ((kind IN ('bin', 'quarantine', 'transit')) = (warehouse_id IS NOT NULL)),
    CONSTRAINT "place_engineer" CHECK (engineer_id IS NULL OR kind = 'van')
);
CREATE UNIQUE INDEX "place_code" ON "place" ("code");
CREATE INDEX "place_parent_id" ON "place" ("parent_id");
CREATE INDEX "place_engineer_id" ON "place" ("engineer_id");
CREATE UNIQUE INDEX "place_name" ON "place"
    ("warehouse_id", "name_norm") WHERE warehouse_id IS NOT NULL;
CREATE UNIQUE INDEX "place_name_outside" ON "place" ("kind", "name_norm") WHERE warehouse_id IS NULL;
CREATE TABLE "supersession" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "old_id" INTEGER NOT NULL,
    "new_id" INTEGER NOT NULL,
    "kind" VARCHAR(10) COLLATE "C" NOT NULL,
    "since" DATE,
    FOREIGN KEY ("old_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("new_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "supersession_of_two" CHECK (old_id <> new_id)
);
CREATE INDEX "supersession_new_id" ON "supersession" ("new_id");
CREATE UNIQUE INDEX "supersession_once" ON "supersession" ("old_id", "new_id");
CREATE TABLE "maker_approval" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "manufacturer_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "document" VARCHAR(120) COLLATE "C" NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "maker_approval_days" CHECK (valid_to >= valid_from)
);
CREATE INDEX "maker_approval_manufacturer_id" ON "maker_approval" ("manufacturer_id");
CREATE INDEX "maker_approval_part_id" ON "maker_approval" ("part_id");
CREATE TABLE "stock_doc" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "happened_on" DATE NOT NULL,
    "posted_at" TIMESTAMP,
    "posted_by_id" INTEGER,
    "created_at" TIMESTAMP NOT NULL,
    "created_by_id" INTEGER,
    "act" VARCHAR(36) COLLATE "C" NOT NULL,
    "purpose" VARCHAR(20) COLLATE "C",
    "case_id" INTEGER,
    "customer_id" INTEGER,
    "supplier_id" INTEGER,
    "engineer_id" INTEGER,
    "paper_no" VARCHAR(60) COLLATE "C" NOT NULL,
    "reverses_id" INTEGER,
    "receives_id" INTEGER,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("posted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("receives_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_doc_posted" CHECK ((state IN ('posted', 'reversed')) = (posted_at IS NOT NULL)),
    CONSTRAINT "stock_doc_reverses" CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
);
CREATE UNIQUE INDEX "stock_doc_number" ON "stock_doc" ("number");
CREATE INDEX "stock_doc_posted_by_id" ON "stock_doc" ("posted_by_id");
CREATE INDEX "stock_doc_created_by_id" ON "stock_doc" ("created_by_id");
CREATE UNIQUE INDEX "stock_doc_act" ON "stock_doc" ("act");
CREATE INDEX "stock_doc_case_id" ON "stock_doc" ("case_id");
CREATE INDEX "stock_doc_customer_id" ON "stock_doc" ("customer_id");
CREATE INDEX "stock_doc_supplier_id" ON "stock_doc" ("supplier_id");
CREATE INDEX "stock_doc_engineer_id" ON "stock_doc" ("engineer_id");
CREATE INDEX "stock_doc_batch_id" ON "stock_doc" ("batch_id");
CREATE UNIQUE INDEX "stock_doc_reversed_once" ON "stock_doc" ("reverses_id");
CREATE INDEX "stock_doc_receives" ON "stock_doc" ("receives_id");
CREATE INDEX "stock_doc_of_kind" ON "stock_doc" ("kind", "happened_on");
CREATE INDEX "stock_doc_on" ON "stock_doc" ("happened_on");
CREATE TABLE "order_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "supplier_id" INTEGER,
    "order_no" VARCHAR(60) COLLATE "C" NOT NULL,
    "ordered_on" DATE NOT NULL,
    "expected_on" DATE,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL,
    "cancelled" BOOLEAN NOT NULL,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    CONSTRAINT "order_quantity" CHECK (quantity > 0),
    CONSTRAINT "order_received" CHECK (received >= 0)
);
CREATE INDEX "order_line_part_id" ON "order_line" ("part_id");
CREATE INDEX "order_line_supplier_id" ON "order_line" ("supplier_id");
CREATE INDEX "order_line_number" ON "order_line" ("order_no");
CREATE TABLE "stock_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "doc_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "from_place_id" INTEGER NOT NULL,
    "to_place_id" INTEGER NOT NULL,
    "condition_from" VARCHAR(10) COLLATE "C" NOT NULL,
    "condition_to" VARCHAR(10) COLLATE "C" NOT NULL,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "lot" VARCHAR(60) COLLATE "C" NOT NULL,
    "asset_id" INTEGER,
    "unit_cost" BIGINT,
    "tax_rate_bp" INTEGER,
    "returns_id" INTEGER,
    "order_id" INTEGER,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("from_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("returns_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("order_id") REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_line_quantity" CHECK (quantity > 0),
    CONSTRAINT "stock_line_cost" CHECK (unit_cost >= 0),
    CONSTRAINT "stock_line_moves" CHECK (from_place_id <> to_place_id OR condition_from <> condition_to),
    CONSTRAINT "stock_line_serial" CHECK (serial = '' OR quantity = 1)
);
CREATE INDEX "stock_line_part_id" ON "stock_line" ("part_id");
CREATE INDEX "stock_line_asset_id" ON "stock_line" ("asset_id");
CREATE INDEX "stock_line_returns_id" ON "stock_line" ("returns_id");
CREATE INDEX "stock_line_order_id" ON "stock_line" ("order_id");
CREATE UNIQUE INDEX "stock_line_position" ON "stock_line" ("doc_id", "position");
CREATE TABLE "stock_move" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "line_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "happened_on" DATE NOT NULL,
    "posted_at" TIMESTAMP NOT NULL,
    "quantity" INTEGER NOT NULL,
    "from_place_id" INTEGER NOT NULL,
    "to_place_id" INTEGER NOT NULL,
    "condition_from" VARCHAR(10) COLLATE "C" NOT NULL,
    "condition_to" VARCHAR(10) COLLATE "C" NOT NULL,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "lot" VARCHAR(60) COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "carried" BIGINT NOT NULL,
    "reverses_id" INTEGER,
    "chain" VARCHAR(64) COLLATE "C" NOT NULL,
    FOREIGN KEY ("line_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("from_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "stock_move" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_move_quantity" CHECK (quantity > 0)
);
CREATE UNIQUE INDEX "stock_move_of_line" ON "stock_move" ("line_id");
CREATE UNIQUE INDEX "stock_move_sequence" ON "stock_move" ("part_id", "sequence");
CREATE INDEX "stock_move_of_part" ON "stock_move" ("part_id", "happened_on");
CREATE INDEX "stock_move_on" ON "stock_move" ("happened_on");
CREATE UNIQUE INDEX "stock_move_reversed_once" ON "stock_move" ("reverses_id");
CREATE TABLE "stock_balance" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "place_id" INTEGER NOT NULL,
    "condition" VARCHAR(10) COLLATE "C" NOT NULL,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "lot" VARCHAR(60) COLLATE "C" NOT NULL,
    "internal" BOOLEAN NOT NULL,
    "quantity" INTEGER NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_balance_not_below_zero" CHECK (quantity >= 0 OR NOT internal),
    CONSTRAINT "stock_balance_one_of_a_serial" CHECK (serial = '' OR quantity <= 1 OR NOT internal)
);
CREATE INDEX "stock_balance_place_id" ON "stock_balance" ("place_id");
CREATE UNIQUE INDEX "stock_balance_of" ON "stock_balance"
    ("part_id", "place_id", "condition", "owner", "serial", "lot");
CREATE UNIQUE INDEX "stock_serial_in_one_place" ON "stock_balance"
    ("part_id", "serial") WHERE serial <> '' AND internal AND quantity > 0;
CREATE INDEX "stock_balance_serial" ON "stock_balance" ("serial") WHERE serial <> '';
CREATE TABLE "stock_value" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "warehouse_id" INTEGER,
    "serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "value" BIGINT NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_value_quantity" CHECK (quantity >= 0),
    CONSTRAINT "stock_value_amount" CHECK (value >= 0),
    CONSTRAINT "stock_value_nothing" CHECK (quantity > 0 OR value = 0)
);
CREATE INDEX "stock_value_warehouse_id" ON "stock_value" ("warehouse_id");
CREATE INDEX "stock_value_of_part" ON "stock_value" ("part_id");
CREATE UNIQUE INDEX "stock_value_of_company" ON "stock_value" ("part_id", "serial") WHERE warehouse_id IS NULL;
CREATE UNIQUE INDEX "stock_value_of_warehouse" ON "stock_value"
    ("part_id", "warehouse_id", "serial") WHERE warehouse_id IS NOT NULL;
CREATE TABLE "stock_chain" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "chain" VARCHAR(64) COLLATE "C" NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "stock_chain_of_part" ON "stock_chain" ("part_id");
CREATE TABLE "reservation" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "warehouse_id" INTEGER,
    "case_id" INTEGER,
    "quantity" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "until" DATE,
    "state" VARCHAR(10) COLLATE "C" NOT NULL,
    "reserved_at" TIMESTAMP NOT NULL,
    "reserved_by_id" INTEGER,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reserved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "reservation_quantity" CHECK (quantity > 0),
    CONSTRAINT "reservation_used" CHECK (used BETWEEN 0 AND quantity)
);
CREATE INDEX "reservation_warehouse_id" ON "reservation" ("warehouse_id");
CREATE INDEX "reservation_case_id" ON "reservation" ("case_id");
CREATE INDEX "reservation_reserved_by_id" ON "reservation" ("reserved_by_id");
CREATE INDEX "reservation_of_part" ON "reservation" ("part_id", "state");
CREATE TABLE "reservation_use" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "reservation_id" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "doc_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    FOREIGN KEY ("reservation_id") REFERENCES "reservation" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("line_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    CONSTRAINT "reservation_use_quantity" CHECK (quantity <> 0)
);
CREATE INDEX "reservation_use_reservation_id" ON "reservation_use" ("reservation_id");
CREATE INDEX "reservation_use_line_id" ON "reservation_use" ("line_id");
CREATE INDEX "reservation_use_doc_id" ON "reservation_use" ("doc_id");
CREATE TABLE "stock_draft" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "key" VARCHAR(36) COLLATE "C" NOT NULL,
    "act" VARCHAR(36) COLLATE "C" NOT NULL,
    "task" VARCHAR(20) COLLATE "C" NOT NULL,
    "begun_at" TIMESTAMP NOT NULL,
    "begun_by_id" INTEGER,
    "saved_at" TIMESTAMP NOT NULL,
    "saved_by_id" INTEGER,
    "workstation" VARCHAR(60) COLLATE "C" NOT NULL,
    "happened_on" DATE,
    "purpose" VARCHAR(20) COLLATE "C",
    "case_id" INTEGER,
    "customer_id" INTEGER,
    "supplier_id" INTEGER,
    "engineer_id" INTEGER,
    "warehouse_id" INTEGER,
    "transfer_id" INTEGER,
    "closes" BOOLEAN NOT NULL,
    "place_id" INTEGER,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "paper_no" VARCHAR(60) COLLATE "C" NOT NULL,
    "remark" TEXT COLLATE "C" NOT NULL,
    "typed" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("begun_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("saved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supplier_id") REFERENCES "supplier" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("engineer_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("transfer_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stock_draft_tax" CHECK (tax_rate_bp >= 0)
);
CREATE UNIQUE INDEX "stock_draft_key" ON "stock_draft" ("key");
CREATE UNIQUE INDEX "stock_draft_act" ON "stock_draft" ("act");
CREATE INDEX "stock_draft_saved" ON "stock_draft" ("saved_at");
CREATE TABLE "stock_draft_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "quantity" VARCHAR(60) COLLATE "C" NOT NULL,
    "start_id" INTEGER,
    "end_id" INTEGER,
    "condition" VARCHAR(10) COLLATE "C" NOT NULL,
    "becomes" VARCHAR(10) COLLATE "C",
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "serial" VARCHAR(200) COLLATE "C" NOT NULL,
    "lot" VARCHAR(200) COLLATE "C" NOT NULL,
    "cost" VARCHAR(60) COLLATE "C" NOT NULL,
    "order_id" INTEGER,
    "source_id" INTEGER,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "stock_draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("start_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("end_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("order_id") REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("source_id") REFERENCES "stock_line" ("id") ON DELETE RESTRICT
);
CREATE INDEX "stock_draft_line_draft_id" ON "stock_draft_line" ("draft_id");
CREATE INDEX "stock_draft_line_part_id" ON "stock_draft_line" ("part_id");
CREATE TABLE "stocktake" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "mode" VARCHAR(10) COLLATE "C" NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "warehouse_id" INTEGER,
    "scope" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "created_by_id" INTEGER,
    "started_at" TIMESTAMP,
    "counted_at" TIMESTAMP,
    "approved_at" TIMESTAMP,
    "approved_by_id" INTEGER,
    "doc_id" INTEGER,
    "remark" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("approved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "stocktake_number" ON "stocktake" ("number");
CREATE INDEX "stocktake_warehouse_id" ON "stocktake" ("warehouse_id");
CREATE INDEX "stocktake_created_by_id" ON "stocktake" ("created_by_id");
CREATE INDEX "stocktake_approved_by_id" ON "stocktake" ("approved_by_id");
CREATE INDEX "stocktake_doc_id" ON "stocktake" ("doc_id");
CREATE TABLE "stocktake_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "stocktake_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "place_id" INTEGER NOT NULL,
    "condition" VARCHAR(10) COLLATE "C" NOT NULL,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "lot" VARCHAR(60) COLLATE "C" NOT NULL,
    "snapshot" INTEGER NOT NULL,
    "counted" INTEGER,
    "counted_at" TIMESTAMP,
    "counted_by_id" INTEGER,
    "book_at_count" INTEGER,
    "recounted" BOOLEAN NOT NULL,
    "disturbed" BOOLEAN NOT NULL,
    "unit_cost" BIGINT,
    "reason" VARCHAR(200) COLLATE "C" NOT NULL,
    "decision" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("stocktake_id") REFERENCES "stocktake" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("place_id") REFERENCES "place" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("counted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "stocktake_counted" CHECK (counted >= 0),
    CONSTRAINT "stocktake_cost" CHECK (unit_cost >= 0)
);
CREATE INDEX "stocktake_line_part_id" ON "stocktake_line" ("part_id");
CREATE INDEX "stocktake_line_place_id" ON "stocktake_line" ("place_id");
CREATE INDEX "stocktake_line_counted_by_id" ON "stocktake_line" ("counted_by_id");
CREATE UNIQUE INDEX "stocktake_line_of" ON "stocktake_line"
    ("stocktake_id", "place_id", "part_id", "condition", "owner", "serial", "lot");
CREATE TABLE "quotation" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "asset_id" INTEGER,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "basis" VARCHAR(10) COLLATE "C" NOT NULL,
    "dated_on" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "sent_on" DATE,
    "decided_on" DATE,
    "confirmed_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "created_by_id" INTEGER,
    "doc_id" INTEGER,
    "remark" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("doc_id") REFERENCES "stock_doc" ("id") ON DELETE RESTRICT,
    CONSTRAINT "quotation_days" CHECK (valid_until >= dated_on)
);
CREATE UNIQUE INDEX "quotation_number" ON "quotation" ("number");
CREATE INDEX "quotation_customer_id" ON "quotation" ("customer_id");
CREATE INDEX "quotation_case_id" ON "quotation" ("case_id");
CREATE INDEX "quotation_asset_id" ON "quotation" ("asset_id");
CREATE INDEX "quotation_doc_id" ON "quotation" ("doc_id");
CREATE INDEX "quotation_created_by_id" ON "quotation" ("created_by_id");
CREATE INDEX "quotation_state" ON "quotation" ("state", "dated_on");
CREATE TABLE "quotation_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "quotation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "part_id" INTEGER,
    "contract_line_id" INTEGER,
    "description" VARCHAR(200) COLLATE "C" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "decimals" INTEGER NOT NULL,
    "unit" VARCHAR(20) COLLATE "C" NOT NULL,
    "cost" BIGINT,
    "cap_net" BIGINT,
    "unit_net" BIGINT,
    "net" BIGINT NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "tax" BIGINT NOT NULL,
    "rule" VARCHAR(20) COLLATE "C" NOT NULL,
    "delivery" VARCHAR(60) COLLATE "C" NOT NULL,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("quotation_id") REFERENCES "quotation" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_line_id") REFERENCES "contract_line" ("id") ON DELETE RESTRICT,
    CONSTRAINT "quotation_quantity" CHECK (quantity > 0),
    CONSTRAINT "quotation_amounts" CHECK (net >= 0 AND tax >= 0)
);
CREATE INDEX "quotation_line_part_id" ON "quotation_line" ("part_id");
CREATE INDEX "quotation_line_contract_line_id" ON "quotation_line" ("contract_line_id");
CREATE UNIQUE INDEX "quotation_line_position" ON "quotation_line" ("quotation_id", "position");
"""

ADDED = (
    # table, column, type (of PostgreSQL; SQLite has one for all integers), what follows the type
    ("part", "supplier_id", "INTEGER", 'REFERENCES "supplier" ("id") ON DELETE RESTRICT'),
    ("part", "list_price", "BIGINT", 'CONSTRAINT "part_list_price" CHECK (list_price >= 0)'),
    ("part", "reorder_point", "INTEGER", 'CONSTRAINT "part_reorder_point" CHECK (reorder_point >= 0)'),
    ("part", "lead_time_days", "INTEGER", ""),
    ("part", "shelf_life_days", "INTEGER", ""),
    ("part", "failures_ppm", "INTEGER", 'CONSTRAINT "part_failures" CHECK (failures_ppm >= 0)'),
    ("part", "discontinued_on", "DATE", ""),
    ("part", "active", "BOOLEAN", "NOT NULL DEFAULT TRUE"),
    ("opening_stock", "taken_over", "BOOLEAN", "NOT NULL DEFAULT FALSE"),
)

POSTED = "('posted', 'reversed')"
HEAD = (
    "number", "kind", "happened_on", "posted_at", "posted_by_id", "created_at", "created_by_id", "act", "purpose",
    "case_id", "customer_id", "supplier_id", "engineer_id", "paper_no", "reverses_id", "receives_id", "remark",
    "batch_id",
)
EDITED = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in HEAD)
FROZEN = {
    "stock_doc": {
        # draft → posted → reversed, and never a word of a posted one
        "UPDATE": "(OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'posted')) "
        f"OR (OLD.state = 'posted' AND NEW.state NOT IN {POSTED}) "
        "OR (OLD.state = 'reversed' AND NEW.state <> 'reversed') "
        f"OR (OLD.state IN {POSTED} AND ({EDITED}))",
        "DELETE": f"OLD.state IN {POSTED}",
    },
    "stock_line": {
        "INSERT": "{posted} id = NEW.doc_id)",
        "UPDATE": "{posted} id IN (OLD.doc_id, NEW.doc_id))",
        "DELETE": "{posted} id = OLD.doc_id)",
    },
}
"""Table → act → when it is refused: a posted paper stays as it is."""


def up(migrator, db):
    sqlite = isinstance(db, SqliteDatabase)
    for statement in (SQLITE if sqlite else POSTGRESQL).strip().split(";\n"):
        db.execute_sql(statement.rstrip(";"))
    for table, column, kind, rest in ADDED:
        if sqlite and kind in ("BIGINT", "BOOLEAN"):
            kind, rest = "INTEGER", rest.replace("TRUE", "1").replace("FALSE", "0")
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} {rest}')
        if "DEFAULT" in rest and not sqlite:
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
    db.execute_sql('CREATE INDEX "part_supplier_id" ON "part" ("supplier_id")')
    db.execute_sql('DROP INDEX "part_use_part_id"')
    db.execute_sql('CREATE INDEX "part_use_of_part" ON "part_use" ("part_id", "quantity")')
    db.execute_sql("CREATE INDEX case_damaged ON service_case (user_damage) WHERE user_damage = 'yes'")
    for role in ("keeper", "manager"):
        db.execute_sql(f"INSERT INTO right_grant (role, right_name) VALUES ('{role}', 'keep_stock')")
    for act in ("UPDATE", "DELETE"):
        body = "FOR EACH ROW EXECUTE FUNCTION refuse_edit()"
        if sqlite:
            body = "BEGIN SELECT RAISE(ABORT, 'append_only'); END"
        for table in ("stock_move", "reservation_use"):
            db.execute_sql(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {body}")
    for table, acts in FROZEN.items():
        for act, when in acts.items():
            _refuse(db, sqlite, table, act, when)


def _refuse(db, sqlite, table, act, when):
    name = f"{table}_frozen_{act.lower()}"
    refused = when.format(
        posted=f"EXISTS (SELECT 1 FROM stock_doc WHERE state IN {POSTED} AND",
        differs="IS NOT" if sqlite else "IS DISTINCT FROM",
    )
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {refused} BEGIN SELECT RAISE(ABORT, 'posted'); END"
        )
        return
    row = "OLD" if act == "DELETE" else "NEW"
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {refused} THEN RAISE EXCEPTION 'posted'; END IF; RETURN {row}; END $$"
    )
    db.execute_sql(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
