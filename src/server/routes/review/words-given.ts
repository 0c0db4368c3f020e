/** Texts that people write outside the fields of a record: the same rules as there. */
import { entered } from '#ledger';
import { Refusal } from '#regime';

/** Refuses a text that is empty, broken or too long, naming its field. */
export function refuseText(field: string, text: string, max: number): void {
  if (text.trim() === '') throw new Refusal('field_required', { field });
  const fault = entered.textFault(field, text, max, true);
  if (!fault) return;
  const { code, ...facts } = fault;
  throw new Refusal(code, facts);
}
