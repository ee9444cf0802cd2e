import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { planJson } from './plan-json';

const appWith = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script });
const counting = () => appWith('echo "$1" >>asked; echo "{\\"plan\\": $(cat "$3")}"');
const asked = (app: ReturnType<typeof appWith>) =>
  readFileSync(join(app.folder.path, 'asked'), 'utf8').trim().split('\n');

test('Terraform reads a plan once for all checks', async () => {
  const app = counting();
  writeFileSync(app.folder.plan, '1');
  expect(await planJson(app)).toEqual({ plan: 1 });
  expect(await planJson(app)).toEqual({ plan: 1 });
  expect(asked(app)).toEqual(['show']);
});

test('another plan in the folder is read again', async () => {
  const app = counting();
  writeFileSync(app.folder.plan, '1');
  await planJson(app);
  writeFileSync(app.folder.plan, '22');
  expect(await planJson(app)).toEqual({ plan: 22 });
  expect(asked(app)).toEqual(['show', 'show']);
});

test("throws Terraform's error for a plan that cannot be read, and reads it again the next time", async () => {
  const app = appWith('echo "$1" >>asked; echo broken >&2; exit 3');
  writeFileSync(app.folder.plan, '1');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(planJson(app)).rejects.toThrow('The plan of network cannot be read: broken');
  }
  expect(asked(app)).toEqual(['show', 'show']);
});
