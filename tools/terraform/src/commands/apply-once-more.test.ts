import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { planAndApply } from './deploy-app';

const key = 'aws_kms_key.main';
const event = (type: string, addr = key, more: object = {}) =>
  JSON.stringify({ type, hook: { resource: { addr }, action: 'create', ...more } });
const diagnostic = (detail: string, address = key) =>
  JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'Error', detail, address } });
const late = 'AccessDeniedException: x is not authorized to perform: kms:EnableKeyRotation';
const tainted = JSON.stringify({
  resources: [{ mode: 'managed', type: 'aws_kms_key', name: 'main', instances: [{ status: 'tainted' }] }],
});

/** Terraform with changes to apply, whose first applies fail so, and which writes down what it is asked. */
function appThatFails(times: number, detail: string, state = tainted) {
  const lines = [event('apply_start'), event('apply_errored'), diagnostic(detail)].join('\n');
  const script = `
    echo "$1 $(echo "$@" | grep -o 'aws_kms_key.main')" >> asked
    case "$1" in
      plan) exit 2;;
      apply) test "$(grep -c apply asked)" -gt ${times} && exit 0
        cat <<'LINES'
${lines}
LINES
        exit 1;;
    esac`;
  const json = JSON.stringify({ ...JSON.parse(stackJson()), resource: { aws_kms_key: { main: {} } } });
  const { client } = fakeS3(new Map([['testing/network.tfstate', state]]));
  const app = fakeApp(fakeSession(client), { json, script });
  const asked = () => {
    const file = join(app.folder.path, 'asked');
    return existsSync(file)
      ? readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.trim())
      : [];
  };
  return { app, asked };
}

test('what AWS does not know yet is applied once more, and is not made anew', async () => {
  const { app, asked } = appThatFails(1, late);
  await planAndApply(app);
  expect(asked()).toEqual(['plan', 'apply', `untaint ${key}`, 'plan', 'apply']);
  expect(app.told.join()).toContain(
    'AWS does not know yet what was just made: planning and applying once more. It said:',
  );
});

test('once is enough: the same failure again is one', async () => {
  const { app, asked } = appThatFails(2, late);
  await expect(planAndApply(app)).rejects.toThrow(/The apply of network failed.*EnableKeyRotation/s);
  expect(asked().filter((word) => word === 'apply')).toHaveLength(2);
});

test.each([
  ['that is no permission', 'QuotaExceeded', tainted],
  ['of a permission on what was never made', late, '{}'],
])('a failure %s is not tried again', async (_, detail, state) => {
  const { app, asked } = appThatFails(1, detail, state);
  await expect(planAndApply(app)).rejects.toThrow('The apply of network failed.');
  expect(asked()).toEqual(['plan', 'apply']);
});
