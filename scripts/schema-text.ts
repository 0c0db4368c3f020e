/** The schema of a database as SQL in a fixed order, read from the catalogue: what db/schema.sql holds. */
import type pg from 'pg';

type Row = Record<string, string>;
type Query = (sql: string) => Promise<Row[]>;

const head = `-- The schema after all migrations, for reading and for review. Written by: npm run db
-- Never edited and never run; test/schema.test.ts compares it with the migrations.`;

// Things of the public schema that no extension brought along.
const own = (catalogue: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** All extensions, roles, types, functions, tables (with everything on them) and views of the public schema. */
export async function schemaText(client: Pick<pg.Pool, 'query'>): Promise<string> {
  const query: Query = async (sql) => (await client.query(sql)).rows;
  const parts = [
    head,
    ...(await extensions(query)),
    ...(await roles(query)),
    ...(await enums(query)),
    ...(await functions(query)),
    ...(await tables(query)),
    ...(await views(query)),
  ];
  return `${parts.join('\n\n')}\n`;
}

async function extensions(query: Query): Promise<string[]> {
  const rows = await query(`select extname as name from pg_extension where extname <> 'plpgsql' order by extname`);
  return rows.map(({ name }) => `create extension ${name};`);
}

async function roles(query: Query): Promise<string[]> {
  const rows = await query(`
    select rolname as name,
           concat_ws(' ', case when rolcanlogin then 'login' else 'nologin' end, case when rolsuper then 'superuser' end,
                     case when rolbypassrls then 'bypassrls' end) as flags,
           (select string_agg(lower(privilege_type), ', ' order by privilege_type)
              from pg_namespace, aclexplode(nspacl) where nspname = 'public' and grantee = r.oid) as rights
      from pg_roles r where rolname like 'zerentian%' order by rolname`);
  return rows.map(
    ({ name, flags, rights }) => `create role ${name} ${flags};\ngrant ${rights} on schema public to ${name};`,
  );
}

async function enums(query: Query): Promise<string[]> {
  const rows = await query(`
    select t.typname as name, string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) as labels
      from pg_type t join pg_enum e on e.enumtypid = t.oid
     where t.typnamespace = 'public'::regnamespace group by t.typname order by t.typname`);
  return rows.map(({ name, labels }) => `create type ${name} as enum (${labels});`);
}

async function functions(query: Query): Promise<string[]> {
  const rows = await query(`
    select regexp_replace(pg_get_functiondef(p.oid), E'[ \\t]+\\n', E'\\n', 'g') as definition
      from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and ${own('pg_proc', 'p.oid')}
     order by p.proname, pg_get_function_identity_arguments(p.oid)`);
  return rows.map(({ definition }) => `${definition!.trim()};`);
}

async function tables(query: Query): Promise<string[]> {
  const rows = await query(`
    select c.oid::text as oid, c.relname as name, c.relrowsecurity::text as secured, c.relforcerowsecurity::text as forced,
           case c.relpersistence when 'u' then 'unlogged ' else '' end as persistence,
           case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end as partitioning,
           quote_literal(obj_description(c.oid, 'pg_class')) as comment
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and ${own('pg_class', 'c.oid')}
     order by c.relname`);
  const texts: string[] = [];
  for (const row of rows) texts.push(await table(query, row));
  return texts;
}

async function table(query: Query, row: Row): Promise<string> {
  const { oid, name } = row;
  const lines = [
    `create ${row.persistence}table ${name} (\n${(await columns(query, oid!)).join(',\n')}\n)${row.partitioning};`,
  ];
  if (row.comment) lines.push(`comment on table ${name} is ${row.comment};`);
  const parts = await query(`
    select 'comment on column ${name}.' || a.attname || ' is ' || quote_literal(d.description) || ';' as line, '0' as rank
      from pg_attribute a join pg_description d
        on d.classoid = 'pg_class'::regclass and d.objoid = a.attrelid and d.objsubid = a.attnum
     where a.attrelid = ${oid}
    union all
    select 'alter table ${name} add constraint ' || conname || ' ' || pg_get_constraintdef(oid) || ';', '1' || contype::text
      from pg_constraint where conrelid = ${oid} and contype <> 'n'
    union all
    select pg_get_indexdef(i.indexrelid) || ';', '2'
      from pg_index i
     where i.indrelid = ${oid} and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
    union all
    select pg_get_triggerdef(oid) || ';', '3' from pg_trigger where tgrelid = ${oid} and not tgisinternal
    union all
    select format('create policy %I on ${name}%s for %s%s%s%s;', polname,
             case when polpermissive then '' else ' as restrictive' end,
             case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
             case when polroles = '{0}' then '' else ' to ' || (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(polroles) r) end,
             coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', ''),
             coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '')), '5'
      from pg_policy where polrelid = ${oid}
    union all
    select format('grant %s on ${name} to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type),
             case when a.grantee = 0 then 'public' else a.grantee::regrole::text end), '6'
      from pg_class c, aclexplode(c.relacl) a where c.oid = ${oid} and a.grantee <> c.relowner group by a.grantee
    order by 2, 1`);
  const security = [
    ...(row.secured === 'true' ? [`alter table ${name} enable row level security;`] : []),
    ...(row.forced === 'true' ? [`alter table ${name} force row level security;`] : []),
  ];
  const before = parts.filter(({ rank }) => rank! < '5').map(({ line }) => line!);
  const after = parts.filter(({ rank }) => rank! >= '5').map(({ line }) => line!);
  return [...lines, ...before, ...security, ...after].join('\n');
}

async function columns(query: Query, oid: string): Promise<string[]> {
  const rows = await query(`
    select '  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
           || case when a.attcollation <> 0 and a.attcollation <> t.typcollation
                   then ' collate ' || (select quote_ident(collname) from pg_collation where oid = a.attcollation) else '' end
           || case when a.attidentity <> '' then ' generated as identity' else '' end
           || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                   when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
           || case when a.attnotnull then ' not null' else '' end as line
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`);
  return rows.map(({ line }) => line!);
}

async function views(query: Query): Promise<string[]> {
  const rows = await query(`
    select format('create %sview %I as%s', case relkind when 'm' then 'materialized ' else '' end, relname,
                  E'\\n' || pg_get_viewdef(oid, true)) as line
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and ${own('pg_class', 'c.oid')}
     order by relname`);
  return rows.map(({ line }) => line!);
}
