/** Where the bytes of attachments lie: content-addressed, outside the database, in a folder or in an S3 store. */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { folderBlobs } from './folder-blobs.ts';
import { s3Blobs } from './s3-blobs.ts';
import type { FileLimits, FilesSetting } from './setting.ts';

/** Address of one file: the county that keeps it and the SHA-256 of its bytes. */
export interface BlobKey {
  readonly county: string;
  readonly digest: string;
}

export interface KeptBlob extends BlobKey {
  /** When it was written last. */
  readonly changed: Date;
}

/** A store of bytes. What lies under a key is whole or not there at all. */
export interface Blobs {
  /** Keeps the bytes under their key; the same key again changes nothing but its age. */
  put(key: BlobKey, bytes: Uint8Array): Promise<void>;
  has(key: BlobKey): Promise<boolean>;
  /** The bytes, or undefined when nothing lies there. */
  open(key: BlobKey): Promise<Readable | undefined>;
  remove(key: BlobKey): Promise<void>;
  /** Everything that lies in the store, in no order. */
  all(): AsyncIterable<KeptBlob>;
}

/** The store that the settings name; without any, `files` in the data folder. */
export const openBlobs = ({ s3, folder }: FilesSetting, dataFolder: string): Blobs =>
  s3 === undefined ? folderBlobs(folder ?? join(dataFolder, 'files')) : s3Blobs(s3);

/** Attachments as handlers need them: their bytes and what is accepted. */
export interface Files {
  readonly blobs: Blobs;
  readonly limits: FileLimits;
}

/** Store and limits of one run. */
export const openFiles = (setting: FilesSetting, dataFolder: string): Files => ({
  blobs: openBlobs(setting, dataFolder),
  limits: setting.limits,
});

/** `433124/ab/abcd…`: one folder for each county, spread by the first digits. */
export const pathOf = ({ county, digest }: BlobKey): string => `${county}/${digest.slice(0, 2)}/${digest}`;

/** The key behind a path; undefined for whatever else lies there. */
export function keyOf(path: string): BlobKey | undefined {
  const found = /^(0|\d{2}|\d{4}|\d{6})\/([0-9a-f]{2})\/([0-9a-f]{64})$/.exec(path);
  if (!found?.[1] || !found[3]?.startsWith(found[2] ?? ' ')) return undefined;
  return { county: found[1], digest: found[3] };
}
