/** A read document as the contract gives it: nodes in a row, each with its depth. */
import type { Reply } from '#contract';
import type { Library, ParsedDocument } from '#regime';
import { flat } from '../../store/texts/keep.ts';
import type { KeptDocument } from '../../store/texts/kept.ts';

export type Reading = Reply<'getImported'>['reading'];
type Row = Reply<'getImported'>['document'];

export function readingOf({ identity, nodes, furniture, faults, account }: ParsedDocument): Reading {
  const { dates: _dates, issuers, addressees, lines, ...named } = identity;
  return {
    identity: { ...named, issuers: [...issuers], addressees: [...addressees], lines: lines.map((one) => ({ ...one })) },
    nodes: [...flat(nodes)].map(({ node: { children: _children, ...node }, depth }) => ({ ...node, depth })),
    furniture: furniture.map((one) => ({ ...one })),
    faults: faults.map((one) => ({ ...one })),
    account: { ...account },
  };
}

export const rowOf = ({ by, at, ...row }: KeptDocument): Row => ({ ...row, imported_by: by, imported_at: at });

/** Every document of a file. */
export const documentsIn = (parsed: ParsedDocument): ParsedDocument[] => [parsed, ...parsed.more];

/** The pack whose document this is, by its title or its number; null where none has them. */
export function packOf(library: Library, { identity }: ParsedDocument): string | null {
  const title = bare(identity.title);
  for (const { id, document } of library.packs.values()) {
    if (title !== '' && bare(document.title) === title) return id;
    if (document.number !== null && document.number === identity.number) return id;
  }
  return null;
}

/** A title without signs, and without what is set around it. */
const bare = (title: string | null): string => (title ?? '').replace(/[^\p{L}\p{N}]/gu, '');
