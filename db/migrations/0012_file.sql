-- Attachments: what was sent and what an act attached. The bytes lie outside, under county and digest.

create table file (
  county_code text not null,
  unit_code text not null,
  digest text not null,
  type text not null,
  bytes int not null,
  width int,
  height int,
  sent_by text not null,
  sent_at timestamptz not null,
  attached_at timestamptz
);
alter table file add constraint file_pkey primary key (county_code, unit_code, digest);
create index file_digest_idx on file (county_code, digest);
create index file_pending_idx on file (sent_at) where attached_at is null;
comment on table file is 'kind: county. A file sent for records of a unit; attached_at is set with the first act that names it and never taken back. Rows without it are dropped after some hours.';
comment on column file.digest is 'SHA-256 in hex of the bytes as they are kept: pictures re-encoded, the others as sent.';

select distribute('file', 'county_code');

alter table file enable row level security;
create policy file_reach on file using (in_reach(unit_code)) with check (in_reach(unit_code));

grant select, insert, update on file to zerentian_app;
grant select, insert, update, delete on file to zerentian_loader;
