import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stackJson, stateHeader, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { planAndApply } from './deploy-app';

const key = 'aws_kms_key.main';
const rule = 'aws_lb_listener_rule.web';
const late = 'AccessDeniedException: x is not authorized to perform: kms:EnableKeyRotation';
const tainted = (...addresses: string[]) =>
  JSON.stringify({
    ...stateHeader,
    resources: addresses.map((address) => {
      const [type, name] = address.split('.');
      return { mode: 'managed', type, name, instances: [{ status: 'tainted' }] };
    }),
  });

/** Terraform's output for a creation that fails. */
const failure = (addr: string, detail: string) =>
  [
    { type: 'apply_start', hook: { resource: { addr }, action: 'create' } },
    { type: 'apply_errored', hook: { resource: { addr }, action: 'create' } },
    { type: 'diagnostic', diagnostic: { severity: 'error', summary: 'Error', detail, address: addr } },
  ]
    .map((event) => JSON.stringify(event))
    .join('\n');

/** Terraform with changes to apply: the first applies fail, each at one address, and it records its calls. */
function appThatFails(addresses: readonly string[], detail = late, state = tainted(...addresses)) {
  const fails = addresses.map(
    (address, index) => `${index + 1}) cat <<'LINES'\n${failure(address, detail)}\nLINES\n exit 1;;`,
  );
  const script = `
    echo "$1 $(echo "$@" | grep -oE 'aws_[a-z_]+[.][a-z]+')" >> asked
    case "$1" in
      plan) exit 2;;
      apply) case "$(grep -c apply asked)" in ${fails.join('\n')} esac;;
    esac`;
  const { client } = fakeS3(new Map([['testing/network.tfstate', state]]));
  const app = fakeApp(fakeSession(client), { json: stackJson(), script });
  const asked = () => {
    const file = join(app.folder.path, 'asked');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.map((line) => line.trim());
  };
  return { app, asked };
}

test('a resource that AWS does not see yet is applied once more, and is not made again', async () => {
  const { app, asked } = appThatFails([key]);
  await planAndApply(app);
  expect(asked()).toEqual(['plan', 'apply', `untaint ${key}`, 'plan', 'apply']);
  expect(app.told.join()).toContain(
    'AWS does not see yet what was just made (eventual consistency): planning and applying once more. Its error:',
  );
});

test('a resource that the next attempt makes has one of its own', async () => {
  const { app, asked } = appThatFails([key, rule]);
  await planAndApply(app);
  expect(asked().filter((word) => word === 'apply')).toHaveLength(3);
});

test('once is enough: the same failure again is one', async () => {
  const { app, asked } = appThatFails([key, key]);
  await expect(planAndApply(app)).rejects.toThrow(/The apply of network failed.*EnableKeyRotation/s);
  expect(asked().filter((word) => word === 'apply')).toHaveLength(2);
});

test.each([
  ['that is no missing permission', 'QuotaExceeded', tainted(key)],
  ['of a permission on a resource that was never made', late, stateJson([])],
])('a failure %s is not tried again', async (_, detail, state) => {
  const { app, asked } = appThatFails([key], detail, state);
  await expect(planAndApply(app)).rejects.toThrow('The apply of network failed.');
  expect(asked()).toEqual(['plan', 'apply']);
});
