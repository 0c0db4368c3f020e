/**
 * The rules that keep the schema fit to be spread over a cluster by county_code, as questions to the catalogue of a plain
 * PostgreSQL. Each gives the things that break it.
 */
import type pg from 'pg';

// Tables of ours with the kind that their comment declares; partitions follow their parent.
const tables = `
  select c.oid, c.relname as name, c.relpersistence, c.relkind, c.relispartition,
         substring(obj_description(c.oid, 'pg_class') from '^kind: (reference|county|local)\\.') as kind
    from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Rule by name: a query over `t` (tables with oid, name, kind) that gives one column `subject` per offence. */
export const distributionRules = {
  'every table declares its kind in its comment': `
    select name as subject from t where kind is null and not relispartition`,

  'every table is logged and has a primary key': `
    select name as subject from t
     where relpersistence <> 'p' or not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')`,

  'a county table has county_code text not null in the default collation': `
    select name as subject from t
     where kind = 'county' and not exists (
       select from pg_attribute a where a.attrelid = t.oid and a.attname = 'county_code' and a.attnotnull
          and a.atttypid = 'text'::regtype and a.attcollation = (select oid from pg_collation where collname = 'default'))`,

  'the primary key of a county table starts with county_code': `
    select name as subject from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
     where kind = 'county' and not exists (
       select from pg_attribute a where a.attrelid = t.oid and a.attnum = k.conkey[1] and a.attname = 'county_code')`,

  'every unique and exclusion constraint of a county table contains county_code by equality': `
    select i.indexrelid::regclass::text as subject from t join pg_index i on i.indrelid = t.oid
      left join pg_constraint x on x.conindid = i.indexrelid and x.contype = 'x'
     where kind = 'county' and (i.indisunique or x.oid is not null) and not exists (
       select from pg_attribute a
        cross join generate_series(0, i.indnkeyatts - 1) n
        where a.attrelid = t.oid and a.attname = 'county_code' and i.indkey[n] = a.attnum
          and (x.oid is null or (select oprname from pg_operator where oid = x.conexclop[n + 1]) = '='))`,

  'foreign keys go to reference tables, or between county tables with county_code in the same place': `
    select k.conname as subject from pg_constraint k join t on t.oid = k.conrelid join t r on r.oid = k.confrelid
     where k.contype = 'f' and not (
       r.kind = 'reference' or (t.kind = 'local' and r.kind = 'local')
       or (t.kind = 'county' and r.kind = 'county' and exists (
             select from generate_subscripts(k.conkey, 1) n
               join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[n] and a.attname = 'county_code'
               join pg_attribute b on b.attrelid = r.oid and b.attnum = k.confkey[n] and b.attname = 'county_code')))`,

  'no foreign key sets null or default': `
    select conname as subject from pg_constraint k join t on t.oid = k.conrelid
     where contype = 'f' and (confdeltype in ('n', 'd') or confupdtype in ('n', 'd'))`,

  'no identity columns and no sequences': `
    select name || '.' || a.attname as subject from t join pg_attribute a on a.attrelid = t.oid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'`,

  'no policy has a sub-query': `
    select polname as subject from pg_policy p join t on t.oid = p.polrelid
     where concat(polqual::text, polwithcheck::text) like '%{SUBLINK %'`,

  'functions in policies read only settings': `
    select polname || ': ' || f.proname as subject from pg_policy p join t on t.oid = p.polrelid
      join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
      join pg_proc f on f.oid = d.refobjid
     where f.pronamespace = 'public'::regnamespace and f.prosrc ~* '\\mfrom\\M'`,

  'names of tables, constraints and indexes have at most 45 characters': `
    select name as subject from t where length(name) > 45
    union all select conname from pg_constraint k join t on t.oid = k.conrelid where contype <> 'n' and length(conname) > 45
    union all select c.relname from pg_index i join t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
     where length(c.relname) > 45`,

  'no trigger on a reference table': `
    select tgname as subject from pg_trigger g join t on t.oid = g.tgrelid where not tgisinternal and kind = 'reference'`,

  'trigger functions neither notify nor ask for the name of the table': `
    select distinct tgname as subject from pg_trigger g join t on t.oid = g.tgrelid join pg_proc f on f.oid = g.tgfoid
     where not tgisinternal and kind = 'county' and f.prosrc ~* '\\mpg_notify\\M|\\mnotify\\M|\\mtg_table_name\\M|\\mtg_relname\\M'`,

  'partitions on one level only, and no other inheritance': `
    select name as subject from t
     where (relispartition and relkind = 'p')
        or (not relispartition and exists (select from pg_inherits where inhrelid = t.oid))`,
} as const;

export type DistributionRule = keyof typeof distributionRules;

/** Every offence against every rule, as [rule, thing]. */
export async function offences(db: Pick<pg.Pool, 'query'>): Promise<[DistributionRule, string][]> {
  const found: [DistributionRule, string][] = [];
  for (const [rule, sql] of Object.entries(distributionRules) as [DistributionRule, string][]) {
    const { rows } = await db.query(`with t as (${tables}) ${sql} order by 1`);
    for (const { subject } of rows) found.push([rule, subject]);
  }
  return found;
}
