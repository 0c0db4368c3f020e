/** The kinds of file that can be attached: what each is called, how it ends and how it is sent. */
import type { FileFamily } from '#regime';

export interface FileType {
  /** As it is stored, and as it is sent. */
  readonly mime: string;
  readonly ending: string;
  readonly family: FileFamily;
}

const office = 'application/vnd.openxmlformats-officedocument';

/** Pictures are re-encoded into one of the first three; nothing else that a browser could run is ever kept. */
export const fileTypes = {
  jpg: { mime: 'image/jpeg', ending: 'jpg', family: 'image' },
  png: { mime: 'image/png', ending: 'png', family: 'image' },
  webp: { mime: 'image/webp', ending: 'webp', family: 'image' },
  pdf: { mime: 'application/pdf', ending: 'pdf', family: 'pdf' },
  docx: { mime: `${office}.wordprocessingml.document`, ending: 'docx', family: 'word' },
  xlsx: { mime: `${office}.spreadsheetml.sheet`, ending: 'xlsx', family: 'sheet' },
  pptx: { mime: `${office}.presentationml.presentation`, ending: 'pptx', family: 'slides' },
  ofd: { mime: 'application/ofd', ending: 'ofd', family: 'ofd' },
  txt: { mime: 'text/plain; charset=utf-8', ending: 'txt', family: 'text' },
} as const satisfies Record<string, FileType>;

export type TypeName = keyof typeof fileTypes;

/** The type of a stored name; undefined for what this program never stores. */
export const typeNamed = (name: string): FileType | undefined =>
  Object.hasOwn(fileTypes, name) ? fileTypes[name as TypeName] : undefined;
