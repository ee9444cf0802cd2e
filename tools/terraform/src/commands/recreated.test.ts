import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertAllowed } from './guard';
import { assertNotRecreated, type Planned } from './recreated';
import { planAndApply } from './deploy-app';

interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly paths?: string[][];
}

/** An app of testing with these changes in its plan. */
function planned(changes: readonly Change[], environment = 'testing') {
  const shown = {
    resource_changes: changes.map(({ address, actions, before = null, after = null, paths }) => ({
      address,
      type: address.split('.')[0],
      change: { actions, before, after, ...(paths && { replace_paths: paths }) },
    })),
  };
  const json = JSON.stringify({
    ...(JSON.parse(stackJson('data')) as object),
    resource: { aws_s3_bucket: { next: { '//': { metadata: { path: 'data/next', uniqueId: 'next' } } } } },
  });
  const script = `cat <<'END'\n${JSON.stringify(shown)}\nEND`;
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { json, script, environment });
  const events = changes.map(({ address, actions }): Planned => ({
    address,
    action: actions.length > 1 ? 'replace' : actions[0]!,
  }));
  return { app, events };
}

const bucket = {
  bucket: 'content',
  tags: { Name: 'old' },
  arn: 'arn:aws:s3:::content',
  versioning: [{ enabled: true }],
};
const renamed: readonly Change[] = [
  { address: 'aws_s3_bucket.old', actions: ['delete'], before: bucket },
  { address: 'aws_s3_bucket.other', actions: ['create'], after: { bucket: 'pictures' } },
  { address: 'aws_s3_bucket.next', actions: ['create'], after: { ...bucket, tags: { Name: 'next' }, arn: null } },
];
const refusal = async ({ app, events }: ReturnType<typeof planned>, recreate: readonly string[] = []) =>
  assertNotRecreated(app, events, recreate).then(
    () => 'allowed',
    (error: Error) => error.message,
  );

describe('a plan that would destroy a resource with data and make it again', () => {
  test('stops, with the code to write if a construct was only renamed', async () => {
    expect(await refusal(planned(renamed))).toBe(
      'The plan of data would destroy resources with data and create new, empty resources in their place; nothing was touched:\n' +
        '- aws_s3_bucket.old is called aws_s3_bucket.next now, with the same known values. To keep it, declare the move on the ' +
        "construct data/next: .moveFromId('aws_s3_bucket.old')\n" +
        "If you can lose the data, run the same command with --recreate 'aws_s3_bucket.old'.",
    );
  });

  test('stops if a value replaces it, and names the value', async () => {
    const change = { address: 'aws_s3_bucket.next', actions: ['delete', 'create'], paths: [['bucket']] };
    expect(await refusal(planned([change]))).toContain(
      '- aws_s3_bucket.next (data/next) would be replaced, because of bucket\n',
    );
  });

  test('stops if another resource of the type is made, though no value of it is the same', async () => {
    const [old, other] = renamed;
    expect(await refusal(planned([old!, other!]))).toContain(
      '- aws_s3_bucket.old would be destroyed, and another aws_s3_bucket be made\n',
    );
  });

  test('goes on for the addresses that are accepted', async () => {
    expect(await refusal(planned(renamed), ['aws_s3_bucket.old'])).toBe('allowed');
    expect(await refusal(planned(renamed), ['aws_s3_bucket.next'])).toContain('aws_s3_bucket.old');
  });

  test('is refused before anything is applied', async () => {
    const event = (address: string, action: string) =>
      JSON.stringify({ type: 'planned_change', change: { resource: { addr: address }, action } });
    const { app } = planned(renamed);
    const plan = [event('aws_s3_bucket.old', 'delete'), event('aws_s3_bucket.next', 'create')].join('\n');
    const shown = JSON.stringify({
      resource_changes: renamed.map(({ address, actions, before = null, after = null }) => ({
        address,
        type: 'aws_s3_bucket',
        change: { actions, before, after },
      })),
    });
    const script = `case $1 in plan) cat <<'END'\n${plan}\nEND\nexit 2;; show) cat <<'END'\n${shown}\nEND\nexit 0;; *) exit 9;; esac`;
    const deployed = fakeApp(app.context.session, { json: app.json, script });
    await expect(planAndApply(deployed)).rejects.toThrow(/^The plan of data would destroy resources with data/);
  });
});

describe('a plan goes on', () => {
  test.each<[string, Planned[]]>([
    [
      'if a resource with data is destroyed and nothing takes its place',
      [{ address: 'aws_s3_bucket.old', action: 'delete' }],
    ],
    ['if a resource without data is made again', [{ address: 'aws_eip.a', action: 'replace' }]],
    ['if a cut-off run left it half made', [{ address: 'aws_s3_bucket.a', action: 'replace', reason: 'tainted' }]],
    ['if something is moved', [{ address: 'aws_s3_bucket.next', action: 'move' }]],
  ])('%s', async (_where, events) => {
    expect(await refusal({ app: planned([]).app, events })).toBe('allowed');
  });

  test('in production as far as the guard permits, and a refusal of the guard names the renamed resource', async () => {
    const { app, events } = planned(renamed, 'production');
    await expect(assertNotRecreated(app, events)).resolves.toBeUndefined();
    await expect(assertAllowed(app)).rejects.toThrow(".moveFromId('aws_s3_bucket.old')");
  });
});

test('throws when the plan cannot be read', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { script: 'echo broken >&2; exit 1' });
  const event: Planned = { address: 'aws_s3_bucket.a', action: 'replace' };
  await expect(assertNotRecreated(app, [event])).rejects.toThrow('The plan of network cannot be read: broken');
});
