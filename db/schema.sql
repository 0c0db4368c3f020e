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

CREATE OR REPLACE FUNCTION public.in_reach(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(code like any (coalesce(nullif(current_setting('app.reach', true), ''),
    nullif(current_setting('app.scope', true), ''))::text[]), false)
$function$;

CREATE OR REPLACE FUNCTION public.in_scope(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(code like any (nullif(current_setting('app.scope', true), '')::text[]), false)
$function$;

CREATE OR REPLACE FUNCTION public.open_home(home text, reach text)
 RETURNS TABLE(seq bigint, hash text)
 LANGUAGE plpgsql
AS $function$
begin
  perform set_ctx(home, reach);
  -- An act asks for a handful of rows by their keys: one plan serves all, and making it anew costs more than using it.
  set local plan_cache_mode = force_generic_plan;
  return query select c.seq, c.hash from act_chain c where c.county_code = home for update;
end
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

CREATE OR REPLACE FUNCTION public.scope_patterns(scope text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  part text;
  patterns text := '';
begin
  if scope is null or scope = '' then return ''; end if;
  if scope !~ '^=?[0-9]{1,12}(,=?[0-9]{1,12})*$' then
    raise exception 'scope % is not a list of unit codes', quote_literal(scope) using errcode = 'ZT001';
  end if;
  foreach part in array string_to_array(scope, ',') loop
    patterns := patterns || case when part = '0' then ',%' when starts_with(part, '=') then ',' || substr(part, 2)
      else ',' || part || '%' end;
  end loop;
  return '{' || substr(patterns, 2) || '}';
end
$function$;

CREATE OR REPLACE FUNCTION public.set_ctx(scope text, reach text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('set local app.scope = %L', scope_patterns(scope));
  if reach is not null then
    execute format('set local app.reach = %L', coalesce(nullif(scope_patterns(reach), ''), '{}'));
  end if;
  set local role zerentian_app;
end
$function$;

create table account (
  id uuid not null,
  user_name text not null,
  name text not null,
  person text not null,
  sample boolean not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  disabled_at timestamp with time zone
);
comment on table account is 'kind: local. What a person signs in with; one for each person. person is that of tenure. Never deleted, only disabled.';
alter table account add constraint account_user_name_check CHECK ((user_name = lower(user_name)));
alter table account add constraint account_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX account_person_key ON public.account USING btree (person);
CREATE UNIQUE INDEX account_user_name_key ON public.account USING btree (user_name);
grant insert, select, update on account to zerentian_app;
grant select on account to zerentian_loader;

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
  hash text not null,
  unit_code text not null
);
comment on table act is 'kind: county. One step on a record; append-only, chained by hash per county.';
comment on column act.unit_code is 'Unit of its record.';
alter table act add constraint act_pkey PRIMARY KEY (county_code, id);
CREATE INDEX act_record_idx ON public.act USING btree (county_code, record_id, seq);
CREATE UNIQUE INDEX act_seq_key ON public.act USING btree (county_code, seq);
alter table act enable row level security;
create policy act_reach on act for all using (in_reach(unit_code)) with check (in_reach(unit_code));
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

create table admin_seat (
  account uuid not null,
  person text not null,
  role text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  approval uuid
);
comment on table admin_seat is 'kind: local. The three administrators, kept apart: nobody holds two at a time. approval is empty only for the first set-up and the sample.';
alter table admin_seat add constraint admin_seat_role_check CHECK ((role = ANY (ARRAY['system'::text, 'security'::text, 'auditor'::text])));
alter table admin_seat add constraint admin_seat_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table admin_seat add constraint admin_seat_pkey PRIMARY KEY (account, from_at);
CREATE UNIQUE INDEX admin_seat_account_key ON public.admin_seat USING btree (account) WHERE (until_at IS NULL);
CREATE UNIQUE INDEX admin_seat_person_key ON public.admin_seat USING btree (person) WHERE (until_at IS NULL);
grant insert, select, update on admin_seat to zerentian_app;

create table approval (
  id uuid not null,
  kind text not null,
  facts jsonb not null,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  verdict text,
  done_at timestamp with time zone,
  answer text default ''::text not null
);
comment on table approval is 'kind: local. What takes two persons: one asks, another decides, then it is done, once.';
comment on column approval.answer is 'What whoever decided said to it.';
alter table approval add constraint approval_two_check CHECK ((decided_by <> asked_by));
alter table approval add constraint approval_verdict_check CHECK (((verdict = ANY (ARRAY['approved'::text, 'refused'::text])) AND ((verdict IS NULL) = (decided_by IS NULL)) AND ((verdict IS NULL) = (decided_at IS NULL)) AND ((done_at IS NULL) OR (verdict = 'approved'::text))));
alter table approval add constraint approval_asked_fkey FOREIGN KEY (asked_by) REFERENCES account(id);
alter table approval add constraint approval_decided_fkey FOREIGN KEY (decided_by) REFERENCES account(id);
alter table approval add constraint approval_pkey PRIMARY KEY (id);
CREATE INDEX approval_asked_idx ON public.approval USING btree (asked_at DESC, id);
grant insert, select, update on approval to zerentian_app;

create table attempt (
  subject text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  until_at timestamp with time zone not null
);
comment on table attempt is 'kind: local. Attempts to sign in since the last that succeeded, by user name and by address, and until when the next is refused.';
alter table attempt add constraint attempt_pkey PRIMARY KEY (subject);
grant delete, insert, select, update on attempt to zerentian_app;

create table audit_chain (
  one boolean not null,
  seq bigint not null,
  hash text not null
);
comment on table audit_chain is 'kind: local. Head of the audit log; its row lock orders the entries.';
alter table audit_chain add constraint audit_chain_one_check CHECK (one);
alter table audit_chain add constraint audit_chain_pkey PRIMARY KEY (one);
grant select on audit_chain to zerentian_loader;
grant select, update on audit_chain to zerentian_app;

create table audit_entry (
  seq bigint not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  actor text not null,
  actor_name text not null,
  subject text not null,
  subject_name text not null,
  unit_code text not null,
  address text not null,
  facts jsonb not null,
  prev_hash text not null,
  hash text not null
);
comment on table audit_entry is 'kind: local. Who signed in or failed to, granted, exported, read what is sensitive: append-only, chained by hash, sealed with the days as home "audit".';
alter table audit_entry add constraint audit_entry_pkey PRIMARY KEY (seq);
CREATE INDEX audit_entry_actor_idx ON public.audit_entry USING btree (actor, seq);
CREATE INDEX audit_entry_at_idx ON public.audit_entry USING btree (at);
CREATE INDEX audit_entry_kind_idx ON public.audit_entry USING btree (kind, seq);
CREATE INDEX audit_entry_subject_idx ON public.audit_entry USING btree (subject, seq);
CREATE INDEX audit_entry_unit_idx ON public.audit_entry USING btree (unit_code text_pattern_ops, seq);
CREATE UNIQUE INDEX audit_entry_id_key ON public.audit_entry USING btree (id);
grant insert, select on audit_entry to zerentian_app;
grant select on audit_entry to zerentian_loader;

create table credential (
  account uuid not null,
  password text not null,
  former text[] not null,
  changed_at timestamp with time zone not null,
  must_change boolean not null
);
comment on table credential is 'kind: local. argon2id hash of a password and of those before it. Accounts of the sample have none.';
alter table credential add constraint credential_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table credential add constraint credential_pkey PRIMARY KEY (account);
grant insert, select, update on credential to zerentian_app;

create table deputy (
  county_code text not null,
  id uuid not null,
  unit_code text not null,
  seat text not null,
  person text not null,
  person_name text not null,
  from_day date not null,
  to_day date not null,
  sample boolean not null
);
comment on table deputy is 'kind: county. A person doing the work of a seat in place of its holder for an interval of days.';
alter table deputy add constraint deputy_pkey PRIMARY KEY (county_code, id);
CREATE INDEX deputy_person_idx ON public.deputy USING btree (person, to_day);
CREATE INDEX deputy_seat_idx ON public.deputy USING btree (county_code, unit_code, seat, from_day);
alter table deputy enable row level security;
create policy deputy_scope on deputy for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on deputy to zerentian_app;
grant delete, insert, select, update on deputy to zerentian_loader;

create table document (
  county_code text not null,
  id uuid not null,
  file_id uuid not null,
  part smallint not null,
  pack text,
  title text,
  clauses integer not null,
  identity jsonb not null,
  furniture jsonb not null,
  faults jsonb not null,
  account jsonb not null
);
comment on table document is 'kind: county. One document of an imported file as it was read: identity, what was dropped, faults of the print, where every character went.';
comment on column document.pack is 'The pack whose full text this is; null where it is of none.';
alter table document add constraint document_pkey PRIMARY KEY (county_code, id);
CREATE INDEX document_pack_idx ON public.document USING btree (pack) WHERE (pack IS NOT NULL);
CREATE UNIQUE INDEX document_file_part_key ON public.document USING btree (county_code, file_id, part);
alter table document enable row level security;
create policy document_scope on document for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select, update on document to zerentian_app;
grant insert, select, update on document to zerentian_loader;

create table document_file (
  county_code text not null,
  id uuid not null,
  digest text not null,
  name text not null,
  format text not null,
  bytes bytea not null,
  imported_by text not null,
  imported_at timestamp with time zone not null
);
comment on table document_file is 'kind: county. A file that was imported, byte by byte; county_code is the unit whose document it is. Append-only.';
comment on column document_file.digest is 'SHA-256 of the bytes in hex: the same file is kept once for each unit.';
alter table document_file add constraint document_file_pkey PRIMARY KEY (county_code, id);
CREATE UNIQUE INDEX document_file_digest_key ON public.document_file USING btree (county_code, digest);
alter table document_file enable row level security;
create policy document_file_scope on document_file for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on document_file to zerentian_app;
grant insert, select on document_file to zerentian_loader;

create table document_node (
  county_code text not null,
  document_id uuid not null,
  place integer not null,
  depth smallint not null,
  clause text not null,
  kind text not null,
  label text not null,
  number integer,
  title text not null,
  body text not null,
  at_line integer not null,
  at_char integer not null
);
comment on table document_node is 'kind: county. A clause of an imported document in its order; depth and order give the tree.';
alter table document_node add constraint document_node_pkey PRIMARY KEY (county_code, document_id, place);
CREATE INDEX document_node_clause_idx ON public.document_node USING btree (county_code, document_id, clause);
alter table document_node enable row level security;
create policy document_node_scope on document_node for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on document_node to zerentian_app;
grant insert, select on document_node to zerentian_loader;

create table file (
  county_code text not null,
  unit_code text not null,
  digest text not null,
  type text not null,
  bytes integer not null,
  width integer,
  height integer,
  sent_by text not null,
  sent_at timestamp with time zone not null,
  attached_at timestamp with time zone
);
comment on table file is 'kind: county. A file sent for records of a unit; attached_at is set with the first act that names it and never taken back. Rows without it are dropped after some hours.';
comment on column file.digest is 'SHA-256 in hex of the bytes as they are kept: pictures re-encoded, the others as sent.';
alter table file add constraint file_pkey PRIMARY KEY (county_code, unit_code, digest);
CREATE INDEX file_digest_idx ON public.file USING btree (county_code, digest);
CREATE INDEX file_pending_idx ON public.file USING btree (sent_at) WHERE (attached_at IS NULL);
alter table file enable row level security;
create policy file_reach on file for all using (in_reach(unit_code)) with check (in_reach(unit_code));
grant delete, insert, select, update on file to zerentian_loader;
grant insert, select, update on file to zerentian_app;

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

create table notice (
  id uuid not null,
  account uuid,
  post text,
  event text not null,
  county_code text not null,
  record_id uuid,
  unit_code text not null,
  facts jsonb not null,
  by_account text not null,
  at timestamp with time zone not null,
  spread_at timestamp with time zone
);
comment on table notice is 'kind: local. Something a person should know, written with the act it comes from: to an account, or to whoever holds a post (<unit>:<body or seat>). Also the outbox: spread_at is empty until mail and push were provided for.';
alter table notice add constraint notice_to_check CHECK (((account IS NULL) <> (post IS NULL)));
alter table notice add constraint notice_pkey PRIMARY KEY (id);
CREATE INDEX notice_account_idx ON public.notice USING btree (account, at DESC) WHERE (account IS NOT NULL);
CREATE INDEX notice_fresh_idx ON public.notice USING btree (at) WHERE (spread_at IS NULL);
CREATE INDEX notice_post_idx ON public.notice USING btree (post, at DESC) WHERE (post IS NOT NULL);
grant insert, select on notice to zerentian_app;
grant insert, select, update on notice to zerentian_loader;

create table notice_delivery (
  notice uuid not null,
  account uuid not null,
  channel text not null,
  send_at timestamp with time zone not null,
  state text not null,
  tries smallint not null,
  error text not null,
  settled_at timestamp with time zone
);
comment on table notice_delivery is 'kind: local. A notice on its way outside: at least once, tried again with growing delay, given up in the end. send_at is never in quiet hours.';
alter table notice_delivery add constraint notice_delivery_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'push'::text])));
alter table notice_delivery add constraint notice_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'given_up'::text])));
alter table notice_delivery add constraint notice_delivery_pkey PRIMARY KEY (notice, account, channel);
CREATE INDEX notice_delivery_due_idx ON public.notice_delivery USING btree (send_at) WHERE (state = 'waiting'::text);
grant insert, select, update on notice_delivery to zerentian_loader;

