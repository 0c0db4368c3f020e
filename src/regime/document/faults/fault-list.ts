/** The list that faults are put on: ordered, and bounded for each code so that a hostile file cannot fill the memory. */
import type { Place, PrintFault, PrintFaultCode } from '../tree.ts';

const most = 300;

export class FaultList {
  readonly #found: PrintFault[] = [];
  readonly #counts = new Map<PrintFaultCode, number>();

  add(code: PrintFaultCode, place: Place, message: [zh: string, en: string], proposal: [zh: string, en: string]): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > most) return;
    const at = { line: place.line, char: place.char };
    const rest: [string, string] = ['，其余同类不再列出', '; further ones of this kind are not listed'];
    this.#found.push({
      code,
      place: at,
      message: { zh: message[0] + (count === most ? rest[0] : ''), en: message[1] + (count === most ? rest[1] : '') },
      proposal: { zh: proposal[0], en: proposal[1] },
    });
  }

  /** All faults in the order of the file. */
  sorted(): PrintFault[] {
    return this.#found.toSorted((a, b) => a.place.line - b.place.line || a.place.char - b.place.char);
  }
}
