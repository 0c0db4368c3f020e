/** Runs commands as the dispatcher does, over a given database, and keeps what they say. */
import { type CommandFile, ioOf, tellRefusal } from '../../src/server/commands/io.ts';
import type { Config } from '../../src/server/config.ts';
import { readFiles } from '../../src/server/files/setting.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read results by their names
  readonly json: any;
}

/** A command of `src/server/commands` over the database of an address. `--json` among the words asks for JSON. */
export async function runCommand(
  name: string,
  words: readonly string[],
  databaseUrl?: string,
  more: Partial<Config> = {},
): Promise<Said> {
  const config = {
    databaseUrl,
    dataFolder: '/nonexistent',
    dataFolderGiven: true,
    port: 0,
    files: readFiles({}),
    ...more,
  };
  const said = { out: '', err: '' };
  const json = words.includes('--json');
  const io = ioOf(
    config,
    json,
    (text) => {
      said.out += text;
    },
    (text) => {
      said.err += text;
    },
  );
  const command = (await import(`../../src/server/commands/${name}.ts`)) as CommandFile;
  let code: number;
  try {
    code =
      (await command.run(
        words.filter((word) => word !== '--json'),
        io,
      )) ?? 0;
  } catch (error) {
    code = tellRefusal(error, io);
  }
  const text = said.out === '' ? said.err : said.out;
  return { code, ...said, json: json ? JSON.parse(text) : undefined };
}
