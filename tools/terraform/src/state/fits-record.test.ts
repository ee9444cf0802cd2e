import { writeRecordOf, type DeploymentRecord } from '../record/deployment-record';
import { stateHeader } from '../testing/fake-app';
import { fakeS3, s3Error } from '../testing/fake-session';
import { assertFitsRecord } from './fits-record';
import { assertVersioned } from './versioned';

const place = { bucket: 'states', key: 'testing/network.tfstate' };
const state = (changes: object = {}) => JSON.stringify({ ...stateHeader, ...changes });

const record: Omit<DeploymentRecord, 'format'> = {
  ...{ outcome: 'deployed', operation: 'deploy', json: 'a'.repeat(64), lockFile: 'b'.repeat(64) },
  versions: { terraform: '1.11.4', provider: '5.100.0' },
  state: { lineage: 'lineage', serial: 7, etag: '' },
  ...{ outputs: {}, reads: {}, who: 'ana', at: '2026-11-29T14:03:00.000Z', milliseconds: 1 },
};

/** The error for a state beside that record. */
async function said(text: string | undefined, changes: Partial<DeploymentRecord> = {}): Promise<string> {
  const objects = new Map(text === undefined ? [] : [[place.key, text]]);
  const { client } = fakeS3(objects);
  await writeRecordOf(client, place, { ...record, ...changes });
  return assertFitsRecord(client, place).then(
    () => 'it fits',
    (error: Error) => error.message,
  );
}

test.each([
  ['the state that the run left', state({ serial: 7 }), {}],
  ['a newer one, as a killed run leaves it', state({ serial: 9 }), {}],
  ['none, after a destroy', undefined, { outcome: 'destroyed' }],
  [
    'none, after a destroy that was killed before it wrote its record',
    undefined,
    { outcome: 'running', operation: 'destroy' },
  ],
  ['none, before the first deploy has ended', undefined, { outcome: 'running', state: undefined }],
] as const)('%s fits its record', async (_name, text, changes) => {
  await expect(said(text, changes)).resolves.toBe('it fits');
});

test.each([
  ['was deleted', undefined, 'does not exist'],
  ['is older', state({ serial: 6 }), 'is older: it has serial 6'],
  ['has another lineage', state({ serial: 8, lineage: 'other' }), 'has another lineage, other'],
])(
  'a state that %s is refused, with the one of the last run and the command that restores it',
  async (_name, text, what) => {
    expect((await said(text)).split('\n')).toEqual([
      `The state s3://states/testing/network.tfstate ${what}. The run of 2026-11-29 14:03 UTC left it with serial 7 and lineage lineage. ` +
        'Nothing was planned: on such a state, Terraform would create existing resources again.',
      'See its versions: npm run state -- history testing network',
      'Restore one:      npm run state -- restore testing network <version>',
      'If it was deleted on purpose, delete its record s3://states/testing/network.record.json, and run the command again.',
    ]);
  },
);

test('a state that was deleted in the middle of a deploy is refused', async () => {
  await expect(said(undefined, { outcome: 'running' })).resolves.toContain('does not exist');
});

test('a truncated state is refused, whatever its record contains', async () => {
  await expect(said('{"version":4,')).resolves.toContain('is not a Terraform state: it is no JSON');
});

test('a state without a record is accepted, also if the role may not read the record', async () => {
  const objects = new Map([[place.key, state()]]);
  await expect(assertFitsRecord(fakeS3(objects).client, place)).resolves.toBeUndefined();
  const { client } = fakeS3(objects);
  const send = client.send.bind(client) as (command: { input: { Key?: string } }) => Promise<unknown>;
  client.send = ((command: { input: { Key?: string } }) =>
    command.input.Key?.endsWith('.record.json')
      ? Promise.reject(s3Error('AccessDenied', 403))
      : send(command)) as typeof client.send;
  await expect(assertFitsRecord(client, place)).resolves.toBeUndefined();
});

test('a record that cannot be read for another reason stops the command', async () => {
  const { client } = fakeS3(new Map([[place.key, state()]]));
  client.send = (() => Promise.reject(s3Error('InternalError', 500))) as typeof client.send;
  await expect(assertFitsRecord(client, place)).rejects.toThrow('InternalError');
});

describe('a bucket without versioning', () => {
  const asked = (answer: object | Error, objects = new Map([[place.key, state()]])) =>
    assertVersioned(
      fakeS3(objects, () => {
        if (answer instanceof Error) throw answer;
        return answer;
      }).client,
      place,
    );

  test.each([
    [{}, 'not enabled'],
    [{ Status: 'Suspended' }, 'Suspended'],
  ])('is refused, with the command that enables it: %j', async (answer, status) => {
    await expect(asked(answer)).rejects.toThrow(
      `The bucket states keeps no versions of its states (versioning is ${status}): a lost state could not be restored. ` +
        'Nothing was planned. Find the change that disabled it (CloudTrail), and enable it: aws s3api put-bucket-versioning --bucket states ' +
        '--versioning-configuration Status=Enabled',
    );
  });

  test('is accepted while it has no states, if it does not exist, and for a role without the permission', async () => {
    await expect(asked({}, new Map())).resolves.toBeUndefined();
    await expect(asked(s3Error('NoSuchBucket'))).resolves.toBeUndefined();
    await expect(asked(s3Error('AccessDenied', 403))).resolves.toBeUndefined();
  });

  test('that cannot be checked for another reason stops the command', async () => {
    await expect(asked(s3Error('InternalError', 500))).rejects.toThrow('InternalError');
  });
});
