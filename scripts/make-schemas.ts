/** Writes the JSON Schemas of the pack files to `regimes/schemas/`. A test says when they are behind. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { schemaTexts } from '../src/regime/schemas.ts';
import { LawCase } from '../test/support/case-shape.ts';

const folder = new URL('../regimes/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const texts = schemaTexts({ cases: z.strictObject({ cases: z.array(LawCase) }) });
for (const [name, text] of texts) writeFileSync(new URL(name, folder), text);
console.log(`regimes/schemas: ${[...texts.keys()].join(', ')}`);
