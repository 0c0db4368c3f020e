/** Writes the JSON Schemas of the pack files to `regimes/schemas/`. A test says when they are behind. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaTexts } from '../src/regime/schemas.ts';

const folder = new URL('../regimes/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of schemaTexts()) writeFileSync(new URL(name, folder), text);
console.log(`regimes/schemas: ${[...schemaTexts().keys()].join(', ')}`);
