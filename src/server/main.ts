/** The command line: `zerentian <command> [options]`. Each command lies in `commands/` and is loaded when it is called. */
import { existsSync } from 'node:fs';
import { Refusal } from '#regime';
import { type CommandFile, ioOf, tellRefusal } from './commands/io.ts';
import { readConfig } from './config.ts';
import { version } from './version.ts';

const commands: Readonly<Record<string, string>> = {
  start: '[--empty]  启动服务 start the server; --empty: 不装示例 without the sample',
  migrate: '升级数据库 bring the database up to date',
  units: 'load | search TEXT  行政区划 the administrative tree',
  regime: 'coverage | show ID | diff A B | assumptions | check  制度包 regime packs',
  document:
    'parse FILE | import FILE [--home CODE] [--pack ID] | compare A B | draft-pack FILE --extends ID [--base FILE] [--out FOLDER] | render KIND --unit CODE [--seat S] [--a R --b R] [--tenure T] [--day D] --out FILE.docx|.pdf | check FILE.docx [--day D]  公文 official documents',
  duties: '--unit CODE [--seat S] [--day D] [--regime R]  责任清单 what is owed',
  overview: '--unit CODE [--day D] [--year Y] [--regime R]  概览 the overview of a unit',
  record: 'add --unit CODE --kind K --day D FIELD=VALUE… | show ID --unit CODE | list --unit CODE  台账记录 records',
  import: 'tenures|people|bodies|seats FILE --unit CODE [--dry]  批量导入 rows of a spreadsheet',
  account:
    'list | add --user U --name N [--seat UNIT:SEAT] | reset U [--second-factor] | disable U --reason R | enable U --reason R  账号 accounts; add, reset: a one-time link',
  verify: '核对存量数据 check what is stored against the acts',
  backup: 'FILE  备份（含附件） back everything up, attachments included',
  restore: 'FILE  恢复到空的安装并核对 restore into an empty installation, and verify',
  prove: 'RECORD [--county C] [--out FILE] | --seal [--day D]  证明与封存 proofs and seals of days',
  bench: '测速 measure',
  sample: '装入示例 fill in the sample',
};

function help(): string {
  const lines = Object.entries(commands).map(([name, words]) => `  zerentian ${name.padEnd(9)} ${words}`);
  return [
    `责任田 Zerentian ${version}`,
    '',
    ...lines,
    '',
    '  --json  结果为一个 JSON 值 the result as one JSON value',
    '  --help  说明 this help',
    '',
    'DATABASE_URL, ZERENTIAN_DATA, PORT',
  ].join('\n');
}

async function main(words: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = words;
  const out = (text: string): void => void process.stdout.write(text);
  const err = (text: string): void => void process.stderr.write(text);
  const json = rest.includes('--json');
  const say = { json, note: (line: string) => err(`${line}\n`) };
  try {
    if (['--help', '-h', 'help'].includes(name)) {
      out(`${help()}\n`);
      return 0;
    }
    if (['--version', '-v', 'version'].includes(name)) {
      out(`${version}\n`);
      return 0;
    }
    if (rest.includes('--help') && Object.hasOwn(commands, name)) {
      out(`zerentian ${name} ${commands[name]}\n`);
      return 0;
    }
    const command = await load(name);
    const io = ioOf(readConfig(), json, out, err);
    return (
      (await command.run(
        rest.filter((word) => word !== '--json'),
        io,
      )) ?? 0
    );
  } catch (error) {
    return tellRefusal(error, say);
  }
}

async function load(name: string): Promise<CommandFile> {
  const file = new URL(`./commands/${name}.ts`, import.meta.url);
  if (!Object.hasOwn(commands, name) || !existsSync(file))
    throw new Refusal('command_unknown', { command: name, commands: Object.keys(commands) });
  return (await import(file.href)) as CommandFile;
}

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
