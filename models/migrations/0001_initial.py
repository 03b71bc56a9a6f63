"""The first tables: register, customers, products, parts, cases, imports, journal.

Frozen: never edited after release, and imports nothing of ours. Text columns of PostgreSQL are
compared byte by byte (COLLATE "C"), as SQLite does: order and prefix ranges are the same on both.
"""

from peewee import SqliteDatabase

SQLITE = """
CREATE TABLE "company" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name_zh" VARCHAR(120) NOT NULL,
    "name_en" VARCHAR(120) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "hotline" VARCHAR(60) NOT NULL,
    "mobile" VARCHAR(60) NOT NULL,
    "fax" VARCHAR(60) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "tax_no" VARCHAR(40) NOT NULL,
    "bank" VARCHAR(200) NOT NULL
);
CREATE TABLE "branch" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "region" VARCHAR(60) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "phone" VARCHAR(60) NOT NULL
);
CREATE UNIQUE INDEX "branch_code" ON "branch" ("code");
CREATE TABLE "depot_user" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "login" VARCHAR(40) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "branch_id" INTEGER,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("branch_id") REFERENCES "branch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "depot_user_login" ON "depot_user" ("login");
CREATE INDEX "depot_user_branch_id" ON "depot_user" ("branch_id");
CREATE TABLE "import_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "file_name" VARCHAR(200) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "sheet" VARCHAR(60) NOT NULL,
    "at" DATETIME NOT NULL,
    "by_id" INTEGER,
    "state" VARCHAR(20) NOT NULL,
    "rows_read" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "warned" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "already_there" INTEGER NOT NULL,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "import_batch_by_id" ON "import_batch" ("by_id");
CREATE TABLE "import_mapping" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "headings" TEXT NOT NULL,
    "mapping" TEXT NOT NULL
);
CREATE UNIQUE INDEX "mapping_of_headings" ON "import_mapping" ("kind", "headings");
CREATE TABLE "customer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "name_key" VARCHAR(120) NOT NULL,
    "name_grams" TEXT NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "tax_no" VARCHAR(40) NOT NULL,
    "level" VARCHAR(20) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "customer_code" ON "customer" ("code");
CREATE INDEX "customer_batch_id" ON "customer" ("batch_id");
CREATE UNIQUE INDEX "customer_name" ON "customer" ("name_key");
CREATE TABLE "customer_site" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "post_code" VARCHAR(20) NOT NULL,
    "region" VARCHAR(60) NOT NULL,
    "rules_note" TEXT NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "customer_site_customer_id" ON "customer_site" ("customer_id");
CREATE UNIQUE INDEX "site_name" ON "customer_site" ("customer_id", "name");
CREATE TABLE "contact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "site_id" INTEGER,
    "name" VARCHAR(60) NOT NULL,
    "title" VARCHAR(60) NOT NULL,
    "phone" VARCHAR(60) NOT NULL,
    "mobile" VARCHAR(60) NOT NULL,
    "fax" VARCHAR(60) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "is_default" INTEGER NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT
);
CREATE INDEX "contact_customer_id" ON "contact" ("customer_id");
CREATE INDEX "contact_site_id" ON "contact" ("site_id");
CREATE UNIQUE INDEX "contact_one_default" ON "contact" ("customer_id") WHERE is_default;
CREATE TABLE "manufacturer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "name_key" VARCHAR(120) NOT NULL,
    "phone" VARCHAR(60) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "website" VARCHAR(200) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "hours" VARCHAR(120) NOT NULL,
    "rma_address" VARCHAR(200) NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "manufacturer_batch_id" ON "manufacturer" ("batch_id");
CREATE UNIQUE INDEX "manufacturer_name" ON "manufacturer" ("name_key");
CREATE TABLE "product_model" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "manufacturer_id" INTEGER NOT NULL,
    "product_name" VARCHAR(120) NOT NULL,
    "model_code" VARCHAR(80) NOT NULL,
    "model_norm" VARCHAR(80) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "warranty_months" INTEGER,
    "function_group" VARCHAR(60) NOT NULL,
    "discontinued_on" DATE,
    "spares_until" DATE,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "product_model_manufacturer_id" ON "product_model" ("manufacturer_id");
CREATE INDEX "product_model_batch_id" ON "product_model" ("batch_id");
CREATE UNIQUE INDEX "model_of_manufacturer" ON "product_model" ("manufacturer_id", "model_norm");
CREATE INDEX "model_norm" ON "product_model" ("model_norm");
CREATE TABLE "part" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "part_no" VARCHAR(60) NOT NULL,
    "part_norm" VARCHAR(60) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "spec" VARCHAR(120) NOT NULL,
    "manufacturer_id" INTEGER,
    "kind" VARCHAR(20) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "serialised" INTEGER NOT NULL,
    "decimals" INTEGER NOT NULL,
    "safety_stock" INTEGER NOT NULL,
    "reference_cost" INTEGER,
    "initial_price" INTEGER,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "part_safety_stock" CHECK (safety_stock >= 0),
    CONSTRAINT "part_cost" CHECK (reference_cost >= 0),
    CONSTRAINT "part_price" CHECK (initial_price >= 0)
);
CREATE UNIQUE INDEX "part_code" ON "part" ("code");
CREATE INDEX "part_manufacturer_id" ON "part" ("manufacturer_id");
CREATE INDEX "part_batch_id" ON "part" ("batch_id");
CREATE UNIQUE INDEX "part_no" ON "part" ("part_norm");
CREATE TABLE "part_fit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "position" VARCHAR(60) NOT NULL,
    "origin" VARCHAR(20) NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fit_quantity" CHECK (quantity > 0)
);
CREATE INDEX "part_fit_part_id" ON "part_fit" ("part_id");
CREATE INDEX "part_fit_model_id" ON "part_fit" ("model_id");
CREATE INDEX "part_fit_batch_id" ON "part_fit" ("batch_id");
CREATE UNIQUE INDEX "part_fits_model" ON "part_fit" ("part_id", "model_id");
CREATE TABLE "opening_stock" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "bin" VARCHAR(40) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_cost" INTEGER,
    "batch_id" INTEGER,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "opening_quantity" CHECK (quantity >= 0),
    CONSTRAINT "opening_cost" CHECK (unit_cost >= 0)
);
CREATE INDEX "opening_stock_part_id" ON "opening_stock" ("part_id");
CREATE INDEX "opening_stock_batch_id" ON "opening_stock" ("batch_id");
CREATE UNIQUE INDEX "opening_of_bin" ON "opening_stock" ("part_id", "bin");
CREATE TABLE "contract" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(60) NOT NULL,
    "number_norm" VARCHAR(60) NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "signed_on" DATE,
    "accepted_on" DATE,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "contract_customer_id" ON "contract" ("customer_id");
CREATE INDEX "contract_batch_id" ON "contract" ("batch_id");
CREATE UNIQUE INDEX "contract_number" ON "contract" ("number_norm");
CREATE TABLE "asset" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "model_id" INTEGER NOT NULL,
    "serial_no" VARCHAR(80) NOT NULL,
    "serial_norm" VARCHAR(80) NOT NULL,
    "customer_id" INTEGER,
    "site_id" INTEGER,
    "contract_id" INTEGER,
    "location_text" VARCHAR(120) NOT NULL,
    "owner" VARCHAR(20) NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "made_on" DATE,
    "ex_works_on" DATE,
    "sold_on" DATE,
    "delivered_on" DATE,
    "installed_on" DATE,
    "completed_on" DATE,
    "accepted_on" DATE,
    "warranty_months" INTEGER,
    "replaced_by_id" INTEGER,
    "label_printed_at" DATETIME,
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("replaced_by_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "asset_months" CHECK (warranty_months BETWEEN 0 AND 600),
    CONSTRAINT "asset_accepted_after_delivery" CHECK (accepted_on >= delivered_on),
    CONSTRAINT "asset_replaced_has_successor" CHECK ((state = 'replaced') = (replaced_by_id IS NOT NULL))
);
CREATE UNIQUE INDEX "asset_code" ON "asset" ("code");
CREATE INDEX "asset_customer_id" ON "asset" ("customer_id");
CREATE INDEX "asset_site_id" ON "asset" ("site_id");
CREATE INDEX "asset_contract_id" ON "asset" ("contract_id");
CREATE INDEX "asset_sold_on" ON "asset" ("sold_on");
CREATE INDEX "asset_accepted_on" ON "asset" ("accepted_on");
CREATE INDEX "asset_replaced_by_id" ON "asset" ("replaced_by_id");
CREATE INDEX "asset_batch_id" ON "asset" ("batch_id");
CREATE UNIQUE INDEX "asset_serial" ON "asset" ("model_id", "serial_norm");
CREATE INDEX "asset_serial_norm" ON "asset" ("serial_norm");
CREATE TABLE "asset_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "by_id" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "asset_event_asset_id" ON "asset_event" ("asset_id");
CREATE INDEX "asset_event_by_id" ON "asset_event" ("by_id");
CREATE TABLE "service_case" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "case_no" VARCHAR(40) NOT NULL,
    "case_norm" VARCHAR(40) NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "customer_name" VARCHAR(120) NOT NULL,
    "contact_name" VARCHAR(60) NOT NULL,
    "contact_phone" VARCHAR(60) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "location_text" VARCHAR(120) NOT NULL,
    "channel" VARCHAR(20) NOT NULL,
    "reporter" VARCHAR(60) NOT NULL,
    "level" VARCHAR(20) NOT NULL,
    "symptom" TEXT NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "reported_at" DATETIME NOT NULL,
    "recorded_at" DATETIME NOT NULL,
    "responded_at" DATETIME,
    "arrived_at" DATETIME,
    "restored_at" DATETIME,
    "cover_status" VARCHAR(20) NOT NULL,
    "cover_last_day" DATE,
    "cause" TEXT NOT NULL,
    "user_damage" VARCHAR(10) NOT NULL,
    "action" TEXT NOT NULL,
    "charged" INTEGER NOT NULL,
    "fee" INTEGER NOT NULL,
    "loaner_no" VARCHAR(40) NOT NULL,
    "engineer" VARCHAR(60) NOT NULL,
    "confirmed_by" VARCHAR(60) NOT NULL,
    "satisfaction" VARCHAR(20),
    "remark" TEXT NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "case_fee" CHECK (fee >= 0),
    CONSTRAINT "case_responded_after_report" CHECK (responded_at >= reported_at),
    CONSTRAINT "case_arrived_after_report" CHECK (arrived_at >= reported_at),
    CONSTRAINT "case_restored_after_report" CHECK (restored_at >= reported_at)
);
CREATE UNIQUE INDEX "service_case_code" ON "service_case" ("code");
CREATE INDEX "service_case_batch_id" ON "service_case" ("batch_id");
CREATE UNIQUE INDEX "case_no" ON "service_case" ("case_norm");
CREATE INDEX "case_of_asset" ON "service_case" ("asset_id", "reported_at");
CREATE INDEX "case_of_customer" ON "service_case" ("customer_id", "reported_at");
CREATE TABLE "part_use" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "part_id" INTEGER,
    "part_no" VARCHAR(60) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "charged" INTEGER NOT NULL,
    "unit_price" INTEGER,
    "removed_serial" VARCHAR(80) NOT NULL,
    "fitted_serial" VARCHAR(80) NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "part_use_quantity" CHECK (quantity > 0)
);
CREATE INDEX "part_use_case_id" ON "part_use" ("case_id");
CREATE INDEX "part_use_part_id" ON "part_use" ("part_id");
CREATE TABLE "label_print" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "template" VARCHAR(40) NOT NULL,
    "generation" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "by_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "label_print_asset_id" ON "label_print" ("asset_id");
CREATE INDEX "label_print_by_id" ON "label_print" ("by_id");
CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "entity" VARCHAR(40) NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "added_at" DATETIME NOT NULL,
    "added_by_id" INTEGER,
    FOREIGN KEY ("added_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "attachment_added_by_id" ON "attachment" ("added_by_id");
CREATE INDEX "attachment_of" ON "attachment" ("entity", "entity_id");
CREATE TABLE "attachment_content" (
    "attachment_id" INTEGER NOT NULL PRIMARY KEY,
    "content" BLOB NOT NULL,
    FOREIGN KEY ("attachment_id") REFERENCES "attachment" ("id") ON DELETE RESTRICT
);
CREATE TABLE "change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "by_id" INTEGER,
    "workstation" VARCHAR(60) NOT NULL,
    "act" VARCHAR(36) NOT NULL,
    "entity" VARCHAR(40) NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "field" VARCHAR(40) NOT NULL,
    "old" TEXT,
    "new" TEXT,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "change_by_id" ON "change" ("by_id");
CREATE INDEX "change_of" ON "change" ("entity", "entity_id");
CREATE TABLE "setting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "scope" VARCHAR(60) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "value" TEXT NOT NULL
);
CREATE UNIQUE INDEX "setting_name" ON "setting" ("scope", "name");
CREATE TABLE "saved_view" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "page" VARCHAR(40) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "spec" TEXT NOT NULL
);
CREATE UNIQUE INDEX "view_name" ON "saved_view" ("page", "name");
CREATE TABLE "number_series" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "prefix" VARCHAR(10) NOT NULL,
    "period" VARCHAR(6) NOT NULL,
    "last" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "series_period" ON "number_series" ("prefix", "period");
"""

