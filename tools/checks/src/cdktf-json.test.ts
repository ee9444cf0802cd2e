import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/**
 * What cdktf-cli 0.21 does with cdktf.json at each run (its `@cdktf/commons/src/checkpoint.ts`, getId, and `crash-reporting` of its source): what it misses, it
 * writes into the file, without a line end.
 */
test('cdktf.json has what cdktf-cli would write into it, so that a run changes nothing in a clone', () => {
  const text = readFileSync(join(root, 'cdktf.json'), 'utf8');
  const { projectId, sendCrashReports } = JSON.parse(text) as Record<string, unknown>;
  expect(projectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(sendCrashReports).toBe('false');
  expect(text.endsWith('}\n')).toBe(true);
});
