/** One record as a line of a list. */
import type { RecordRow } from '#contract';
import { titleOf } from '#ledger';
import type { Library } from '#regime';
import type { ListedRecord } from '../store/records.ts';
import type { UnitNames } from './names.ts';

/** The line of a record, named by the law of its day. */
export function recordRow(library: Library, row: ListedRecord, units: UnitNames): RecordRow {
  const { state, county, title, counts, fulfils } = row;
  const kind = library.at(state.day, state.unit).kinds.get(state.kind);
  return {
    county,
    id: state.id,
    kind: state.kind,
    kind_name: kind?.name ?? { zh: state.kind, en: state.kind },
    title,
    title_en: kind ? titleOf(kind, state, 'en') : title,
    unit: units.ref(state.unit),
    day: state.day,
    state: state.state,
    state_name: kind?.states.find((one) => one.id === state.state)?.name ?? { zh: state.state, en: state.state },
    counts,
    fulfils,
  };
}
