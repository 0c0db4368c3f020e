/** The files of a draft as text, with what the loader says of them. */
import { useLanguage } from '../../kit/language.ts';
import { Failure } from '../../kit/states.tsx';
import { type Draft, useAct } from './draft.tsx';
import { Overtaken, useEdited } from './editing.tsx';
import '../texts/texts.css';

export function Files({ found }: { found: Draft }) {
  const { say, word } = useLanguage();
  const { faults, can } = found;
  const edited = useEdited(found.draft.version, found.files);
  const { rows: files } = edited;
  const acting = useAct(found);
  return (
    <section className="part" aria-labelledby="files">
      <h2 id="files">{say('drafts.files')}</h2>
      {faults.length === 0 ? (
        <p className="quiet">{say('drafts.loads')}</p>
      ) : (
        <>
          <p className="late-ink">{say('drafts.faults', { n: faults.length })}</p>
          <ul className="faults">
            {faults.map((fault) => (
              <li key={`${fault.file}-${fault.line}-${fault.field}-${fault.message.en}`}>
                <span className="tag warn">
                  {say('drafts.fault', { file: fault.file, line: fault.line, field: fault.field })}
                </span>{' '}
                {word(fault.message)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small quiet">{say('drafts.filesNote')}</p>
      {files.map((file, index) => (
        <details key={file.path} className="fold">
          <summary>{file.path}</summary>
          <textarea
            className="control yaml"
            rows={18}
            spellCheck={false}
            aria-label={file.path}
            readOnly={!can.includes('revise')}
            value={file.text}
            onChange={(event) => {
              const text = event.target.value;
              edited.change((old) => old.map((one, at) => (at === index ? { ...one, text } : one)));
            }}
          />
        </details>
      ))}
      {edited.overtaken && !acting.isPending && (
        <Overtaken carry={edited.carrying(({ path }) => path)} drop={edited.reset} />
      )}
      {edited.isChanged && (
        <p>
          <button
            type="button"
            className="button first"
            disabled={acting.isPending || edited.overtaken}
            onClick={() =>
              acting.mutate({ verb: 'revise', files: [...files], version: edited.version }, { onSuccess: edited.reset })
            }
          >
            {say('drafts.save')}
          </button>{' '}
          <span className="small quiet">{say('drafts.unsaved')}</span>
        </p>
      )}
      {acting.error && <Failure error={acting.error} />}
    </section>
  );
}
