/** Pack folders out of texts: every file read by the shape that its name tells. */
import type { ZodType } from 'zod';
import { markOf } from '../mark.ts';
import {
  type Assumption,
  AssumptionsFile,
  CalendarFile,
  type CalendarYear,
  type Clause,
  ClausesFile,
  DutiesFile,
  type DutyEntry,
  RegimeFile,
  type Task,
  TasksFile,
} from '../pack.ts';
import { ReachFile } from '../reach.ts';
import { RecordKind } from '../record-kind.ts';
import { Template } from '../template.ts';
import { type Fault, fault, type Placed } from './fault.ts';
import { readShape } from './yaml-text.ts';

/** A text with the path it came from; `regimes/` and what stands before it are ignored. */
export interface PackText {
  readonly path: string;
  readonly text: string;
}

/** One pack folder with the place of everything in it. */
export interface PlacedPack {
  readonly id: string;
  readonly regime: Placed<RegimeFile>;
  readonly clauses: Placed<Clause>[];
  readonly duties: Placed<DutyEntry>[];
  readonly kinds: Placed<RecordKind>[];
  readonly assumptions: Placed<Assumption>[];
  readonly calendar: Placed<CalendarYear>[];
  readonly tasks: Placed<Task>[];
  readonly templates: Placed<Template>[];
  readonly reach?: Placed<ReachFile>;
  readonly mark: string;
  /** Some of its files could not be read, so some of it is missing. */
  readonly broken: boolean;
}

interface Draft extends Omit<PlacedPack, 'id' | 'regime' | 'reach' | 'mark' | 'broken'> {
  regime?: Placed<RegimeFile>;
  reach?: Placed<ReachFile>;
  readonly files: PackText[];
  readonly faults: Fault[];
}

/** Path inside the regimes folder: `national-2022/duties/county.yaml`. */
function innerPath(path: string): string[] {
  const steps = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  return steps.slice(steps.lastIndexOf('regimes') + 1);
}

/** Each item of a list in a file, placed. */
function itemsOf<T>(file: Placed<unknown>, key: string, items: readonly T[]): Placed<T>[] {
  return items.map((value, index) => ({ value, at: (...path) => file.at(key, index, ...path) }));
}

function take<T>(draft: Draft, text: PackText, shape: ZodType<T>, keep: (file: Placed<T>) => void): void {
  const { placed, faults } = readShape(text.path, text.text, shape);
  draft.faults.push(...faults);
  if (placed) keep(placed);
}

type Reader = (draft: Draft, text: PackText, name: string) => void;
const readers: Record<string, Reader> = {
  'regime.yaml': (draft, text) => take(draft, text, RegimeFile, (file) => (draft.regime = file)),
  'assumptions.yaml': (draft, text) =>
    take(draft, text, AssumptionsFile, (file) =>
      draft.assumptions.push(...itemsOf(file, 'assumptions', file.value.assumptions)),
    ),
  'calendar.yaml': (draft, text) =>
    take(draft, text, CalendarFile, (file) => draft.calendar.push(...itemsOf(file, 'years', file.value.years))),
  'tasks.yaml': (draft, text) =>
    take(draft, text, TasksFile, (file) => draft.tasks.push(...itemsOf(file, 'tasks', file.value.tasks))),
  'reach.yaml': (draft, text) => take(draft, text, ReachFile, (file) => (draft.reach = file)),
  'clauses/': (draft, text) =>
    take(draft, text, ClausesFile, (file) => draft.clauses.push(...itemsOf(file, 'clauses', file.value.clauses))),
  'duties/': (draft, text) =>
    take(draft, text, DutiesFile, (file) => draft.duties.push(...itemsOf(file, 'duties', file.value.duties))),
  'records/': (draft, text, name) =>
    take(draft, text, RecordKind, (file) => {
      draft.kinds.push(file);
      draft.faults.push(...misnamed(file, name));
    }),
  'documents/': (draft, text, name) =>
    take(draft, text, Template, (file) => {
      draft.templates.push(file);
      draft.faults.push(...misnamed(file, name));
    }),
  'cases/': () => {},
};

/** A file of one thing is named after it. */
function misnamed({ value: { id }, at }: Placed<{ id: string }>, name: string): Fault[] {
  if (`${id}.yaml` === name) return [];
  return [fault(at('id'), `文件应名为 ${id}.yaml`, `the file must be named ${id}.yaml, after its id`)];
}

/** Files that live beside packs and are no part of them. */
const isBeside = (steps: readonly string[]): boolean =>
  steps[0] === 'schemas' || /^(README|说明).*\.md$/i.test(steps.at(-1) ?? '');

function readerFor(steps: readonly string[]): Reader | undefined {
  if (steps.length === 2) return readers[steps[1]!];
  return steps.length === 3 && /^[a-z0-9-]+\.yaml$/.test(steps[2]!) ? readers[`${steps[1]}/`] : undefined;
}

const shapes =
  'regime.yaml, assumptions.yaml, calendar.yaml, tasks.yaml, reach.yaml, clauses/*.yaml, duties/*.yaml, records/*.yaml, documents/*.yaml, cases/*.yaml';

// How a record was judged does not change with these.
const isBesideMark = new Set(['cases', 'documents', 'reach.yaml']);

/** Reads all texts. A pack without a readable regime.yaml is left out, with a fault; law cases are not read here. */
export function readPacks(texts: readonly PackText[]): { packs: PlacedPack[]; faults: Fault[] } {
  const drafts = new Map<string, Draft>();
  const faults: Fault[] = [];
  for (const text of texts.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const steps = innerPath(text.path);
    if (isBeside(steps)) continue;
    const reader = readerFor(steps);
    if (!reader) {
      const where = { file: text.path, line: 1, field: '' };
      faults.push(
        fault(where, `文件名不属于任何形式，可用：${shapes}`, `the file name fits no shape; there are: ${shapes}`),
      );
      continue;
    }
    const draft = drafts.get(steps[0]!) ?? emptyDraft();
    drafts.set(steps[0]!, draft);
    if (!isBesideMark.has(steps[1]!)) draft.files.push({ path: steps.slice(1).join('/'), text: text.text });
    reader(draft, text, steps.at(-1)!);
  }
  const packs: PlacedPack[] = [];
  for (const [folder, { files, faults: found, regime, ...parts }] of drafts) {
    faults.push(...found);
    const mark = markOf(...files.flatMap((file) => [file.path, file.text]));
    if (regime) packs.push({ ...parts, id: folder, regime, mark, broken: found.length > 0 });
    else if (!files.some((file) => file.path === 'regime.yaml')) {
      const where = { file: `${folder}/regime.yaml`, line: 1, field: '' };
      faults.push(fault(where, '制度包缺少 regime.yaml', 'the pack has no regime.yaml'));
    }
  }
  return { packs, faults };
}

const emptyDraft = (): Draft => ({
  clauses: [],
  duties: [],
  kinds: [],
  assumptions: [],
  calendar: [],
  tasks: [],
  templates: [],
  files: [],
  faults: [],
});
