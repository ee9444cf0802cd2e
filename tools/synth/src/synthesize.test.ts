import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locate, synthesize } from './synthesize';

/** A repository with this program as its synthesis. */
function repository(program: string): string {
  const root = mkdtempSync(join(tmpdir(), 'synth-'));
  mkdirSync(join(root, 'libs', 'stack', 'src'), { recursive: true });
  writeFileSync(join(root, 'libs', 'stack', 'src', 'synth.ts'), program);
  return root;
}

const writesArguments = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  const after = (flag: string) => process.argv[process.argv.indexOf(flag) + 1] as string;
  for (const app of process.argv.filter((word) => word.startsWith('apps/'))) {
    mkdirSync(after('--out') + '/stacks/' + app.slice(5), { recursive: true });
    writeFileSync(after('--out') + '/stacks/' + app.slice(5) + '/cdk.tf.json', app + (process.argv.includes('--unprotected') ? ' ' : ''));
  }
  if (process.argv.includes('--locations')) writeFileSync(after('--locations'), '{"network/vpc":["apps/network/src/a.ts:1"]}');`;

test('all apps come from one synthesis, which leaves no files behind', async () => {
  const root = repository(writesArguments);
  const stacks = await synthesize('testing', ['apps/network', 'apps/data'], { root });
  expect([...stacks]).toEqual([
    ['network', 'apps/network'],
    ['data', 'apps/data'],
  ]);
  expect(readdirSync(join(root, '.work'))).toEqual([]);
});

test('the reason for the removed protection reaches the synthesis', async () => {
  const root = repository(writesArguments);
  const stacks = await synthesize('testing', ['apps/network'], { root, unprotected: 'a test' });
  expect(stacks.get('network')).toBe('apps/network ');
});

test('the lines of constructs are those that the synthesis wrote, and its JSON is removed', async () => {
  const root = repository(writesArguments);
  await expect(locate('testing', ['apps/network'], { root })).resolves.toEqual({
    'network/vpc': ['apps/network/src/a.ts:1'],
  });
  expect(readdirSync(join(root, '.work'))).toEqual([]);
});

test('throws with the output of the synthesis', async () => {
  const root = repository(`console.error('The stack of apps/data is called "x"'); process.exitCode = 1;`);
  await expect(synthesize('testing', ['apps/data'], { root })).rejects.toThrow(
    'apps/data cannot be synthesized for testing:\nThe stack of apps/data is called "x"',
  );
  expect(readdirSync(join(root, '.work'))).toEqual([]);
});
