/** JSON Schemas of the pack files, so that editors complete and check them while they are written. */
import { type ZodType, z } from 'zod';
import { AssumptionsFile, CalendarFile, ClausesFile, DutiesFile, RegimeFile, TasksFile } from './pack.ts';
import { ReachFile } from './reach.ts';
import { RecordKind } from './record-kind.ts';
import { Template } from './template.ts';

const shapes = {
  regime: RegimeFile,
  clauses: ClausesFile,
  duties: DutiesFile,
  record: RecordKind,
  assumptions: AssumptionsFile,
  calendar: CalendarFile,
  tasks: TasksFile,
  reach: ReachFile,
  document: Template,
} as const;

/** The text of each schema file of `regimes/schemas/`, by file name; `more` are shapes of files not read here. */
export function schemaTexts(more: Readonly<Record<string, ZodType>> = {}): Map<string, string> {
  return new Map(
    Object.entries({ ...shapes, ...more }).map(([name, shape]) => {
      const schema = {
        ...z.toJSONSchema(shape, { io: 'input', reused: 'ref' }),
        title: `Zerentian pack file: ${name}`,
      };
      return [`${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`];
    }),
  );
}