POSTGRESQL = """
CREATE TABLE "company" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name_zh" VARCHAR(120) COLLATE "C" NOT NULL,
    "name_en" VARCHAR(120) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "hotline" VARCHAR(60) COLLATE "C" NOT NULL,
    "mobile" VARCHAR(60) COLLATE "C" NOT NULL,
    "fax" VARCHAR(60) COLLATE "C" NOT NULL,
    "email" VARCHAR(120) COLLATE "C" NOT NULL,
    "tax_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "bank" VARCHAR(200) COLLATE "C" NOT NULL
);
CREATE TABLE "branch" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "region" VARCHAR(60) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "phone" VARCHAR(60) COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "branch_code" ON "branch" ("code");
CREATE TABLE "depot_user" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "login" VARCHAR(40) COLLATE "C" NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "role" VARCHAR(20) COLLATE "C" NOT NULL,
    "branch_id" INTEGER,
    "active" BOOLEAN NOT NULL,
    FOREIGN KEY ("branch_id") REFERENCES "branch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "depot_user_login" ON "depot_user" ("login");
CREATE INDEX "depot_user_branch_id" ON "depot_user" ("branch_id");
CREATE TABLE "import_batch" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "file_name" VARCHAR(200) COLLATE "C" NOT NULL,
    "sha256" VARCHAR(64) COLLATE "C" NOT NULL,
    "sheet" VARCHAR(60) COLLATE "C" NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" INTEGER,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "rows_read" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "warned" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "already_there" INTEGER NOT NULL,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "import_batch_by_id" ON "import_batch" ("by_id");
CREATE TABLE "import_mapping" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "headings" TEXT COLLATE "C" NOT NULL,
    "mapping" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "mapping_of_headings" ON "import_mapping" ("kind", "headings");
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(120) COLLATE "C" NOT NULL,
    "name_grams" TEXT COLLATE "C" NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "tax_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "level" VARCHAR(20) COLLATE "C" NOT NULL,
    "language" VARCHAR(8) COLLATE "C" NOT NULL,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "customer_code" ON "customer" ("code");
CREATE INDEX "customer_batch_id" ON "customer" ("batch_id");
CREATE UNIQUE INDEX "customer_name" ON "customer" ("name_key");
CREATE TABLE "customer_site" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "post_code" VARCHAR(20) COLLATE "C" NOT NULL,
    "region" VARCHAR(60) COLLATE "C" NOT NULL,
    "rules_note" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "customer_site_customer_id" ON "customer_site" ("customer_id");
CREATE UNIQUE INDEX "site_name" ON "customer_site" ("customer_id", "name");
CREATE TABLE "contact" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "site_id" INTEGER,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "title" VARCHAR(60) COLLATE "C" NOT NULL,
    "phone" VARCHAR(60) COLLATE "C" NOT NULL,
    "mobile" VARCHAR(60) COLLATE "C" NOT NULL,
    "fax" VARCHAR(60) COLLATE "C" NOT NULL,
    "email" VARCHAR(120) COLLATE "C" NOT NULL,
    "is_default" BOOLEAN NOT NULL,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT
);
CREATE INDEX "contact_customer_id" ON "contact" ("customer_id");
CREATE INDEX "contact_site_id" ON "contact" ("site_id");
CREATE UNIQUE INDEX "contact_one_default" ON "contact" ("customer_id") WHERE is_default;
CREATE TABLE "manufacturer" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(120) COLLATE "C" NOT NULL,
    "phone" VARCHAR(60) COLLATE "C" NOT NULL,
    "email" VARCHAR(120) COLLATE "C" NOT NULL,
    "website" VARCHAR(200) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "hours" VARCHAR(120) COLLATE "C" NOT NULL,
    "rma_address" VARCHAR(200) COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "manufacturer_batch_id" ON "manufacturer" ("batch_id");
CREATE UNIQUE INDEX "manufacturer_name" ON "manufacturer" ("name_key");
CREATE TABLE "product_model" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "manufacturer_id" INTEGER NOT NULL,
    "product_name" VARCHAR(120) COLLATE "C" NOT NULL,
    "model_code" VARCHAR(80) COLLATE "C" NOT NULL,
    "model_norm" VARCHAR(80) COLLATE "C" NOT NULL,
    "unit" VARCHAR(20) COLLATE "C" NOT NULL,
    "warranty_months" INTEGER,
    "function_group" VARCHAR(60) COLLATE "C" NOT NULL,
    "discontinued_on" DATE,
    "spares_until" DATE,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "product_model_manufacturer_id" ON "product_model" ("manufacturer_id");
CREATE INDEX "product_model_batch_id" ON "product_model" ("batch_id");
CREATE UNIQUE INDEX "model_of_manufacturer" ON "product_model" ("manufacturer_id", "model_norm");
CREATE INDEX "model_norm" ON "product_model" ("model_norm");
CREATE TABLE "part" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "part_no" VARCHAR(60) COLLATE "C" NOT NULL,
    "part_norm" VARCHAR(60) COLLATE "C" NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "spec" VARCHAR(120) COLLATE "C" NOT NULL,
    "manufacturer_id" INTEGER,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "unit" VARCHAR(20) COLLATE "C" NOT NULL,
    "serialised" BOOLEAN NOT NULL,
    "decimals" INTEGER NOT NULL,
    "safety_stock" INTEGER NOT NULL,
    "reference_cost" BIGINT,
    "initial_price" BIGINT,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("manufacturer_id") REFERENCES "manufacturer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "part_safety_stock" CHECK (safety_stock >= 0),
    CONSTRAINT "part_cost" CHECK (reference_cost >= 0),
    CONSTRAINT "part_price" CHECK (initial_price >= 0)
);
CREATE UNIQUE INDEX "part_code" ON "part" ("code");
CREATE INDEX "part_manufacturer_id" ON "part" ("manufacturer_id");
CREATE INDEX "part_batch_id" ON "part" ("batch_id");
CREATE UNIQUE INDEX "part_no" ON "part" ("part_norm");
CREATE TABLE "part_fit" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "position" VARCHAR(60) COLLATE "C" NOT NULL,
    "origin" VARCHAR(20) COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fit_quantity" CHECK (quantity > 0)
);
CREATE INDEX "part_fit_part_id" ON "part_fit" ("part_id");
CREATE INDEX "part_fit_model_id" ON "part_fit" ("model_id");
CREATE INDEX "part_fit_batch_id" ON "part_fit" ("batch_id");
CREATE UNIQUE INDEX "part_fits_model" ON "part_fit" ("part_id", "model_id");
CREATE TABLE "opening_stock" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "part_id" INTEGER NOT NULL,
    "bin" VARCHAR(40) COLLATE "C" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_cost" BIGINT,
    "batch_id" INTEGER,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "opening_quantity" CHECK (quantity >= 0),
    CONSTRAINT "opening_cost" CHECK (unit_cost >= 0)
);
CREATE INDEX "opening_stock_part_id" ON "opening_stock" ("part_id");
CREATE INDEX "opening_stock_batch_id" ON "opening_stock" ("batch_id");
CREATE UNIQUE INDEX "opening_of_bin" ON "opening_stock" ("part_id", "bin");
CREATE TABLE "contract" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(60) COLLATE "C" NOT NULL,
    "number_norm" VARCHAR(60) COLLATE "C" NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "title" VARCHAR(200) COLLATE "C" NOT NULL,
    "signed_on" DATE,
    "accepted_on" DATE,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT
);
CREATE INDEX "contract_customer_id" ON "contract" ("customer_id");
CREATE INDEX "contract_batch_id" ON "contract" ("batch_id");
CREATE UNIQUE INDEX "contract_number" ON "contract" ("number_norm");
CREATE TABLE "asset" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "model_id" INTEGER NOT NULL,
    "serial_no" VARCHAR(80) COLLATE "C" NOT NULL,
    "serial_norm" VARCHAR(80) COLLATE "C" NOT NULL,
    "customer_id" INTEGER,
    "site_id" INTEGER,
    "contract_id" INTEGER,
    "location_text" VARCHAR(120) COLLATE "C" NOT NULL,
    "owner" VARCHAR(20) COLLATE "C" NOT NULL,
    "role" VARCHAR(20) COLLATE "C" NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "made_on" DATE,
    "ex_works_on" DATE,
    "sold_on" DATE,
    "delivered_on" DATE,
    "installed_on" DATE,
    "completed_on" DATE,
    "accepted_on" DATE,
    "warranty_months" INTEGER,
    "replaced_by_id" INTEGER,
    "label_printed_at" TIMESTAMP,
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("model_id") REFERENCES "product_model" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("site_id") REFERENCES "customer_site" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contract_id") REFERENCES "contract" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("replaced_by_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "asset_months" CHECK (warranty_months BETWEEN 0 AND 600),
    CONSTRAINT "asset_accepted_after_delivery" CHECK (accepted_on >= delivered_on),
    CONSTRAINT "asset_replaced_has_successor" CHECK ((state = 'replaced') = (replaced_by_id IS NOT NULL))
);
CREATE UNIQUE INDEX "asset_code" ON "asset" ("code");
CREATE INDEX "asset_customer_id" ON "asset" ("customer_id");
CREATE INDEX "asset_site_id" ON "asset" ("site_id");
CREATE INDEX "asset_contract_id" ON "asset" ("contract_id");
CREATE INDEX "asset_sold_on" ON "asset" ("sold_on");
CREATE INDEX "asset_accepted_on" ON "asset" ("accepted_on");
CREATE INDEX "asset_replaced_by_id" ON "asset" ("replaced_by_id");
CREATE INDEX "asset_batch_id" ON "asset" ("batch_id");
CREATE UNIQUE INDEX "asset_serial" ON "asset" ("model_id", "serial_norm");
CREATE INDEX "asset_serial_norm" ON "asset" ("serial_norm");
CREATE TABLE "asset_event" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "by_id" INTEGER,
    "note" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "asset_event_asset_id" ON "asset_event" ("asset_id");
CREATE INDEX "asset_event_by_id" ON "asset_event" ("by_id");
CREATE TABLE "service_case" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "case_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "case_norm" VARCHAR(40) COLLATE "C" NOT NULL,
    "asset_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "customer_name" VARCHAR(120) COLLATE "C" NOT NULL,
    "contact_name" VARCHAR(60) COLLATE "C" NOT NULL,
    "contact_phone" VARCHAR(60) COLLATE "C" NOT NULL,
    "address" VARCHAR(200) COLLATE "C" NOT NULL,
    "location_text" VARCHAR(120) COLLATE "C" NOT NULL,
    "channel" VARCHAR(20) COLLATE "C" NOT NULL,
    "reporter" VARCHAR(60) COLLATE "C" NOT NULL,
    "level" VARCHAR(20) COLLATE "C" NOT NULL,
    "symptom" TEXT COLLATE "C" NOT NULL,
    "state" VARCHAR(20) COLLATE "C" NOT NULL,
    "reported_at" TIMESTAMP NOT NULL,
    "recorded_at" TIMESTAMP NOT NULL,
    "responded_at" TIMESTAMP,
    "arrived_at" TIMESTAMP,
    "restored_at" TIMESTAMP,
    "cover_status" VARCHAR(20) COLLATE "C" NOT NULL,
    "cover_last_day" DATE,
    "cause" TEXT COLLATE "C" NOT NULL,
    "user_damage" VARCHAR(10) COLLATE "C" NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "charged" BOOLEAN NOT NULL,
    "fee" BIGINT NOT NULL,
    "loaner_no" VARCHAR(40) COLLATE "C" NOT NULL,
    "engineer" VARCHAR(60) COLLATE "C" NOT NULL,
    "confirmed_by" VARCHAR(60) COLLATE "C" NOT NULL,
    "satisfaction" VARCHAR(20) COLLATE "C",
    "remark" TEXT COLLATE "C" NOT NULL,
    "batch_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT,
    CONSTRAINT "case_fee" CHECK (fee >= 0),
    CONSTRAINT "case_responded_after_report" CHECK (responded_at >= reported_at),
    CONSTRAINT "case_arrived_after_report" CHECK (arrived_at >= reported_at),
    CONSTRAINT "case_restored_after_report" CHECK (restored_at >= reported_at)
);
CREATE UNIQUE INDEX "service_case_code" ON "service_case" ("code");
CREATE INDEX "service_case_batch_id" ON "service_case" ("batch_id");
CREATE UNIQUE INDEX "case_no" ON "service_case" ("case_norm");
CREATE INDEX "case_of_asset" ON "service_case" ("asset_id", "reported_at");
CREATE INDEX "case_of_customer" ON "service_case" ("customer_id", "reported_at");
CREATE TABLE "part_use" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "part_id" INTEGER,
    "part_no" VARCHAR(60) COLLATE "C" NOT NULL,
    "name" VARCHAR(120) COLLATE "C" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "charged" BOOLEAN NOT NULL,
    "unit_price" BIGINT,
    "removed_serial" VARCHAR(80) COLLATE "C" NOT NULL,
    "fitted_serial" VARCHAR(80) COLLATE "C" NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "service_case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "part" ("id") ON DELETE RESTRICT,
    CONSTRAINT "part_use_quantity" CHECK (quantity > 0)
);
CREATE INDEX "part_use_case_id" ON "part_use" ("case_id");
CREATE INDEX "part_use_part_id" ON "part_use" ("part_id");
CREATE TABLE "label_print" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "asset_id" INTEGER NOT NULL,
    "template" VARCHAR(40) COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" INTEGER,
    FOREIGN KEY ("asset_id") REFERENCES "asset" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "label_print_asset_id" ON "label_print" ("asset_id");
CREATE INDEX "label_print_by_id" ON "label_print" ("by_id");
CREATE TABLE "attachment" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "entity" VARCHAR(40) COLLATE "C" NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "media_type" VARCHAR(100) COLLATE "C" NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" VARCHAR(64) COLLATE "C" NOT NULL,
    "added_at" TIMESTAMP NOT NULL,
    "added_by_id" INTEGER,
    FOREIGN KEY ("added_by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "attachment_added_by_id" ON "attachment" ("added_by_id");
CREATE INDEX "attachment_of" ON "attachment" ("entity", "entity_id");
CREATE TABLE "attachment_content" (
    "attachment_id" INTEGER NOT NULL PRIMARY KEY,
    "content" BYTEA NOT NULL,
    FOREIGN KEY ("attachment_id") REFERENCES "attachment" ("id") ON DELETE RESTRICT
);
CREATE TABLE "change" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "by_id" INTEGER,
    "workstation" VARCHAR(60) COLLATE "C" NOT NULL,
    "act" VARCHAR(36) COLLATE "C" NOT NULL,
    "entity" VARCHAR(40) COLLATE "C" NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "field" VARCHAR(40) COLLATE "C" NOT NULL,
    "old" TEXT COLLATE "C",
    "new" TEXT COLLATE "C",
    "reason" TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY ("by_id") REFERENCES "depot_user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "change_by_id" ON "change" ("by_id");
CREATE INDEX "change_of" ON "change" ("entity", "entity_id");
CREATE TABLE "setting" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "scope" VARCHAR(60) COLLATE "C" NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "setting_name" ON "setting" ("scope", "name");
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "page" VARCHAR(40) COLLATE "C" NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "spec" TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX "view_name" ON "saved_view" ("page", "name");
CREATE TABLE "number_series" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "prefix" VARCHAR(10) COLLATE "C" NOT NULL,
    "period" VARCHAR(6) COLLATE "C" NOT NULL,
    "last" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "series_period" ON "number_series" ("prefix", "period");
"""

