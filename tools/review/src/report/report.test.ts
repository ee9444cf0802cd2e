import { planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleApps, sampleReport } from '../testing/sample';
import { placesOf } from './places';

const [account, network, data, compute] = sampleApps;
const empty = (app: string) => plannedApp(planNamed('no-op'), { app });

test('the table counts the changes, and possible ones apart', () => {
  const { rows } = sampleReport();
  expect(
    rows.map(({ app, state, counts }) => [
      app,
      state,
      counts.add,
      counts.change,
      counts.replace,
      counts.possibleReplace,
      counts.destroy,
      counts.outputs,
    ]),
  ).toEqual([
    ['account', 'unchanged', 0, 0, 0, 0, 0, 0],
    ['network', 'planned', 0, 1, 0, 0, 0, 1],
    ['data', 'planned', 1, 0, 1, 0, 1, 0],
    ['compute', 'planned', 0, 3, 0, 1, 0, 0],
  ]);
});

test('moves, imports and forgotten resources are counted', () => {
  const apps = ['move-and-update', 'import', 'forget'].map((name) => plannedApp(planNamed(name), { app: name }));
  const { rows } = sampleReport({ expected: [] }, apps);
  expect(rows.map(({ counts }) => [counts.change, counts.move, counts.import, counts.forget, counts.destroy])).toEqual([
    [1, 1, 0, 0, 0],
    [1, 0, 1, 0, 0],
    [0, 0, 0, 1, 0],
  ]);
});

test('deleted resources are listed with reason, data, protection, and line of code; the worst first', () => {
  expect(sampleReport().destructive).toEqual([
    {
      environment: 'staging',
      app: 'data',
      type: 'aws_s3_bucket',
      address: 'aws_s3_bucket.old',
      action: 'destroy',
      why: 'it was removed from the code',
      holds: 'holds data that is lost with it',
      protection: ['none', 'its contents are deleted with it (force_destroy)'],
      deployed: { commit: 'c626955c62', clean: true, at: '2026-11-29T14:03:00Z' },
    },
    {
      environment: 'staging',
      app: 'data',
      type: 'aws_db_instance',
      address: 'aws_db_instance.main',
      action: 'replace',
      why: 'storage_encrypted false → true, which cannot be changed in place',
      holds: 'holds data that is lost with it',
      protection: [
        'prevent_destroy: Terraform refuses it',
        'deletion protection: AWS refuses it, and the deploy stops there',
        'a final snapshot is made',
      ],
      place: {
        construct: 'data/database/instance',
        line: 'apps/data/src/database/database.ts:61',
        preventDestroy: true,
      },
    },
    {
      environment: 'staging',
      app: 'compute',
      type: 'aws_lb_target_group',
      address: 'aws_lb_target_group.web',
      action: 'possible replace',
      why: 'vpc_id "vpc-0a1" → (known after apply), which cannot be changed in place; only if network: vpcId changes',
      protection: ['none'],
      place: {
        construct: 'compute/web/targets',
        line: 'apps/compute/src/load-balancer/web-entry.ts:40',
        preventDestroy: false,
      },
    },
  ]);
});

test('a deposed object contains no data, and is marked as such', () => {
  const deposed = {
    ...resourceChange('aws_s3_bucket.b', { actions: ['delete'], before: { id: 'b' } }),
    deposed: '0123abcd',
  };
  const [found] = sampleReport({ expected: [] }, [plannedApp(planOf([deposed]))]).destructive;
  expect(found).toMatchObject({
    address: 'aws_s3_bucket.b (deposed 0123abcd)',
    why: 'it was left over by a replacement that was cut off',
  });
  expect(found).not.toHaveProperty('holds');
});

test('across apps, certain and possible changes are separate', () => {
  expect(sampleReport().effects).toEqual([
    {
      from: 'staging/network',
      to: 'staging/compute',
      certain: 3,
      outputs: [{ name: 'vpcId', was: '"vpc-0a1"', is: '(known after apply)', known: false }],
      possible: [{ action: 'replace', onlyIf: ['network: vpcId'], addresses: ['aws_lb_target_group.web'] }],
    },
  ]);
});

test.each([
  ['failed', { kind: 'failed' as const, error: 'no' }, 'its plan failed'],
  [
    'counts as unchanged',
    { kind: 'unchanged' as const, since: 's', commit: 'c' },
    'it was not planned, since it reads no changed output',
  ],
])('the consequences are unknown for a reader that %s', (_what, result, unplanned) => {
  const { effects } = sampleReport({}, [account!, network!, data!, { ...compute!, result }]);
  expect(effects).toMatchObject([{ to: 'staging/compute', unplanned }]);
});

test('the owners of changes must approve, and changes without an owner are listed', () => {
  const { approvers, withoutOwner } = sampleReport({
    owners: { data: ['@m/data', '@m/platform'], compute: ['@m/platform'] },
  });
  expect(approvers).toEqual([
    { owner: '@m/data', places: ['staging/data'] },
    { owner: '@m/platform', places: ['staging/data', 'staging/compute'] },
  ]);
  expect(withoutOwner).toEqual(['staging/network']);
});

test('rows are in the expected order, and unexpected ones come last', () => {
  const { rows } = sampleReport({ expected: ['staging/data', 'staging/network'] }, [
    empty('network'),
    empty('more'),
    empty('data'),
  ]);
  expect(rows.map(({ app }) => app)).toEqual(['data', 'network', 'more']);
});

test('the places of resources are those in the metadata of cdktf', () => {
  const json = JSON.stringify({
    resource: {
      aws_s3_bucket: {
        content: { '//': { metadata: { path: 'data/content/bucket' } }, lifecycle: { prevent_destroy: true } },
        other: { '//': { metadata: { path: 'data/other' } } },
        made_by_hand: {},
      },
    },
  });
  expect(
    placesOf(json, { 'data/content/bucket': ['libs/constructs/src/bucket.ts:12', 'apps/data/src/content.ts:61'] }),
  ).toEqual({
    'aws_s3_bucket.content': {
      construct: 'data/content/bucket',
      line: 'libs/constructs/src/bucket.ts:12',
      preventDestroy: true,
    },
    'aws_s3_bucket.other': { construct: 'data/other', preventDestroy: false },
  });
});
