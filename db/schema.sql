-- The schema after all migrations, for reading and for review. Written by: npm run db
-- Never edited and never run; test/schema.test.ts compares it with the migrations.

create extension pg_trgm;

create role zerentian_app login;
grant usage on schema public to zerentian_app;

create role zerentian_loader login bypassrls;
grant usage on schema public to zerentian_loader;

CREATE OR REPLACE FUNCTION public.distribute(table_name text, column_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute 'select create_distributed_table($1::regclass, $2)' using table_name, column_name;
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION public.in_scope(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(
    nullif(current_setting('app.scope', true), '') = '0'
      or starts_with(code, nullif(current_setting('app.scope', true), '')),
    false)
$function$;

CREATE OR REPLACE FUNCTION public.reference_table(table_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute 'select create_reference_table($1::regclass)' using table_name;
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION public.set_ctx(scope text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if scope is not null and scope !~ '^[0-9]{0,12}$' then
    raise exception 'scope % is not a unit code', quote_literal(scope) using errcode = 'ZT001';
  end if;
  execute format('set local app.scope = %L', coalesce(scope, ''));
  set local role zerentian_app;
end
$function$;

create table act (
  county_code text not null,
  id uuid not null,
  seq bigint not null,
  record_id uuid not null,
  verb text not null,
  actor text not null,
  at timestamp with time zone not null,
  day date not null,
  body jsonb not null,
  prev_hash text not null,
  hash text not null
);
comment on table act is 'kind: county. One step on a record; append-only, chained by hash per county.';
alter table act add constraint act_pkey PRIMARY KEY (county_code, id);
CREATE INDEX act_record_idx ON public.act USING btree (county_code, record_id, seq);
CREATE UNIQUE INDEX act_seq_key ON public.act USING btree (county_code, seq);
alter table act enable row level security;
create policy act_scope on act for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on act to zerentian_app;
grant insert, select on act to zerentian_loader;

create table act_chain (
  county_code text not null,
  seq bigint not null,
  hash text not null
);
comment on table act_chain is 'kind: county. Head of the hash chain of a county; its row lock orders the acts.';
alter table act_chain add constraint act_chain_pkey PRIMARY KEY (county_code);
grant delete, insert, select, update on act_chain to zerentian_loader;
grant insert, select, update on act_chain to zerentian_app;

create table fulfilment (
  county_code text not null,
  unit_code text not null,
  duty text not null,
  holder text not null,
  period text not null,
  year smallint not null,
  done integer not null,
  met_day date,
  until_day date,
  excused_day date,
  last_day date
);
comment on table fulfilment is 'kind: county. How far the records meet one obligation; absent = nothing done.';
comment on column fulfilment.met_day is 'Day on which the need was reached; for things that hold, first day of the latest span.';
comment on column fulfilment.until_day is 'Last day on which it holds; null = for good. Met on day d: met_day <= d and (until_day is null or until_day >= d).';
alter table fulfilment add constraint fulfilment_pkey PRIMARY KEY (county_code, unit_code, duty, holder, period);
CREATE INDEX fulfilment_year_idx ON public.fulfilment USING btree (county_code, year, duty, period);
alter table fulfilment enable row level security;
create policy fulfilment_scope on fulfilment for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on fulfilment to zerentian_loader;
grant insert, select, update on fulfilment to zerentian_app;

create table fulfilment_record (
  county_code text not null,
  unit_code text not null,
  duty text not null,
  holder text not null,
  period text not null,
  record_id uuid not null,
  target text not null,
  record_county text not null,
  day date not null,
  until_day date,
  excused boolean not null
);
comment on table fulfilment_record is 'kind: county. Which record gave what to which obligation.';
alter table fulfilment_record add constraint fulfilment_record_pkey PRIMARY KEY (county_code, unit_code, duty, holder, period, record_id, target);
CREATE INDEX fulfilment_record_record_idx ON public.fulfilment_record USING btree (county_code, record_id);
alter table fulfilment_record enable row level security;
create policy fulfilment_record_scope on fulfilment_record for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on fulfilment_record to zerentian_app;
grant delete, insert, select, update on fulfilment_record to zerentian_loader;

create table migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null
);
comment on table migration is 'kind: local. Which migrations ran, when, with which text.';
alter table migration add constraint migration_pkey PRIMARY KEY (number);

create table record (
  county_code text not null,
  id uuid not null,
  kind text not null,
  unit_code text not null,
  day date not null,
  state text not null,
  counts boolean not null,
  fields jsonb not null,
  title text not null,
  version integer not null,
  regime text not null,
  mark text not null,
  homes text[] not null,
  changed_at timestamp with time zone not null
);
comment on table record is 'kind: county. Projection of a record''s acts; homes are the counties where it fulfils something.';
alter table record add constraint record_pkey PRIMARY KEY (county_code, id);
CREATE INDEX record_day_idx ON public.record USING btree (county_code, day DESC, id);
CREATE INDEX record_unit_idx ON public.record USING btree (county_code, unit_code text_pattern_ops, day DESC);
alter table record enable row level security;
create policy record_scope on record for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on record to zerentian_loader;
grant insert, select, update on record to zerentian_app;

create table tally (
  county_code text not null,
  unit_code text not null,
  year smallint not null,
  span text not null,
  duty text not null,
  period text not null,
  day date not null,
  met integer not null,
  excused integer not null,
  done integer not null
);
comment on table tally is 'kind: county. Obligations of a unit and all below it that became met or excused, by month (first day) and by day; terms are one period.';
alter table tally add constraint tally_span_check CHECK ((span = ANY (ARRAY['month'::text, 'day'::text])));
alter table tally add constraint tally_pkey PRIMARY KEY (county_code, unit_code, year, span, duty, period, day) INCLUDE (met, excused, done);
grant delete, insert, select, update on tally to zerentian_loader;
grant insert, select, update on tally to zerentian_app;

create table tally_delta (
  county_code text not null,
  id uuid not null,
  unit_code text not null,
  year smallint not null,
  duty text not null,
  period text not null,
  day date not null,
  met integer not null,
  excused integer not null,
  done integer not null
);
comment on table tally_delta is 'kind: county. Changes not yet folded into tally, written with the act; readers add them.';
alter table tally_delta add constraint tally_delta_pkey PRIMARY KEY (county_code, id);
grant delete, insert, select, update on tally_delta to zerentian_app;
grant delete, insert, select, update on tally_delta to zerentian_loader;

create table tenure (
  county_code text not null,
  id uuid not null,
  unit_code text not null,
  seat text not null,
  person text not null,
  person_name text not null,
  from_day date not null,
  to_day date,
  acting boolean not null,
  sample boolean not null
);
comment on table tenure is 'kind: county. A person holding a seat for an interval of days.';
alter table tenure add constraint tenure_pkey PRIMARY KEY (county_code, id);
CREATE INDEX tenure_seat_idx ON public.tenure USING btree (county_code, unit_code, seat, from_day);
alter table tenure enable row level security;
create policy tenure_scope on tenure for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on tenure to zerentian_loader;
grant insert, select, update on tenure to zerentian_app;
