import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, openFiles } from '../../src/server/files/blobs.ts';
import { readFiles } from '../../src/server/files/setting.ts';

/** Attachments in a folder of their own, which is made when the first one comes. */
export const freshFiles = (folder = join(tmpdir(), `zerentian-files-${randomUUID()}`)): Files =>
  openFiles(readFiles({ ZERENTIAN_FILES: folder }), '/nonexistent');
