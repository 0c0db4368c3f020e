-- Official documents as they were brought in, and drafts of packs that are made of them.

create table document_file (
  county_code text not null,
  id uuid not null,
  digest text not null,
  name text not null,
  format text not null,
  bytes bytea not null,
  imported_by text not null,
  imported_at timestamptz not null
);
alter table document_file add constraint document_file_pkey primary key (county_code, id);
create unique index document_file_digest_key on document_file (county_code, digest);
alter table document_file alter column bytes set storage external;
comment on table document_file is 'kind: county. A file that was imported, byte by byte; county_code is the unit whose document it is. Append-only.';
comment on column document_file.digest is 'SHA-256 of the bytes in hex: the same file is kept once for each unit.';

create table document (
  county_code text not null,
  id uuid not null,
  file_id uuid not null,
  part smallint not null,
  pack text,
  title text,
  clauses int not null,
  identity jsonb not null,
  furniture jsonb not null,
  faults jsonb not null,
  account jsonb not null
);
alter table document add constraint document_pkey primary key (county_code, id);
create unique index document_file_part_key on document (county_code, file_id, part);
create index document_pack_idx on document (pack) where pack is not null;
comment on table document is 'kind: county. One document of an imported file as it was read: identity, what was dropped, faults of the print, where every character went.';
comment on column document.pack is 'The pack whose full text this is; null where it is of none.';

create table document_node (
  county_code text not null,
  document_id uuid not null,
  place int not null,
  depth smallint not null,
  clause text not null,
  kind text not null,
  label text not null,
  number int,
  title text not null,
  body text not null,
  at_line int not null,
  at_char int not null
);
alter table document_node add constraint document_node_pkey primary key (county_code, document_id, place);
create index document_node_clause_idx on document_node (county_code, document_id, clause);
comment on table document_node is 'kind: county. A clause of an imported document in its order; depth and order give the tree.';

create table regime_draft (
  county_code text not null,
  id uuid not null,
  pack text not null,
  base text not null,
  title text not null,
  state text not null,
  version int not null,
  in_force date not null,
  text_digest text not null,
  document_id uuid,
  signatures jsonb not null,
  impact jsonb,
  changed_at timestamptz not null
);
alter table regime_draft add constraint regime_draft_pkey primary key (county_code, id);
alter table regime_draft add constraint regime_draft_state_check
  check (state in ('draft', 'checked', 'signed', 'withdrawn'));
create index regime_draft_state_idx on regime_draft (state, in_force);
create index regime_draft_pack_idx on regime_draft (pack);
comment on table regime_draft is 'kind: county. A pack on its way into force: projection of its acts on the chain of the unit whose law it is.';
comment on column regime_draft.impact is 'What the draft changes on the real tree, as reckoned when it was checked.';

create table regime_text (
  county_code text not null,
  digest text not null,
  files jsonb not null,
  choices jsonb not null
);
alter table regime_text add constraint regime_text_pkey primary key (county_code, digest);
comment on table regime_text is 'kind: county. Files of a draft and what a person chose clause by clause, under the SHA-256 that its acts name. Append-only.';

select distribute('document_file', 'county_code');
select distribute('document', 'county_code');
select distribute('document_node', 'county_code');
select distribute('regime_draft', 'county_code');
select distribute('regime_text', 'county_code');

alter table document_file enable row level security;
alter table document enable row level security;
alter table document_node enable row level security;
alter table regime_draft enable row level security;
alter table regime_text enable row level security;
create policy document_file_scope on document_file using (in_scope(county_code)) with check (in_scope(county_code));
create policy document_scope on document using (in_scope(county_code)) with check (in_scope(county_code));
create policy document_node_scope on document_node using (in_scope(county_code)) with check (in_scope(county_code));
create policy regime_draft_scope on regime_draft using (in_scope(county_code)) with check (in_scope(county_code));
create policy regime_text_scope on regime_text using (in_scope(county_code)) with check (in_scope(county_code));

grant select, insert on document_file, document_node, regime_text to zerentian_app;
grant select, insert, update on document, regime_draft to zerentian_app;
grant select, insert on document_file, document_node, regime_text to zerentian_loader;
grant select, insert, update on document, regime_draft to zerentian_loader;
