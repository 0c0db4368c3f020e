/** `npm run db`: writes db/schema.sql and the table types of the store from a throw-away database with all migrations. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate, openPool, startThrowAway } from '../src/server/database/index.ts';
import { schemaText } from './schema-text.ts';

const path = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

const server = await startThrowAway();
try {
  const url = server.url('postgres');
  await migrate(url);
  const pool = openPool(url, 1);
  try {
    writeFileSync(path('db/schema.sql'), await schemaText(pool));
  } finally {
    await pool.end();
  }
  execFileSync(process.execPath, [
    path('node_modules/kysely-codegen/dist/cli/bin.js'),
    ...['--dialect', 'postgres', '--url', url, '--out-file', path('src/server/store/tables.gen.ts')],
    ...[
      '--type-mapping',
      '{"int8":"number"}',
      '--type-only-imports',
      '--numeric-parser',
      'string',
      '--date-parser',
      'string',
      '--log-level',
      'error',
    ],
  ]);
  console.log('db/schema.sql, src/server/store/tables.gen.ts');
} finally {
  await server.stop();
}
