#!/usr/bin/env node
// The command line, from any Node 20 or later: installs what is missing and goes on in the Node 24 of the checkout.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, node24 } from '../scripts/prepare.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
install();
const main = join(checkout, 'src', 'server', 'main.ts');
const child = spawn(node24(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends its Ctrl-C to both processes; anything else reaches only this one and is passed on.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
