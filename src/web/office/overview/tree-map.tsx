/** The children as areas: as large as what they owe, in the colour of their band. The list below says the same in words. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Band, bandOf, boundsOf } from '../../kit/bands.ts';
import { count } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { percent } from '../../kit/percent.ts';
import type { Child } from './shape.ts';

interface Area {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly tone: string;
  readonly text: string;
  readonly size: string;
}

export function TreeMap({ rows, bands }: { rows: readonly Child[]; bands: readonly Band[] }) {
  const { say, word, language } = useLanguage();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const open = useRef((_: string) => {});
  open.current = (code) => void navigate({ to: '/u/$code', params: { code } });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const areas = rows
      .filter((row) => row.figures.owed > 0)
      .map(({ unit, figures }): Area => {
        const band = bandOf(bands, figures.rate);
        const called = band ? `${percent(figures.rate, boundsOf(bands))} ${word(band.name)}` : say('band.none');
        return {
          id: unit.code,
          name: unit.name,
          value: figures.owed,
          tone: band?.tone ?? 'none',
          text: called,
          size: say('children.owes', { n: count(figures.owed, language) }),
        };
      });
    let gone = false;
    let stop = () => {};
    void import('./tree-map-engine.ts').then(({ drawTreeMap }) => {
      if (!gone) stop = drawTreeMap(element, areas, (code) => open.current(code));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [rows, bands, say, word, language]);
  return <div ref={place} className="tree-map" role="img" aria-label={say('children.mapLabel', { n: rows.length })} />;
}
