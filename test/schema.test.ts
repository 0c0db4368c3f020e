import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import type pg from 'pg';
import { schemaText } from '../scripts/schema-text.ts';
import { type DistributionRule, distributionRules, offences } from './support/distribution-rules.ts';
import { freshDatabase } from './support/postgres.ts';

let pool: pg.Pool;
before(async () => {
  ({ pool } = await freshDatabase());
});

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test('the migrations from zero give db/schema.sql; if not, run npm run db', async () => {
  const [now, written] = [await schemaText(pool), read('db/schema.sql')].map((text) => text.split('\n'));
  const without = (lines: string[], others: string[]) => lines.filter((line) => !others.includes(line)).slice(0, 10);
  assert.deepEqual({ lacks: without(now!, written!), tooMuch: without(written!, now!) }, { lacks: [], tooMuch: [] });
  assert.ok(now!.join() === written!.join(), 'the order differs');
});

test('the schema keeps every rule that a cluster by county_code needs', async () => {
  assert.deepEqual(await offences(pool), []);
});

const parents = `
  create table place (code text constraint place_pkey primary key);
  comment on table place is 'kind: reference. Example.';
  create table job (id uuid constraint job_pkey primary key);
  comment on table job is 'kind: local. Example.';
  create table deed (county_code text not null, id uuid not null, constraint deed_pkey primary key (county_code, id));
  comment on table deed is 'kind: county. Example.';`;

const county = (columns: string, key = 'county_code, id') => `
  create table bad (county_code text not null, id uuid not null, ${columns} constraint bad_pkey primary key (${key}));
  comment on table bad is 'kind: county. Example.';`;

const trigger = (table: string, body: string) => `
  create function bad_trigger() returns trigger language plpgsql as $$ begin ${body}; return new; end $$;
  create trigger bad_after after insert on ${table} for each row execute function bad_trigger();`;

/** One or more offences for each rule; each must be found, and by no other rule than the one it is listed under. */
const bad: Record<DistributionRule, string[]> = {
  'every table declares its kind in its comment': [
    'create table bad (id uuid constraint bad_pkey primary key);',
    `create table bad (id uuid constraint bad_pkey primary key); comment on table bad is 'kind: other. Example.';`,
  ],
  'every table is logged and has a primary key': [
    `create table bad (id uuid); comment on table bad is 'kind: local. Example.';`,
    `create unlogged table bad (id uuid constraint bad_pkey primary key); comment on table bad is 'kind: local. x';`,
  ],
  'a county table has county_code text not null in the default collation': [
    `create table bad (county_code varchar(12), id uuid, constraint bad_pkey primary key (county_code, id));
     comment on table bad is 'kind: county. Example.';`,
    `create table bad (county_code text collate "C", id uuid, constraint bad_pkey primary key (county_code, id));
     comment on table bad is 'kind: county. Example.';`,
    `create domain county as text;
     create table bad (county_code county, id uuid, constraint bad_pkey primary key (county_code, id));
     comment on table bad is 'kind: county. Example.';`,
  ],
  'the primary key of a county table starts with county_code': [county('', 'id, county_code')],
  'every unique and exclusion constraint of a county table contains county_code by equality': [
    `${county('name text,')} create unique index bad_name_key on bad (name) include (county_code);`,
    county('name text, constraint bad_name_key unique (name),'),
    county('span int4range, constraint bad_span_excl exclude using gist (span with &&),'),
  ],
  'foreign keys go to reference tables, or between county tables with county_code in the same place': [
    `${county('job uuid,')} alter table bad add constraint bad_job_fkey foreign key (job) references job;`,
    `${county('other text,')} alter table bad add constraint bad_deed_fkey foreign key (other, id) references deed;`,
    `create table bad (id uuid constraint bad_pkey primary key, c text, d uuid);
     comment on table bad is 'kind: local. Example.';
     alter table bad add constraint bad_deed_fkey foreign key (c, d) references deed;`,
  ],
  'no foreign key sets null or default': [
    `${county('place text,')}
     alter table bad add constraint bad_place_fkey foreign key (place) references place on delete set null;`,
  ],
  'no identity columns and no sequences': [
    county('seq bigint generated always as identity,'),
    county('seq bigserial,'),
  ],
  'no policy has a sub-query': [
    `alter table deed enable row level security;
     create policy bad_scope on deed using (county_code = (select current_setting('app.scope', true)));`,
    `alter table deed enable row level security;
     create policy bad_scope on deed with check (exists (select from place where code = county_code));`,
  ],
  'functions in policies read only settings': [
    `create function known(c text) returns boolean language sql stable as 'select count(*) > 0 from place where code = c';
     create policy bad_scope on deed using (known(county_code));`,
  ],
  'names of tables, constraints and indexes have at most 45 characters': [
    `create index deed_${'x'.repeat(41)} on deed (id);`,
    `alter table deed add constraint deed_${'x'.repeat(41)} check (id is not null);`,
    `create table place_${'x'.repeat(41)} (code text constraint bad_pkey primary key);
     comment on table place_${'x'.repeat(41)} is 'kind: reference. Example.';`,
  ],
  'no trigger on a reference table': [trigger('place', 'null')],
  'trigger functions neither notify nor ask for the name of the table': [
    trigger('deed', `perform pg_notify('x', '')`),
    trigger('deed', `raise notice '%', tg_table_name`),
  ],
  'partitions on one level only, and no other inheritance': [
    `create table bad (constraint bad_pkey primary key (county_code, id)) inherits (deed);
     comment on table bad is 'kind: county. Example.';`,
    `create table bad (county_code text not null, year smallint, id uuid, constraint bad_pkey primary key (county_code, year, id))
       partition by range (year);
     comment on table bad is 'kind: county. Example.';
     create table bad_2026 partition of bad for values from (2026) to (2027) partition by range (year);`,
  ],
};

