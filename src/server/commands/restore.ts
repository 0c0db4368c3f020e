/** `zerentian restore FILE`: a backup into an empty installation, and then everything is verified. */
import { resolve } from 'node:path';
import { openDatabase, restore } from '../database/index.ts';
import { openFiles } from '../files/blobs.ts';
import { type Io, readOptions } from './io.ts';
import { run as verify } from './verify.ts';
import { need } from './wanted.ts';

export async function run(args: readonly string[], io: Io): Promise<number> {
  const path = resolve(need(readOptions(args, {}).rest[0], 'FILE'));
  const database = await openDatabase(io.config);
  try {
    const { blobs } = openFiles(io.config.files, database.folder ?? io.config.dataFolder);
    const { made, tables, rows, files } = await restore(database.url, path, blobs);
    io.note(`已恢复 ${made} 的备份 restored: ${tables} 表 tables, ${rows} 行 rows, ${files} 附件 attachments`);
    io.note('请把原来的密钥放回数据目录或 ZERENTIAN_KEY。 Put the key back: secret.key, or ZERENTIAN_KEY.');
  } finally {
    await database.stop();
  }
  return verify([], io);
}
