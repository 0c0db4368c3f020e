/**
 * What the figures say: owed, met, excused, overdue by level, group and duty, coverage, the course of the year and the
 * burden. Pure: counts of units and tallies are handed in.
 */
export { minutesPerMonth } from './burden.ts';
export { type Cell, type CountUnits, cellsOf, type OwedPeriod, owedPeriods, type TallyRow, without } from './cells.ts';
export { type CountVillages, type CoverageFigures, coverageOf, type FactSum, joined } from './coverage.ts';
export { emptyFigures, type Figures, figuresBy, figuresOf } from './figures.ts';
export { type MonthRow, type TrendPoint, trendOf } from './trend.ts';
