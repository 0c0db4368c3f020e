-- What every later migration stands on: extensions, roles, the scope of a transaction, and the two functions that
-- make one set of migrations serve plain PostgreSQL 15 to 18 and Citus.
--
-- Every table says what it is in its comment, first words: `kind: reference`, `kind: county` or `kind: local`.
--   reference  small, rarely written, joined by everyone, no triggers
--   county     everything large; its keys start with county_code
--   local      migration log, jobs, sessions; no key points from or to a county table

create extension if not exists pg_trgm;

-- Roles belong to the whole server, so another database may have made them already, even a moment ago.
-- They must be able to log in, because a cluster opens connections to its nodes as the role in force.
do $$
begin
  if to_regrole('zerentian_app') is null then
    begin
      create role zerentian_app login nosuperuser nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if to_regrole('zerentian_loader') is null then
    begin
      create role zerentian_loader login nosuperuser bypassrls;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'role zerentian_loader is missing and % may not create it', current_user
          using hint = 'Ask the administrator to run: create role zerentian_loader login bypassrls; grant zerentian_loader to '
            || quote_ident(current_user) || ';';
    end;
  end if;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'zerentian_app', 'usage') then
    execute format('grant zerentian_app to %I', current_user);
  end if;
  if not pg_has_role(current_user, 'zerentian_loader', 'usage') then
    execute format('grant zerentian_loader to %I', current_user);
  end if;
end
$$;

grant usage on schema public to zerentian_app, zerentian_loader;

-- uuidv7() is part of PostgreSQL from 18 on; older servers get the same shape: 48 bits of milliseconds, version 7.
do $$
begin
  if to_regprocedure('pg_catalog.uuidv7()') is null and to_regprocedure('public.uuidv7()') is null then
    create function public.uuidv7() returns uuid language sql volatile parallel safe as $body$
      select encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
            from 1 for 6),
          52, 1), 53, 1),
        'hex')::uuid
    $body$;
  end if;
end
$$;

-- Spreads a county table over the nodes by a column; does nothing without the citus extension.
create function distribute(table_name text, column_name text) returns void language plpgsql as $$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute 'select create_distributed_table($1::regclass, $2)' using table_name, column_name;
  end if;
end
$$;

-- Copies a reference table to every node; does nothing without the citus extension.
create function reference_table(table_name text) returns void language plpgsql as $$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute 'select create_reference_table($1::regclass)' using table_name;
  end if;
end
$$;

-- Bounds the rest of the transaction to the units under one code ('0' is everything) and gives up the owner's rights.
-- `set local` and not set_config(): only the former reaches the nodes of a cluster.
create function set_ctx(scope text) returns void language plpgsql as $$
begin
  if scope is not null and scope !~ '^[0-9]{0,12}$' then
    raise exception 'scope % is not a unit code', quote_literal(scope) using errcode = 'ZT001';
  end if;
  execute format('set local app.scope = %L', coalesce(scope, ''));
  set local role zerentian_app;
end
$$;

-- Whether a unit code lies in the scope of the transaction. A setting made in an earlier transaction comes back as ''
-- and not as null, hence nullif: without a scope nothing is in reach. Flat, so that policies hold on a cluster.
create function in_scope(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(
    nullif(current_setting('app.scope', true), '') = '0'
      or starts_with(code, nullif(current_setting('app.scope', true), '')),
    false)
$$;