create table notice_setting (
  account uuid not null,
  mail text,
  by_mail boolean not null,
  by_push boolean not null,
  seen_at timestamp with time zone not null
);
comment on table notice_setting is 'kind: local. Which channels a person wants; mail is sealed by a key outside the database. seen_at is for the own bell only and shown to nobody.';
alter table notice_setting add constraint notice_setting_pkey PRIMARY KEY (account);
grant insert, select, update on notice_setting to zerentian_app;
grant select on notice_setting to zerentian_loader;

create table one_time_link (
  token_hash text not null,
  purpose text not null,
  account uuid,
  made_by text not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone
);
comment on table one_time_link is 'kind: local. A link that expires and works once: the first set-up, or setting a password.';
alter table one_time_link add constraint one_time_link_purpose_check CHECK (((purpose = ANY (ARRAY['set-up'::text, 'password'::text])) AND ((purpose = 'password'::text) = (account IS NOT NULL))));
alter table one_time_link add constraint one_time_link_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table one_time_link add constraint one_time_link_pkey PRIMARY KEY (token_hash);
grant insert, select, update on one_time_link to zerentian_app;

create table outside_identity (
  issuer text not null,
  subject text not null,
  account uuid not null,
  linked_at timestamp with time zone not null
);
comment on table outside_identity is 'kind: local. Who an account is to a single sign-on (OIDC).';
alter table outside_identity add constraint outside_identity_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table outside_identity add constraint outside_identity_pkey PRIMARY KEY (issuer, subject);
CREATE UNIQUE INDEX outside_identity_account_key ON public.outside_identity USING btree (account, issuer);
grant insert, select on outside_identity to zerentian_app;

