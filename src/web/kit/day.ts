/** Days as people write them: 2026-04-10, 2026/4/10, 2026.4.10, 20260410, 2026年4月10日. */
const shapes = [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, /^(\d{4})(\d{2})(\d{2})$/];

/** The day as YYYY-MM-DD; undefined where it is none of the calendar. */
export function readDay(text: string): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '');
  const parts = shapes.map((shape) => plain.match(shape)).find((found) => found !== null);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const fits = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return fits ? date.toISOString().slice(0, 10) : undefined;
}
