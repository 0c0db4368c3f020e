/** A document as it was read: identity, where every character went, faults, clauses with the faults at their place. */
import { useMemo, useState } from 'react';
import type { Reply } from '#contract';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { Empty } from '../../kit/states.tsx';

export type Reading = Reply<'getImported'>['reading'];
type Node = Reading['nodes'][number];
type Fault = Reading['faults'][number];

export function ReadingView({ reading, head }: { reading: Reading; head?: string }) {
  return (
    <div className="reading">
      {head && <h3 className="reading-head">{head}</h3>}
      <div className="two">
        <Identity reading={reading} />
        <Account account={reading.account} />
      </div>
      <Faults reading={reading} />
      <Clauses reading={reading} />
      <Furniture rows={reading.furniture} />
    </div>
  );
}

function Identity({ reading: { identity } }: { reading: Reading }) {
  const { say } = useLanguage();
  const comma = say('list.comma');
  const rows: [string, string | null][] = [
    [say('texts.name'), identity.title],
    [say('texts.notice'), identity.notice],
    [say('texts.number'), identity.number],
    [say('texts.issuers'), identity.issuers.join(comma)],
    [say('texts.addressees'), identity.addressees.join(comma)],
    [say('texts.approved'), identity.approved],
    [say('texts.issued'), identity.issued],
    [say('texts.signed'), identity.signed],
    [say('texts.distribution'), identity.distribution],
  ];
  return (
    <section className="part">
      <h3>{say('texts.identity')}</h3>
      <dl className="facts">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {identity.lines.length > 0 && (
        <details className="fold">
          <summary>{say('texts.identityLines', { n: identity.lines.length })}</summary>
          <ul className="dropped">
            {identity.lines.map((one) => (
              <li key={`${one.line}-${one.char}`}>
                <span className="small quiet">{say('texts.at', { line: one.line, char: one.char })}</span> {one.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Account({ account }: { account: Reading['account'] }) {
  const { say } = useLanguage();
  const { total, clause, identity, furniture, blank, marks } = account;
  const share = (part: number): string => `${total === 0 ? 0 : (part / total) * 100}%`;
  return (
    <section className="part">
      <h3>{say('texts.account')}</h3>
      <div className="account-bar" aria-hidden="true">
        <i className="clause-part" style={{ width: share(clause) }} />
        <i className="identity-part" style={{ width: share(identity) }} />
        <i className="furniture-part" style={{ width: share(furniture) }} />
      </div>
      <p>{say('texts.accountText', { total, clause, identity, furniture })}</p>
      <p className="small quiet">
        {say('texts.inFurniture', { blank, marks, rest: Math.max(0, furniture - blank - marks) })}
      </p>
    </section>
  );
}

/** The clause that holds a place: the last one that begins at or before it. */
function holderOf(nodes: readonly Node[], { line, char }: Fault['place']): Node | undefined {
  return nodes.findLast((node) => node.line < line || (node.line === line && node.char <= char));
}

const idOf = (node: Node): string => `text-${node.id.replaceAll('/', '-')}`;

function Faults({ reading: { faults, nodes } }: { reading: Reading }) {
  const { say } = useLanguage();
  const tops = useMemo(() => nodes.filter(isClause), [nodes]);
  return (
    <details className="fold" open={faults.length > 0 && faults.length <= 20}>
      <summary>
        <strong>{say('texts.faultsTitle', { n: faults.length })}</strong>
      </summary>
      {faults.length === 0 ? (
        <Empty>{say('texts.noFaults')}</Empty>
      ) : (
        <ol className="faults">
          {faults.map((fault) => {
            const node = holderOf(tops, fault.place);
            return (
              <li key={`${fault.code}-${fault.place.line}-${fault.place.char}`}>
                <FaultText fault={fault} />
                {node && (
                  <>
                    {' '}
                    <a href={`#${idOf(node)}`} className="small">
                      {node.label || node.id}
                      <span className="unseen">{say('texts.toClause')}</span>
                    </a>
                  </>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </details>
  );
}

function FaultText({ fault }: { fault: Fault }) {
  const { say, word } = useLanguage();
  return (
    <>
      <span className="tag warn">{say('texts.at', { line: fault.place.line, char: fault.place.char })}</span>{' '}
      {word(fault.message)}
      <span className="quiet"> {say('texts.proposal', { text: word(fault.proposal) })}</span>
    </>
  );
}

const isClause = ({ kind }: Node): boolean => kind !== 'sentence' && kind !== 'norm';

function Clauses({ reading: { nodes, faults } }: { reading: Reading }) {
  const { say } = useLanguage();
  const [sentences, setSentences] = useState(false);
  const [faulty, setFaulty] = useState(false);
  const at = useMemo(() => {
    const tops = nodes.filter(isClause);
    return Map.groupBy(faults, (fault) => holderOf(tops, fault.place));
  }, [nodes, faults]);
  const shown = nodes.filter((node) => (sentences || isClause(node)) && (!faulty || at.has(node)));
  return (
    <section className="part">
      <div className="part-head">
        <h3>{say('texts.tree', { n: nodes.filter(isClause).length })}</h3>
        <div className="filters">
          <label className="check">
            <input type="checkbox" checked={sentences} onChange={(event) => setSentences(event.target.checked)} />
            {say('texts.sentences')}
          </label>
          <label className="check">
            <input type="checkbox" checked={faulty} onChange={(event) => setFaulty(event.target.checked)} />
            {say('texts.onlyFaulty')}
          </label>
        </div>
      </div>
      <ol className="clauses">
        {shown.map((node) => (
          <li
            key={`${node.id}@${node.line}:${node.char}`}
            id={isClause(node) ? idOf(node) : undefined}
            className={isClause(node) ? undefined : 'part-of'}
            style={{ marginLeft: `${Math.min(node.depth, 5) * 1.1}rem` }}
          >
            <span className="small quiet clause-id">{node.id}</span>
            <span className="label">{node.label}</span> {node.title}
            {(isClause(node) ? !hasSentences(node, nodes, sentences) : true) && node.text}
            {(at.get(node) ?? []).map((fault) => (
              <p key={`${fault.code}-${fault.place.line}-${fault.place.char}`} className="fault small">
                <FaultText fault={fault} />
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether the words of a clause are repeated by its sentences right below, and these are shown. */
function hasSentences(node: Node, nodes: readonly Node[], sentences: boolean): boolean {
  if (!sentences) return false;
  const next = nodes[nodes.indexOf(node) + 1];
  return next !== undefined && next.depth > node.depth && !isClause(next);
}

function Furniture({ rows }: { rows: Reading['furniture'] }) {
  const { say } = useLanguage();
  return (
    <details className="fold">
      <summary>
        <strong>{say('texts.furniture', { n: rows.length })}</strong>
      </summary>
      {rows.length === 0 ? (
        <Empty>{say('texts.noFurniture')}</Empty>
      ) : (
        <ul className="dropped">
          {rows.map((row) => (
            <li key={`${row.line}-${row.char}-${row.text}`}>
              <span className="tag">{sayOr(say, `furniture.${row.kind}`, row.kind)}</span>{' '}
              <span className="small quiet">{say('texts.at', { line: row.line, char: row.char })}</span>{' '}
              <del>{row.text}</del>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
