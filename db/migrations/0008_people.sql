-- People who sign in: accounts with what they prove themselves by, sessions, the three administrators, what needs two
-- persons, and the audit log. All of it belongs to the installation and not to a county.

create table account (
  id uuid not null,
  user_name text not null,
  name text not null,
  person text not null,
  sample boolean not null,
  created_at timestamptz not null,
  created_by text not null,
  disabled_at timestamptz
);
alter table account add constraint account_pkey primary key (id);
alter table account add constraint account_user_name_check check (user_name = lower(user_name));
create unique index account_user_name_key on account (user_name);
create unique index account_person_key on account (person);
comment on table account is 'kind: local. What a person signs in with; one for each person. person is that of tenure. Never deleted, only disabled.';

create table credential (
  account uuid not null,
  password text not null,
  former text[] not null,
  changed_at timestamptz not null,
  must_change boolean not null
);
alter table credential add constraint credential_pkey primary key (account);
alter table credential add constraint credential_account_fkey foreign key (account) references account (id);
comment on table credential is 'kind: local. argon2id hash of a password and of those before it. Accounts of the sample have none.';

create table second_factor (
  account uuid not null,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null
);
alter table second_factor add constraint second_factor_pkey primary key (account);
alter table second_factor add constraint second_factor_account_fkey foreign key (account) references account (id);
comment on table second_factor is 'kind: local. TOTP secret, encrypted by a key outside the database; last_step is the last time step that was used.';

create table recovery_code (
  account uuid not null,
  hash text not null,
  used_at timestamptz
);
alter table recovery_code add constraint recovery_code_pkey primary key (account, hash);
alter table recovery_code add constraint recovery_code_account_fkey foreign key (account) references account (id);
comment on table recovery_code is 'kind: local. SHA-256 of a code that stands once for the second factor.';

create table outside_identity (
  issuer text not null,
  subject text not null,
  account uuid not null,
  linked_at timestamptz not null
);
alter table outside_identity add constraint outside_identity_pkey primary key (issuer, subject);
alter table outside_identity add constraint outside_identity_account_fkey foreign key (account) references account (id);
create unique index outside_identity_account_key on outside_identity (account, issuer);
comment on table outside_identity is 'kind: local. Who an account is to a single sign-on (OIDC).';

create table session (
  token_hash text not null,
  id uuid not null,
  account uuid not null,
  how text not null,
  address text not null,
  agent text not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);
alter table session add constraint session_pkey primary key (token_hash);
alter table session add constraint session_account_fkey foreign key (account) references account (id);
create unique index session_id_key on session (id);
create index session_account_idx on session (account, seen_at);
comment on table session is 'kind: local. Who is signed in; only SHA-256 of the token is kept. A row that is gone is a session that ended.';

create table attempt (
  subject text not null,
  failures int not null,
  last_at timestamptz not null,
  until_at timestamptz not null
);
alter table attempt add constraint attempt_pkey primary key (subject);
comment on table attempt is 'kind: local. Attempts to sign in since the last that succeeded, by user name and by address, and until when the next is refused.';

create table one_time_link (
  token_hash text not null,
  purpose text not null,
  account uuid,
  made_by text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);
alter table one_time_link add constraint one_time_link_pkey primary key (token_hash);
alter table one_time_link add constraint one_time_link_account_fkey foreign key (account) references account (id);
alter table one_time_link add constraint one_time_link_purpose_check
  check (purpose in ('set-up', 'password') and (purpose = 'password') = (account is not null));
comment on table one_time_link is 'kind: local. A link that expires and works once: the first set-up, or setting a password.';

create table admin_seat (
  account uuid not null,
  person text not null,
  role text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  approval uuid
);
alter table admin_seat add constraint admin_seat_pkey primary key (account, from_at);
alter table admin_seat add constraint admin_seat_account_fkey foreign key (account) references account (id);
alter table admin_seat add constraint admin_seat_role_check check (role in ('system', 'security', 'auditor'));
create unique index admin_seat_person_key on admin_seat (person) where until_at is null;
create unique index admin_seat_account_key on admin_seat (account) where until_at is null;
comment on table admin_seat is 'kind: local. The three administrators, kept apart: nobody holds two at a time. approval is empty only for the first set-up and the sample.';

create table approval (
  id uuid not null,
  kind text not null,
  facts jsonb not null,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  verdict text,
  done_at timestamptz
);
alter table approval add constraint approval_pkey primary key (id);
alter table approval add constraint approval_asked_fkey foreign key (asked_by) references account (id);
alter table approval add constraint approval_decided_fkey foreign key (decided_by) references account (id);
alter table approval add constraint approval_two_check check (decided_by <> asked_by);
alter table approval add constraint approval_verdict_check check (
  verdict in ('approved', 'refused')
  and (verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null)
  and (done_at is null or verdict = 'approved'));
create index approval_asked_idx on approval (asked_at desc, id);
comment on table approval is 'kind: local. What takes two persons: one asks, another decides, then it is done, once.';

create table audit_chain (
  one boolean not null,
  seq bigint not null,
  hash text not null
);
alter table audit_chain add constraint audit_chain_pkey primary key (one);
alter table audit_chain add constraint audit_chain_one_check check (one);
insert into audit_chain values (true, 0, '');
comment on table audit_chain is 'kind: local. Head of the audit log; its row lock orders the entries.';

create table audit_entry (
  seq bigint not null,
  id uuid not null,
  at timestamptz not null,
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
alter table audit_entry add constraint audit_entry_pkey primary key (seq);
create unique index audit_entry_id_key on audit_entry (id);
create index audit_entry_at_idx on audit_entry (at);
create index audit_entry_kind_idx on audit_entry (kind, seq);
create index audit_entry_actor_idx on audit_entry (actor, seq);
create index audit_entry_subject_idx on audit_entry (subject, seq);
create index audit_entry_unit_idx on audit_entry (unit_code text_pattern_ops, seq);
comment on table audit_entry is 'kind: local. Who signed in or failed to, granted, exported, read what is sensitive: append-only, chained by hash, sealed with the days as home "audit".';

grant select, insert, update on account, credential, one_time_link, admin_seat, approval to zerentian_app;
grant select, insert, update, delete on second_factor, recovery_code, session, attempt to zerentian_app;
grant select, insert on outside_identity, audit_entry to zerentian_app;
grant select, update on audit_chain to zerentian_app;
grant select on audit_entry, audit_chain to zerentian_loader;
