/** Choosing one file by a button in the language of the page, whatever the browser speaks, and what was chosen. */
import { useLanguage } from './language.ts';
import './style/fields.css';

interface FileChoiceProps {
  readonly id?: string;
  /** Endings, as `.xlsx`. */
  readonly accept: string;
  /** The name of what was chosen. */
  readonly chosen: string | undefined;
  readonly take: (file: File) => void;
}

export function FileChoice({ id, accept, chosen, take }: FileChoiceProps) {
  const { say } = useLanguage();
  return (
    <label className="file-choice">
      <span className="button">{say('files.chooseOne')}</span>{' '}
      <span className="file-name">{chosen ?? <span className="quiet">{say('files.noneChosen')}</span>}</span>
      <input
        id={id}
        className="unseen"
        type="file"
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file is taken again once it was mended.
          event.target.value = '';
          if (file) take(file);
        }}
      />
    </label>
  );
}
