/** Seats that persons hold, with the names of unit and seat. */
import type { HeldSeat } from '#org';
import type { Store } from '../../store/open-store.ts';
import { askedOf, type Context, lawFor } from '../context.ts';
import { placeNames } from '../names.ts';
import type { Words } from '../words.ts';

interface NamedSeat {
  unit: string;
  unit_name: string;
  seat: string;
  name: Words;
  acting: boolean;
}

/** Reads the units of some seats at once, and what seats are called there; gives the names of any of them. */
export async function seatNames(
  context: Context,
  store: Store,
  all: readonly HeldSeat[],
): Promise<(seats: readonly HeldSeat[]) => NamedSeat[]> {
  const units = await placeNames(
    store,
    all.map(({ unit }) => unit),
  );
  const asked = askedOf(context, {});
  return (seats) =>
    seats.map(({ unit: code, seat, acting }) => {
      const unit = units.find(code);
      const law = lawFor(context.library, code, asked);
      const name = unit ? units.post(law, unit, seat) : { zh: seat, en: seat };
      return { unit: code, unit_name: unit?.name ?? code, seat, name, acting };
    });
}
