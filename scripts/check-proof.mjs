// Checks a proof of `zerentian prove` offline: node check-proof.mjs FILE HASH [HASH], where each HASH is the root of a day
// or the head of a county's chain that you know from elsewhere. Needs nothing but Node 20; reads nothing but FILE.
// Exit code 0: every act is proven by a HASH. 3: some acts are not sealed and no HASH covers them. 1: refused.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
const hex = (...parts) => sha256(...parts).toString('hex');
const demand = (isTrue, zh, en) => {
  if (!isTrue) throw new Error(`${zh} ${en}`);
};
const isHash = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

// The root of a Merkle tree (RFC 9162, 2.1): from one leaf, its place, the number of leaves, and the hashes beside its way.
function rootOver(text, at, size, path) {
  const isPlace = Number.isSafeInteger(at) && Number.isSafeInteger(size) && at >= 0 && at < size;
  demand(isPlace, '位置不符。', 'There is no such place.');
  demand(path.every(isHash), '路径不是散列值。', 'The path is not made of hashes.');
  const beside = path.map((hash) => Buffer.from(hash, 'hex'));
  const climb = (place, leaves) => {
    if (leaves === 1) return sha256(Buffer.from([0]), text);
    let half = 1;
    while (half * 2 < leaves) half *= 2;
    const other = beside.pop();
    demand(other, '路径太短。', 'The path is too short.');
    const two = place < half ? [climb(place, half), other] : [other, climb(place - half, leaves - half)];
    return sha256(Buffer.from([1]), ...two);
  };
  const root = climb(at, size).toString('hex');
  demand(beside.length === 0, '路径太长。', 'The path is too long.');
  return root;
}

// A link of a county's chain: where it stands, the hash before it, the digest of the act.
const linkOf = (county, seq, prev, digest) => hex(`${county}\n${seq}\n${prev}\n${digest}`);

// Days are chained: each root covers the day's tree and the root before.
function checkSeals(seals) {
  for (const [i, { day, homes, acts, tree, prev, root }] of seals.entries()) {
    const sum = hex(`${day}\n${homes}\n${acts}\n${tree}\n${prev}`);
    demand(root === sum, `${day} 的总根不符。`, `Root of ${day} differs.`);
    demand(i === 0 || prev === seals[i - 1].root, `${day} 未接前一日。`, `${day} does not follow the day before.`);
  }
}

// The day whose known root covers a sealed act.
function provenBy(proof, { seq, sealed }, hash, known) {
  const { day, from, to, head, path, at, up } = sealed;
  demand(seq !== to || head === hash, '链头不符。', 'The head of the chain differs.');
  const tree = rootOver(hash, seq - from, to - from + 1, path);
  const first = proof.seals.findIndex((seal) => seal.day === day);
  demand(first >= 0, `没有 ${day} 的封存。`, `The seal of ${day} is missing.`);
  const text = `${proof.county}\n${from}\n${to}\n${head}\n${tree}`;
  const { homes, tree: dayTree } = proof.seals[first];
  demand(rootOver(text, at, homes, up) === dayTree, `${day} 的树不符。`, `The tree of ${day} differs.`);
  const anchor = proof.seals.slice(first).find(({ root }) => known.includes(root));
  demand(anchor, '所给散列值不是该日或以后的总根。', 'No given hash is the root of that day or of a later one.');
  return `${day} 封存，${anchor.day} 的总根为证 sealed ${day}, proven by the root of ${anchor.day}`;
}

function check(file, known) {
  demand(known.length > 0 && known.every(isHash), '用法：', 'Usage: node check-proof.mjs FILE HASH [HASH]');
  const bytes = readFileSync(file);
  const proof = JSON.parse(bytes.toString());
  const again = Buffer.from(`${JSON.stringify(proof, null, 2)}\n`);
  demand(again.equals(bytes), '文件被改写过。', 'The file is not as it was written.');
  const { open, county, format } = proof;
  const isProof = format === 'zerentian-proof-1' && open !== undefined && proof.acts.length > 0;
  demand(isProof, '不是证明文件。', 'This is no proof.');
  checkSeals(proof.seals);
  const links = new Map([[open?.from - 1, open?.prev]]);
  for (const [i, digest] of (open?.digests ?? []).entries())
    links.set(open.from + i, linkOf(county, open.from + i, links.get(open.from + i - 1), digest));
  demand(!open || links.get(open.from + open.digests.length - 1) === open.head, '链头不符。', 'The head differs.');
  let unproven = 0;
  for (const [i, { seq, prev, act, sealed }] of proof.acts.entries()) {
    const { record, at, verb, actor, day, body } = JSON.parse(act);
    demand(record === proof.record, '办理属于别的记录。', 'An act belongs to another record.');
    demand(i === 0 || seq > proof.acts[i - 1].seq, '次序不符。', 'The order differs.');
    const hash = linkOf(county, seq, prev, hex(act));
    const isLinked = sealed === null && links.get(seq) === hash;
    demand(sealed || isLinked, '未封存的办理不在链上。', 'An open act is not in the chain.');
    const isOpen = !sealed && !known.includes(open.head);
    unproven += isOpen ? 1 : 0;
    const how = sealed ? provenBy(proof, proof.acts[i], hash, known) : `未封存 not sealed, head ${open.head}`;
    console.log(`${county} #${seq} ${verb} · ${at} · ${actor} · ${day}\n  ${JSON.stringify(body)}`);
    console.log(`  ${isOpen ? '未证明 NOT PROVEN' : '已证明 proven'}: ${how}`);
  }
  console.log(`${proof.acts.length} 次办理，${unproven} 次未证明。 ${proof.acts.length} acts, ${unproven} not proven.`);
  return unproven === 0 ? 0 : 3;
}

try {
  process.exitCode = check(process.argv[2], process.argv.slice(3));
} catch (error) {
  console.log(`拒绝 REFUSED: ${error.message}`);
  process.exitCode = 1;
}
