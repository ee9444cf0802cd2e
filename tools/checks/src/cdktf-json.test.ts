import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/**
 * cdktf-cli 0.21 writes missing settings to cdktf.json at each run, without a final newline (its
 * `@cdktf/commons/src/checkpoint.ts`, getId, and `crash-reporting` of its source).
 */
test('cdktf.json has every setting that cdktf-cli would write, so that a run changes nothing in a clone', () => {
  const text = readFileSync(join(root, 'cdktf.json'), 'utf8');
  const { projectId, sendCrashReports } = JSON.parse(text) as Record<string, unknown>;
  expect(projectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(sendCrashReports).toBe('false');
  expect(text.endsWith('}\n')).toBe(true);
});
