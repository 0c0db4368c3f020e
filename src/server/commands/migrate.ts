/** `zerentian migrate`: opens the database, runs what migrations are missing, and says which. */
import { openDatabase } from '../database/index.ts';
import type { Io } from './io.ts';

export async function run(_args: readonly string[], io: Io): Promise<void> {
  const database = await openDatabase(io.config);
  await database.stop();
  const { migrated } = database;
  const text =
    migrated.length === 0
      ? '数据库已是最新。 The database is up to date.'
      : `已执行迁移 migrated: ${migrated.join(', ')}`;
  io.give({ migrated }, text);
}
