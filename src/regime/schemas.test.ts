import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { LawCase } from '../../test/support/case-shape.ts';
import { schemaTexts } from './schemas.ts';

const folder = new URL('../../regimes/schemas/', import.meta.url);

test('the schemas beside the packs are those of the shapes; `node scripts/make-schemas.ts` writes them', () => {
  const made = schemaTexts({ cases: z.strictObject({ cases: z.array(LawCase) }) });
  assert.deepEqual(readdirSync(folder).sort(), [...made.keys()].sort());
  for (const [name, text] of made) assert.equal(readFileSync(new URL(name, folder), 'utf8'), text, name);
});

test('every schema names the properties of its file', () => {
  for (const [name, text] of schemaTexts()) {
    const schema = JSON.parse(text) as { properties?: object; additionalProperties?: boolean };
    assert.ok(Object.keys(schema.properties ?? {}).length > 0, name);
    assert.equal(schema.additionalProperties, false, name);
  }
});
