/** Options that a command cannot do without. */
import { Refusal } from '#regime';

/** The value of an option, or a refusal that names it. */
export function need(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Refusal('option_value', { option });
  return value;
}
