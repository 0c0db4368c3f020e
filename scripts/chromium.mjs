// Where a Chromium lies on this machine. Plain JavaScript: prepare.mjs runs on Node 20, tests on Node 24.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

/**
 * Path of the Chromium to test with: CHROMIUM if set, else the first found on PATH and in the usual places.
 * @returns {string | undefined}
 */
export function findChromium() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...places];
  const candidates = [
    process.env.CHROMIUM ?? '',
    ...folders.flatMap((folder) => [...names, 'Chromium', 'Google Chrome'].map((name) => join(folder, name))),
  ];
  return candidates.find((path) => path !== '' && canRun(path));
}

/** Flags under which Chromium runs in a container and stays off the network by itself. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
