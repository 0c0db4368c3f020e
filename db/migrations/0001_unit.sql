-- The administrative tree and what became of its units. Subtree = prefix of the code; the nation is '0'.

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
alter table unit add constraint unit_pkey primary key (code);
alter table unit add constraint unit_level_check
  check (level in ('nation', 'province', 'city', 'county', 'township', 'village'));
alter table unit add constraint unit_valid_check check (valid_to > valid_from);
create index unit_parent_idx on unit (parent, code);
create index unit_upper_idx on unit (code) where level <> 'village';
-- Search: whole names and beginnings by the btrees; anything inside by letters and by syllables. Arrays of single
-- letters answer queries of one or two Chinese characters, for which trigrams are of no use, and are a third the size.
create index unit_name_idx on unit (name text_pattern_ops);
create index unit_pinyin_idx on unit (replace(pinyin, ' ', '') text_pattern_ops);
create index unit_initials_idx on unit (initials text_pattern_ops);
create index unit_letter_idx on unit using gin (string_to_array(name, null));
create index unit_syllable_idx on unit using gin (string_to_array(pinyin, ' '));
comment on table unit is 'kind: reference. A node of the administrative tree, in force from valid_from until the day before valid_to.';
comment on column unit.farming is 'Rural village, or a unit with a rural village below it.';
comment on column unit.pinyin is 'Syllables separated by blanks, lower case, no tones, v for u with two dots.';

create table unit_act (
  id uuid not null,
  verb text not null,
  day date not null,
  from_codes text[] not null,
  to_codes text[] not null,
  note text not null,
  body jsonb not null
);
alter table unit_act add constraint unit_act_pkey primary key (id);
alter table unit_act add constraint unit_act_verb_check check (verb in ('merge', 'split', 'rename', 'transfer'));
create index unit_act_day_idx on unit_act (day, id);
comment on table unit_act is 'kind: reference. A merger, split, renaming or transfer of units; body holds the act as sent and the former names.';

create table unit_successor (
  code text not null,
  day date not null,
  successor text not null,
  act_id uuid not null
);
alter table unit_successor add constraint unit_successor_pkey primary key (code, day, successor);
create index unit_successor_back_idx on unit_successor (successor, day);
comment on table unit_successor is 'kind: reference. What stands for a unit from a day on, also for the units below one that moved.';

create table unit_fact (
  code text not null,
  fact text not null,
  day date not null,
  value numeric not null,
  source text not null
);
alter table unit_fact add constraint unit_fact_pkey primary key (code, fact, day);
comment on table unit_fact is 'kind: reference. A registered number of a unit (households, natural_villages) from a day on.';

create table unit_count (
  scope text not null,
  level text not null,
  kind text not null,
  farming boolean not null,
  day date not null,
  began int not null,
  ended int not null
);
alter table unit_count add constraint unit_count_pkey primary key (scope, level, kind, farming, day);
comment on table unit_count is 'kind: reference. Units of a profile at and below a scope (nation to township) by the day on which they began or ended: on a day there are sum(began - ended) where day <= that day.';

create table unit_load (
  part text not null,
  stamp text not null,
  units int not null,
  loaded_at timestamptz not null
);
alter table unit_load add constraint unit_load_pkey primary key (part);
alter table unit_load add constraint unit_load_part_check check (part in ('upper', 'village'));
comment on table unit_load is 'kind: local. Which parts of the unit file are in, by the digest of the file and its overrides.';

select reference_table('unit');
select reference_table('unit_act');
select reference_table('unit_successor');
select reference_table('unit_fact');
select reference_table('unit_count');

grant select on unit, unit_act, unit_successor, unit_fact, unit_count, unit_load to zerentian_app;
grant select, insert, update, delete on unit, unit_act, unit_successor, unit_fact, unit_count, unit_load to zerentian_loader;