test('the lint finds each kind of offence, and nothing wrong with good examples', async () => {
  assert.deepEqual(Object.keys(bad).sort(), Object.keys(distributionRules).sort());
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`drop table ${(await tablesThere(client)).join(', ')} cascade`);
    await client.query(parents);
    assert.deepEqual(await offences(client), []);
    for (const [rule, examples] of Object.entries(bad)) {
      for (const sql of examples) {
        await client.query('savepoint example');
        await client.query(sql);
        const found = await offences(client);
        assert.deepEqual([...new Set(found.map(([name]) => name))], [rule], sql);
        await client.query('rollback to example');
      }
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});

async function tablesThere(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public'`);
  return rows.map(({ tablename }) => tablename);
}

test('the program may add acts but never change or delete them, and neither may the loader', async () => {
  const { rows } = await pool.query(`
    select r.role, p.privilege, has_table_privilege(r.role, 'act', p.privilege) as yes
      from unnest(array['zerentian_app', 'zerentian_loader']) r(role),
           unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p(privilege)`);
  for (const { role, privilege, yes } of rows) {
    assert.equal(yes, privilege === 'select' || privilege === 'insert', `${role} ${privilege} on act`);
  }
});

test('what is only ever added may be neither changed nor deleted by anybody but the owner', async () => {
  const added = ['act', 'record_comment', 'review_draw', 'seal_home', 'audit_entry', 'document_file', 'regime_text'];
  const { rows } = await pool.query(
    `select r.role, t.name, p.privilege from unnest(array['zerentian_app', 'zerentian_loader']) r(role),
            unnest($1::text[]) t(name), unnest(array['update', 'delete', 'truncate', 'references', 'trigger']) p(privilege)
      where has_table_privilege(r.role, t.name, p.privilege)`,
    [added],
  );
  assert.deepEqual(rows, []);
});

test('the program owns no table, may make none, and every county table is under row security or holds sums alone', async () => {
  const { rows: made } = await pool.query(`select has_schema_privilege('zerentian_app', 'public', 'create') yes`);
  assert.deepEqual(made, [{ yes: false }]);
  const { rows } = await pool.query(`
    select relname name from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity
       and obj_description(c.oid, 'pg_class') like 'kind: county.%' order by 1`);
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['act_chain', 'tally', 'tally_delta', 'whatif_home', 'whatif_tally'],
  );
});

test('records and acts are bounded by several places, each with all below it or alone', async () => {
  const client = await pool.connect();
  const units = ['0', '43', '4331', '433124', '433124100', '433124100201', '4332', '11'];
  try {
    await client.query('begin');
    for (const [n, unit] of units.entries()) {
      const home = unit.length > 6 ? unit.slice(0, 6) : unit;
      await client.query(
        `insert into act values ($1, gen_random_uuid(), $2, gen_random_uuid(), 'create', 'x', now(), '2026-01-01', '{}', '', '', $3)`,
        [home, n, unit],
      );
    }
    const seen = async (scope: string, reach: string | null) => {
      await client.query('select set_ctx($1, $2)', [scope, reach]);
      const { rows } = await client.query('select unit_code from act order by seq');
      return rows.map(({ unit_code }) => unit_code);
    };
    assert.deepEqual(await seen('0', null), units);
    assert.deepEqual(await seen('433124100,=4332', null), ['433124100', '433124100201', '4332']);
    assert.deepEqual(await seen('=4331,=0', null), ['0', '4331']);
    assert.deepEqual(await seen('', null), []);
    // The scope may be widened for what follows from an act; the reach of records stays.
    assert.deepEqual(await seen('0', '433124100'), ['433124100', '433124100201']);
    assert.deepEqual(await seen('0', null), ['433124100', '433124100201']);
    assert.deepEqual(await seen('0', ''), []);
    await assert.rejects(seen(`43' or true`, null), { code: 'ZT001' });
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('the role of the program is bound by row security and owns nothing', async () => {
  const { rows } = await pool.query(`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
           exists (select from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = 'zerentian_app'`);
  assert.deepEqual(rows, [
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: true, owns: false },
  ]);
});

test('a scope shows only the rows of its units, and no scope shows none', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows: secured } = await client.query(
      `select c.relname as name from pg_class c where relrowsecurity and relnamespace = 'public'::regnamespace order by 1`,
    );
    assert.ok(secured.some(({ name }) => name === 'record'));
    await client.query(`
      insert into tenure values ('433124', gen_random_uuid(), '433124', 'x', 'p', '示例', '2026-01-01', null, false, true),
                                ('110118', gen_random_uuid(), '110118', 'x', 'p', '示例', '2026-01-01', null, false, true)`);
    const seen = async (scope: string | null) => {
      await client.query('select set_ctx($1)', [scope]);
      const { rows } = await client.query('select unit_code from tenure order by 1');
      return rows.map(({ unit_code }) => unit_code);
    };
    assert.deepEqual(await seen('0'), ['110118', '433124']);
    assert.deepEqual(await seen('43'), ['433124']);
    assert.deepEqual(await seen('4301'), []);
    assert.deepEqual(await seen(null), []);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
