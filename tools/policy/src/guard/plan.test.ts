import { deedOf, judgedPlan } from './plan';

test.each([
  [['no-op'], 'nothing'],
  [['read'], 'nothing'],
  [['create'], 'create'],
  [['update'], 'update'],
  [['delete'], 'delete'],
  [['forget'], 'forget'],
  [['delete', 'create'], 'replace'],
  [['create', 'delete'], 'replace'],
  [['create', 'forget'], 'forget'],
  [['delete', 'forget'], undefined],
  [[], undefined],
])('actions %j are: %s', (actions, deed) => expect(deedOf(actions)).toBe(deed));

test('a file that is no plan is refused', () => {
  expect(() => judgedPlan({ resource_changes: [{ type: 'aws_lb' }] })).toThrow('address');
});

test('a plan shows the references of an attribute, as far as it has its configuration', () => {
  const { references } = judgedPlan({
    configuration: {
      root_module: {
        resources: [{ address: 'aws_a.one', expressions: { bucket: { references: ['aws_b.two.id', 'aws_b.two'] } } }],
      },
    },
  });
  expect(references('aws_a.one["x"]', 'bucket')).toEqual(['aws_b.two.id', 'aws_b.two']);
  expect(references('aws_a.one', 'name')).toEqual([]);
  expect(references('aws_a.other', 'bucket')).toEqual([]);
});

describe('a change that reverts to the values of the last deploy', () => {
  const [deny, more] = [{ Effect: 'Deny' }, { Effect: 'Allow' }];
  const text = (...Statement: object[]) => JSON.stringify({ Version: '1', Statement });
  const resource = (actions: string[], before: object | null, after: object | null) => ({
    ...{ address: 'aws_s3_bucket_policy.a', type: 'aws_s3_bucket_policy', change: { actions, before, after } },
  });
  const back = resource(
    ['update'],
    { policy: text(deny) },
    { policy: `{"Statement":${JSON.stringify([deny, more])},"Version":"1"}` },
  );
  const judged = (...resource_drift: object[]) => judgedPlan({ resource_changes: [back], resource_drift });
  const isBack = (plan: ReturnType<typeof judged>) => plan.isRevert(plan.changes[0]!, 'policy');

  test('is recognized by the drift in the plan, whatever the order of members in JSON', () => {
    expect(isBack(judged(resource(['update'], { policy: text(deny, more) }, { policy: text(deny) })))).toBe(true);
  });

  test.each([
    ['nothing has drifted', []],
    ['the last deploy has left another value', [resource(['update'], { policy: text(more) }, { policy: text(deny) })]],
    ['the last deploy did not set it', [resource(['update'], {}, { policy: text(deny) })]],
    [
      'another resource has drifted',
      [{ ...resource(['update'], { policy: text(deny, more) }, {}), address: 'aws_x.b' }],
    ],
    ['the earlier value is unknown', [resource(['delete'], null, null)]],
  ])('is not recognized where %s', (_why, drift) => {
    expect(isBack(judged(...drift))).toBe(false);
  });

  test('of a text that is not JSON is compared as text', () => {
    const change = resource(['update'], { policy: '{b' }, { policy: '{a' });
    const plan = judgedPlan({
      resource_changes: [change],
      resource_drift: [resource(['update'], { policy: '{a' }, {})],
    });
    expect(isBack(plan)).toBe(true);
  });
});
