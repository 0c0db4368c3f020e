/** Who looked at what names households is written down, before it is shown. */
import { reachLaw } from '#regime';
import type { Input } from '../http/handlers.ts';
import { auditAlone } from '../store/people/audit.ts';
import type { Context } from './context.ts';

interface Looked extends Pick<Input<'getRecord'>, 'by' | 'from'> {
  readonly kind: { readonly name: { readonly zh: string }; readonly fields: readonly { readonly kind: string }[] };
  readonly record: string;
  readonly unit: string;
  /** Name of the attachment that was opened. */
  readonly file?: string;
}

/** Adds a look at a record, or at what hangs on it, to the audit log; nothing where the kind holds nothing personal. */
export async function tellLook(context: Context, looked: Looked): Promise<void> {
  const { kind, record, unit, file, by, from } = looked;
  if (!reachLaw.isPersonal(kind)) return;
  const what = { subject: record, subjectName: kind.name.zh, unit, address: from.address };
  const facts = file === undefined ? {} : { facts: { file } };
  await auditAlone(context.stores, { kind: 'read-personal', by, ...what, ...facts }, context.now());
}
