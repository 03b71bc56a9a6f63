"""Contracts with prices and lots, policies in frozen versions, calendars, cover by segments, rights as rows.

Frozen: never edited after release, and imports nothing of ours.
"""

from peewee import SqliteDatabase

SQLITE = """
CREATE TABLE "right_grant" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "role" VARCHAR(20) NOT NULL,
    "right_name" VARCHAR(40) NOT NULL
);
CREATE UNIQUE INDEX "right_of_role" ON "right_grant" ("role", "right_name");
CREATE TABLE "approval_request" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "entity" VARCHAR(40) NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "payload" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_at" DATETIME NOT NULL,
    "asked_by_id" INTEGER,
    "decided_at" DATETIME,
    "decided_by_id" INTEGER,
    "answer" TEXT NOT NULL,
    FOREIGN KEY ("asked_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "approval_by_another" CHECK (decided_by_id <> asked_by_id OR state = 'withdrawn'),
    CONSTRAINT "approval_decided" CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX "approval_request_asked_by_id" ON "approval_request" ("asked_by_id");
CREATE INDEX "approval_request_decided_by_id" ON "approval_request" ("decided_by_id");
CREATE INDEX "approval_of" ON "approval_request" ("entity", "entity_id");
CREATE INDEX "approval_state" ON "approval_request" ("state", "asked_at");
CREATE TABLE "calendar" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name_zh" VARCHAR(60) NOT NULL,
    "name_en" VARCHAR(60) NOT NULL,
    "hours" VARCHAR(120) NOT NULL,
    "every_day" INTEGER NOT NULL,
    "standard" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "calendar_code" ON "calendar" ("code");
CREATE TABLE "calendar_day" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "layer" VARCHAR(10) NOT NULL,
    "region" VARCHAR(60) NOT NULL,
    "customer_id" INTEGER,
    "name" VARCHAR(60) NOT NULL,
    "confirmed" INTEGER NOT NULL,
    "source" VARCHAR(120) NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    CONSTRAINT "calendar_day_region" CHECK ((layer = 'REGION') = (region <> '')),
    CONSTRAINT "calendar_day_customer" CHECK ((layer = 'CUSTOMER') = (customer_id IS NOT NULL))
);
CREATE UNIQUE INDEX "calendar_day_once" ON "calendar_day" ("layer", "region", "day") WHERE customer_id IS NULL;
CREATE UNIQUE INDEX "calendar_day_of_customer" ON "calendar_day" ("customer_id", "day") WHERE customer_id IS NOT NULL;
CREATE TABLE "calendar_year" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,
    "source" VARCHAR(120) NOT NULL
);
CREATE UNIQUE INDEX "calendar_year_year" ON "calendar_year" ("year");
CREATE TABLE "policy_profile" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name_zh" VARCHAR(80) NOT NULL,
    "name_en" VARCHAR(80) NOT NULL,
    "remark" TEXT NOT NULL
);
CREATE UNIQUE INDEX "policy_profile_code" ON "policy_profile" ("code");
CREATE TABLE "policy_version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "profile_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "terms" TEXT NOT NULL,
    "frozen_at" DATETIME,
    "created_at" DATETIME NOT NULL,
    "created_by_id" INTEGER,
    FOREIGN KEY ("profile_id") REFERENCES "policy_profile" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "policy_number" CHECK (number > 0)
);
CREATE INDEX "policy_version_created_by_id" ON "policy_version" ("created_by_id");
CREATE UNIQUE INDEX "policy_version_number" ON "policy_version" ("profile_id", "number");
CREATE TABLE "sla_target" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "policy_version_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "level" VARCHAR(20) NOT NULL,
    "milestone" VARCHAR(20) NOT NULL,
    "conditions" VARCHAR(120) NOT NULL,
    "base" VARCHAR(20) NOT NULL,
    "amount" INTEGER NOT NULL,
    "unit" VARCHAR(10) NOT NULL,
    "calendar_id" INTEGER NOT NULL,
    FOREIGN KEY ("policy_version_id") REFERENCES "policy_version" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("calendar_id") REFERENCES "calendar" ("id") ON DELETE RESTRICT,
    CONSTRAINT "target_amount" CHECK (amount >= 0)
);
CREATE INDEX "sla_target_calendar_id" ON "sla_target" ("calendar_id");
CREATE UNIQUE INDEX "target_position" ON "sla_target" ("policy_version_id", "position");
CREATE TABLE "contract_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "contract_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "model_id" INTEGER,
    "part_id" INTEGER,
    "description" VARCHAR(200) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "unit_price" INTEGER,
    "tax_included" INTEGER NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "contract_line_quantity" CHECK (quantity > 0),
    CONSTRAINT "contract_line_price" CHECK (unit_price >= 0),
    CONSTRAINT "contract_line_tax" CHECK (tax_rate_bp BETWEEN 0 AND 10000)
);
CREATE INDEX "contract_line_model_id" ON "contract_line" ("model_id");
CREATE INDEX "contract_line_part_id" ON "contract_line" ("part_id");
CREATE INDEX "contract_line_batch_id" ON "contract_line" ("batch_id");
CREATE UNIQUE INDEX "contract_line_position" ON "contract_line" ("contract_id", "position");
CREATE TABLE "delivery_lot" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "contract_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "site_id" INTEGER,
    "planned_on" DATE,
    "notified_on" DATE,
    "arrived_on" DATE,
    "counted_by" VARCHAR(60) NOT NULL,
    "witnessed_by" VARCHAR(60) NOT NULL,
    "completed_on" DATE,
    "accepted_on" DATE,
    "certificate_no" VARCHAR(40) NOT NULL,
    "customer_signer" VARCHAR(60) NOT NULL,
    "our_signer" VARCHAR(60) NOT NULL,
    "conclusion" TEXT NOT NULL,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT,
    CONSTRAINT "lot_completed_before_signature" CHECK (completed_on <= accepted_on),
    CONSTRAINT "lot_arrived_before_signature" CHECK (arrived_on <= accepted_on),
    CONSTRAINT "lot_accepted_has_day" CHECK ((state = 'accepted') = (accepted_on IS NOT NULL))
);
CREATE INDEX "delivery_lot_site_id" ON "delivery_lot" ("site_id");
CREATE UNIQUE INDEX "lot_number" ON "delivery_lot" ("contract_id", "number");
CREATE TABLE "lot_check" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "lot_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "area" VARCHAR(20) NOT NULL,
    "item" VARCHAR(80) NOT NULL,
    "result" VARCHAR(20) NOT NULL,
    "remark" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("lot_id") REFERENCES "delivery_lot" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "lot_check_position" ON "lot_check" ("lot_id", "position");
CREATE TABLE "extension_contract" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(60) NOT NULL,
    "number_norm" VARCHAR(60) NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "contract_id" INTEGER,
    "months" INTEGER NOT NULL,
    "start" VARCHAR(20) NOT NULL,
    "signed_on" DATE,
    "effective_from" DATE,
    "covers_parts" INTEGER NOT NULL,
    "covers_labour" INTEGER NOT NULL,
    "covers_visits" INTEGER NOT NULL,
    "priority" INTEGER NOT NULL,
    "price" INTEGER,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "extension_months" CHECK (months BETWEEN 1 AND 600),
    CONSTRAINT "extension_signature" CHECK (start <> 'FROM_SIGNATURE' OR signed_on IS NOT NULL),
    CONSTRAINT "extension_first_day" CHECK (start <> 'FIXED_DATE' OR effective_from IS NOT NULL)
);
CREATE INDEX "extension_contract_customer_id" ON "extension_contract" ("customer_id");
CREATE INDEX "extension_contract_contract_id" ON "extension_contract" ("contract_id");
CREATE INDEX "extension_contract_batch_id" ON "extension_contract" ("batch_id");
CREATE UNIQUE INDEX "extension_number" ON "extension_contract" ("number_norm");
CREATE TABLE "warranty_segment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "kind" VARCHAR(25) NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "source" VARCHAR(120) NOT NULL,
    "proof" VARCHAR(40) NOT NULL,
    "proof_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    CONSTRAINT "segment_days" CHECK (last_day >= first_day)
);
CREATE INDEX "segment_of" ON "warranty_segment" ("asset_id", "last_day");
CREATE INDEX "segment_unusual" ON "warranty_segment" ("asset_id") WHERE kind <> 'BASE';
CREATE TABLE "maker_cover" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "months" INTEGER,
    "anchor" VARCHAR(20) NOT NULL,
    "last_day" DATE,
    "document" VARCHAR(120) NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "maker_cover_term" CHECK ((months IS NULL) <> (last_day IS NULL)),
    CONSTRAINT "maker_cover_months" CHECK (months BETWEEN 0 AND 600)
);
CREATE INDEX "maker_cover_batch_id" ON "maker_cover" ("batch_id");
CREATE UNIQUE INDEX "maker_cover_of_unit" ON "maker_cover" ("asset_id");
CREATE TABLE "manual_cover" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "document" VARCHAR(120) NOT NULL,
    "granted_at" DATETIME NOT NULL,
    "granted_by_id" INTEGER,
    "approved_by_id" INTEGER,
    "withdrawn_at" DATETIME,
    "withdrawn_by_id" INTEGER,
    "withdrawn_reason" TEXT NOT NULL,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("granted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("approved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("withdrawn_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "manual_cover_days" CHECK (last_day >= first_day)
);
CREATE INDEX "manual_cover_asset_id" ON "manual_cover" ("asset_id");
CREATE INDEX "manual_cover_granted_by_id" ON "manual_cover" ("granted_by_id");
CREATE INDEX "manual_cover_approved_by_id" ON "manual_cover" ("approved_by_id");
CREATE INDEX "manual_cover_withdrawn_by_id" ON "manual_cover" ("withdrawn_by_id");
CREATE TABLE "extension_unit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "extension_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    FOREIGN KEY ("extension_id") REFERENCES "extension_contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "extension_unit_asset_id" ON "extension_unit" ("asset_id");
CREATE UNIQUE INDEX "extension_of_unit" ON "extension_unit" ("extension_id", "asset_id");
CREATE TABLE "lot_unit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "lot_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "counted" VARCHAR(10) NOT NULL,
    "appearance" VARCHAR(10) NOT NULL,
    "note" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("lot_id") REFERENCES "delivery_lot" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "lot_unit_lot_id" ON "lot_unit" ("lot_id");
CREATE UNIQUE INDEX "lot_of_unit" ON "lot_unit" ("asset_id");
CREATE TABLE "custody" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "taken_on" DATE NOT NULL,
    "taken_by" VARCHAR(60) NOT NULL,
    "handed_over_by" VARCHAR(60) NOT NULL,
    "accessories" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "returned_on" DATE,
    "returned_by" VARCHAR(60) NOT NULL,
    "received_by" VARCHAR(60) NOT NULL,
    "loaner_from" DATE,
    "loaner_back" DATE,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    CONSTRAINT "custody_days" CHECK (returned_on >= taken_on),
    CONSTRAINT "custody_loaner_days" CHECK (loaner_back >= loaner_from)
);
CREATE INDEX "custody_asset_id" ON "custody" ("asset_id");
CREATE INDEX "custody_case_id" ON "custody" ("case_id");
CREATE UNIQUE INDEX "custody_one_open" ON "custody" ("asset_id") WHERE returned_on IS NULL;
CREATE TABLE "serial_swap" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "old_id" INTEGER NOT NULL,
    "new_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "swapped_on" DATE NOT NULL,
    "rule" VARCHAR(20) NOT NULL,
    "rule_days" INTEGER NOT NULL,
    "rule_months" INTEGER NOT NULL,
    "rule_count" VARCHAR(20) NOT NULL,
    "disposition" VARCHAR(20) NOT NULL,
    "reason" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "by_id" INTEGER,
    FOREIGN KEY ("old_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("new_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "swap_of_two" CHECK (old_id <> new_id)
);
CREATE INDEX "serial_swap_case_id" ON "serial_swap" ("case_id");
CREATE INDEX "serial_swap_by_id" ON "serial_swap" ("by_id");
CREATE UNIQUE INDEX "swap_of_old" ON "serial_swap" ("old_id");
CREATE UNIQUE INDEX "swap_of_new" ON "serial_swap" ("new_id");
CREATE TABLE "cover_review" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "found_at" DATETIME NOT NULL,
    "found_by_id" INTEGER,
    "reason" TEXT NOT NULL,
    "was_status" VARCHAR(20) NOT NULL,
    "was_last_day" DATE,
    "now_status" VARCHAR(20) NOT NULL,
    "now_last_day" DATE,
    "settled_at" DATETIME,
    "settled_by_id" INTEGER,
    "decision" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("found_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("settled_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "cover_review_case_id" ON "cover_review" ("case_id");
CREATE INDEX "cover_review_found_by_id" ON "cover_review" ("found_by_id");
CREATE INDEX "cover_review_settled_by_id" ON "cover_review" ("settled_by_id");
CREATE INDEX "review_state" ON "cover_review" ("state", "found_at");
CREATE UNIQUE INDEX "review_once" ON "cover_review" ("case_id") WHERE state = 'open';
CREATE TABLE "maintenance_proposal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "made_at" DATETIME NOT NULL,
    "made_by_id" INTEGER,
    "valid_until" DATE NOT NULL,
    "months" INTEGER NOT NULL,
    "covers_parts" INTEGER NOT NULL,
    "covers_labour" INTEGER NOT NULL,
    "visit_months" INTEGER,
    "unit_price" INTEGER,
    "tax_included" INTEGER NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "language" VARCHAR(10) NOT NULL,
    "answer" VARCHAR(10) NOT NULL,
    "answered_on" DATE,
    "answered_by_id" INTEGER,
    "answer_note" TEXT NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("made_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("answered_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "proposal_months" CHECK (months BETWEEN 1 AND 600),
    CONSTRAINT "proposal_price" CHECK (unit_price >= 0),
    CONSTRAINT "proposal_answered" CHECK ((answer = 'open') = (answered_on IS NULL))
);
CREATE INDEX "maintenance_proposal_customer_id" ON "maintenance_proposal" ("customer_id");
CREATE INDEX "maintenance_proposal_made_by_id" ON "maintenance_proposal" ("made_by_id");
CREATE INDEX "maintenance_proposal_answered_by_id" ON "maintenance_proposal" ("answered_by_id");
CREATE TABLE "proposed_unit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "proposal_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "covered_until" DATE,
    FOREIGN KEY ("proposal_id") REFERENCES "maintenance_proposal" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "proposed_unit_asset_id" ON "proposed_unit" ("asset_id");
CREATE UNIQUE INDEX "proposal_of_unit" ON "proposed_unit" ("proposal_id", "asset_id");
"""

