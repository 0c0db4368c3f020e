import assert from 'node:assert/strict';
import { test } from 'node:test';
import { injections, printed, randomOf, writeDocument } from '../../../test/support/random-document.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { parseDocument } from './parse.ts';
import { everyNode, type ParsedDocument } from './tree.ts';

const seed = seedFor('documents');
const rounds = 40;

const closed = (text: string): string => text.replace(/[\s\u3000*#]/g, '');
/** Marks, titles and words of the tree in its order, without the sentences that repeat them. */
function wordsOf(parsed: ParsedDocument): string {
  const said: string[] = [];
  const walk = (nodes: ParsedDocument['nodes']): void => {
    for (const node of nodes) {
      if (node.kind === 'sentence' || node.kind === 'norm') continue;
      said.push(node.label, node.title, node.text);
      walk(node.children);
    }
  };
  walk(parsed.nodes);
  return closed(said.join(''));
}

test('a clean document gives its clauses under their ids, whole, and no fault is invented', () => {
  for (let round = 0; round < rounds; round += 1) {
    const written = writeDocument(randomOf(seed + round));
    const parsed = parseDocument(printed(written));
    const note = `seed ${seed + round}`;
    assert.deepEqual(
      parsed.faults.map(({ code, message }) => `${code} ${message.zh}`),
      [],
      note,
    );
    assert.equal(parsed.identity.title, written.title, note);
    const ids = new Set([...everyNode(parsed.nodes)].map(({ id }) => id));
    for (const { id } of written.lines) if (id) assert.ok(ids.has(id), `${note}: ${id}`);
    assert.equal(ids.size, [...everyNode(parsed.nodes)].length, `${note}: an id stands twice`);
    const body = written.lines.filter(({ part }) => part !== 'head' && part !== 'end');
    assert.equal(wordsOf(parsed), closed(body.map(({ text }) => text).join('')), note);
    assert.deepEqual(parsed.furniture, [], note);
  }
});

test('a document cut at the width of the page gives the same clauses as the whole one', () => {
  for (let round = 0; round < rounds; round += 1) {
    const written = writeDocument(randomOf(seed + round));
    const whole = parseDocument(printed(written));
    const cut = parseDocument(printed(written, 40));
    const note = `seed ${seed + round}`;
    const texts = (parsed: ParsedDocument): string[] =>
      [...everyNode(parsed.nodes)].map(({ id, text }) => `${id} ${text}`);
    const differs = texts(whole).find((one, index) => one !== texts(cut)[index]);
    assert.equal(differs, undefined, note);
    const strange = cut.faults.filter(
      ({ code }) => !['wrapped_lines', 'cut_by_page', 'character_doubled'].includes(code),
    );
    assert.deepEqual(strange, [], note);
  }
});

for (const [code, inject] of Object.entries(injections)) {
  test(`an injected fault is found in its place: ${code}`, () => {
    let tried = 0;
    for (let round = 0; round < rounds; round += 1) {
      const random = randomOf(seed + round);
      const injected = inject(random, writeDocument(random));
      if (!injected) continue;
      tried += 1;
      const { faults } = parseDocument(injected.text);
      const hit = faults.filter(
        (fault) => fault.code === code && (injected.line === null || fault.place.line === injected.line),
      );
      const note = `seed ${seed + round}, line ${injected.line}: ${JSON.stringify(faults.map((one) => [one.code, one.place.line]))}`;
      assert.ok(hit.length > 0, note);
      const strange = faults.filter((fault) => fault.code !== code && !alsoTrue[code]?.includes(fault.code));
      assert.deepEqual(
        strange.map((one) => one.code),
        [],
        note,
      );
      for (const { message, proposal } of faults) assert.ok(message.zh && message.en && proposal.zh && proposal.en);
    }
    assert.ok(tried > 5, `only ${tried} documents could be spoilt`);
  });
}

/** Faults that truly come with an injected one. */
const alsoTrue: Record<string, string[]> = {
  number_missing: ['paragraph_unnumbered'],
  number_misordered: ['number_missing'],
  foreign_text: ['cut_by_page', 'character_doubled'],
  two_dates: ['web_around_text'],
};

test('every character of any document is clause, identity or furniture, and the words of the tree are those of the clauses', () => {
  for (let round = 0; round < rounds; round += 1) {
    const random = randomOf(seed + round);
    const written = writeDocument(random);
    const spoil = Object.values(injections)[round % Object.keys(injections).length]!;
    const text = spoil(random, written)?.text ?? printed(written);
    const parsed = parseDocument(text);
    const { total, clause, identity, furniture, blank, marks } = parsed.account;
    assert.equal(clause + identity + furniture, text.length);
    assert.equal(total, text.length);
    const named = parsed.identity.lines.reduce((sum, one) => sum + one.text.length, 0);
    assert.equal(named, identity, `seed ${seed + round}: lines of the head that are not listed`);
    const dropped = parsed.furniture.reduce((sum, one) => sum + one.text.length, 0);
    assert.equal(dropped + blank + marks, furniture, `seed ${seed + round}: furniture that is not listed`);
  }
});

test('ten thousand clauses are read; how fast, `npm run bench` says', () => {
  const random = randomOf(seed);
  const written = writeDocument(() => random() * 0.5);
  const body = Array.from(
    { length: 10_000 },
    (_, index) => `（${index % 9 === 0 ? '一' : '二'}）${written.title}应当每年核对一次。`,
  );
  const text = Array.from(
    { length: 999 },
    (_, index) => `第${index + 1}条　本条包括：\n${body.slice(index * 10, index * 10 + 10).join('\n')}`,
  ).join('\n');
  const parsed = parseDocument(`${written.title}\n${text}`);
  assert.ok([...everyNode(parsed.nodes)].length >= 10_000);
});
