/**
 * Loaded before the program and by the journeys: both live on one day in November, whatever day the machine has, so that
 * what is due and overdue does not hang on when they run. The time of day stays, for codes that change every 30 seconds.
 */
const length = 86_400_000;
const Machine = Date;
const shift = Machine.UTC(2026, 10, 18) - Math.floor(Machine.now() / length) * length;

globalThis.Date = class extends Machine {
  constructor(...parts: [] | [number | string | Date]) {
    if (parts.length === 0) super(Machine.now() + shift);
    else super(...(parts as [number]));
  }
  static override now(): number {
    return Machine.now() + shift;
  }
} as DateConstructor;