POSTGRESQL = """
CREATE TABLE "right_grant" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "role" VARCHAR(20) COLLATE "C" NOT NULL,
    "right_name" VARCHAR(40) COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "right_of_role" ON "right_grant" ("role", "right_name");
CREATE TABLE "approval_request" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "entity" VARCHAR(40) COLLATE "C" NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "payload" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    "asked_at" TIMESTAMP NOT NULL,
    "asked_by_id" INTEGER,
    "decided_at" TIMESTAMP,
    "decided_by_id" INTEGER,
    "answer" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("asked_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "approval_by_another" CHECK (decided_by_id <> asked_by_id OR state = 'withdrawn'),
    CONSTRAINT "approval_decided" CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX "approval_request_asked_by_id" ON "approval_request" ("asked_by_id");
CREATE INDEX "approval_request_decided_by_id" ON "approval_request" ("decided_by_id");
CREATE INDEX "approval_of" ON "approval_request" ("entity", "entity_id");
CREATE INDEX "approval_state" ON "approval_request" ("state", "asked_at");
CREATE TABLE "calendar" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name_zh" VARCHAR(60) COLLATE "C" NOT NULL,
    "name_en" VARCHAR(60) COLLATE "C" NOT NULL,
    "hours" VARCHAR(120) COLLATE "C" NOT NULL,
    "every_day" BOOLEAN NOT NULL,
    "standard" BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX "calendar_code" ON "calendar" ("code");
CREATE TABLE "calendar_day" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "kind" VARCHAR(10) COLLATE "C" NOT NULL,
    "layer" VARCHAR(10) COLLATE "C" NOT NULL,
    "region" VARCHAR(60) COLLATE "C" NOT NULL,
    "customer_id" INTEGER,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "source" VARCHAR(120) COLLATE "C" NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    CONSTRAINT "calendar_day_region" CHECK ((layer = 'REGION') = (region <> '')),
    CONSTRAINT "calendar_day_customer" CHECK ((layer = 'CUSTOMER') = (customer_id IS NOT NULL))
);
CREATE UNIQUE INDEX "calendar_day_once" ON "calendar_day" ("layer", "region", "day") WHERE customer_id IS NULL;
CREATE UNIQUE INDEX "calendar_day_of_customer" ON "calendar_day" ("customer_id", "day") WHERE customer_id IS NOT NULL;
CREATE TABLE "calendar_year" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "source" VARCHAR(120) COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "calendar_year_year" ON "calendar_year" ("year");
CREATE TABLE "policy_profile" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name_zh" VARCHAR(80) COLLATE "C" NOT NULL,
    "name_en" VARCHAR(80) COLLATE "C" NOT NULL,
    "remark" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "policy_profile_code" ON "policy_profile" ("code");
CREATE TABLE "policy_version" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "profile_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "terms" TEXT COLLATE "C" NOT NULL,
    "frozen_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "created_by_id" INTEGER,
    FOREIGN KEY ("profile_id") REFERENCES "policy_profile" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("created_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "policy_number" CHECK (number > 0)
);
CREATE INDEX "policy_version_created_by_id" ON "policy_version" ("created_by_id");
CREATE UNIQUE INDEX "policy_version_number" ON "policy_version" ("profile_id", "number");
CREATE TABLE "sla_target" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "policy_version_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "level" VARCHAR(20) COLLATE "C" NOT NULL,
    "milestone" VARCHAR(20) COLLATE "C" NOT NULL,
    "conditions" VARCHAR(120) COLLATE "C" NOT NULL,
    "base" VARCHAR(20) COLLATE "C" NOT NULL,
    "amount" INTEGER NOT NULL,
    "unit" VARCHAR(10) COLLATE "C" NOT NULL,
    "calendar_id" INTEGER NOT NULL,
    FOREIGN KEY ("policy_version_id") REFERENCES "policy_version" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("calendar_id") REFERENCES "calendar" ("id") ON DELETE RESTRICT,
    CONSTRAINT "target_amount" CHECK (amount >= 0)
);
CREATE INDEX "sla_target_calendar_id" ON "sla_target" ("calendar_id");
CREATE UNIQUE INDEX "target_position" ON "sla_target" ("policy_version_id", "position");
CREATE TABLE "contract_line" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "contract_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "model_id" INTEGER,
    "part_id" INTEGER,
    "description" VARCHAR(200) COLLATE "C" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit" VARCHAR(20) COLLATE "C" NOT NULL,
    "unit_price" BIGINT,
    "tax_included" BOOLEAN NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "contract_line_quantity" CHECK (quantity > 0),
    CONSTRAINT "contract_line_price" CHECK (unit_price >= 0),
    CONSTRAINT "contract_line_tax" CHECK (tax_rate_bp BETWEEN 0 AND 10000)
);
CREATE INDEX "contract_line_model_id" ON "contract_line" ("model_id");
CREATE INDEX "contract_line_part_id" ON "contract_line" ("part_id");
CREATE INDEX "contract_line_batch_id" ON "contract_line" ("batch_id");
CREATE UNIQUE INDEX "contract_line_position" ON "contract_line" ("contract_id", "position");
CREATE TABLE "delivery_lot" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "contract_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "site_id" INTEGER,
    "planned_on" DATE,
    "notified_on" DATE,
    "arrived_on" DATE,
    "counted_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "witnessed_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "completed_on" DATE,
    "accepted_on" DATE,
    "certificate_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "customer_signer" VARCHAR(60) COLLATE "C" NOT NULL,
    "our_signer" VARCHAR(60) COLLATE "C" NOT NULL,
    "conclusion" TEXT COLLATE "C" NOT NULL,
    "remark" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT,
    CONSTRAINT "lot_completed_before_signature" CHECK (completed_on <= accepted_on),
    CONSTRAINT "lot_arrived_before_signature" CHECK (arrived_on <= accepted_on),
    CONSTRAINT "lot_accepted_has_day" CHECK ((state = 'accepted') = (accepted_on IS NOT NULL))
);
CREATE INDEX "delivery_lot_site_id" ON "delivery_lot" ("site_id");
CREATE UNIQUE INDEX "lot_number" ON "delivery_lot" ("contract_id", "number");
CREATE TABLE "lot_check" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "lot_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "area" VARCHAR(20) COLLATE "C" NOT NULL,
    "item" VARCHAR(80) COLLATE "C" NOT NULL,
    "result" VARCHAR(20) COLLATE "C" NOT NULL,
    "remark" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("lot_id") REFERENCES "delivery_lot" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "lot_check_position" ON "lot_check" ("lot_id", "position");
CREATE TABLE "extension_contract" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(60) COLLATE "C" NOT NULL,
    "number_norm" VARCHAR(60) COLLATE "C" NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "contract_id" INTEGER,
    "months" INTEGER NOT NULL,
    "start" VARCHAR(20) COLLATE "C" NOT NULL,
    "signed_on" DATE,
    "effective_from" DATE,
    "covers_parts" BOOLEAN NOT NULL,
    "covers_labour" BOOLEAN NOT NULL,
    "covers_visits" BOOLEAN NOT NULL,
    "priority" INTEGER NOT NULL,
    "price" BIGINT,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "extension_months" CHECK (months BETWEEN 1 AND 600),
    CONSTRAINT "extension_signature" CHECK (start <> 'FROM_SIGNATURE' OR signed_on IS NOT NULL),
    CONSTRAINT "extension_first_day" CHECK (start <> 'FIXED_DATE' OR effective_from IS NOT NULL)
);
CREATE INDEX "extension_contract_customer_id" ON "extension_contract" ("customer_id");
CREATE INDEX "extension_contract_contract_id" ON "extension_contract" ("contract_id");
CREATE INDEX "extension_contract_batch_id" ON "extension_contract" ("batch_id");
CREATE UNIQUE INDEX "extension_number" ON "extension_contract" ("number_norm");
CREATE TABLE "warranty_segment" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "kind" VARCHAR(25) COLLATE "C" NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "source" VARCHAR(120) COLLATE "C" NOT NULL,
    "proof" VARCHAR(40) COLLATE "C" NOT NULL,
    "proof_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    CONSTRAINT "segment_days" CHECK (last_day >= first_day)
);
CREATE INDEX "segment_of" ON "warranty_segment" ("asset_id", "last_day");
CREATE INDEX "segment_unusual" ON "warranty_segment" ("asset_id") WHERE kind <> 'BASE';
CREATE TABLE "maker_cover" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "months" INTEGER,
    "anchor" VARCHAR(20) COLLATE "C" NOT NULL,
    "last_day" DATE,
    "document" VARCHAR(120) COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "maker_cover_term" CHECK ((months IS NULL) <> (last_day IS NULL)),
    CONSTRAINT "maker_cover_months" CHECK (months BETWEEN 0 AND 600)
);
CREATE INDEX "maker_cover_batch_id" ON "maker_cover" ("batch_id");
CREATE UNIQUE INDEX "maker_cover_of_unit" ON "maker_cover" ("asset_id");
CREATE TABLE "manual_cover" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    "document" VARCHAR(120) COLLATE "C" NOT NULL,
    "granted_at" TIMESTAMP NOT NULL,
    "granted_by_id" INTEGER,
    "approved_by_id" INTEGER,
    "withdrawn_at" TIMESTAMP,
    "withdrawn_by_id" INTEGER,
    "withdrawn_reason" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("granted_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("approved_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("withdrawn_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "manual_cover_days" CHECK (last_day >= first_day)
);
CREATE INDEX "manual_cover_asset_id" ON "manual_cover" ("asset_id");
CREATE INDEX "manual_cover_granted_by_id" ON "manual_cover" ("granted_by_id");
CREATE INDEX "manual_cover_approved_by_id" ON "manual_cover" ("approved_by_id");
CREATE INDEX "manual_cover_withdrawn_by_id" ON "manual_cover" ("withdrawn_by_id");
CREATE TABLE "extension_unit" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "extension_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    FOREIGN KEY ("extension_id") REFERENCES "extension_contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "extension_unit_asset_id" ON "extension_unit" ("asset_id");
CREATE UNIQUE INDEX "extension_of_unit" ON "extension_unit" ("extension_id", "asset_id");
CREATE TABLE "lot_unit" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "lot_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "counted" VARCHAR(10) COLLATE "C" NOT NULL,
    "appearance" VARCHAR(10) COLLATE "C" NOT NULL,
    "note" VARCHAR(200) COLLATE "C" NOT NULL,
    FOREIGN KEY ("lot_id") REFERENCES "delivery_lot" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "lot_unit_lot_id" ON "lot_unit" ("lot_id");
CREATE UNIQUE INDEX "lot_of_unit" ON "lot_unit" ("asset_id");
CREATE TABLE "custody" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "taken_on" DATE NOT NULL,
    "taken_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "handed_over_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "accessories" TEXT COLLATE "C" NOT NULL,
    "condition" TEXT COLLATE "C" NOT NULL,
    "returned_on" DATE,
    "returned_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "received_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "loaner_from" DATE,
    "loaner_back" DATE,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    CONSTRAINT "custody_days" CHECK (returned_on >= taken_on),
    CONSTRAINT "custody_loaner_days" CHECK (loaner_back >= loaner_from)
);
CREATE INDEX "custody_asset_id" ON "custody" ("asset_id");
CREATE INDEX "custody_case_id" ON "custody" ("case_id");
CREATE UNIQUE INDEX "custody_one_open" ON "custody" ("asset_id") WHERE returned_on IS NULL;
CREATE TABLE "serial_swap" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "old_id" INTEGER NOT NULL,
    "new_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "swapped_on" DATE NOT NULL,
    "rule" VARCHAR(20) COLLATE "C" NOT NULL,
    "rule_days" INTEGER NOT NULL,
    "rule_months" INTEGER NOT NULL,
    "rule_count" VARCHAR(20) COLLATE "C" NOT NULL,
    "disposition" VARCHAR(20) COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" INTEGER,
    FOREIGN KEY ("old_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("new_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "swap_of_two" CHECK (old_id <> new_id)
);
CREATE INDEX "serial_swap_case_id" ON "serial_swap" ("case_id");
CREATE INDEX "serial_swap_by_id" ON "serial_swap" ("by_id");
CREATE UNIQUE INDEX "swap_of_old" ON "serial_swap" ("old_id");
CREATE UNIQUE INDEX "swap_of_new" ON "serial_swap" ("new_id");
CREATE TABLE "cover_review" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "state" VARCHAR(10) COLLATE "C" NOT NULL,
    "found_at" TIMESTAMP NOT NULL,
    "found_by_id" INTEGER,
    "reason" TEXT COLLATE "C" NOT NULL,
    "was_status" VARCHAR(20) COLLATE "C" NOT NULL,
    "was_last_day" DATE,
    "now_status" VARCHAR(20) COLLATE "C" NOT NULL,
    "now_last_day" DATE,
    "settled_at" TIMESTAMP,
    "settled_by_id" INTEGER,
    "decision" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("found_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("settled_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "cover_review_case_id" ON "cover_review" ("case_id");
CREATE INDEX "cover_review_found_by_id" ON "cover_review" ("found_by_id");
CREATE INDEX "cover_review_settled_by_id" ON "cover_review" ("settled_by_id");
CREATE INDEX "review_state" ON "cover_review" ("state", "found_at");
CREATE UNIQUE INDEX "review_once" ON "cover_review" ("case_id") WHERE state = 'open';
CREATE TABLE "maintenance_proposal" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "made_at" TIMESTAMP NOT NULL,
    "made_by_id" INTEGER,
    "valid_until" DATE NOT NULL,
    "months" INTEGER NOT NULL,
    "covers_parts" BOOLEAN NOT NULL,
    "covers_labour" BOOLEAN NOT NULL,
    "visit_months" INTEGER,
    "unit_price" BIGINT,
    "tax_included" BOOLEAN NOT NULL,
    "tax_rate_bp" INTEGER NOT NULL,
    "language" VARCHAR(10) COLLATE "C" NOT NULL,
    "answer" VARCHAR(10) COLLATE "C" NOT NULL,
    "answered_on" DATE,
    "answered_by_id" INTEGER,
    "answer_note" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("made_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("answered_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT,
    CONSTRAINT "proposal_months" CHECK (months BETWEEN 1 AND 600),
    CONSTRAINT "proposal_price" CHECK (unit_price >= 0),
    CONSTRAINT "proposal_answered" CHECK ((answer = 'open') = (answered_on IS NULL))
);
CREATE INDEX "maintenance_proposal_customer_id" ON "maintenance_proposal" ("customer_id");
CREATE INDEX "maintenance_proposal_made_by_id" ON "maintenance_proposal" ("made_by_id");
CREATE INDEX "maintenance_proposal_answered_by_id" ON "maintenance_proposal" ("answered_by_id");
CREATE TABLE "proposed_unit" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "proposal_id" INTEGER NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "covered_until" DATE,
    FOREIGN KEY ("proposal_id") REFERENCES "maintenance_proposal" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT
);
CREATE INDEX "proposed_unit_asset_id" ON "proposed_unit" ("asset_id");
CREATE UNIQUE INDEX "proposal_of_unit" ON "proposed_unit" ("proposal_id", "asset_id");
"""

