-- What bodies and seats are at a unit: they follow from records, their ids are the records'.

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
alter table post_entry add constraint post_entry_pkey primary key (county_code, id);
create index post_entry_unit_idx on post_entry (county_code, unit_code, post, from_day);
comment on table post_entry is 'kind: county. What a body or seat of the law is at its unit for an interval of days: its name there, or that it is not set up.';

select distribute('post_entry', 'county_code');

alter table post_entry enable row level security;
create policy post_entry_scope on post_entry using (in_scope(unit_code)) with check (in_scope(unit_code));

grant select, insert, update, delete on post_entry to zerentian_app, zerentian_loader;
