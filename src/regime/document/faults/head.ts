/** Faults of the head and of the whole: title, days, what stands around the text, how it begins and ends. */
import type { Growth } from '../assemble.ts';
import type { Body } from '../body.ts';
import type { Head } from '../head.ts';
import { type Line, placeIn } from '../lines.ts';
import { endsParagraph } from '../sentences.ts';
import type { DocumentIdentity, Furniture } from '../tree.ts';
import type { FaultList } from './fault-list.ts';

export interface Reading {
  readonly head: Head;
  readonly body: Body;
  readonly growth: Growth;
  readonly identity: DocumentIdentity;
  readonly furniture: readonly Furniture[];
  readonly lines: readonly Line[];
  readonly changes: number;
}

export function headFaults(reading: Reading, faults: FaultList): void {
  titleFaults(reading, faults);
  aroundFaults(reading, faults);
  dayFaults(reading, faults);
  endFaults(reading, faults);
  besideFaults(reading, faults);
}

const apart: Partial<Record<Furniture['kind'], [zh: string, en: string]>> = {
  note: ['脚注或尾注', 'a foot note or an end note'],
  comment: ['批注', 'a comment'],
  deleted: ['修订中删去的文字', 'words that a tracked change strikes out'],
  hidden: ['隐藏的文字', 'hidden words'],
};

/** Words that the file keeps beside its text are no clauses; each is named, for a person may want them as one. */
function besideFaults({ furniture, changes }: Reading, faults: FaultList): void {
  if (changes > 0) {
    faults.add(
      'changes_tracked',
      { line: 1, char: 1 },
      [`文件带有${changes}处未定的修订`, `the file carries ${changes} tracked changes that are not settled`],
      [
        '插入的文字已读入，删去的文字未作条款；请以定稿为准',
        'inserted words are read, struck ones are not clauses; use the final text',
      ],
    );
  }
  for (const one of furniture) {
    const noun = apart[one.kind];
    if (!noun) continue;
    const words = one.text.slice(0, 30);
    faults.add(
      'set_apart',
      one,
      [`${noun[0]}：${words}`, `${noun[1]}: ${words}`],
      ['不作条款，请核对', 'not read as a clause; check it'],
    );
  }
}

function titleFaults({ head, lines }: Reading, faults: FaultList): void {
  for (const line of head.broken) {
    faults.add(
      'title_broken',
      placeIn(line, 0),
      ['标题分在几行', 'the title is broken over several lines'],
      ['已连成一个标题', 'joined to one title'],
    );
  }
  if (head.twice) {
    faults.add(
      'title_twice',
      placeIn(head.twice, 0),
      ['标题出现两次', 'the title stands twice'],
      ['取后一个', 'the later one is taken'],
    );
  }
  if (head.title === null && lines.length > 0) {
    const place = lines[0] ? placeIn(lines[0], 0) : { line: 1, char: 1 };
    faults.add(
      'no_title',
      place,
      ['没有找到标题', 'no title was found'],
      ['请补上文件名称', 'supply the name of the document'],
    );
  }
}

function aroundFaults({ head, furniture, body }: Reading, faults: FaultList): void {
  if (head.news) {
    faults.add(
      'news_before_text',
      placeIn(head.news, 0),
      ['正文之前有新闻导语', 'a news lead stands before the text'],
      ['不作条款', 'not read as a clause'],
    );
  }
  const web = furniture.find(({ kind }) => kind === 'web');
  if (web) {
    const count = furniture.filter(({ kind }) => kind === 'web').length;
    faults.add(
      'web_around_text',
      web,
      [`夹有网页信息，共${count}行`, `${count} lines of a web page stand around the text`],
      ['不作条款', 'not read as clauses'],
    );
  }
  const lastClause = body.blocks.at(-1)?.lastLine.line ?? 0;
  const foreign = furniture.filter(({ kind, line }) => kind === 'foreign' || (kind === 'imprint' && line < lastClause));
  for (const one of foreign) {
    faults.add(
      'foreign_text',
      one,
      [`正文中夹有他文：${one.text.slice(0, 30)}`, `foreign text stands inside: ${one.text.slice(0, 30)}`],
      ['已从条款中剔出，请核对', 'taken out of the clause; check it'],
    );
  }
  const imprint = furniture.find(({ kind, line }) => kind === 'imprint' && line > lastClause);
  if (imprint) {
    faults.add(
      'foreign_text',
      imprint,
      ['正文之后夹有报刊版权信息', 'the imprint of a paper stands after the text'],
      ['不作条款', 'not read as clauses'],
    );
  }
  for (const one of furniture) {
    if (one.kind !== 'stray') continue;
    faults.add(
      'stray_number',
      one,
      [`孤立的数字 ${one.text}`, `a number that belongs to nothing: ${one.text}`],
      ['不作条款，请核对', 'not read as a clause; check it'],
    );
  }
}

function dayFaults({ identity }: Reading, faults: FaultList): void {
  const own = identity.signed ?? identity.issued;
  for (const { day, as, line, char } of identity.dates) {
    const differs = as === 'web' ? own !== null && day !== own : as === 'signed' && day !== own;
    const late = as === 'issued' && identity.signed !== null && day !== identity.signed;
    if (!differs && !late) continue;
    faults.add(
      'two_dates',
      { line, char },
      [`另有日期${day}，与落款${own}不同`, `another day stands here, ${day} instead of ${own}`],
      ['以落款日期为文件日期', 'the day of the signature is taken'],
    );
  }
}

/** Rules that bind say from when they hold and who explains them. */
const needsEnd = /(?:办法|条例|规定|细则|措施|规则|规程)(?:[（(][^）)]{2,8}[）)])?$/;

function endFaults({ identity, body, head, lines, furniture }: Reading, faults: FaultList): void {
  const last = body.blocks.at(-1);
  if (!last) {
    const [first] = lines;
    if (first)
      faults.add(
        'ends_early',
        placeIn(first, 0),
        ['没有读到正文', 'no clause was found in it'],
        [
          '请换用完整或可复制文字的文本；竖排的请转为横排',
          'use a whole text; one set in columns downwards is to be set in lines',
        ],
      );
    return;
  }
  const place = last.placeOf(Math.max(0, last.text.length - 1));
  const goesOn = furniture.find(({ kind, text }) => kind === 'jump' && /下转/.test(text));
  if (goesOn || (!last.lastLine.row && !endsParagraph(last.text) && last.words.length > 12)) {
    faults.add(
      'ends_early',
      goesOn ?? place,
      ['文本没有结束', 'the text ends before its end'],
      ['请补上缺失的结尾，或换用完整文本', 'supply the end or use a whole print'],
    );
    return;
  }
  if (head.title === null || !needsEnd.test(identity.title ?? '') || lines.length < 5) return;
  const said = body.blocks.slice(-6).some(({ text }) => /施行|生效|起实施|解释/.test(text));
  if (!said) {
    faults.add(
      'no_commencement',
      place,
      ['没有施行或解释条款', 'no clause says when it takes force or who explains it'],
      ['施行日取印发日期（见默认口径）', 'the day of issue is taken as the day it takes force'],
    );
  }
}