ADDED = (
    # table, column, type on SQLite, on PostgreSQL, default of the rows that are there ("": none), what follows the type
    ("depot_user", "pin_hash", "VARCHAR(200)", "VARCHAR(200)", "''", ""),
    ("depot_user", "pin_failures", "INTEGER", "INTEGER", "0", ""),
    ("depot_user", "pin_locked_until", "DATETIME", "TIMESTAMP", "", ""),
    ("product_model", "warranty_anchor", "VARCHAR(20)", "VARCHAR(20)", "'EX_WORKS'", ""),
    ("contract", "branch_id", "INTEGER", "INTEGER", "", 'REFERENCES "branch" ("id") ON DELETE RESTRICT'),
    ("contract", "policy_version_id", "INTEGER", "INTEGER", "",
     'REFERENCES "policy_version" ("id") ON DELETE RESTRICT'),
    ("contract", "service_agreement_no", "VARCHAR(60)", "VARCHAR(60)", "''", ""),
    ("contract", "warranty_months", "INTEGER", "INTEGER", "",
     'CONSTRAINT "contract_months" CHECK (warranty_months BETWEEN 0 AND 600)'),
    ("contract", "anchor_event", "VARCHAR(20)", "VARCHAR(20)", "", ""),
    ("contract", "project_promise", "INTEGER", "BOOLEAN", "FALSE", ""),
    ("asset", "contract_line_id", "INTEGER", "INTEGER", "", 'REFERENCES "contract_line" ("id") ON DELETE RESTRICT'),
    ("asset", "cover_first", "DATE", "DATE", "", ""),
    ("asset", "cover_last", "DATE", "DATE", "", ""),
    ("asset", "spares_last", "DATE", "DATE", "", ""),
    ("service_case", "policy_version_id", "INTEGER", "INTEGER", "",
     'REFERENCES "policy_version" ("id") ON DELETE RESTRICT'),
)  # fmt: skip

