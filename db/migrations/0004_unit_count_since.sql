-- A unit that began and ended between two days was not there on the first: the end is told with the day of the beginning.
alter table unit_count add since date not null default '0001-01-01';
alter table unit_count drop constraint unit_count_pkey;
alter table unit_count add constraint unit_count_pkey primary key (scope, level, kind, farming, day, since);
comment on column unit_count.since is 'For ends: the day on which the ended units had begun. Units there from a to b: began by a, less those begun by a that ended by b.';
