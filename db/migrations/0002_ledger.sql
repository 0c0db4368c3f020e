-- The ledger: acts are facts and only ever added; record, fulfilment and tally follow from them.

create table act (
  county_code text not null,
  id uuid not null,
  seq bigint not null,
  record_id uuid not null,
  verb text not null,
  actor text not null,
  at timestamptz not null,
  day date not null,
  body jsonb not null,
  prev_hash text not null,
  hash text not null
);
alter table act add constraint act_pkey primary key (county_code, id);
create unique index act_seq_key on act (county_code, seq);
create index act_record_idx on act (county_code, record_id, seq);
comment on table act is 'kind: county. One step on a record; append-only, chained by hash per county.';

create table act_chain (
  county_code text not null,
  seq bigint not null,
  hash text not null
);
alter table act_chain add constraint act_chain_pkey primary key (county_code);
comment on table act_chain is 'kind: county. Head of the hash chain of a county; its row lock orders the acts.';

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
  version int not null,
  regime text not null,
  mark text not null,
  homes text[] not null,
  changed_at timestamptz not null
);
alter table record add constraint record_pkey primary key (county_code, id);
create index record_day_idx on record (county_code, day desc, id);
create index record_unit_idx on record (county_code, unit_code text_pattern_ops, day desc);
comment on table record is 'kind: county. Projection of a record''s acts; homes are the counties where it fulfils something.';

create table fulfilment (
  county_code text not null,
  unit_code text not null,
  duty text not null,
  holder text not null,
  period text not null,
  year smallint not null,
  done int not null,
  met_day date,
  until_day date,
  excused_day date,
  last_day date
);
alter table fulfilment add constraint fulfilment_pkey primary key (county_code, unit_code, duty, holder, period);
create index fulfilment_year_idx on fulfilment (county_code, year, duty, period);
comment on table fulfilment is 'kind: county. How far the records meet one obligation; absent = nothing done.';
comment on column fulfilment.met_day is 'Day on which the need was reached; for things that hold, first day of the latest span.';
comment on column fulfilment.until_day is 'Last day on which it holds; null = for good. Met on day d: met_day <= d and (until_day is null or until_day >= d).';

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
alter table fulfilment_record add constraint fulfilment_record_pkey
  primary key (county_code, unit_code, duty, holder, period, record_id, target);
create index fulfilment_record_record_idx on fulfilment_record (county_code, record_id);
comment on table fulfilment_record is 'kind: county. Which record gave what to which obligation.';

create table tally (
  county_code text not null,
  unit_code text not null,
  year smallint not null,
  span text not null,
  duty text not null,
  period text not null,
  day date not null,
  met int not null,
  excused int not null,
  done int not null
);
alter table tally add constraint tally_pkey primary key (county_code, unit_code, year, span, day, duty, period)
  include (met, excused, done);
alter table tally add constraint tally_span_check check (span in ('total', 'month', 'day'));
comment on table tally is 'kind: county. Obligations of a unit and all below it that became met or excused, in all (day 0001-01-01), by month (first day) and by day; terms are one period.';

create table tally_delta (
  county_code text not null,
  id uuid not null,
  unit_code text not null,
  year smallint not null,
  duty text not null,
  period text not null,
  day date not null,
  met int not null,
  excused int not null,
  done int not null
);
alter table tally_delta add constraint tally_delta_pkey primary key (county_code, id);
comment on table tally_delta is 'kind: county. Changes not yet folded into tally, written with the act; readers add them.';

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
alter table tenure add constraint tenure_pkey primary key (county_code, id);
create index tenure_seat_idx on tenure (county_code, unit_code, seat, from_day);
comment on table tenure is 'kind: county. A person holding a seat for an interval of days.';

select distribute('act', 'county_code');
select distribute('act_chain', 'county_code');
select distribute('record', 'county_code');
select distribute('fulfilment', 'county_code');
select distribute('fulfilment_record', 'county_code');
select distribute('tally', 'county_code');
select distribute('tally_delta', 'county_code');
select distribute('tenure', 'county_code');

-- Reach, second belt: the scope of the transaction bounds the rows (design decision 5).
alter table act enable row level security;
alter table record enable row level security;
alter table fulfilment enable row level security;
alter table fulfilment_record enable row level security;
alter table tenure enable row level security;
create policy act_scope on act using (in_scope(county_code)) with check (in_scope(county_code));
create policy record_scope on record using (in_scope(unit_code)) with check (in_scope(unit_code));
create policy fulfilment_scope on fulfilment using (in_scope(unit_code)) with check (in_scope(unit_code));
create policy fulfilment_record_scope on fulfilment_record using (in_scope(unit_code)) with check (in_scope(unit_code));
create policy tenure_scope on tenure using (in_scope(unit_code)) with check (in_scope(unit_code));

grant select, insert on act to zerentian_app;
grant select, insert, update on act_chain, record, fulfilment to zerentian_app;
grant select, insert, update, delete on fulfilment_record, tally_delta to zerentian_app;
grant select, insert, update on tally, tenure to zerentian_app;
grant select, insert on act to zerentian_loader;
grant select, insert, update, delete on act_chain, record, fulfilment, fulfilment_record, tally, tally_delta, tenure to zerentian_loader;
