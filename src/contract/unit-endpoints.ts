/** Endpoints of the installation, the tree and the overview. */
import { z } from 'zod';
import { at, board, code, type Endpoint, paging } from './queries.ts';
import {
  AssumptionRef,
  CoverageFigures,
  Day,
  Figures,
  Group,
  Level,
  Page,
  UnitCode,
  UnitRef,
  Words,
} from './shapes.ts';

export const RateBand = z.object({
  from: z.number(),
  open: z.boolean().describe('Only what lies above `from`'),
  name: Words,
  tone: z.string(),
});

const UnitFigures = z.object({ unit: UnitRef, figures: Figures });

export const Overview = z.object({
  unit: UnitRef,
  day: Day,
  year: z.number(),
  units: z.enum(['then', 'now']).describe('How units that ended are counted; a what-if always counts as it was'),
  regime: z.object({ id: z.string(), name: Words, what_if: z.boolean() }),
  counted: z
    .object({ homes: z.number(), changed: z.number(), since: z.string().nullable() })
    .nullable()
    .describe(
      'A what-if above the county: counted from so many counties and units above, of which so many were acted in since that instant; these are being counted again',
    ),
  regimes_below: z.array(z.object({ id: z.string(), name: Words, unit: UnitRef })),
  total: Figures,
  own: Figures.describe('Of the unit itself, without those below'),
  levels: z.array(z.object({ level: Level, units: z.number(), figures: Figures })),
  groups: z.array(z.object({ group: Group, figures: Figures })),
  duties: z.array(
    z.object({ duty: z.string(), name: Words, group: Group, level: Level, cadence: z.string(), figures: Figures }),
  ),
  coverage: z.array(CoverageFigures),
  trend: z.array(z.object({ month: z.string(), due: z.number(), met: z.number(), rate: z.number().nullable() })),
  bands: z.array(RateBand).describe('How a rate is called, highest first (z-3); the first that holds it'),
  children: z.array(UnitFigures).describe('Every child with its figures, by code; at most 200'),
  assumptions: z.array(AssumptionRef),
  burden: z.object({ records: z.number().nullable(), minutes_per_village_month: z.number().nullable() }),
});
export type Overview = z.infer<typeof Overview>;

export const unitEndpoints = {
  getStatus: {
    who: 'anyone',
    summary: 'State of the installation: version, today, loading progress, sample, packs',
    reply: z.object({
      version: z.string(),
      today: Day,
      ready: z.boolean(),
      loading: z.object({ phase: z.string(), rows: z.number(), total: z.number() }).nullable(),
      units: z.number(),
      sample: z.boolean(),
      loopback_only: z.boolean(),
      packs: z.array(z.object({ id: z.string(), name: Words })),
    }),
  },
  searchUnits: {
    summary: 'Units by name, pinyin, initials or code; best first',
    query: z.object({
      q: z.string().max(100),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      within: UnitCode.optional(),
      level: Level.optional(),
    }),
    reply: z.object({
      rows: z.array(UnitRef.extend({ path: z.string().describe('Names of the units above, joined by ·') })),
    }),
  },
  getUnit: {
    summary: 'One unit: ancestors, counts below by level, facts, former and later units',
    params: code,
    query: at,
    reply: z.object({
      unit: UnitRef,
      ancestors: z.array(UnitRef),
      valid_from: Day,
      valid_to: Day.nullable(),
      counts: z.array(z.object({ level: Level, units: z.number(), farming: z.number() })),
      facts: z.array(z.object({ fact: z.string(), day: Day, value: z.number(), source: z.string() })),
      successors: z.array(z.object({ unit: UnitRef, day: Day, verb: z.string() })),
      predecessors: z.array(z.object({ unit: UnitRef, day: Day, verb: z.string() })),
      regime: z.object({ id: z.string(), name: Words }),
      seats: z.array(z.object({ seat: z.string(), name: Words, holder: z.string().nullable(), absent: z.boolean() })),
      can: z
        .array(z.string())
        .describe('Acts of reach that are open here to whoever asks; none: its figures are not found'),
    }),
  },
  listChildren: {
    summary: 'Children of a unit, by code',
    params: code,
    query: paging.extend({ day: Day.optional() }),
    reply: Page(UnitRef),
  },
  getOverview: {
    summary: 'Duty overview of a unit and everything below it',
    params: code,
    query: board,
    reply: Overview,
  },
  performUnitAct: {
    summary: 'Merge, split, rename or transfer units',
    body: z.object({
      id: z.uuid(),
      verb: z.enum(['merge', 'split', 'rename', 'transfer']),
      day: Day,
      from: z.array(UnitCode).min(1),
      to: z.array(z.object({ code: UnitCode, name: z.string().optional(), kind: z.string().optional() })).min(1),
      note: z.string().max(500).optional(),
    }),
    reply: z.object({ units: z.array(UnitRef), repeated: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;