create table person (
  county_code text not null,
  id text not null,
  name text not null,
  sample boolean not null
);
comment on table person is 'kind: county. Somebody who holds or held a seat there; the name exactly as written.';
alter table person add constraint person_pkey PRIMARY KEY (county_code, id);
CREATE INDEX person_name_idx ON public.person USING btree (county_code, name text_pattern_ops);
alter table person enable row level security;
create policy person_scope on person for all using (in_scope(county_code)) with check (in_scope(county_code));
grant delete, insert, select, update on person to zerentian_loader;
grant insert, select, update on person to zerentian_app;

create table person_contact (
  county_code text not null,
  person text not null,
  phone bytea,
  mail bytea,
  changed_at timestamp with time zone not null
);
comment on table person_contact is 'kind: county. How to reach a person, encrypted by column with a key that the database does not have.';
alter table person_contact add constraint person_contact_pkey PRIMARY KEY (county_code, person);
alter table person_contact enable row level security;
create policy person_contact_scope on person_contact for all using (in_scope(county_code)) with check (in_scope(county_code));
grant delete, insert, select, update on person_contact to zerentian_app;
grant delete, insert, select, update on person_contact to zerentian_loader;

create table post_entry (
  county_code text not null,
  id uuid not null,
  unit_code text not null,
  post text not null,
  setup text not null,
  name text,
  carrier text,
  from_day date not null,
  to_day date
);
comment on table post_entry is 'kind: county. What a body or seat of the law is at its unit for an interval of days: its name there, or that it is not set up.';
alter table post_entry add constraint post_entry_pkey PRIMARY KEY (county_code, id);
CREATE INDEX post_entry_unit_idx ON public.post_entry USING btree (county_code, unit_code, post, from_day);
alter table post_entry enable row level security;
create policy post_entry_scope on post_entry for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on post_entry to zerentian_app;
grant delete, insert, select, update on post_entry to zerentian_loader;

