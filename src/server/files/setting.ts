/** Settings of attachments: where their bytes lie, what is accepted, how long what nobody attached is kept. */
import { resolve } from 'node:path';
import { Refusal } from '#regime';

/** An S3-compatible store, addressed by path: `https://host/bucket`. */
export interface S3Setting {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

export interface FileLimits {
  /** Bytes of one file as it is sent. */
  readonly bytes: number;
  /** Bytes of files that one account has sent at a unit and not attached yet. */
  readonly pending: number;
  /** Pixels of a picture as it is sent, and the longest side that is kept. */
  readonly pixels: number;
  readonly side: number;
  /** Hours after which a file that was never attached is dropped. */
  readonly hours: number;
}

export interface FilesSetting {
  /** Folder of its own; absent: `files` in the data folder. Not used where `s3` is there. */
  readonly folder: string | undefined;
  readonly s3: S3Setting | undefined;
  readonly limits: FileLimits;
}

/** What is accepted where nothing is set. */
export const standardLimits: FileLimits = {
  bytes: 20 * 1024 * 1024,
  pending: 200 * 1024 * 1024,
  pixels: 200_000_000,
  side: 2560,
  hours: 48,
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * From `ZERENTIAN_FILES` (a folder, or `https://host/bucket` with `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
 * `AWS_REGION`), `ZERENTIAN_FILE_MB` (1 to 20), `ZERENTIAN_FILE_PENDING_MB`, `ZERENTIAN_FILE_HOURS` (1 and more).
 */
export function readFiles(env: Environment): FilesSetting {
  const where = env.ZERENTIAN_FILES?.trim() || undefined;
  const isStore = where !== undefined && /^https?:\/\//.test(where);
  return {
    folder: where === undefined || isStore ? undefined : resolve(where),
    s3: isStore ? readStore(where, env) : undefined,
    limits: {
      ...standardLimits,
      bytes: whole(env, 'ZERENTIAN_FILE_MB', 20, 1, 20) * 1024 * 1024,
      pending: whole(env, 'ZERENTIAN_FILE_PENDING_MB', 200, 1, 100_000) * 1024 * 1024,
      hours: whole(env, 'ZERENTIAN_FILE_HOURS', 48, 1, 8760),
    },
  };
}

function readStore(where: string, env: Environment): S3Setting {
  const url = URL.canParse(where) ? new URL(where) : undefined;
  const bucket = url?.pathname.replaceAll('/', '') ?? '';
  const [keyId, secret] = [env.AWS_ACCESS_KEY_ID?.trim() ?? '', env.AWS_SECRET_ACCESS_KEY?.trim() ?? ''];
  if (url === undefined || !/^\/[^/]+\/?$/.test(url.pathname) || url.username !== '' || url.search !== '')
    throw wrong('ZERENTIAN_FILES', '应为文件夹或 https://主机/存储桶', 'must be a folder or https://host/bucket');
  if (keyId === '' || secret === '')
    throw wrong(
      'ZERENTIAN_FILES',
      '为对象存储时须设置 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY',
      'is an object store, so AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set',
    );
  return { endpoint: url.origin, bucket, region: env.AWS_REGION?.trim() || 'us-east-1', keyId, secret };
}

function whole(env: Environment, name: string, standard: number, least: number, most: number): number {
  const text = env[name]?.trim() || String(standard);
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value >= least && value <= most) return value;
  throw wrong(name, `应为 ${least} 到 ${most} 的整数`, `must be a whole number from ${least} to ${most}`);
}

const wrong = (name: string, zh: string, en: string): Refusal =>
  new Refusal('config_files', { name, zh: `${name} ${zh}。`, en: `${name} ${en}.` });
