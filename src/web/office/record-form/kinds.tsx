/** What can be recorded at this unit. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';

type Duties = Reply<'listKinds'>['kinds'][number]['serves'];
const shownAtOnce = 3;

/** A few duties stand there; many are counted, and open where they are wanted. */
function Serves({ duties }: { duties: Duties }) {
  const { say, word } = useLanguage();
  const links = (
    <span className="chips">
      {duties.map((duty) => (
        <DutyLink key={duty.duty} duty={duty.duty}>
          {word(duty.name)}
        </DutyLink>
      ))}
    </span>
  );
  if (duties.length <= shownAtOnce) return links;
  return (
    <details className="more">
      <summary>{say('form.servesMany', { n: duties.length })}</summary>
      {links}
    </details>
  );
}

export function Screen() {
  const { say, word } = useLanguage();
  const { code } = usePlace();
  const query = useReply('listKinds', { params: { code } });
  return (
    <>
      <UnitHead page={say('tab.new')} lead={say('form.kindsLead')} />
      <Answer query={query}>
        {({ kinds: all }) => {
          const kinds = all.filter((kind) => !kind.own_screen);
          return kinds.length === 0 ? (
            <Empty>{say('form.noKinds')}</Empty>
          ) : (
            <Rows
              caption={say('tab.new')}
              rows={kinds}
              rowKey={(row) => row.id}
              columns={[
                {
                  id: 'kind',
                  head: say('record.kind'),
                  main: true,
                  cell: (row) =>
                    row.closed ? (
                      <>
                        {word(row.name)}
                        <span className="small quiet" style={{ display: 'block' }}>
                          {say('form.closedKind', { who: word(row.closed.who) })}
                        </span>
                      </>
                    ) : (
                      <Link to="/u/$code/new/$kind" params={{ code, kind: row.id }} className="nowrap">
                        {word(row.name)}
                      </Link>
                    ),
                },
                {
                  id: 'minutes',
                  head: say('form.minutesHead'),
                  cell: (row) => <span className="nowrap">{say('form.minutes', { n: row.minutes })}</span>,
                },
                {
                  id: 'serves',
                  head: say('form.serves'),
                  cell: (row) => (row.serves.length === 0 ? null : <Serves duties={row.serves} />),
                },
              ]}
            />
          );
        }}
      </Answer>
    </>
  );
}