create table push_key (
  one boolean not null,
  public text not null,
  private text not null
);
comment on table push_key is 'kind: local. The key (VAPID) by which push services know this installation; private is sealed by a key outside the database.';
alter table push_key add constraint push_key_one_check CHECK (one);
alter table push_key add constraint push_key_pkey PRIMARY KEY (one);
grant insert, select on push_key to zerentian_app;
grant select on push_key to zerentian_loader;

create table push_subscription (
  account uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at timestamp with time zone not null
);
comment on table push_subscription is 'kind: local. A browser that takes push messages for an account.';
alter table push_subscription add constraint push_subscription_pkey PRIMARY KEY (account, endpoint);
grant delete, insert, select on push_subscription to zerentian_app;
grant delete, select on push_subscription to zerentian_loader;

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
  changed_at timestamp with time zone not null,
  seats text[] not null,
  author text not null
);
comment on table record is 'kind: county. Projection of a record''s acts; homes are the counties where it fulfils something.';
comment on column record.author is 'Account of its first act.';
comment on column record.seats is 'Seats that its fields name, <unit>:<seat>: entries of lists that are written as seats are.';
alter table record add constraint record_pkey PRIMARY KEY (county_code, id);
CREATE INDEX record_day_idx ON public.record USING btree (county_code, day DESC, id);
CREATE INDEX record_unit_idx ON public.record USING btree (county_code, unit_code text_pattern_ops, day DESC);
CREATE INDEX record_upper_idx ON public.record USING btree (county_code, id) WHERE ((fields)::text ~ '"(0|\d{2}|\d{4}):[a-z]'::text);
alter table record enable row level security;
create policy record_reach on record for all using (in_reach(unit_code)) with check (in_reach(unit_code));
grant delete, insert, select, update on record to zerentian_loader;
grant insert, select, update on record to zerentian_app;

