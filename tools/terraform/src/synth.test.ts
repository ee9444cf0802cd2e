import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize, synthesizeOne } from './synth';
import { stackJson } from './testing/fake-app';

/** A repository whose synthesis is this program. */
function repository(program: string): string {
  const root = mkdtempSync(join(tmpdir(), 'synth-'));
  mkdirSync(join(root, 'libs', 'stack', 'src'), { recursive: true });
  writeFileSync(join(root, 'libs', 'stack', 'src', 'synth.ts'), program);
  return root;
}

const writesArguments = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  const out = process.argv[process.argv.indexOf('--out') + 1] as string;
  for (const app of process.argv.filter((word) => word.startsWith('apps/'))) {
    mkdirSync(out + '/stacks/' + app.slice(5), { recursive: true });
    const json = ${JSON.stringify(stackJson())};
    writeFileSync(out + '/stacks/' + app.slice(5) + '/cdk.tf.json', json + ' '.repeat(process.argv.includes('--unprotected') ? 1 : 0));
  }`;

test('all apps come from one synthesis, which leaves nothing behind', async () => {
  const root = repository(writesArguments);
  const stacks = await synthesize('testing', ['apps/network', 'apps/data'], { root });
  expect([...stacks.keys()]).toEqual(['network', 'data']);
  expect(readdirSync(join(root, '.work'))).toEqual([]);
});

test('the JSON is given on byte for byte, and the reason to leave protection out reaches the synthesis', async () => {
  const root = repository(writesArguments);
  expect((await synthesizeOne('testing', 'apps/network', { root })).json).toBe(stackJson());
  expect((await synthesizeOne('testing', 'apps/network', { root, unprotected: 'a test' })).json).toBe(
    `${stackJson()} `,
  );
});

test('throws with what the synthesis said', async () => {
  const root = repository(`console.error('The stack of apps/data is called "x"'); process.exitCode = 1;`);
  await expect(synthesize('testing', ['apps/data'], { root })).rejects.toThrow(
    'apps/data cannot be synthesized for testing:\nThe stack of apps/data is called "x"',
  );
  expect(readdirSync(join(root, '.work'))).toEqual([]);
});
