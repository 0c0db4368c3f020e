/** Photos of phones (HEIC): decoded to bare pixels, upright; what else the file holds is never read. */
import { Refusal } from '#regime';
import type { Pixels } from './look-thread.ts';

interface HeifImage {
  get_width(): number;
  get_height(): number;
  display(into: { data: Uint8ClampedArray; width: number; height: number }, done: (filled: unknown) => void): void;
}
interface HeifLibrary {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/** The first picture of the file. Refusals: `picture_broken`, `picture_too_large` above so many pixels. */
export async function heicPixels(bytes: Uint8Array, most: number): Promise<Pixels> {
  // @ts-expect-error: the package describes only another of its entries
  const { default: library } = (await import('libheif-js/wasm-bundle.js')) as { default: HeifLibrary };
  const image = new library.HeifDecoder().decode(bytes)[0];
  if (!image) throw new Refusal('picture_broken', { why: 'HEIC' });
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > most) throw new Refusal('picture_too_large', { limit: Math.floor(most / 1e6) });
  const data = new Uint8ClampedArray(width * height * 4);
  const filled = await new Promise((resolve) => image.display({ data, width, height }, resolve));
  if (!filled) throw new Refusal('picture_broken', { why: 'HEIC' });
  return { data: new Uint8Array(data.buffer), width, height };
}