create table record_comment (
  county_code text not null,
  id uuid not null,
  record_id uuid not null,
  unit_code text not null,
  author text not null,
  author_name text not null,
  at timestamp with time zone not null,
  words text not null,
  mentions jsonb not null,
  takes_back uuid
);
comment on table record_comment is 'kind: county. What a person said on a record, under a name: append-only. Taking back is a row of its own that names the other.';
alter table record_comment add constraint record_comment_pkey PRIMARY KEY (county_code, id);
CREATE INDEX record_comment_record_idx ON public.record_comment USING btree (county_code, record_id, at);
alter table record_comment enable row level security;
create policy record_comment_scope on record_comment for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant insert, select on record_comment to zerentian_app;
grant insert, select on record_comment to zerentian_loader;

create table recovery_code (
  account uuid not null,
  hash text not null,
  used_at timestamp with time zone
);
comment on table recovery_code is 'kind: local. SHA-256 of a code that stands once for the second factor.';
alter table recovery_code add constraint recovery_code_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table recovery_code add constraint recovery_code_pkey PRIMARY KEY (account, hash);
grant delete, insert, select, update on recovery_code to zerentian_app;

create table regime_draft (
  county_code text not null,
  id uuid not null,
  pack text not null,
  base text not null,
  title text not null,
  state text not null,
  version integer not null,
  in_force date not null,
  text_digest text not null,
  document_id uuid,
  signatures jsonb not null,
  impact jsonb,
  changed_at timestamp with time zone not null
);
comment on table regime_draft is 'kind: county. A pack on its way into force: projection of its acts on the chain of the unit whose law it is.';
comment on column regime_draft.impact is 'What the draft changes on the real tree, as reckoned when it was checked.';
alter table regime_draft add constraint regime_draft_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'checked'::text, 'signed'::text, 'in_force'::text, 'withdrawn'::text])));
alter table regime_draft add constraint regime_draft_pkey PRIMARY KEY (county_code, id);
CREATE INDEX regime_draft_pack_idx ON public.regime_draft USING btree (pack);
CREATE INDEX regime_draft_state_idx ON public.regime_draft USING btree (state, in_force);
alter table regime_draft enable row level security;
create policy regime_draft_scope on regime_draft for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select, update on regime_draft to zerentian_app;
grant insert, select, update on regime_draft to zerentian_loader;

