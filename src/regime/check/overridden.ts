/** Values of assumptions that a local pack changes: whether the change does anything. */
import { type Fault, fault } from './fault.ts';
import type { PlacedPack } from './read-packs.ts';
import type { Scope } from './scope.ts';

/** Assumptions whose values the program itself asks for; a test holds the list against the sources. */
export const readByProgram: readonly string[] = [
  ...['g-5', 'g-7', 'g-12', 'g-50'],
  ...['z-2', 'z-8', 'z-9', 'z-13', 'z-17', 'z-21', 'z-22', 'z-23', 'z-24'],
];

const idOf = /^[gz]-\d+$/;

/** Every assumption that is named under a value, with the key under which it stands. */
function* namedIn(value: unknown, key = ''): Generator<{ readonly id: string; readonly key: string }> {
  if (typeof value === 'string' && idOf.test(value)) yield { id: value, key };
  if (typeof value !== 'object' || value === null) return;
  for (const [part, inner] of Object.entries(value)) yield* namedIn(inner, Array.isArray(value) ? key : part);
}

type Named = { readonly id: string; readonly key: string };

const namedBy = (parts: readonly { readonly value: unknown }[]): Named[] =>
  parts.flatMap(({ value }) => [...namedIn(value)]);

/** What a pack is made of, tasks aside: a target's own value holds, and its assumption only says why. */
const partsOf = ({ regime, duties, kinds, reach }: PlacedPack) => [
  regime,
  ...duties,
  ...kinds,
  ...(reach ? [reach] : []),
];

/**
 * An assumption lends its value to what names it (`assume`, `rules`, lights), or the program asks for it; any other only says why
 * something is written as it is. Its value, changed alone, would change nothing: what is written is to be changed with it.
 */
export function overrideFaults({ pack, bases, chain, duties }: Scope): Fault[] {
  const lent = namedBy(chain.flatMap(partsOf)).filter(({ key }) => key === 'assume' || key === 'rules');
  const lights = chain.flatMap(({ regime }) => regime.value.lights?.assumption ?? []);
  const own = namedBy([...partsOf(pack), ...pack.tasks]);
  const acting = new Set([...readByProgram, ...lights, ...[...lent, ...own].map(({ id }) => id)]);
  const known = new Set(bases.flatMap(({ assumptions }) => assumptions.map(({ value }) => value.id)));
  return pack.assumptions.flatMap(({ value: { id, values, acts_in: actsIn }, at }) => {
    const isPlanned = actsIn.some((where) => where.startsWith('planned:'));
    if (!values || !known.has(id) || acting.has(id) || isPlanned) return [];
    const shaped = [...duties.values()].filter(({ assumptions }) => assumptions?.includes(id)).map((duty) => duty.id);
    const some = shaped.slice(0, 3);
    const [zh, en] = [some.join('、'), some.join(', ')];
    return [
      fault(
        at('values'),
        zh
          ? `口径 ${id} 已写进责任的写法，单改数值不起作用；请同时用 replace 改写标注它的责任（如 ${zh}）`
          : `没有什么读取口径 ${id} 的数值，改了不起作用；请删去这些数值，或在本包写明它改变了什么`,
        en
          ? `assumption ${id} is written into duties, its value alone changes nothing; replace those that name it as well (such as ${en})`
          : `nothing reads the values of assumption ${id}, they change nothing; remove them, or write in this pack what they change`,
      ),
    ];
  });
}
