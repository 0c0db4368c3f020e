/** Names of attachments: kept as people write them, less what a path, a terminal or a writing direction makes of them. */
const longest = 120;

/** Control characters, signs that turn the writing direction, characters that a file system gives a meaning. */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\ufffd<>:"|?*\\/]/gu;

/** The last part of a path, made safe, with the ending that the bytes ask for: `../会议.exe` that is a PDF is `会议.pdf`. */
export function fileName(given: string, ending: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(unsafe, ' ').replaceAll(/\s+/gu, ' ').trim();
  const stem = withoutEnding(clean, ending).replace(/^[.\s]+|[.\s]+$/gu, '');
  const short = [...stem]
    .slice(0, longest - ending.length - 1)
    .join('')
    .trim();
  return `${short === '' || isReserved(short) ? `file ${short}`.trim() : short}.${ending}`;
}

/** The ending goes, also a wrong one of a known shape; `2024.5 总结` keeps its point. */
const withoutEnding = (name: string, ending: string): string => {
  const same = new RegExp(`\\.(${ending}|jpeg|jpe|heic|heif|tiff?|gif|avif)$`, 'iu');
  return same.test(name) ? name.replace(same, '') : name.replace(/\.[a-z][a-z0-9]{0,4}$/iu, '');
};

/** Names that Windows takes for devices. */
const isReserved = (stem: string): boolean => /^(con|prn|aux|nul|com\d|lpt\d)$/iu.test(stem);

/** How the name given ends, in small letters; empty where it does not. */
export const endingOf = (given: string): string => /\.([a-z0-9]{1,8})$/iu.exec(given.trim())?.[1]?.toLowerCase() ?? '';