create table regime_text (
  county_code text not null,
  digest text not null,
  files jsonb not null,
  choices jsonb not null
);
comment on table regime_text is 'kind: county. Files of a draft and what a person chose clause by clause, under the SHA-256 that its acts name. Append-only.';
alter table regime_text add constraint regime_text_pkey PRIMARY KEY (county_code, digest);
alter table regime_text enable row level security;
create policy regime_text_scope on regime_text for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on regime_text to zerentian_app;
grant insert, select on regime_text to zerentian_loader;

create table review_draw (
  county_code text not null,
  month text not null,
  seed text not null,
  root_day date not null,
  shares jsonb not null,
  pool integer not null,
  drawn uuid[] not null,
  drawn_at timestamp with time zone not null
);
comment on table review_draw is 'kind: county. The records of a month that were drawn for a second look: append-only. The seed follows from the sealed root of root_day, so anybody can draw again.';
alter table review_draw add constraint review_draw_pkey PRIMARY KEY (county_code, month);
alter table review_draw enable row level security;
create policy review_draw_scope on review_draw for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on review_draw to zerentian_loader;
grant select on review_draw to zerentian_app;

create table review_task (
  county_code text not null,
  record_id uuid not null,
  unit_code text not null,
  kind text not null,
  mode text not null,
  reviewers text[] not null,
  since timestamp with time zone not null,
  due date not null
);
comment on table review_task is 'kind: county. A record that waits for a second look: written and taken away with the act that makes it wait or settles it, and by the draw of a month.';
comment on column review_task.reviewers is 'Any of these may settle it: <unit>:<body or seat>.';
alter table review_task add constraint review_task_mode_check CHECK ((mode = ANY (ARRAY['all'::text, 'sample'::text])));
alter table review_task add constraint review_task_pkey PRIMARY KEY (county_code, record_id);
CREATE INDEX review_task_reviewers_idx ON public.review_task USING gin (reviewers);
alter table review_task enable row level security;
create policy review_task_scope on review_task for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select on review_task to zerentian_app;
grant delete, insert, select, update on review_task to zerentian_loader;

create table seal (
  day date not null,
  homes integer not null,
  acts bigint not null,
  tree text not null,
  prev_root text not null,
  root text not null,
  sealed_at timestamp with time zone not null
);
comment on table seal is 'kind: local. The root of a finished day (Asia/Shanghai): append-only; over the counties sealed with it and the root before.';
alter table seal add constraint seal_pkey PRIMARY KEY (day);
grant insert, select on seal to zerentian_loader;
grant select on seal to zerentian_app;

create table seal_home (
  county_code text not null,
  day date not null,
  from_seq bigint not null,
  to_seq bigint not null,
  head text not null,
  tree text not null
);
comment on table seal_home is 'kind: county. Acts of a county sealed with a day: append-only; head is the hash of the last, tree the Merkle root over all.';
alter table seal_home add constraint seal_home_span_check CHECK ((from_seq <= to_seq));
alter table seal_home add constraint seal_home_pkey PRIMARY KEY (county_code, day);
CREATE INDEX seal_home_day_idx ON public.seal_home USING btree (day, county_code);
CREATE UNIQUE INDEX seal_home_seq_key ON public.seal_home USING btree (county_code, from_seq);
alter table seal_home enable row level security;
create policy seal_home_scope on seal_home for all using (in_scope(county_code)) with check (in_scope(county_code));
grant insert, select on seal_home to zerentian_loader;
grant select on seal_home to zerentian_app;

