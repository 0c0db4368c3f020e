import { Link } from '@tanstack/react-router';
import { type Band, bandOf, boundsOf } from '../../kit/bands.ts';
import { useLanguage } from '../../kit/language.ts';
import { percent } from '../../kit/percent.ts';
import type { Child } from './shape.ts';

/** One child: name, rate, and the band as colour and word. */
export function Tile({ row, bands }: { row: Child; bands: readonly Band[] }) {
  const { say, word } = useLanguage();
  const band = bandOf(bands, row.figures.rate);
  return (
    <Link to="/u/$code" params={{ code: row.unit.code }} className={`tile band-${band?.tone ?? 'none'}`}>
      <span>{row.unit.name}</span>
      <span>
        {row.figures.rate !== null && percent(row.figures.rate, boundsOf(bands))}{' '}
        <span className="nowrap">{band ? word(band.name) : say('band.none')}</span>
      </span>
    </Link>
  );
}
