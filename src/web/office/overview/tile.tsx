import { Link } from '@tanstack/react-router';
import { bandOf, bandText, percent } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import type { Child } from './shape.ts';

/** One child: name, rate, and the band as colour and word. */
export function Tile({ row }: { row: Child }) {
  const { say } = useLanguage();
  const band = bandOf(row.figures.rate);
  return (
    <Link to="/u/$code" params={{ code: row.unit.code }} className={`tile band-${band}`}>
      <span>{row.unit.name}</span>
      <span>
        {row.figures.rate !== null && percent(row.figures.rate)} <span className="nowrap">{say(bandText(band))}</span>
      </span>
    </Link>
  );
}
