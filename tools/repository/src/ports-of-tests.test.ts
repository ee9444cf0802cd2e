import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const tests = readdirSync(join(root, 'tools'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.embedded.test.ts') && !file.includes('node_modules'))
  .map((file) => join('tools', file));

/** The ports in a test file. */
const portsOf = (file: string) =>
  new Set([...readFileSync(join(root, file), 'utf8').matchAll(/\b(4[56]\d\d)\b/g)].map(([, port]) => port));

// Test files run in parallel. Two files with the same port would each stop the embedded AWS of the other file.
test('no two test files have an embedded AWS on one port', () => {
  expect(tests.length).toBeGreaterThan(15);
  const users = new Map<string, string[]>();
  for (const file of tests) for (const port of portsOf(file)) users.set(port!, [...(users.get(port!) ?? []), file]);
  expect([...users.values()].flat().length).toBeGreaterThanOrEqual(tests.length);
  expect([...users].filter(([, files]) => files.length > 1)).toEqual([]);
});
