import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import type { Health } from './health';
import { verification } from './verify';

const alarm = (name: string) => `arn:aws:cloudwatch:eu-west-1:444455556666:alarm:${name}`;
const resource = (type: string, name: string, attributes: object) => ({
  mode: 'managed',
  type,
  name,
  instances: [{ attributes }],
});
const state = JSON.stringify({
  version: 4,
  terraform_version: '1.11.4',
  lineage: 'l',
  serial: 1,
  resources: [
    resource('aws_cloudwatch_metric_alarm', 'errors', { arn: alarm('errors') }),
    resource('aws_cloudwatch_metric_alarm', 'heartbeat', { arn: alarm('heartbeat') }),
  ],
});
const recordOf = (outcome: string) =>
  JSON.stringify({
    format: 1,
    outcome,
    json: 'a'.repeat(64),
    lockFile: 'a'.repeat(64),
    versions: { terraform: '1.11.4', provider: '5.100.0' },
    outputs: {},
    reads: {},
    who: 'ana',
    at: '2026-11-30T14:03:10.000Z',
    milliseconds: 1,
  });
const rings = (...names: string[]) => names.map((name) => ({ arn: alarm(name), name, why: 'Threshold Crossed' }));

function app({ script = 'exit 0', record }: { script?: string; record?: string } = {}) {
  const objects = new Map([['testing/network.tfstate', state]]);
  if (record) objects.set('testing/network.record.json', record);
  return fakeApp(fakeSession(fakeS3(objects).client), { script });
}
const patience = { limitMs: 50, pauseMs: 5 };
const quiet = { looks: [], ringing: async () => [], patience };

test('an app without faults is reported as healthy, with the checked resources', async () => {
  const looks = [async () => ({ text: '2 groups at size', faults: [] }), async () => undefined];
  const verify = await verification(app(), { ...quiet, looks });
  await expect(verify(true)).resolves.toBe('2 groups at size, 2 alarms quiet');
});

test('throws when a plan right after the apply is not empty, with its changes', async () => {
  const line = '{"type":"planned_change","change":{"resource":{"addr":"aws_vpc.main"},"action":"update"}}';
  const verify = await verification(app({ script: `echo '${line}'; exit 2` }), quiet);
  await expect(verify(true)).rejects.toThrow(
    /^network of testing was applied, and a plan right after that is not empty:\n- update aws_vpc\.main\nAWS has made/,
  );
  // If nothing was applied, the first plan was empty already.
  await expect(verify(false)).resolves.toBe('2 alarms quiet');
});

test('throws when only outputs would change', async () => {
  const verify = await verification(app({ script: 'exit 2' }), quiet);
  await expect(verify(true)).rejects.toThrow('is not empty:\n- outputs only');
});

test('waits for faults that disappear, and notes them', async () => {
  const answers: Health[] = [
    { text: '', faults: ['group web has 1 healthy instances in service, not 2'] },
    { text: '1 group at size', faults: [] },
  ];
  const fake = app();
  const verify = await verification(fake, { ...quiet, looks: [async () => answers.shift()] });
  await expect(verify(false)).resolves.toBe('1 group at size, 2 alarms quiet');
  expect(fake.told).toEqual(['network: waiting for: group web has 1 healthy instances in service, not 2']);
});

test('throws when faults remain, with all of them', async () => {
  const looks = [async () => ({ text: '', faults: ['database testing-mysql is failed'] })];
  const verify = await verification(app(), { ...quiet, looks, ringing: async () => rings('errors') });
  await expect(verify(false)).rejects.toThrow(
    'network of testing is applied, but not healthy:\n- database testing-mysql is failed\n- alarm errors rings: Threshold Crossed\n' +
      'The apps and environments after it are not begun. When it is healthy, or a change exists that repairs it, run the same command again.',
  );
});

describe('an alarm that rings', () => {
  test('does not stop a deploy if it rang before, and is listed', async () => {
    const verify = await verification(app({ record: recordOf('deployed') }), {
      ...quiet,
      ringing: async () => rings('heartbeat'),
    });
    await expect(verify(false)).resolves.toBe('1 alarm quiet (not counted, they rang before or are new: heartbeat)');
  });

  test('stops a deploy after a failed run, though it rang before', async () => {
    const verify = await verification(app({ record: recordOf('failed') }), {
      ...quiet,
      ringing: async () => rings('heartbeat'),
    });
    await expect(verify(false)).rejects.toThrow('alarm heartbeat rings');
  });

  test('does not stop the deploy that made it: it has had no data', async () => {
    const fake = app();
    mkdirSync(dirname(fake.folder.events), { recursive: true });
    const hook = {
      resource: { addr: 'aws_cloudwatch_metric_alarm.heartbeat' },
      action: 'create',
      id_key: 'id',
      id_value: 'h',
    };
    writeFileSync(fake.folder.events, `${JSON.stringify({ type: 'apply_complete', hook })}\n`);
    const verify = await verification(fake, { ...quiet, ringing: async () => rings('heartbeat') });
    await expect(verify(false)).resolves.toContain('1 alarm quiet');
    const other = await verification(fake, { ...quiet, ringing: async () => rings('errors') });
    await expect(other(false)).rejects.toThrow('alarm errors rings');
  });
});