# Fragments of serials by trigrams; names by pairs of characters, because two Chinese characters
# are a usual query and trigrams find nothing under three.
SQLITE_SEARCH = """
CREATE VIRTUAL TABLE asset_serial_fts USING fts5(serial_norm, content='asset', content_rowid='id', tokenize='trigram');
CREATE TRIGGER asset_serial_fts_insert AFTER INSERT ON asset BEGIN
    INSERT INTO asset_serial_fts (rowid, serial_norm) VALUES (new.id, new.serial_norm); END;
CREATE TRIGGER asset_serial_fts_delete AFTER DELETE ON asset BEGIN
    INSERT INTO asset_serial_fts (asset_serial_fts, rowid, serial_norm) VALUES ('delete', old.id, old.serial_norm); END;
CREATE TRIGGER asset_serial_fts_update AFTER UPDATE OF serial_norm ON asset BEGIN
    INSERT INTO asset_serial_fts (asset_serial_fts, rowid, serial_norm) VALUES ('delete', old.id, old.serial_norm);
    INSERT INTO asset_serial_fts (rowid, serial_norm) VALUES (new.id, new.serial_norm); END;
CREATE VIRTUAL TABLE customer_name_fts USING fts5(name_grams, content='customer', content_rowid='id');
CREATE TRIGGER customer_name_fts_insert AFTER INSERT ON customer BEGIN
    INSERT INTO customer_name_fts (rowid, name_grams) VALUES (new.id, new.name_grams); END;
CREATE TRIGGER customer_name_fts_delete AFTER DELETE ON customer BEGIN
    INSERT INTO customer_name_fts (customer_name_fts, rowid, name_grams) VALUES ('delete', old.id, old.name_grams); END;
CREATE TRIGGER customer_name_fts_update AFTER UPDATE OF name_grams ON customer BEGIN
    INSERT INTO customer_name_fts (customer_name_fts, rowid, name_grams) VALUES ('delete', old.id, old.name_grams);
    INSERT INTO customer_name_fts (rowid, name_grams) VALUES (new.id, new.name_grams); END;
"""

