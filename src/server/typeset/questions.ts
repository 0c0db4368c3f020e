/** Questions of a template, asked of the same handlers as the pages ask: the figures of a paper are those of a screen. */
import { endpoints, type RouteName } from '#contract';
import { Refusal } from '#regime';
import type { Handlers, Input } from '../http/handlers.ts';
import type { Asked } from './official.ts';

/** The answer to a question; the same question is asked once. */
export type Ask = (question: Asked) => Promise<unknown>;

type Sent = { readonly params: Record<string, string>; readonly query: Record<string, unknown> };
type Call = (name: RouteName, sent: Sent) => Promise<unknown>;
type Kind = (call: Call, given: Readonly<Record<string, string>>) => Promise<unknown>;

/** Rows that one paper lists at most; beyond that a spreadsheet is the better form. */
export const mostRows = 2000;

const pick = (given: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));

const kinds: Readonly<Record<string, Kind>> = {
  unit: (call, given) => call('getUnit', { params: pick(given, 'code'), query: pick(given, 'day') }),
  overview: (call, given) => call('getOverview', { params: pick(given, 'code'), query: pick(given, 'day') }),
  sheet: (call, given) => call('getSheet', { params: pick(given, 'code', 'seat'), query: pick(given, 'day') }),
  duty: (call, given) =>
    call('getDuty', { params: pick(given, 'id'), query: { place: given.code, ...pick(given, 'day') } }),
  document: (call, given) => call('getDocument', { params: pick(given, 'id'), query: {} }),
  comparison: (call, given) =>
    call('compareRegimes', { params: {}, query: { place: given.code, ...pick(given, 'a', 'b', 'day') } }),
  handover: (call, given) => call('getHandover', { params: pick(given, 'code', 'tenure'), query: {} }),
  obligations: allObligations,
};

/** All pages of a list of obligations as one answer. Refusal `paper_too_long`. */
async function allObligations(call: Call, given: Readonly<Record<string, string>>): Promise<unknown> {
  const rows: unknown[] = [];
  const query = { ...pick(given, 'day', 'status', 'level', 'group', 'duty', 'holder', 'scope'), limit: 200 };
  for (let after: string | null = ''; after !== null; ) {
    const sent = after === '' ? query : { ...query, after };
    const page = (await call('listObligations', { params: pick(given, 'code'), query: sent })) as Page;
    rows.push(...page.rows);
    if (rows.length > mostRows) throw new Refusal('paper_too_long', { rows: rows.length, most: mostRows });
    after = page.next;
  }
  return { rows };
}
interface Page {
  readonly rows: readonly unknown[];
  readonly next: string | null;
}

/** On whose behalf the handlers are asked. */
export type Asker = Pick<Input<'getUnit'>, 'by' | 'from' | 'reach'>;

/** An `Ask` over the handlers of the program, on behalf of whoever wants the paper. Refusals: `question_unknown` and those of the endpoints. */
export function askerOf(handlers: Partial<Handlers>, { by, from, reach }: Asker): Ask {
  const known = new Map<string, Promise<unknown>>();
  const call: Call = async (name, { params, query }) => {
    const endpoint = endpoints[name] as { params?: Shape; query?: Shape };
    const handler = handlers[name] as (input: unknown) => Promise<unknown>;
    return handler({
      params: checked(endpoint.params, params),
      query: checked(endpoint.query, query),
      body: undefined,
      by,
      from,
      reach,
    });
  };
  return (question) => {
    const kind = Object.hasOwn(kinds, question.kind) ? kinds[question.kind] : undefined;
    if (!kind) throw new Refusal('question_unknown', { question: question.kind });
    const key = JSON.stringify([question.kind, Object.entries(question.with).sort()]);
    const answer = known.get(key) ?? kind(call, question.with);
    known.set(key, answer);
    return answer;
  };
}

interface Shape {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { message: string } };
}

function checked(shape: Shape | undefined, value: unknown): unknown {
  if (!shape) return undefined;
  const read = shape.safeParse(value);
  if (!read.success)
    throw new Refusal('input_invalid', { place_zh: '参数', place_en: 'options', fields: read.error.message });
  return read.data;
}
