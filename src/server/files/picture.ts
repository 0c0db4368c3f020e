/** Pictures are made anew from their pixels: place, camera, maker's notes and whatever was hidden behind stay behind. */
import { Refusal } from '#regime';
import { lookInto, type Pixels } from './look.ts';
import type { FileLimits } from './setting.ts';

type PictureType = 'jpg' | 'png' | 'webp';

export interface Picture {
  readonly type: PictureType;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Formats read, and what each becomes. A moving picture keeps its first frame. */
const becomes: Readonly<Record<string, PictureType>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'png',
  'image/tiff': 'jpg',
  'image/avif': 'jpg',
  'image/heic': 'jpg',
  'image/heif': 'jpg',
};

export const isPicture = (mime: string): boolean => Object.hasOwn(becomes, mime);

/** Re-encodes a picture, upright, no longer than the limit on its long side. Refusals: `picture_broken`, `picture_too_large`. */
export async function redraw(bytes: Buffer, mime: string, limits: FileLimits): Promise<Picture> {
  const type = becomes[mime] ?? 'jpg';
  const isHeic = mime === 'image/heic' || mime === 'image/heif';
  const pixels = isHeic ? await lookInto({ task: 'heic', bytes, most: limits.pixels }) : undefined;
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const options = { limitInputPixels: limits.pixels, failOn: 'error', animated: false } as const;
  try {
    const source = pixels ? sharp(pixels.data, { ...options, raw: rawOf(pixels) }) : sharp(bytes, options);
    const upright = source
      .autoOrient()
      .resize({ width: limits.side, height: limits.side, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: 20 });
    const { data, info } = await encoders[type](upright).toBuffer({ resolveWithObject: true });
    return { type, bytes: data, width: info.width, height: info.height };
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    if (/pixel limit/i.test(why)) throw new Refusal('picture_too_large', { limit: Math.floor(limits.pixels / 1e6) });
    throw new Refusal('picture_broken', { why: why.split('\n')[0]?.slice(0, 120) ?? '' });
  }
}

const rawOf = ({ width, height }: Pixels) => ({ width, height, channels: 4 }) as const;

type Drawing = import('sharp').Sharp;
const encoders: Readonly<Record<PictureType, (from: Drawing) => Drawing>> = {
  jpg: (from) => from.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: true }),
  png: (from) => from.png({ compressionLevel: 9 }),
  webp: (from) => from.webp({ quality: 82 }),
};
