/** Places in an answer: steps through objects and lists, with selection by field and counting. */

const selector = /\[([a-z_.]+)=([^\]]*)\]/g;

/** Steps of a path; a full stop inside a selector belongs to it. */
const stepsOf = (path: string): string[] => path.match(/[^.[]+(?:\[[^\]]*\])*/g) ?? [];

/** The value at a place; `#` counts a list; a field of a list is the list of that field. `undefined` where nothing is. */
export function valueAt(answer: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((at, text) => {
    const name = text.split('[', 1)[0]!;
    if (name === '#') return Array.isArray(at) ? at.length : undefined;
    return [...text.matchAll(selector)].reduce<unknown>(
      (list, [, field = '', wanted = '']) => selected(list, field, wanted),
      fieldOf(at, name),
    );
  }, answer);
}

function fieldOf(at: unknown, name: string): unknown {
  if (Array.isArray(at)) return at.map((one) => fieldOf(one, name));
  return typeof at === 'object' && at !== null && Object.hasOwn(at, name)
    ? (at as Record<string, unknown>)[name]
    : undefined;
}

/** Of a list those whose field has the value, or one of several joined by |; a selector of an identity gives the one. */
function selected(list: unknown, field: string, wanted: string): unknown {
  if (!Array.isArray(list)) return undefined;
  const matches = list.filter((one) => {
    const value = String(valueAt(one, field));
    return value === wanted || wanted.split('|').includes(value);
  });
  return identities.includes(field) ? matches[0] : matches;
}

/** Fields that tell one row of a list from every other. */
const identities = ['key', 'duty', 'code', 'id', 'level', 'group'];

/** The selector of a row of a list at `path`: by what tells it from the others, undefined where nothing does. */
export function rowPath(path: string, rows: readonly unknown[], row: unknown): string | undefined {
  for (const field of identities) {
    const value = fieldOf(row, field);
    if (typeof value !== 'string' || value.includes(']')) continue;
    if (rows.filter((one) => fieldOf(one, field) === value).length === 1) return `${path}[${field}=${value}]`;
  }
  return undefined;
}