create table second_factor (
  account uuid not null,
  secret text not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null
);
comment on table second_factor is 'kind: local. TOTP secret, encrypted by a key outside the database; last_step is the last time step that was used.';
alter table second_factor add constraint second_factor_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table second_factor add constraint second_factor_pkey PRIMARY KEY (account);
grant delete, insert, select, update on second_factor to zerentian_app;

create table session (
  token_hash text not null,
  id uuid not null,
  account uuid not null,
  how text not null,
  address text not null,
  agent text not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null
);
comment on table session is 'kind: local. Who is signed in; only SHA-256 of the token is kept. A row that is gone is a session that ended.';
alter table session add constraint session_account_fkey FOREIGN KEY (account) REFERENCES account(id);
alter table session add constraint session_pkey PRIMARY KEY (token_hash);
CREATE INDEX session_account_idx ON public.session USING btree (account, seen_at);
CREATE UNIQUE INDEX session_id_key ON public.session USING btree (id);
grant delete, insert, select, update on session to zerentian_app;

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
comment on table tally is 'kind: county. Obligations of a unit and all below it that became met or excused, in all (day 0001-01-01), by month (first day) and by day; terms are one period.';
alter table tally add constraint tally_span_check CHECK ((span = ANY (ARRAY['total'::text, 'month'::text, 'day'::text])));
alter table tally add constraint tally_pkey PRIMARY KEY (county_code, unit_code, year, span, day, duty, period) INCLUDE (met, excused, done);
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
CREATE INDEX tenure_person_idx ON public.tenure USING btree (person);
CREATE INDEX tenure_seat_idx ON public.tenure USING btree (county_code, unit_code, seat, from_day);
alter table tenure enable row level security;
create policy tenure_scope on tenure for all using (in_scope(unit_code)) with check (in_scope(unit_code));
grant delete, insert, select, update on tenure to zerentian_app;
grant delete, insert, select, update on tenure to zerentian_loader;

create table unit (
  code text not null,
  parent text,
  level text not null,
  kind text not null,
  farming boolean not null,
  name text not null,
  pinyin text not null,
  initials text not null,
  valid_from date not null,
  valid_to date
);
comment on table unit is 'kind: reference. A node of the administrative tree, in force from valid_from until the day before valid_to.';
comment on column unit.farming is 'Rural village, or a unit with a rural village below it.';
comment on column unit.pinyin is 'Syllables separated by blanks, lower case, no tones, v for u with two dots.';
alter table unit add constraint unit_level_check CHECK ((level = ANY (ARRAY['nation'::text, 'province'::text, 'city'::text, 'county'::text, 'township'::text, 'village'::text])));
alter table unit add constraint unit_valid_check CHECK ((valid_to > valid_from));
alter table unit add constraint unit_pkey PRIMARY KEY (code);
CREATE INDEX unit_initials_idx ON public.unit USING btree (initials text_pattern_ops);
CREATE INDEX unit_letter_idx ON public.unit USING gin (string_to_array(name, NULL::text));
CREATE INDEX unit_name_idx ON public.unit USING btree (name text_pattern_ops);
CREATE INDEX unit_parent_idx ON public.unit USING btree (parent, code);
CREATE INDEX unit_pinyin_idx ON public.unit USING btree (replace(pinyin, ' '::text, ''::text) text_pattern_ops);
CREATE INDEX unit_syllable_idx ON public.unit USING gin (string_to_array(pinyin, ' '::text));
CREATE INDEX unit_upper_idx ON public.unit USING btree (code) WHERE (level <> 'village'::text);
grant delete, insert, select, update on unit to zerentian_loader;
grant select on unit to zerentian_app;

create table unit_act (
  id uuid not null,
  verb text not null,
  day date not null,
  from_codes text[] not null,
  to_codes text[] not null,
  note text not null,
  body jsonb not null
);
comment on table unit_act is 'kind: reference. A merger, split, renaming or transfer of units; body holds the act as sent and the former names.';
alter table unit_act add constraint unit_act_verb_check CHECK ((verb = ANY (ARRAY['merge'::text, 'split'::text, 'rename'::text, 'transfer'::text])));
alter table unit_act add constraint unit_act_pkey PRIMARY KEY (id);
CREATE INDEX unit_act_day_idx ON public.unit_act USING btree (day, id);
grant delete, insert, select, update on unit_act to zerentian_loader;
grant select on unit_act to zerentian_app;

