import { key, planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { parseRecord, writeRecord, type ReviewedPlan } from './record';
import { review } from './review';

const reviewed = (plan: unknown, placeholders: readonly string[] = []) => {
  const found = review([plannedApp(plan, { placeholders })], { key });
  return { found, plan: found[0]!.result as ReviewedPlan };
};
const onlyIf = (plan: ReviewedPlan) => Object.fromEntries(plan.changes.map((one) => [one.address, one.onlyIf]));

test('a record is read as it was written', () => {
  const { found } = reviewed(planNamed('sensitive'));
  expect(parseRecord(writeRecord(found))).toEqual({ format: 1, apps: JSON.parse(JSON.stringify(found)) });
});

test('a record of another format is refused, and one that is not complete', () => {
  expect(() => parseRecord('{"format": 2, "apps": []}')).toThrow(
    'The review record has the format 2, and this program reads 1',
  );
  expect(() => parseRecord('{}')).toThrow('has the format undefined');
  expect(() => parseRecord('{"format": 1, "apps": [{"app": "network"}]}')).toThrow(
    /not as it is written:[\s\S]*environment/,
  );
});

test('a plan that cannot be read counts as failed, and nothing is said of it', () => {
  const { found } = reviewed({ ...planNamed('no-op'), format_version: '2.0' });
  expect(found[0]!.result).toMatchObject({
    kind: 'failed',
    error: expect.stringContaining('staging/network cannot be read') as string,
  });
});

test('what replaces only because a placeholder is unknown is possible, and what follows from it alone', () => {
  const { plan } = reviewed(planNamed('placeholder'), ['terraform_data.preview_network']);
  expect(onlyIf(plan)).toEqual({
    'terraform_data.vpc': ['vpcId'],
    'terraform_data.user': ['vpcId'],
    'terraform_data.after': undefined,
  });
});

test('without placeholders nothing is only possible', () => {
  expect(onlyIf(reviewed(planNamed('placeholder')).plan)['terraform_data.vpc']).toBeUndefined();
});

/** A resource that is replaced because of these expressions. */
function replacedBecauseOf(
  references: readonly string[],
  more: readonly object[] = [],
  expressions: readonly object[] = [],
) {
  const replaced = resourceChange('aws_subnet.a', {
    actions: ['delete', 'create'],
    before: { vpc_id: 'vpc-1', cidr: 'c' },
    after: { cidr: 'c' },
    unknown: { vpc_id: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['vpc_id']],
  });
  const placeholder = resourceChange('terraform_data.p', { actions: ['create'] });
  const configuration = {
    root_module: {
      resources: [{ address: 'aws_subnet.a', expressions: { vpc_id: { references } } }, ...expressions],
    },
  };
  const { plan } = reviewed(planOf([replaced, placeholder, ...more], { configuration }), ['terraform_data.p']);
  return onlyIf(plan);
}
const vpc = (actions: readonly string[], after: object = {}) =>
  resourceChange('aws_vpc.v', { actions, before: { id: 'vpc-1', cidr: 'x' }, after, unknown: { id: true } });

test.each([
  ['a placeholder alone', ['terraform_data.p.output.vpc', 'terraform_data.p.output', 'terraform_data.p'], [], ['vpc']],
  ['something that is replaced anyway', ['aws_vpc.v.id', 'aws_vpc.v'], [vpc(['delete', 'create'])], undefined],
  [
    'both',
    ['terraform_data.p.output.vpc', 'terraform_data.p', 'aws_vpc.v.id', 'aws_vpc.v'],
    [vpc(['create'])],
    undefined,
  ],
  [
    'a placeholder and what is known of something that changes',
    ['terraform_data.p', 'aws_vpc.v.cidr', 'aws_vpc.v'],
    [vpc(['update'], { cidr: 'y' })],
    ['terraform_data.p'],
  ],
  ['a value that is worked out somewhere else', ['terraform_data.p', 'local.x'], [], undefined],
  ['nothing that is known', [], [], undefined],
])('a replacement because of %s', (_what, references, more, expected) => {
  expect(replacedBecauseOf(references, more)['aws_subnet.a']).toEqual(expected);
});

test('a replacement because of what is only possibly replaced is possible, too', () => {
  const possible = resourceChange('aws_vpc.v', {
    actions: ['delete', 'create'],
    before: { id: 'vpc-1', pool: 'p' },
    after: {},
    unknown: { id: true, pool: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['pool']],
  });
  const found = replacedBecauseOf(
    ['aws_vpc.v.id', 'aws_vpc.v'],
    [possible],
    [
      {
        address: 'aws_vpc.v',
        expressions: { pool: { references: ['terraform_data.p.output.pool', 'terraform_data.p'] } },
      },
    ],
  );
  expect(found).toMatchObject({
    'aws_vpc.v': ['pool'],
    'aws_subnet.a': ['pool'],
  });
});

test('who planned may know better what is only possible, and a placeholder says what it stands for', () => {
  const plan = planNamed('placeholder');
  const placeholder = plan.resource_changes.find(({ address }) => address === 'terraform_data.preview_network')!;
  Object.assign(placeholder.change, { after: { input: 'network: vpcId, known after its apply' } });
  const possible = [
    { address: 'terraform_data.after', isReplacement: false, onlyIf: ['terraform_data.preview_network'] },
    { address: 'terraform_data.vpc', isReplacement: true, onlyIf: ['terraform_data.preview_network'] },
  ];
  const app = plannedApp(plan, {
    result: { kind: 'planned', plan, placeholders: ['terraform_data.preview_network'], possible },
  });
  expect(onlyIf(review([app], { key })[0]!.result as ReviewedPlan)).toEqual({
    // It is made: nothing about that is only possible.
    'terraform_data.after': undefined,
    'terraform_data.user': undefined,
    'terraform_data.vpc': ['network: vpcId'],
  });
});
