import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { pushStranded } from './push-stranded';

const appWith = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script });

test('a state that the last run could not write is written by the next one, and only once', async () => {
  const app = appWith('echo "$@" >> pushed');
  const file = join(app.folder.path, 'errored.tfstate');
  writeFileSync(file, '{}');
  await pushStranded(app);
  await pushStranded(app);
  expect(readFileSync(join(app.folder.path, 'pushed'), 'utf8')).toBe(`state push -lock=false ${file}\n`);
  expect(existsSync(file)).toBe(false);
  expect(app.told).toEqual(['network: the state that the last run could not write is written now']);
});

test('throws when Terraform refuses it, with the reason and the next step, and keeps it', async () => {
  const app = appWith('echo "cannot import state with lineage x" >&2; exit 1');
  const file = join(app.folder.path, 'errored.tfstate');
  writeFileSync(file, '{}');
  await expect(pushStranded(app)).rejects.toThrow(
    /^The last run of network could not write its state and left it in .*errored\.tfstate, and it cannot be written now: cannot import state with lineage x\nCompare both states, and write the right one: cd .* state push errored\.tfstate && rm errored\.tfstate$/,
  );
  expect(existsSync(file)).toBe(true);
});