INDEXES = (
    'CREATE INDEX "contract_branch_id" ON "contract" ("branch_id")',
    'CREATE INDEX "contract_policy_version_id" ON "contract" ("policy_version_id")',
    'CREATE INDEX "asset_contract_line_id" ON "asset" ("contract_line_id")',
    'CREATE INDEX "service_case_policy_version_id" ON "service_case" ("policy_version_id")',
    'CREATE INDEX "asset_unaccepted" ON "asset" ("serial_norm") WHERE accepted_on IS NULL',
    (
        'CREATE INDEX "asset_owed" ON "asset" ("model_id", "spares_last", "cover_first", "state") '
        "WHERE cover_first IS NOT NULL AND state <> 'replaced' AND state <> 'retired' AND state <> 'returned_faulty' "
        "AND state <> 'scrapped'"
    ),
    (
        'CREATE INDEX "asset_termless" ON "asset" ("cover_last", "accepted_on", "id", "state", "cover_first", '
        '"warranty_months", "model_id", "contract_id") WHERE cover_last IS NULL AND cover_first IS NOT NULL'
    ),
    'CREATE INDEX "custody_taken_on" ON "custody" ("taken_on")',
    'CREATE INDEX "custody_with_us" ON "custody" ("returned_on", "taken_on")',
    'CREATE INDEX "asset_cover_first" ON "asset" ("cover_first")',
    'CREATE INDEX "lot_under_way" ON "delivery_lot" ("state", "planned_on")',
)

