-- Proof: every finished day is sealed by one root over the chains of all counties (docs/decisions/0004).

create table seal_home (
  county_code text not null,
  day date not null,
  from_seq bigint not null,
  to_seq bigint not null,
  head text not null,
  tree text not null
);
alter table seal_home add constraint seal_home_pkey primary key (county_code, day);
alter table seal_home add constraint seal_home_span_check check (from_seq <= to_seq);
create unique index seal_home_seq_key on seal_home (county_code, from_seq);
create index seal_home_day_idx on seal_home (day, county_code);
comment on table seal_home is 'kind: county. Acts of a county sealed with a day: append-only; head is the hash of the last, tree the Merkle root over all.';

create table seal (
  day date not null,
  homes int not null,
  acts bigint not null,
  tree text not null,
  prev_root text not null,
  root text not null,
  sealed_at timestamptz not null
);
alter table seal add constraint seal_pkey primary key (day);
comment on table seal is 'kind: local. The root of a finished day (Asia/Shanghai): append-only; over the counties sealed with it and the root before.';

select distribute('seal_home', 'county_code');

alter table seal_home enable row level security;
create policy seal_home_scope on seal_home using (in_scope(county_code)) with check (in_scope(county_code));

grant select on seal, seal_home to zerentian_app;
grant select, insert on seal, seal_home to zerentian_loader;
