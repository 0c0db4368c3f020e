/**
 * Hashes of proofs. A tree is that of RFC 9162 (2.1.1): leaf = SHA-256(0x00, text), node = SHA-256(0x01, left, right),
 * n leaves split at the largest power of two below n. `scripts/check-proof.mjs` does the same without this code.
 */
import { hash } from 'node:crypto';
import { type Act, chain } from '#ledger';

export const sha256 = (text: string): string => hash('sha256', text);

/** The hash of an act as link of a county's chain, in hex. */
export const linkHash = (county: string, seq: number, previous: string, act: Act): string =>
  sha256(chain.text({ county, seq, previous, digest: sha256(chain.canonical(act)) }));

const leafOf = (text: string): Buffer => hash('sha256', Buffer.from(`\0${text}`), 'buffer');
const one = Buffer.from([1]);
const nodeOf = (left: Buffer, right: Buffer): Buffer => hash('sha256', Buffer.concat([one, left, right]), 'buffer');

/** The root of a tree whose leaves come one by one; keeps one hash for each power of two. */
export class TreeRoot {
  readonly #done: { size: number; hash: Buffer }[] = [];

  add(text: string): void {
    let [size, node] = [1, leafOf(text)];
    for (let last = this.#done.at(-1); last?.size === size; last = this.#done.at(-1)) {
      this.#done.pop();
      [size, node] = [size * 2, nodeOf(last.hash, node)];
    }
    this.#done.push({ size, hash: node });
  }

  /** The root of what was added so far, in hex; without leaves the hash of nothing. */
  root(): string {
    const [last, ...others] = this.#done.map((part) => part.hash).reverse();
    return last ? others.reduce((right, left) => nodeOf(left, right), last).toString('hex') : sha256('');
  }
}

/** The hashes beside the way from a leaf up to the root, lowest first, in hex. */
export function pathTo(texts: readonly string[], index: number): string[] {
  const way: string[] = [];
  let [leaves, at] = [texts, index];
  while (leaves.length > 1) {
    const split = 2 ** (31 - Math.clz32(leaves.length - 1));
    const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
    const isLeft = at < split;
    way.unshift(rootOf(isLeft ? right : left));
    if (!isLeft) at -= split;
    leaves = isLeft ? left : right;
  }
  return way;
}

export function rootOf(texts: Iterable<string>): string {
  const tree = new TreeRoot();
  for (const text of texts) tree.add(text);
  return tree.root();
}

/** What a county's leaf in the tree of a day says: the acts sealed, the head of the chain after them, their tree. */
export interface SealedHome {
  readonly county: string;
  readonly from: number;
  readonly to: number;
  readonly head: string;
  readonly tree: string;
}
export const homeText = ({ county, from, to, head, tree }: SealedHome): string =>
  `${county}\n${from}\n${to}\n${head}\n${tree}`;

/** What the root of a day is the hash of. */
export interface SealedDay {
  readonly day: string;
  readonly homes: number;
  readonly acts: number;
  readonly tree: string;
  /** Root of the day before; '' for the first. */
  readonly prev: string;
}
export const dayRoot = ({ day, homes, acts, tree, prev }: SealedDay): string =>
  sha256(`${day}\n${homes}\n${acts}\n${tree}\n${prev}`);
