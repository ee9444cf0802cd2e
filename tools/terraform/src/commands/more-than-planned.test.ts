import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planAndApply } from './deploy-app';
import { isMoreThanPlanned } from './more-than-planned';

const address = 'aws_db_instance.server';
const planned = [{ address, action: 'update' }];
const appWith = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script });
const showing = (identifier: string) =>
  appWith(
    `echo '${JSON.stringify({
      format_version: '1.2',
      resource_changes: [
        { address, change: { actions: ['update'], before: { identifier: 'a' }, after: { identifier } } },
      ],
    })}'`,
  );

test('the apply that renames a server changes more than its plan shows', async () => {
  expect(await isMoreThanPlanned(showing('b'), planned)).toBe(true);
  expect(await isMoreThanPlanned(showing('a'), planned)).toBe(false);
});

test('such an app is planned again in the same deploy, and resources that refer to the new address are changed', async () => {
  const shown = JSON.stringify({
    format_version: '1.2',
    resource_changes: [
      { address, change: { actions: ['update'], before: { identifier: 'a' }, after: { identifier: 'b' } } },
    ],
  });
  const event = { type: 'planned_change', change: { resource: { addr: address }, action: 'update' } };
  const app = appWith(`
    echo "$1" >>asked
    case "$1" in
      plan) echo '${JSON.stringify(event)}'; exit 2;;
      show) echo '${shown}';;
    esac`);
  await planAndApply(app);
  const asked = readFileSync(join(app.folder.path, 'asked'), 'utf8').trim().split('\n');
  expect(asked).toEqual(['plan', 'show', 'apply', 'plan', 'apply']);
});

test('a plan that changes no such resource is not read', async () => {
  const app = appWith('echo broken >&2; exit 1');
  expect(await isMoreThanPlanned(app, [{ address, action: 'replace' }])).toBe(false);
  expect(await isMoreThanPlanned(app, [{ address: 'aws_lb.web', action: 'update' }])).toBe(false);
});

test('throws if the plan cannot be read', async () => {
  await expect(isMoreThanPlanned(appWith('echo broken >&2; exit 1'), planned)).rejects.toThrow(
    'The plan of network cannot be read: broken',
  );
});