DAYS = (
    # index, table, column: lists are sorted by them, and days that are not known come first, as on SQLite
    ("asset_cover_last", "asset", "cover_last"),
    ("contract_signed_on", "contract", "signed_on"),
    ("contract_accepted_on", "contract", "accepted_on"),
    ("extension_signed_on", "extension_contract", "signed_on"),
)
WORKLISTS = (
    'CREATE INDEX "asset_ending" ON "asset" (cover_last{nulls}, id, state, customer_id, cover_first)',
    (
        'CREATE INDEX "asset_waiting" ON "asset" (accepted_on, role, delivered_on{nulls}, id, state, customer_id) '
        "WHERE accepted_on IS NULL"
    ),
)

RIGHTS = {
    # rules.md 3.6: who sees cost, who approves, who prints labels, who hands things to customers, who sets the rules
    "keeper": ("see_cost", "edit_register", "record_service", "import", "print_labels"),
    "dispatcher": ("edit_register", "edit_contracts", "record_service", "import", "export_to_customer"),
    "engineer": ("record_service",),
    "manager": (
        "see_cost", "approve", "edit_register", "edit_contracts", "record_service", "import", "print_labels",
        "export_to_customer", "care",
    ),
    "finance": ("see_cost", "edit_contracts"),
    "admin": ("edit_register", "import", "print_labels", "edit_policies", "manage_people", "care"),
    "viewer": (),
}  # fmt: skip

