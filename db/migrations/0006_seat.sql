-- Persons, and who does the work of a seat. Tenures and deputies follow from records: their ids are the records'.

create table person (
  county_code text not null,
  id text not null,
  name text not null,
  sample boolean not null
);
alter table person add constraint person_pkey primary key (county_code, id);
create index person_name_idx on person (county_code, name text_pattern_ops);
comment on table person is 'kind: county. Somebody who holds or held a seat there; the name exactly as written.';

create table person_contact (
  county_code text not null,
  person text not null,
  phone bytea,
  mail bytea,
  changed_at timestamptz not null
);
alter table person_contact add constraint person_contact_pkey primary key (county_code, person);
comment on table person_contact is 'kind: county. How to reach a person, encrypted by column with a key that the database does not have.';

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
alter table deputy add constraint deputy_pkey primary key (county_code, id);
create index deputy_seat_idx on deputy (county_code, unit_code, seat, from_day);
create index deputy_person_idx on deputy (person, to_day);
comment on table deputy is 'kind: county. A person doing the work of a seat in place of its holder for an interval of days.';

create index tenure_person_idx on tenure (person);

select distribute('person', 'county_code');
select distribute('person_contact', 'county_code');
select distribute('deputy', 'county_code');

alter table person enable row level security;
alter table person_contact enable row level security;
alter table deputy enable row level security;
create policy person_scope on person using (in_scope(county_code)) with check (in_scope(county_code));
create policy person_contact_scope on person_contact using (in_scope(county_code)) with check (in_scope(county_code));
create policy deputy_scope on deputy using (in_scope(unit_code)) with check (in_scope(unit_code));

grant delete on tenure to zerentian_app;
grant select, insert, update on person to zerentian_app;
grant select, insert, update, delete on person_contact, deputy to zerentian_app;
grant select, insert, update, delete on person, person_contact, deputy to zerentian_loader;
