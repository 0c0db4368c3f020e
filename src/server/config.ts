/** The settings of one run, and the only place that reads the environment. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#regime';
import { type FilesSetting, readFiles } from './files/setting.ts';
import { type MessageSetting, readMessages } from './notices/setting.ts';
import { type DoorSetting, readDoor } from './people/settings.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

export type Config = {
  /** Address of an outside PostgreSQL 15 to 18; absent: the embedded one in `dataFolder`. */
  databaseUrl: string | undefined;
  /** Absolute folder of the embedded PostgreSQL and everything else this installation keeps. */
  dataFolder: string;
  /** True when `ZERENTIAN_DATA` named the folder; the default one may be moved when it cannot be used. */
  dataFolderGiven: boolean;
  /** TCP port; 0 takes any free one. */
  port: number;
  /** Language of the terminal, for commands that are not told another: `en_US.UTF-8`, `zh_CN.UTF-8`. */
  language?: string | undefined;
  /** Attachments: where their bytes lie, and what is accepted. */
  files: FilesSetting;
  /** Sign-in and the way in from outside; absent: as without any setting. */
  door?: DoorSetting;
  /** Mail and push; absent: as without any setting. */
  messages?: MessageSetting;
};

/**
 * The configuration from `DATABASE_URL`, `ZERENTIAN_DATA` (default `data` in the checkout) and `PORT` (default 8787).
 * Throws `Refusal('config_port')`, `Refusal('config_database_url')`, `Refusal('config_files')` or `Refusal('config_mail')`.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const databaseUrl = env.DATABASE_URL?.trim() || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Refusal('config_database_url', {
      zh: 'DATABASE_URL 应以 postgresql:// 开头。',
      en: 'DATABASE_URL must start with postgresql://.',
    });
  }
  const given = env.ZERENTIAN_DATA?.trim() || undefined;
  return {
    databaseUrl,
    dataFolder: given === undefined ? resolve(checkout, 'data') : resolve(given),
    dataFolderGiven: given !== undefined,
    port: readPort(env.PORT?.trim() || '8787'),
    language: env.LC_ALL || env.LC_MESSAGES || env.LANG || undefined,
    files: readFiles(env),
    door: readDoor(env),
    messages: readMessages(env),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Refusal('config_port', {
    port: text,
    zh: `PORT 应为 0 到 65535 的整数，现为“${text}”。`,
    en: `PORT must be a whole number from 0 to 65535, but is "${text}".`,
  });
}

/** The environment of this process with changes, for starting another one; `undefined` takes a variable away. */
export const environmentWith = (changes: Record<string, string | undefined>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...changes,
});