FROZEN = {
    "policy_version": {
        "UPDATE": "OLD.frozen_at IS NOT NULL AND (NEW.frozen_at IS NULL OR NEW.terms <> OLD.terms "
        "OR NEW.profile_id <> OLD.profile_id OR NEW.number <> OLD.number OR NEW.valid_from <> OLD.valid_from)",
        "DELETE": "OLD.frozen_at IS NOT NULL",
    },
    "sla_target": {
        "INSERT": "{frozen} id = NEW.policy_version_id)",
        "UPDATE": "{frozen} id IN (OLD.policy_version_id, NEW.policy_version_id))",
        "DELETE": "{frozen} id = OLD.policy_version_id)",
    },
}
"""Table → act → when it is refused."""


def up(migrator, db):
    sqlite = isinstance(db, SqliteDatabase)
    for statement in (SQLITE if sqlite else POSTGRESQL).strip().split(";\n"):
        db.execute_sql(statement.rstrip(";"))
    for table, column, lite, server, default, rest in ADDED:
        kind = lite if sqlite else server
        if not sqlite and kind.startswith("VARCHAR"):
            kind += ' COLLATE "C"'
        value = default if not (sqlite and default == "FALSE") else "0"
        must = f"NOT NULL DEFAULT {value}" if value else ""
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} {must} {rest}')
        if value and not sqlite:
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
    for statement in INDEXES:
        db.execute_sql(statement)
    for name, table, column in DAYS:  # an index of PostgreSQL has empty ones last unless told
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ({column}{"" if sqlite else " NULLS FIRST"})')
    for statement in WORKLISTS:
        db.execute_sql(statement.format(nulls="" if sqlite else " NULLS FIRST"))
    for role, rights in RIGHTS.items():
        for right in rights:
            db.execute_sql(f"INSERT INTO right_grant (role, right_name) VALUES ('{role}', '{right}')")
    _triggers(db, sqlite)


def _triggers(db, sqlite):
    for act in ("UPDATE", "DELETE"):
        body = (
            "BEGIN SELECT RAISE(ABORT, 'append_only'); END" if sqlite else "FOR EACH ROW EXECUTE FUNCTION refuse_edit()"
        )
        db.execute_sql(f"CREATE TRIGGER serial_swap_no_{act.lower()} BEFORE {act} ON serial_swap {body}")
    for table, acts in FROZEN.items():
        for act, when in acts.items():
            name = f"{table}_frozen_{act.lower()}"
            refused = when.format(frozen="EXISTS (SELECT 1 FROM policy_version WHERE frozen_at IS NOT NULL AND")
            if sqlite:
                db.execute_sql(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {refused} "
                    "BEGIN SELECT RAISE(ABORT, 'frozen_policy'); END"
                )
                continue
            row = "OLD" if act == "DELETE" else "NEW"
            db.execute_sql(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {refused} THEN RAISE EXCEPTION 'frozen_policy'; END IF; RETURN {row}; END $$"
            )
            db.execute_sql(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
