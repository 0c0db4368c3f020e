/** Path of the Chromium to test with: CHROMIUM if set, else the first found on PATH and in the usual places. */
export function findChromium(): string | undefined;
/** Flags under which Chromium runs in a container and stays off the network by itself. */
export const chromiumFlags: readonly string[];
