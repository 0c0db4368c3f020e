/** A unit file with some branches of the real one, for tests that need a database but not 665,277 rows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { readUnitRows, type UnitFiles, unitFiles } from '../../src/server/store/unit-file.ts';

/** The given units with everything below and above them, and the overrides given as YAML. Removed after the test file. */
export async function branchesOf(codes: readonly string[], overrides = ''): Promise<UnitFiles> {
  const lines: string[] = [];
  for await (const batch of readUnitRows(unitFiles.rows)) {
    for (const row of batch) {
      if (codes.some((code) => row[0].startsWith(code) || code.startsWith(row[0]))) lines.push(row.join('\t'));
    }
  }
  return writeUnitFiles(`${lines.join('\n')}\n`, overrides);
}

/** A unit file of this text. */
export function writeUnitFiles(text: string, overrides = ''): UnitFiles {
  const folder = mkdtempSync(join(tmpdir(), 'zerentian-units-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const files = { rows: join(folder, 'units.tsv.br'), overrides: join(folder, 'overrides.yaml') };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
  writeFileSync(files.rows, brotliCompressSync(text, { params }));
  writeFileSync(files.overrides, overrides);
  return files;
}
