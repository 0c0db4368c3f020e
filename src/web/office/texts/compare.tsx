/** Two prints side by side: every clause that differs, each difference with its class, moved through by keyboard. */
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import type { Reply } from '#contract';
import { addressOf } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import './texts.css';

type Found = Reply<'comparePrints'>;
type Difference = Found['differences'][number];
const classes = ['legal', 'missing', 'wording', 'punctuation', 'layout'] as const;

export function Screen() {
  const { say } = useLanguage();
  const { search } = usePlace();
  const [a, b] = [String(search.a ?? ''), String(search.b ?? '')];
  const query = useReply('comparePrints', { query: { a, b } }, { enabled: a !== '' && b !== '', keep: true });
  return (
    <>
      <LawHead title={say('texts.compare')} page={say('texts.compare')} lead={say('texts.compareLead')} />
      <Choice a={a} b={b} />
      {a === '' || b === '' ? (
        <Empty>{say('texts.chooseTwo')}</Empty>
      ) : (
        <Answer query={query}>{(found) => <Whole found={found} ask={{ a, b }} />}</Answer>
      )}
    </>
  );
}

function Choice({ a, b }: { a: string; b: string }) {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const rows = useReply('listImported').data?.rows ?? [];
  const choose = (key: 'a' | 'b', value: string) => (
    <label>
      {say(key === 'a' ? 'texts.left' : 'texts.right')}
      <select
        className="control"
        value={value}
        onChange={(event) =>
          void navigate({ to: '.', search: (old: object) => ({ ...old, [key]: event.target.value }), replace: true })
        }
      >
        <option value="">{say('texts.choose')}</option>
        {rows.map((row) => (
          <option key={row.id} value={`${row.home}/${row.id}`}>
            {row.title ?? row.file} · {row.file}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search className="filters prints" aria-label={say('texts.compare')}>
      {choose('a', a)}
      {choose('b', b)}
    </search>
  );
}

function Whole({ found, ask }: { found: Found; ask: { a: string; b: string } }) {
  const { say, language } = useLanguage();
  const { search } = usePlace();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const wanted = search.class === undefined ? undefined : String(search.class);
  const isShown = ({ kind }: Difference): boolean => wanted === undefined || wanted === 'all' || kind === wanted;
  const pairs = found.pairs.filter(
    (pair) => wanted === 'all' || pair.differences.some((at) => isShown(found.differences[at]!)),
  );
  const differing = found.pairs.filter((pair) => pair.differences.length > 0).length;
  const step = (by: 1 | -1): void => move(list.current, by);
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <section className="part" aria-labelledby="pairs">
      <div className="part-head">
        <h2 id="pairs">{say('texts.pairs')}</h2>
        <a href={addressOf('comparePrintsXlsx', { query: { ...ask, lang: language } })} className="button" download>
          {say('texts.xlsx')}
        </a>
      </div>
      <search className="filters" aria-label={say('filter.label')}>
        <label>
          {say('texts.class')}
          <select
            className="control"
            value={wanted ?? ''}
            onChange={(event) =>
              void navigate({
                to: '.',
                search: (old: object) => ({ ...old, class: event.target.value || undefined }),
                replace: true,
              })
            }
          >
            <option value="">{say('texts.onlyDifferent', { n: differing })}</option>
            {classes.map((kind) => (
              <option key={kind} value={kind}>
                {say(`class.${kind}`)}（{found.counts[kind] ?? 0}）
              </option>
            ))}
            <option value="all">{say('texts.allPairs')}</option>
          </select>
        </label>
        <button type="button" className="button" onClick={() => step(-1)}>
          {say('texts.previous')}
        </button>
        <button type="button" className="button" onClick={() => step(1)}>
          {say('texts.next')}
        </button>
        <span className="small quiet">{say('texts.keys')}</span>
      </search>
      {pairs.length === 0 && <Empty>{say(differing === 0 ? 'texts.equal' : 'texts.noneOfClass')}</Empty>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
      <div ref={list} onKeyDown={keys}>
        {pairs.map((pair) => {
          const differences = pair.differences.map((at) => found.differences[at]!).filter(isShown);
          return (
            <article key={`${pair.a}|${pair.b}`} className="pair">
              <h3>
                {pair.label} <small className="quiet">{pair.a ?? pair.b}</small>
              </h3>
              <Side text={pair.left} is={pair.a} marks={differences.map((one) => one.left)} />
              <Side text={pair.right} is={pair.b} marks={differences.map((one) => one.right)} />
              <ul className="differences">
                {differences.map((one, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: differences of a clause stand in a fixed order
                  <li key={index}>
                    <button type="button" className="difference">
                      <span className={`tag class-${one.kind}`}>{say(`class.${one.kind}`)}</span>{' '}
                      {one.context || `${one.left}|${one.right}`}
                    </button>
                  </li>
                ))}
              </ul>
            </article>
          );
        })}
      </div>
    </section>
  );
}

/** Moves the focus to the next difference, or the one before. */
function move(list: HTMLElement | null, by: 1 | -1): void {
  const all = [...(list?.querySelectorAll<HTMLElement>('.difference') ?? [])];
  const now = all.indexOf(document.activeElement as HTMLElement);
  const next = all[now < 0 ? 0 : Math.min(all.length - 1, Math.max(0, now + by))];
  next?.focus();
}

/** The words of one print, what differs marked. */
function Side({ text, is, marks }: { text: string; is: string | null; marks: readonly string[] }) {
  const { say } = useLanguage();
  if (is === null) return <p className="quiet side">{say('texts.lacks')}</p>;
  const pieces: { text: string; marked: boolean; at: number }[] = [];
  let from = 0;
  for (const mark of marks) {
    const at = mark === '' ? -1 : text.indexOf(mark, from);
    if (at < 0) continue;
    pieces.push({ text: text.slice(from, at), marked: false, at: from }, { text: mark, marked: true, at });
    from = at + mark.length;
  }
  pieces.push({ text: text.slice(from), marked: false, at: from });
  return (
    <p className="side">
      {pieces.map((piece) =>
        piece.marked ? <mark key={`${piece.at}m`}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
      )}
    </p>
  );
}
