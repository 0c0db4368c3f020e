/** Files attached to a record: an act names each by the SHA-256 of its bytes and its name, so the hash chain covers both. */
import type { Field, FileFamily, RecordKind } from '#regime';
import { listOf } from './credit.ts';
import type { Fault } from './fault.ts';
import type { FieldValue, FieldValues } from './record.ts';
import { faultOfText } from './text.ts';

export interface Attachment {
  readonly digest: string;
  readonly name: string;
}
/** An attachment with the field that holds it and what that field accepts. */
export interface PlacedAttachment extends Attachment {
  readonly field: string;
  readonly accepts: readonly FileFamily[];
}

const most = 9;
const longestName = 120;
const entryText = /^([0-9a-f]{64}):(.+)$/su;

function read(entry: string): Attachment | undefined {
  const [, digest, name] = entryText.exec(entry) ?? [];
  return digest !== undefined && name !== undefined ? { digest, name } : undefined;
}

/** Every attachment among the values of a record, in the order of its fields. */
function listed(kind: RecordKind, fields: FieldValues): PlacedAttachment[] {
  return kind.fields.flatMap(({ id, kind: sort, accepts = [] }) =>
    sort === 'files'
      ? listOf(fields[id]).flatMap((entry) => {
          const found = read(entry);
          return found ? [{ ...found, field: id, accepts }] : [];
        })
      : [],
  );
}

/** Attachments as fields name them: `<sha-256>:<name>`. */
export const attachments = {
  read,
  listed,
  text: ({ digest, name }: Attachment): string => `${digest}:${name}`,
} as const;

/** Faults of a list of attachments: form, number, the same file twice, names that are paths. */
export function faultsOfFiles(field: Field, value: FieldValue): Fault[] {
  const wrong: Fault = { code: 'field_kind', field: field.id, wanted: field.kind, given: typeof value };
  if (!Array.isArray(value)) return [wrong];
  const max = field.max ?? most;
  if (value.length > max) return [{ code: 'field_too_many', field: field.id, entries: value.length, max }];
  const found = (value as readonly unknown[]).map((entry) => (typeof entry === 'string' ? read(entry) : undefined));
  if (found.some((one) => one === undefined)) return [wrong];
  const files = found as Attachment[];
  const twice = files.find(({ digest }, i) => files.findIndex((one) => one.digest === digest) !== i);
  if (twice) return [{ code: 'target_twice', field: field.id, value: twice.name }];
  return files.flatMap(({ name }) => {
    const isPath = /[\\/]/.test(name) || name !== name.trim() || /^\.+$/.test(name);
    if (isPath) return [{ code: 'file_name', field: field.id, name: name.slice(0, 80) }];
    const fault = faultOfText(field.id, name, longestName, false);
    return fault ? [fault] : [];
  });
}
