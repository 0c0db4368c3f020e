/** A line chart, drawn by ECharts which is fetched only when the first one comes into view. */
import { useEffect, useRef } from 'react';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [string, number | null])[];
  readonly dashed?: boolean;
  readonly step?: boolean;
  readonly bars?: boolean;
}
interface ChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  /** `month`: names on the axis in the given order; `time`: days to scale. */
  readonly axis: 'category' | 'time';
  readonly share?: boolean;
  readonly top?: number | undefined;
}

const colours = ['#1e5b3f', '#8a6d1f'];

export function Chart({ label, lines, axis, share, top }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    let stop = () => {};
    void import('./chart-engine.ts').then(({ draw }) => {
      if (!gone) stop = draw(element, optionOf(lines, axis, share ?? false, top));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [lines, axis, share, top]);
  return <div ref={place} role="img" aria-label={label} style={{ height: 240 }} />;
}

function optionOf(lines: readonly Line[], axis: 'category' | 'time', share: boolean, top: number | undefined) {
  const text = {
    color: '#575d55',
    fontFamily: getComputedStyle(document.body).fontFamily,
    fontSize: 13,
  };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: text,
    color: colours,
    grid: { left: 8, right: 16, top: lines.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    legend: lines.length > 1 ? { top: 0, left: 0, textStyle: text, itemHeight: 8 } : undefined,
    tooltip: {
      trigger: 'axis',
      textStyle: { ...text, color: '#20251f' },
      valueFormatter: (value: unknown) =>
        typeof value !== 'number' ? '–' : share ? `${(value * 100).toFixed(1)}%` : String(value),
    },
    xAxis: {
      type: axis,
      axisLabel: { ...text, hideOverlap: true },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(share ? { max: 1, interval: 0.25 } : top === undefined ? {} : { max: top }),
      splitNumber: 4,
      axisLabel: { ...text, formatter: share ? (value: number) => `${Math.round(value * 100)}%` : undefined },
      splitLine: { lineStyle: { color: '#e4e0d6' } },
    },
    series: lines.map((line) => ({
      name: line.name,
      type: line.bars ? 'bar' : 'line',
      data: line.points,
      symbol: axis === 'time' ? 'none' : 'circle',
      symbolSize: 6,
      step: line.step ? 'end' : false,
      lineStyle: { width: 2, type: line.dashed ? 'dashed' : 'solid' },
      barMaxWidth: 18,
    })),
  };
}