POSTGRESQL_SEARCH = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX asset_serial_trigrams ON asset USING gin (serial_norm gin_trgm_ops);
CREATE INDEX customer_name_grams ON customer USING gin (string_to_array(name_grams, ' '));
"""

APPEND_ONLY = ("asset_event", "change", "label_print")


def up(migrator, db):
    sqlite = isinstance(db, SqliteDatabase)
    for script in (SQLITE, SQLITE_SEARCH) if sqlite else (POSTGRESQL, POSTGRESQL_SEARCH):
        for statement in _statements(script):
            db.execute_sql(statement)
    if not sqlite:
        db.execute_sql(
            "CREATE FUNCTION refuse_edit() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append_only: %%', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            body = "FOR EACH ROW EXECUTE FUNCTION refuse_edit()"
            if sqlite:
                body = "BEGIN SELECT RAISE(ABORT, 'append_only'); END"
            db.execute_sql(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {body}")


def _statements(script):
    """Statements end with ";" at the end of a line; a trigger's inner ones are indented."""
    statement = []
    for line in script.strip().splitlines():
        statement.append(line)
        whole = "\n".join(statement)
        if line.endswith(";") and ("BEGIN" not in whole or line.endswith("END;")):
            yield whole.rstrip(";") if "BEGIN" not in whole else whole
            statement = []