create table unit_count (
  scope text not null,
  level text not null,
  kind text not null,
  farming boolean not null,
  day date not null,
  began integer not null,
  ended integer not null,
  since date default '0001-01-01'::date not null
);
comment on table unit_count is 'kind: reference. Units of a profile at and below a scope (nation to township) by the day on which they began or ended: on a day there are sum(began - ended) where day <= that day.';
comment on column unit_count.since is 'For ends: the day on which the ended units had begun. Units there from a to b: began by a, less those begun by a that ended by b.';
alter table unit_count add constraint unit_count_pkey PRIMARY KEY (scope, level, kind, farming, day, since);
grant delete, insert, select, update on unit_count to zerentian_loader;
grant select on unit_count to zerentian_app;

create table unit_fact (
  code text not null,
  fact text not null,
  day date not null,
  value numeric not null,
  source text not null
);
comment on table unit_fact is 'kind: reference. A registered number of a unit (households, natural_villages) from a day on.';
alter table unit_fact add constraint unit_fact_pkey PRIMARY KEY (code, fact, day);
grant delete, insert, select, update on unit_fact to zerentian_loader;
grant select on unit_fact to zerentian_app;

create table unit_load (
  part text not null,
  stamp text not null,
  units integer not null,
  loaded_at timestamp with time zone not null
);
comment on table unit_load is 'kind: local. Which parts of the unit file are in, by the digest of the file and its overrides.';
alter table unit_load add constraint unit_load_part_check CHECK ((part = ANY (ARRAY['upper'::text, 'village'::text])));
alter table unit_load add constraint unit_load_pkey PRIMARY KEY (part);
grant delete, insert, select, update on unit_load to zerentian_loader;
grant select on unit_load to zerentian_app;

create table unit_successor (
  code text not null,
  day date not null,
  successor text not null,
  act_id uuid not null
);
comment on table unit_successor is 'kind: reference. What stands for a unit from a day on, also for the units below one that moved.';
alter table unit_successor add constraint unit_successor_pkey PRIMARY KEY (code, day, successor);
CREATE INDEX unit_successor_back_idx ON public.unit_successor USING btree (successor, day);
grant delete, insert, select, update on unit_successor to zerentian_loader;
grant select on unit_successor to zerentian_app;

create table whatif_home (
  county_code text not null,
  stamp text not null,
  seq bigint not null,
  mark text not null,
  counted_at timestamp with time zone not null
);
comment on table whatif_home is 'kind: county. From which state of a home its part of whatif_tally was counted: head of its chain, mark of tenures, registers, unit acts and records elsewhere.';
alter table whatif_home add constraint whatif_home_pkey PRIMARY KEY (county_code, stamp);
grant delete, insert, select, update on whatif_home to zerentian_loader;
grant select on whatif_home to zerentian_app;

create table whatif_law (
  stamp text not null,
  regime text not null,
  day date not null,
  asked_at timestamp with time zone not null
);
comment on table whatif_law is 'kind: local. Laws of the what-if: the regime and a day on which it says what the stamp stands for.';
alter table whatif_law add constraint whatif_law_pkey PRIMARY KEY (stamp);
grant delete, insert, select, update on whatif_law to zerentian_loader;
grant select on whatif_law to zerentian_app;

create table whatif_tally (
  county_code text not null,
  stamp text not null,
  year smallint not null,
  span text not null,
  duty text not null,
  period text not null,
  day date not null,
  met integer not null,
  excused integer not null,
  done integer not null
);
comment on table whatif_tally is 'kind: county. Like tally, under another law, of a unit at county level or above; span own = by day, of a unit above the county without those below it.';
alter table whatif_tally add constraint whatif_tally_span_check CHECK ((span = ANY (ARRAY['own'::text, 'total'::text, 'month'::text, 'day'::text])));
alter table whatif_tally add constraint whatif_tally_pkey PRIMARY KEY (county_code, stamp, year, span, day, duty, period) INCLUDE (met, excused, done);
grant delete, insert, select, update on whatif_tally to zerentian_loader;
grant select on whatif_tally to zerentian_app;
