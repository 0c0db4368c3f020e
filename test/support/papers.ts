/** Papers for tests of the typesetter: plainly invented, with every element of the standard. */
import type { Block, Note, OfficialDocument } from '../../src/server/typeset/official.ts';

export const rareCharacters = '𠮷䶮㛃';

export const noteOf = (id: string, value: unknown, text = String(value)): Note => ({
  id,
  name: { zh: '应尽事项', en: 'Obligations owed' },
  text,
  value,
  ask: { kind: 'overview', with: { code: '990101', day: '2026-05-01' } },
  at: 'total.owed',
});

/** Characters that no rule of line breaking moves: exactly so many lines of the body. */
export const lines = (count: number): Block => ({
  kind: 'paragraph',
  runs: [{ text: '国'.repeat(28 * count - 2) }],
});

export function paper(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return {
    form: 'notice',
    mark: '示例县风筝会文件',
    number: '示风〔2026〕　号',
    title: '示例县风筝会关于放风筝的通知',
    addressees: ['各乡镇'],
    body: [
      { kind: 'heading', level: 1, runs: [{ text: '总体' }] },
      { kind: 'heading', level: 2, runs: [{ text: '县级' }] },
      {
        kind: 'paragraph',
        runs: [{ text: '应尽' }, { text: '1234', note: 'f1' }, { text: `件，有${rareCharacters}三人。` }],
      },
      { kind: 'heading', level: 2, runs: [{ text: '乡级' }] },
      { kind: 'to-write', runs: [{ text: '〔待填写〕' }] },
      {
        kind: 'table',
        note: 't2',
        columns: [
          { head: '事项', wide: 20, align: 'left' },
          { head: '件数', wide: 8, align: 'right' },
        ],
        rows: [[{ text: '看风会' }, { text: '2/4', note: 'f3' }]],
      },
      lines(70),
    ],
    attachments: [{ title: '清单', body: [{ kind: 'paragraph', runs: [{ text: '附件正文。' }] }] }],
    signature: { issuers: ['示例县风筝会'], day: '2026-05-01', sealed: true },
    end: { copies: ['看风的人', '打结的人'], printedBy: '示例县风筝会', printedOn: '2026-05-01' },
    origin: {
      template: 'kite-sheet',
      pack: 'example',
      law: 'mark',
      day: '2026-05-01',
      made: '2026-05-01T00:00:00Z',
      version: '0.0.0',
      parameters: { code: '990101', day: '2026-05-01' },
      notes: [noteOf('f1', 1234), { ...noteOf('t2', 1, ''), at: 'levels.#' }, { ...noteOf('f3', 2), at: 'own.owed' }],
    },
    ...changes,
  };
}
