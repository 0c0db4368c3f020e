/** Attachments in words: names without their digest, sizes, the endings that a field takes. */
/** An entry is the digest, a colon and the name. */
export const nameOf = (entry: string): string => entry.slice(65) || entry;

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;
}

const endings: Readonly<Record<string, readonly string[]>> = {
  image: ['.jpg', '.jpeg', '.png', '.webp', '.heic'],
  pdf: ['.pdf'],
  word: ['.docx'],
  sheet: ['.xlsx'],
  slides: ['.pptx'],
  ofd: ['.ofd'],
  text: ['.txt'],
};

export const endingsOf = (accepts: readonly string[]): string[] => accepts.flatMap((family) => endings[family] ?? []);
