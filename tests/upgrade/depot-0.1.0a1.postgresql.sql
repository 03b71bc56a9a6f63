SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE FUNCTION public.refuse_edit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'append_only: %', TG_TABLE_NAME; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.asset (
    id integer NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    model_id integer NOT NULL,
    serial_no character varying(80) NOT NULL COLLATE pg_catalog."C",
    serial_norm character varying(80) NOT NULL COLLATE pg_catalog."C",
    customer_id integer,
    site_id integer,
    contract_id integer,
    location_text character varying(120) NOT NULL COLLATE pg_catalog."C",
    owner character varying(20) NOT NULL COLLATE pg_catalog."C",
    role character varying(20) NOT NULL COLLATE pg_catalog."C",
    state character varying(20) NOT NULL COLLATE pg_catalog."C",
    made_on date,
    ex_works_on date,
    sold_on date,
    delivered_on date,
    installed_on date,
    completed_on date,
    accepted_on date,
    warranty_months integer,
    replaced_by_id integer,
    label_printed_at timestamp without time zone,
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer,
    CONSTRAINT asset_accepted_after_delivery CHECK ((accepted_on >= delivered_on)),
    CONSTRAINT asset_months CHECK (((warranty_months >= 0) AND (warranty_months <= 600))),
    CONSTRAINT asset_replaced_has_successor CHECK ((((state)::text = 'replaced'::text) = (replaced_by_id IS NOT NULL)))
);
CREATE TABLE public.asset_event (
    id integer NOT NULL,
    asset_id integer NOT NULL,
    at timestamp without time zone NOT NULL,
    kind character varying(20) NOT NULL COLLATE pg_catalog."C",
    by_id integer,
    note text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.asset_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.asset_event_id_seq OWNED BY public.asset_event.id;
CREATE SEQUENCE public.asset_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.asset_id_seq OWNED BY public.asset.id;
CREATE TABLE public.attachment (
    id integer NOT NULL,
    entity character varying(40) NOT NULL COLLATE pg_catalog."C",
    entity_id integer NOT NULL,
    name character varying(200) NOT NULL COLLATE pg_catalog."C",
    media_type character varying(100) NOT NULL COLLATE pg_catalog."C",
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL COLLATE pg_catalog."C",
    added_at timestamp without time zone NOT NULL,
    added_by_id integer
);
CREATE TABLE public.attachment_content (
    attachment_id integer NOT NULL,
    content bytea NOT NULL
);
CREATE SEQUENCE public.attachment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attachment_id_seq OWNED BY public.attachment.id;
CREATE TABLE public.branch (
    id integer NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    region character varying(60) NOT NULL COLLATE pg_catalog."C",
    address character varying(200) NOT NULL COLLATE pg_catalog."C",
    phone character varying(60) NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.branch_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.branch_id_seq OWNED BY public.branch.id;
CREATE TABLE public.change (
    id integer NOT NULL,
    at timestamp without time zone NOT NULL,
    by_id integer,
    workstation character varying(60) NOT NULL COLLATE pg_catalog."C",
    act character varying(36) NOT NULL COLLATE pg_catalog."C",
    entity character varying(40) NOT NULL COLLATE pg_catalog."C",
    entity_id integer NOT NULL,
    field character varying(40) NOT NULL COLLATE pg_catalog."C",
    old text COLLATE pg_catalog."C",
    new text COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.change_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.change_id_seq OWNED BY public.change.id;
CREATE TABLE public.company (
    id integer NOT NULL,
    version integer NOT NULL,
    name_zh character varying(120) NOT NULL COLLATE pg_catalog."C",
    name_en character varying(120) NOT NULL COLLATE pg_catalog."C",
    address character varying(200) NOT NULL COLLATE pg_catalog."C",
    hotline character varying(60) NOT NULL COLLATE pg_catalog."C",
    mobile character varying(60) NOT NULL COLLATE pg_catalog."C",
    fax character varying(60) NOT NULL COLLATE pg_catalog."C",
    email character varying(120) NOT NULL COLLATE pg_catalog."C",
    tax_no character varying(40) NOT NULL COLLATE pg_catalog."C",
    bank character varying(200) NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.company_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.company_id_seq OWNED BY public.company.id;
CREATE TABLE public.contact (
    id integer NOT NULL,
    version integer NOT NULL,
    customer_id integer NOT NULL,
    site_id integer,
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    title character varying(60) NOT NULL COLLATE pg_catalog."C",
    phone character varying(60) NOT NULL COLLATE pg_catalog."C",
    mobile character varying(60) NOT NULL COLLATE pg_catalog."C",
    fax character varying(60) NOT NULL COLLATE pg_catalog."C",
    email character varying(120) NOT NULL COLLATE pg_catalog."C",
    is_default boolean NOT NULL
);
CREATE SEQUENCE public.contact_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.contact_id_seq OWNED BY public.contact.id;
CREATE TABLE public.contract (
    id integer NOT NULL,
    version integer NOT NULL,
    number character varying(60) NOT NULL COLLATE pg_catalog."C",
    number_norm character varying(60) NOT NULL COLLATE pg_catalog."C",
    customer_id integer NOT NULL,
    title character varying(200) NOT NULL COLLATE pg_catalog."C",
    signed_on date,
    accepted_on date,
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer
);
CREATE SEQUENCE public.contract_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.contract_id_seq OWNED BY public.contract.id;
CREATE TABLE public.customer (
    id integer NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    name_key character varying(120) NOT NULL COLLATE pg_catalog."C",
    name_grams text NOT NULL COLLATE pg_catalog."C",
    kind character varying(20) NOT NULL COLLATE pg_catalog."C",
    tax_no character varying(40) NOT NULL COLLATE pg_catalog."C",
    level character varying(20) NOT NULL COLLATE pg_catalog."C",
    language character varying(8) NOT NULL COLLATE pg_catalog."C",
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer
);
CREATE SEQUENCE public.customer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.customer_id_seq OWNED BY public.customer.id;
CREATE TABLE public.customer_site (
    id integer NOT NULL,
    version integer NOT NULL,
    customer_id integer NOT NULL,
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    address character varying(200) NOT NULL COLLATE pg_catalog."C",
    post_code character varying(20) NOT NULL COLLATE pg_catalog."C",
    region character varying(60) NOT NULL COLLATE pg_catalog."C",
    rules_note text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.customer_site_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.customer_site_id_seq OWNED BY public.customer_site.id;
CREATE TABLE public.depot_user (
    id integer NOT NULL,
    version integer NOT NULL,
    login character varying(40) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    role character varying(20) NOT NULL COLLATE pg_catalog."C",
    branch_id integer,
    active boolean NOT NULL
);
CREATE SEQUENCE public.depot_user_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.depot_user_id_seq OWNED BY public.depot_user.id;
CREATE TABLE public.import_batch (
    id integer NOT NULL,
    kind character varying(20) NOT NULL COLLATE pg_catalog."C",
    file_name character varying(200) NOT NULL COLLATE pg_catalog."C",
    sha256 character varying(64) NOT NULL COLLATE pg_catalog."C",
    sheet character varying(60) NOT NULL COLLATE pg_catalog."C",
    at timestamp without time zone NOT NULL,
    by_id integer,
    state character varying(20) NOT NULL COLLATE pg_catalog."C",
    rows_read integer NOT NULL,
    accepted integer NOT NULL,
    warned integer NOT NULL,
    rejected integer NOT NULL,
    already_there integer NOT NULL
);
CREATE SEQUENCE public.import_batch_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.import_batch_id_seq OWNED BY public.import_batch.id;
CREATE TABLE public.import_mapping (
    id integer NOT NULL,
    kind character varying(20) NOT NULL COLLATE pg_catalog."C",
    headings text NOT NULL COLLATE pg_catalog."C",
    mapping text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.import_mapping_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.import_mapping_id_seq OWNED BY public.import_mapping.id;
CREATE TABLE public.label_print (
    id integer NOT NULL,
    asset_id integer NOT NULL,
    template character varying(40) NOT NULL COLLATE pg_catalog."C",
    generation integer NOT NULL,
    at timestamp without time zone NOT NULL,
    by_id integer
);
CREATE SEQUENCE public.label_print_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.label_print_id_seq OWNED BY public.label_print.id;
CREATE TABLE public.manufacturer (
    id integer NOT NULL,
    version integer NOT NULL,
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    name_key character varying(120) NOT NULL COLLATE pg_catalog."C",
    phone character varying(60) NOT NULL COLLATE pg_catalog."C",
    email character varying(120) NOT NULL COLLATE pg_catalog."C",
    website character varying(200) NOT NULL COLLATE pg_catalog."C",
    address character varying(200) NOT NULL COLLATE pg_catalog."C",
    hours character varying(120) NOT NULL COLLATE pg_catalog."C",
    rma_address character varying(200) NOT NULL COLLATE pg_catalog."C",
    batch_id integer
);
CREATE SEQUENCE public.manufacturer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.manufacturer_id_seq OWNED BY public.manufacturer.id;
CREATE TABLE public.number_series (
    id integer NOT NULL,
    prefix character varying(10) NOT NULL COLLATE pg_catalog."C",
    period character varying(6) NOT NULL COLLATE pg_catalog."C",
    last integer NOT NULL
);
CREATE SEQUENCE public.number_series_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.number_series_id_seq OWNED BY public.number_series.id;
CREATE TABLE public.opening_stock (
    id integer NOT NULL,
    part_id integer NOT NULL,
    bin character varying(40) NOT NULL COLLATE pg_catalog."C",
    quantity integer NOT NULL,
    unit_cost bigint,
    batch_id integer,
    CONSTRAINT opening_cost CHECK ((unit_cost >= 0)),
    CONSTRAINT opening_quantity CHECK ((quantity >= 0))
);
CREATE SEQUENCE public.opening_stock_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.opening_stock_id_seq OWNED BY public.opening_stock.id;
CREATE TABLE public.part (
    id integer NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    part_no character varying(60) NOT NULL COLLATE pg_catalog."C",
    part_norm character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    spec character varying(120) NOT NULL COLLATE pg_catalog."C",
    manufacturer_id integer,
    kind character varying(20) NOT NULL COLLATE pg_catalog."C",
    unit character varying(20) NOT NULL COLLATE pg_catalog."C",
    serialised boolean NOT NULL,
    decimals integer NOT NULL,
    safety_stock integer NOT NULL,
    reference_cost bigint,
    initial_price bigint,
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer,
    CONSTRAINT part_cost CHECK ((reference_cost >= 0)),
    CONSTRAINT part_price CHECK ((initial_price >= 0)),
    CONSTRAINT part_safety_stock CHECK ((safety_stock >= 0))
);
CREATE TABLE public.part_fit (
    id integer NOT NULL,
    part_id integer NOT NULL,
    model_id integer NOT NULL,
    quantity integer NOT NULL,
    "position" character varying(60) NOT NULL COLLATE pg_catalog."C",
    origin character varying(20) NOT NULL COLLATE pg_catalog."C",
    batch_id integer,
    CONSTRAINT fit_quantity CHECK ((quantity > 0))
);
CREATE SEQUENCE public.part_fit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.part_fit_id_seq OWNED BY public.part_fit.id;
CREATE SEQUENCE public.part_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.part_id_seq OWNED BY public.part.id;
CREATE TABLE public.part_use (
    id integer NOT NULL,
    case_id integer NOT NULL,
    part_id integer,
    part_no character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(120) NOT NULL COLLATE pg_catalog."C",
    quantity integer NOT NULL,
    charged boolean NOT NULL,
    unit_price bigint,
    removed_serial character varying(80) NOT NULL COLLATE pg_catalog."C",
    fitted_serial character varying(80) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT part_use_quantity CHECK ((quantity > 0))
);
CREATE SEQUENCE public.part_use_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.part_use_id_seq OWNED BY public.part_use.id;
CREATE TABLE public.product_model (
    id integer NOT NULL,
    version integer NOT NULL,
    manufacturer_id integer NOT NULL,
    product_name character varying(120) NOT NULL COLLATE pg_catalog."C",
    model_code character varying(80) NOT NULL COLLATE pg_catalog."C",
    model_norm character varying(80) NOT NULL COLLATE pg_catalog."C",
    unit character varying(20) NOT NULL COLLATE pg_catalog."C",
    warranty_months integer,
    function_group character varying(60) NOT NULL COLLATE pg_catalog."C",
    discontinued_on date,
    spares_until date,
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer
);
CREATE SEQUENCE public.product_model_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.product_model_id_seq OWNED BY public.product_model.id;
CREATE TABLE public.saved_view (
    id integer NOT NULL,
    page character varying(40) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    spec text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.saved_view_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.saved_view_id_seq OWNED BY public.saved_view.id;
CREATE TABLE public.schema_migration (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.schema_migration_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_migration_id_seq OWNED BY public.schema_migration.id;
CREATE TABLE public.service_case (
    id integer NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    case_no character varying(40) NOT NULL COLLATE pg_catalog."C",
    case_norm character varying(40) NOT NULL COLLATE pg_catalog."C",
    asset_id integer NOT NULL,
    customer_id integer NOT NULL,
    customer_name character varying(120) NOT NULL COLLATE pg_catalog."C",
    contact_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    contact_phone character varying(60) NOT NULL COLLATE pg_catalog."C",
    address character varying(200) NOT NULL COLLATE pg_catalog."C",
    location_text character varying(120) NOT NULL COLLATE pg_catalog."C",
    channel character varying(20) NOT NULL COLLATE pg_catalog."C",
    reporter character varying(60) NOT NULL COLLATE pg_catalog."C",
    level character varying(20) NOT NULL COLLATE pg_catalog."C",
    symptom text NOT NULL COLLATE pg_catalog."C",
    state character varying(20) NOT NULL COLLATE pg_catalog."C",
    reported_at timestamp without time zone NOT NULL,
    recorded_at timestamp without time zone NOT NULL,
    responded_at timestamp without time zone,
    arrived_at timestamp without time zone,
    restored_at timestamp without time zone,
    cover_status character varying(20) NOT NULL COLLATE pg_catalog."C",
    cover_last_day date,
    cause text NOT NULL COLLATE pg_catalog."C",
    user_damage character varying(10) NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL COLLATE pg_catalog."C",
    charged boolean NOT NULL,
    fee bigint NOT NULL,
    loaner_no character varying(40) NOT NULL COLLATE pg_catalog."C",
    engineer character varying(60) NOT NULL COLLATE pg_catalog."C",
    confirmed_by character varying(60) NOT NULL COLLATE pg_catalog."C",
    satisfaction character varying(20) COLLATE pg_catalog."C",
    remark text NOT NULL COLLATE pg_catalog."C",
    batch_id integer,
    CONSTRAINT case_arrived_after_report CHECK ((arrived_at >= reported_at)),
    CONSTRAINT case_fee CHECK ((fee >= 0)),
    CONSTRAINT case_responded_after_report CHECK ((responded_at >= reported_at)),
    CONSTRAINT case_restored_after_report CHECK ((restored_at >= reported_at))
);
CREATE SEQUENCE public.service_case_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.service_case_id_seq OWNED BY public.service_case.id;
CREATE TABLE public.setting (
    id integer NOT NULL,
    scope character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.setting_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.setting_id_seq OWNED BY public.setting.id;
ALTER TABLE ONLY public.asset ALTER COLUMN id SET DEFAULT nextval('public.asset_id_seq'::regclass);
ALTER TABLE ONLY public.asset_event ALTER COLUMN id SET DEFAULT nextval('public.asset_event_id_seq'::regclass);
ALTER TABLE ONLY public.attachment ALTER COLUMN id SET DEFAULT nextval('public.attachment_id_seq'::regclass);
ALTER TABLE ONLY public.branch ALTER COLUMN id SET DEFAULT nextval('public.branch_id_seq'::regclass);
ALTER TABLE ONLY public.change ALTER COLUMN id SET DEFAULT nextval('public.change_id_seq'::regclass);
ALTER TABLE ONLY public.company ALTER COLUMN id SET DEFAULT nextval('public.company_id_seq'::regclass);
ALTER TABLE ONLY public.contact ALTER COLUMN id SET DEFAULT nextval('public.contact_id_seq'::regclass);
ALTER TABLE ONLY public.contract ALTER COLUMN id SET DEFAULT nextval('public.contract_id_seq'::regclass);
ALTER TABLE ONLY public.customer ALTER COLUMN id SET DEFAULT nextval('public.customer_id_seq'::regclass);
ALTER TABLE ONLY public.customer_site ALTER COLUMN id SET DEFAULT nextval('public.customer_site_id_seq'::regclass);
ALTER TABLE ONLY public.depot_user ALTER COLUMN id SET DEFAULT nextval('public.depot_user_id_seq'::regclass);
ALTER TABLE ONLY public.import_batch ALTER COLUMN id SET DEFAULT nextval('public.import_batch_id_seq'::regclass);
ALTER TABLE ONLY public.import_mapping ALTER COLUMN id SET DEFAULT nextval('public.import_mapping_id_seq'::regclass);
ALTER TABLE ONLY public.label_print ALTER COLUMN id SET DEFAULT nextval('public.label_print_id_seq'::regclass);
ALTER TABLE ONLY public.manufacturer ALTER COLUMN id SET DEFAULT nextval('public.manufacturer_id_seq'::regclass);
ALTER TABLE ONLY public.number_series ALTER COLUMN id SET DEFAULT nextval('public.number_series_id_seq'::regclass);
ALTER TABLE ONLY public.opening_stock ALTER COLUMN id SET DEFAULT nextval('public.opening_stock_id_seq'::regclass);
ALTER TABLE ONLY public.part ALTER COLUMN id SET DEFAULT nextval('public.part_id_seq'::regclass);
ALTER TABLE ONLY public.part_fit ALTER COLUMN id SET DEFAULT nextval('public.part_fit_id_seq'::regclass);
ALTER TABLE ONLY public.part_use ALTER COLUMN id SET DEFAULT nextval('public.part_use_id_seq'::regclass);
ALTER TABLE ONLY public.product_model ALTER COLUMN id SET DEFAULT nextval('public.product_model_id_seq'::regclass);
ALTER TABLE ONLY public.saved_view ALTER COLUMN id SET DEFAULT nextval('public.saved_view_id_seq'::regclass);
ALTER TABLE ONLY public.schema_migration ALTER COLUMN id SET DEFAULT nextval('public.schema_migration_id_seq'::regclass);
ALTER TABLE ONLY public.service_case ALTER COLUMN id SET DEFAULT nextval('public.service_case_id_seq'::regclass);
ALTER TABLE ONLY public.setting ALTER COLUMN id SET DEFAULT nextval('public.setting_id_seq'::regclass);
INSERT INTO public.asset VALUES (1, 1, 'A7K3M9Q27', 1, '000046', '000046', 1, 1, 1, '', 'customer', 'customer_unit', 'in_service', NULL, NULL, NULL, NULL, NULL, NULL, '2024-02-29', 36, NULL, '2026-11-22 02:00:00', '', 1);
INSERT INTO public.asset VALUES (2, 1, 'A0000002Q', 1, 'ａb-17', 'AB-17', 1, 1, 1, '', 'customer', 'customer_unit', 'replaced', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, '', 1);
INSERT INTO public.asset_event VALUES (1, 2, '2026-11-22 02:00:00', 'swapped_out', 1, '整机更换');
INSERT INTO public.attachment VALUES (1, 'asset', 1, '保修卡.txt', 'text/plain', 10, 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', '2026-11-22 02:00:00', 1);
INSERT INTO public.attachment_content VALUES (1, '\xe4bf9de4bfaee58da10a');
INSERT INTO public.branch VALUES (1, 1, 'JN', '济南分公司', '', '', '');
INSERT INTO public.change VALUES (1, '2026-11-22 02:00:00', 1, '', '1', 'asset', 1, 'remark', '', '已验收', '');
INSERT INTO public.company VALUES (1, 1, '鲁北设备服务有限公司', '', '', '400-618-0531', '', '', '', '', '');
INSERT INTO public.contact VALUES (1, 1, 1, 1, '赵敏', '', '0531-88662143', '', '', '', true);
INSERT INTO public.contract VALUES (1, 1, 'HT2024-001', 'HT2024-001', 1, '', NULL, NULL, '', NULL);
INSERT INTO public.customer VALUES (1, 1, 'C00001', '济南市第三人民医院', '济南市第三人民医院', '济南 南市 市第 第三 三人 人民 民医 医院 院', 'organisation', '', '', '', '', 1);
INSERT INTO public.customer_site VALUES (1, 1, 1, '门诊三楼', '', '', '', '');
INSERT INTO public.depot_user VALUES (1, 1, 'wangfang', '王芳', 'keeper', 1, true);
INSERT INTO public.import_batch VALUES (1, 'assets', '台账.xlsx', '0000000000000000000000000000000000000000000000000000000000000000', '', '2026-11-22 02:00:00', 1, 'done', 0, 0, 0, 0, 0);
INSERT INTO public.import_mapping VALUES (1, 'assets', '["出厂编号"]', '{"出厂编号": "serial_no"}');
INSERT INTO public.label_print VALUES (1, 1, 'roll-50x30', 1, '2026-11-22 02:00:00', 1);
INSERT INTO public.manufacturer VALUES (1, 1, '欧姆龙', '欧姆龙', '', '', '', '', '', '', NULL);
INSERT INTO public.number_series VALUES (1, 'WX', '202611', 1);
INSERT INTO public.opening_stock VALUES (1, 1, 'A-01-01', 5, 21610, NULL);
INSERT INTO public.part VALUES (1, 1, 'P7K3M9Q2Q', 'BP-0001', 'BP-0001', '袖带', '', NULL, 'spare_part', '个', false, 0, 0, NULL, 23730, '', NULL);
INSERT INTO public.part_fit VALUES (1, 1, 1, 1, '', 'oem', NULL);
INSERT INTO public.part_use VALUES (1, 1, 1, 'BP-0001', '袖带', 1, false, 23730, '', '');
INSERT INTO public.product_model VALUES (1, 1, 1, '电子血压计', 'HEM-7136', 'HEM-7136', '台', 36, '', NULL, NULL, '', NULL);
INSERT INTO public.saved_view VALUES (1, 'assets', '在保', '{}');
INSERT INTO public.schema_migration VALUES (1, '0001_initial', '2026-11-22 19:42:33.387744');
INSERT INTO public.service_case VALUES (1, 1, 'C7K3M9Q2D', 'WX202611000001', 'WX202611000001', 1, 1, '', '', '', '', '', 'phone', '', '', '充气后不显示', 'restored', '2026-11-22 02:00:00', '2026-11-22 02:00:00', NULL, NULL, '2026-11-22 02:00:00', '', NULL, '', 'no', '', false, 59556, '', '', '', NULL, '', NULL);
INSERT INTO public.setting VALUES (1, 'depot', 'obligation.spares_months', '48');
SELECT pg_catalog.setval('public.asset_event_id_seq', 1, true);
SELECT pg_catalog.setval('public.asset_id_seq', 2, true);
SELECT pg_catalog.setval('public.attachment_id_seq', 1, true);
SELECT pg_catalog.setval('public.branch_id_seq', 1, true);
SELECT pg_catalog.setval('public.change_id_seq', 1, true);
SELECT pg_catalog.setval('public.company_id_seq', 1, true);
SELECT pg_catalog.setval('public.contact_id_seq', 1, true);
SELECT pg_catalog.setval('public.contract_id_seq', 1, true);
SELECT pg_catalog.setval('public.customer_id_seq', 1, true);
SELECT pg_catalog.setval('public.customer_site_id_seq', 1, true);
SELECT pg_catalog.setval('public.depot_user_id_seq', 1, true);
SELECT pg_catalog.setval('public.import_batch_id_seq', 1, true);
SELECT pg_catalog.setval('public.import_mapping_id_seq', 1, true);
SELECT pg_catalog.setval('public.label_print_id_seq', 1, true);
SELECT pg_catalog.setval('public.manufacturer_id_seq', 1, true);
SELECT pg_catalog.setval('public.number_series_id_seq', 1, true);
SELECT pg_catalog.setval('public.opening_stock_id_seq', 1, true);
SELECT pg_catalog.setval('public.part_fit_id_seq', 1, true);
SELECT pg_catalog.setval('public.part_id_seq', 1, true);
SELECT pg_catalog.setval('public.part_use_id_seq', 1, true);
SELECT pg_catalog.setval('public.product_model_id_seq', 1, true);
SELECT pg_catalog.setval('public.saved_view_id_seq', 1, true);
SELECT pg_catalog.setval('public.schema_migration_id_seq', 1, true);
SELECT pg_catalog.setval('public.service_case_id_seq', 1, true);
SELECT pg_catalog.setval('public.setting_id_seq', 1, true);
ALTER TABLE ONLY public.asset_event
    ADD CONSTRAINT asset_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attachment_content
    ADD CONSTRAINT attachment_content_pkey PRIMARY KEY (attachment_id);
ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.branch
    ADD CONSTRAINT branch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customer_site
    ADD CONSTRAINT customer_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.depot_user
    ADD CONSTRAINT depot_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.import_mapping
    ADD CONSTRAINT import_mapping_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.label_print
    ADD CONSTRAINT label_print_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.manufacturer
    ADD CONSTRAINT manufacturer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT number_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.opening_stock
    ADD CONSTRAINT opening_stock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.part_fit
    ADD CONSTRAINT part_fit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.part
    ADD CONSTRAINT part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.part_use
    ADD CONSTRAINT part_use_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.product_model
    ADD CONSTRAINT product_model_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.service_case
    ADD CONSTRAINT service_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (id);
CREATE INDEX asset_accepted_on ON public.asset USING btree (accepted_on);
CREATE INDEX asset_batch_id ON public.asset USING btree (batch_id);
CREATE UNIQUE INDEX asset_code ON public.asset USING btree (code);
CREATE INDEX asset_contract_id ON public.asset USING btree (contract_id);
CREATE INDEX asset_customer_id ON public.asset USING btree (customer_id);
CREATE INDEX asset_event_asset_id ON public.asset_event USING btree (asset_id);
CREATE INDEX asset_event_by_id ON public.asset_event USING btree (by_id);
CREATE INDEX asset_replaced_by_id ON public.asset USING btree (replaced_by_id);
CREATE UNIQUE INDEX asset_serial ON public.asset USING btree (model_id, serial_norm);
CREATE INDEX asset_serial_norm ON public.asset USING btree (serial_norm);
CREATE INDEX asset_serial_trigrams ON public.asset USING gin (serial_norm public.gin_trgm_ops);
CREATE INDEX asset_site_id ON public.asset USING btree (site_id);
CREATE INDEX asset_sold_on ON public.asset USING btree (sold_on);
CREATE INDEX attachment_added_by_id ON public.attachment USING btree (added_by_id);
CREATE INDEX attachment_of ON public.attachment USING btree (entity, entity_id);
CREATE UNIQUE INDEX branch_code ON public.branch USING btree (code);
CREATE UNIQUE INDEX case_no ON public.service_case USING btree (case_norm);
CREATE INDEX case_of_asset ON public.service_case USING btree (asset_id, reported_at);
CREATE INDEX case_of_customer ON public.service_case USING btree (customer_id, reported_at);
CREATE INDEX change_by_id ON public.change USING btree (by_id);
CREATE INDEX change_of ON public.change USING btree (entity, entity_id);
CREATE INDEX contact_customer_id ON public.contact USING btree (customer_id);
CREATE UNIQUE INDEX contact_one_default ON public.contact USING btree (customer_id) WHERE is_default;
CREATE INDEX contact_site_id ON public.contact USING btree (site_id);
CREATE INDEX contract_batch_id ON public.contract USING btree (batch_id);
CREATE INDEX contract_customer_id ON public.contract USING btree (customer_id);
CREATE UNIQUE INDEX contract_number ON public.contract USING btree (number_norm);
CREATE INDEX customer_batch_id ON public.customer USING btree (batch_id);
CREATE UNIQUE INDEX customer_code ON public.customer USING btree (code);
CREATE UNIQUE INDEX customer_name ON public.customer USING btree (name_key);
CREATE INDEX customer_name_grams ON public.customer USING gin (string_to_array(name_grams, ' '::text));
CREATE INDEX customer_site_customer_id ON public.customer_site USING btree (customer_id);
CREATE INDEX depot_user_branch_id ON public.depot_user USING btree (branch_id);
CREATE UNIQUE INDEX depot_user_login ON public.depot_user USING btree (login);
CREATE INDEX import_batch_by_id ON public.import_batch USING btree (by_id);
CREATE INDEX label_print_asset_id ON public.label_print USING btree (asset_id);
CREATE INDEX label_print_by_id ON public.label_print USING btree (by_id);
CREATE INDEX manufacturer_batch_id ON public.manufacturer USING btree (batch_id);
CREATE UNIQUE INDEX manufacturer_name ON public.manufacturer USING btree (name_key);
CREATE UNIQUE INDEX mapping_of_headings ON public.import_mapping USING btree (kind, headings);
CREATE INDEX model_norm ON public.product_model USING btree (model_norm);
CREATE UNIQUE INDEX model_of_manufacturer ON public.product_model USING btree (manufacturer_id, model_norm);
CREATE UNIQUE INDEX opening_of_bin ON public.opening_stock USING btree (part_id, bin);
CREATE INDEX opening_stock_batch_id ON public.opening_stock USING btree (batch_id);
CREATE INDEX opening_stock_part_id ON public.opening_stock USING btree (part_id);
CREATE INDEX part_batch_id ON public.part USING btree (batch_id);
CREATE UNIQUE INDEX part_code ON public.part USING btree (code);
CREATE INDEX part_fit_batch_id ON public.part_fit USING btree (batch_id);
CREATE INDEX part_fit_model_id ON public.part_fit USING btree (model_id);
CREATE INDEX part_fit_part_id ON public.part_fit USING btree (part_id);
CREATE UNIQUE INDEX part_fits_model ON public.part_fit USING btree (part_id, model_id);
CREATE INDEX part_manufacturer_id ON public.part USING btree (manufacturer_id);
CREATE UNIQUE INDEX part_no ON public.part USING btree (part_norm);
CREATE INDEX part_use_case_id ON public.part_use USING btree (case_id);
CREATE INDEX part_use_part_id ON public.part_use USING btree (part_id);
CREATE INDEX product_model_batch_id ON public.product_model USING btree (batch_id);
CREATE INDEX product_model_manufacturer_id ON public.product_model USING btree (manufacturer_id);
CREATE UNIQUE INDEX schema_migration_name ON public.schema_migration USING btree (name);
CREATE UNIQUE INDEX series_period ON public.number_series USING btree (prefix, period);
CREATE INDEX service_case_batch_id ON public.service_case USING btree (batch_id);
CREATE UNIQUE INDEX service_case_code ON public.service_case USING btree (code);
CREATE UNIQUE INDEX setting_name ON public.setting USING btree (scope, name);
CREATE UNIQUE INDEX site_name ON public.customer_site USING btree (customer_id, name);
CREATE UNIQUE INDEX view_name ON public.saved_view USING btree (page, name);
CREATE TRIGGER asset_event_no_delete BEFORE DELETE ON public.asset_event FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
CREATE TRIGGER asset_event_no_update BEFORE UPDATE ON public.asset_event FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
CREATE TRIGGER change_no_delete BEFORE DELETE ON public.change FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
CREATE TRIGGER change_no_update BEFORE UPDATE ON public.change FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
CREATE TRIGGER label_print_no_delete BEFORE DELETE ON public.label_print FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
CREATE TRIGGER label_print_no_update BEFORE UPDATE ON public.label_print FOR EACH ROW EXECUTE FUNCTION public.refuse_edit();
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES public.contract(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset_event
    ADD CONSTRAINT asset_event_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset_event
    ADD CONSTRAINT asset_event_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.depot_user(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.product_model(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_replaced_by_id_fkey FOREIGN KEY (replaced_by_id) REFERENCES public.asset(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_site_id_fkey FOREIGN KEY (site_id) REFERENCES public.customer_site(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_added_by_id_fkey FOREIGN KEY (added_by_id) REFERENCES public.depot_user(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.attachment_content
    ADD CONSTRAINT attachment_content_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES public.attachment(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.depot_user(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_site_id_fkey FOREIGN KEY (site_id) REFERENCES public.customer_site(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.customer
    ADD CONSTRAINT customer_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.customer_site
    ADD CONSTRAINT customer_site_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.depot_user
    ADD CONSTRAINT depot_user_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES public.branch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.depot_user(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.label_print
    ADD CONSTRAINT label_print_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.label_print
    ADD CONSTRAINT label_print_by_id_fkey FOREIGN KEY (by_id) REFERENCES public.depot_user(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.manufacturer
    ADD CONSTRAINT manufacturer_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.opening_stock
    ADD CONSTRAINT opening_stock_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.opening_stock
    ADD CONSTRAINT opening_stock_part_id_fkey FOREIGN KEY (part_id) REFERENCES public.part(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part
    ADD CONSTRAINT part_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part_fit
    ADD CONSTRAINT part_fit_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part_fit
    ADD CONSTRAINT part_fit_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.product_model(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part_fit
    ADD CONSTRAINT part_fit_part_id_fkey FOREIGN KEY (part_id) REFERENCES public.part(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part
    ADD CONSTRAINT part_manufacturer_id_fkey FOREIGN KEY (manufacturer_id) REFERENCES public.manufacturer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part_use
    ADD CONSTRAINT part_use_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.service_case(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.part_use
    ADD CONSTRAINT part_use_part_id_fkey FOREIGN KEY (part_id) REFERENCES public.part(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.product_model
    ADD CONSTRAINT product_model_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.product_model
    ADD CONSTRAINT product_model_manufacturer_id_fkey FOREIGN KEY (manufacturer_id) REFERENCES public.manufacturer(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.service_case
    ADD CONSTRAINT service_case_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.service_case
    ADD CONSTRAINT service_case_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.import_batch(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.service_case
    ADD CONSTRAINT service_case_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE RESTRICT;
