-- Reach: what an actor may see and do is several places of the tree, not one; records carry the columns that grants ask
-- about, and acts the unit of their record, so that row security bounds them by the same places.

alter table record add column seats text[] not null default '{}';
alter table record add column author text not null default '';
alter table act add column unit_code text not null default '';

comment on column record.seats is 'Seats that its fields name, <unit>:<seat>: entries of lists that are written as seats are.';
comment on column record.author is 'Account of its first act.';
comment on column act.unit_code is 'Unit of its record.';

update act a set unit_code = r.unit_code from record r where r.county_code = a.county_code and r.id = a.record_id;
update record r set author = a.actor from act a
  where a.county_code = r.county_code and a.record_id = r.id and a.verb = 'create';
update record r set seats = array(
    select distinct word from jsonb_each(r.fields) as field (name, value)
      cross join lateral jsonb_array_elements(case jsonb_typeof(value) when 'array' then value else '[]' end) as item
      cross join lateral (select (item #>> '{}') collate "C" as word) named
    where jsonb_typeof(item) = 'string' and word ~ '^(0|[1-9][0-9]*):[a-z][a-z0-9-]*$' order by word)
  where jsonb_path_exists(r.fields, '$.* ? (@.type() == "array")');

alter table record alter column seats drop default;
alter table record alter column author drop default;
alter table act alter column unit_code drop default;

-- A scope as text: unit codes joined by commas; each stands for the unit and all below it, or with = before it for the
-- unit alone; 0 is everything. Kept as an array of LIKE patterns.
create function scope_patterns(scope text) returns text language plpgsql immutable parallel safe as $$
declare
  part text;
  patterns text := '';
begin
  if scope is null or scope = '' then return ''; end if;
  if scope !~ '^=?[0-9]{1,12}(,=?[0-9]{1,12})*$' then
    raise exception 'scope % is not a list of unit codes', quote_literal(scope) using errcode = 'ZT001';
  end if;
  foreach part in array string_to_array(scope, ',') loop
    patterns := patterns || case when part = '0' then ',%' when starts_with(part, '=') then ',' || substr(part, 2)
      else ',' || part || '%' end;
  end loop;
  return '{' || substr(patterns, 2) || '}';
end
$$;

-- Bounds the rest of the transaction and gives up the owner's rights. `scope` bounds what follows from acts, tenures and
-- the rest; `reach`, where given, bounds records and their acts, and stays when the scope is widened.
drop function open_home(text);
drop function set_ctx(text);
create function set_ctx(scope text, reach text default null) returns void language plpgsql as $$
begin
  execute format('set local app.scope = %L', scope_patterns(scope));
  if reach is not null then
    execute format('set local app.reach = %L', coalesce(nullif(scope_patterns(reach), ''), '{}'));
  end if;
  set local role zerentian_app;
end
$$;

-- Opens the writing of one act in one planned statement: the bounds, the role, plans for good, and the lock of the chain
-- that orders the acts of a home. No row: the home has no chain yet.
create function open_home(home text, reach text) returns table (seq bigint, hash text) language plpgsql as $$
begin
  perform set_ctx(home, reach);
  -- An act asks for a handful of rows by their keys: one plan serves all, and making it anew costs more than using it.
  set local plan_cache_mode = force_generic_plan;
  return query select c.seq, c.hash from act_chain c where c.county_code = home for update;
end
$$;

-- Whether a unit code lies in the bounds of the transaction. A setting made in an earlier transaction comes back as '' and
-- not as null, hence nullif: without bounds nothing is in them. Flat, so that policies hold on a cluster.
create or replace function in_scope(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(code like any (nullif(current_setting('app.scope', true), '')::text[]), false)
$$;
create function in_reach(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(code like any (coalesce(nullif(current_setting('app.reach', true), ''),
    nullif(current_setting('app.scope', true), ''))::text[]), false)
$$;

drop policy act_scope on act;
drop policy record_scope on record;
create policy act_reach on act using (in_reach(unit_code)) with check (in_reach(unit_code));
create policy record_reach on record using (in_reach(unit_code)) with check (in_reach(unit_code));
