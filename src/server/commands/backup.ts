/** `zerentian backup FILE`: everything of the installation as of one moment, attachments included, in one packed file. */
import { resolve } from 'node:path';
import { backUp, openDatabase } from '../database/index.ts';
import { openFiles } from '../files/blobs.ts';
import { version } from '../version.ts';
import { type Io, readOptions } from './io.ts';
import { need } from './wanted.ts';

export async function run(args: readonly string[], io: Io): Promise<void> {
  const path = resolve(need(readOptions(args, {}).rest[0], 'FILE'));
  const database = await openDatabase(io.config);
  try {
    const { blobs } = openFiles(io.config.files, database.folder ?? io.config.dataFolder);
    const done = await backUp(database.url, path, { blobs, version, made: new Date().toISOString() });
    io.give(
      done,
      [
        `已备份 ${done.tables} 张表 ${done.rows} 行、${done.files} 个附件到 ${path}。`,
        `${done.tables} tables, ${done.rows} rows and ${done.files} attachments are in it.`,
        '密钥（secret.key 或 ZERENTIAN_KEY）不在其中，请另存一处；没有它，动态口令和联系方式读不出来。',
        'The key (secret.key or ZERENTIAN_KEY) is not in it: keep it elsewhere; without it second factors and contact details cannot be read.',
      ].join('\n'),
    );
  } finally {
    await database.stop();
  }
}
