-- What-if above the county: the tallies that the same records give under another regime. A cache: it can be dropped at
-- any moment and is counted anew; every row says by its stamp under which text, and `whatif_home` from which acts.

create table whatif_tally (
  county_code text not null,
  stamp text not null,
  year smallint not null,
  span text not null,
  duty text not null,
  period text not null,
  day date not null,
  met int not null,
  excused int not null,
  done int not null
);
alter table whatif_tally add constraint whatif_tally_pkey primary key (county_code, stamp, year, span, day, duty, period)
  include (met, excused, done);
alter table whatif_tally add constraint whatif_tally_span_check check (span in ('own', 'total', 'month', 'day'));
comment on table whatif_tally is 'kind: county. Like tally, under another law, of a unit at county level or above; span own = by day, of a unit above the county without those below it.';

create table whatif_home (
  county_code text not null,
  stamp text not null,
  seq bigint not null,
  mark text not null,
  counted_at timestamptz not null
);
alter table whatif_home add constraint whatif_home_pkey primary key (county_code, stamp);
comment on table whatif_home is 'kind: county. From which state of a home its part of whatif_tally was counted: head of its chain, mark of tenures, registers, unit acts and records elsewhere.';

create table whatif_law (
  stamp text not null,
  regime text not null,
  day date not null,
  asked_at timestamptz not null
);
alter table whatif_law add constraint whatif_law_pkey primary key (stamp);
comment on table whatif_law is 'kind: local. Laws of the what-if: the regime and a day on which it says what the stamp stands for.';

select distribute('whatif_tally', 'county_code');
select distribute('whatif_home', 'county_code');

-- Records that name a seat above the county, for the units there; few.
create index record_upper_idx on record (county_code, id) where fields::text ~ '"(0|\d{2}|\d{4}):[a-z]';

grant select on whatif_tally, whatif_home, whatif_law to zerentian_app;
grant select, insert, update, delete on whatif_tally, whatif_home, whatif_law to zerentian_loader;
