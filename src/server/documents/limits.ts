/** What a document may cost. Beyond it the document is refused and the thread that reads it is ended. */
export const limits = {
  megabyte: 1024 * 1024,
  /** Bytes of the file. */
  bytes: 20 * 1024 * 1024,
  /** Milliseconds from the start of the thread to the answer. */
  time: 5000,
  /** Bytes by which the memory of the process may grow meanwhile. */
  memory: 300 * 1024 * 1024,
  /** Megabytes of the heap of the thread. */
  heap: 220,
  /** Parts of a .docx file, and bytes of one part unpacked. */
  zipEntries: 4000,
  unpacked: 32 * 1024 * 1024,
  pdfPages: 3000,
  /** Characters of the text. */
  text: 12_000_000,
} as const;
