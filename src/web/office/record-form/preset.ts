/** Fields that a link to the form fills in beforehand, written into the address as `f.<field>`. */
export type Value = string | number | boolean | null | string[];
export type Values = Readonly<Record<string, Value>>;

export function presetSearch(preset: Values): Record<string, string> {
  const search: Record<string, string> = {};
  for (const [field, value] of Object.entries(preset)) {
    if (value === null) continue;
    search[`f.${field}`] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return search;
}

interface Shape {
  readonly id: string;
  readonly kind: string;
}
const lists = new Set(['choices', 'units', 'seats', 'households']);

/** The preset of an address, in the types that the fields of the kind ask for. */
export function readPreset(search: Readonly<Record<string, unknown>>, fields: readonly Shape[]): Values {
  const values: Record<string, Value> = {};
  for (const field of fields) {
    const raw = search[`f.${field.id}`];
    if (typeof raw !== 'string') continue;
    if (lists.has(field.kind)) values[field.id] = raw.split(',').filter(Boolean);
    else if (field.kind === 'number' || field.kind === 'year') values[field.id] = Number(raw);
    else if (field.kind === 'yes_no') values[field.id] = raw === 'true';
    else values[field.id] = raw;
  }
  return values;
}
