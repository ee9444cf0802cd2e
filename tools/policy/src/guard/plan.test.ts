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

test('what is no plan is refused', () => {
  expect(() => judgedPlan({ resource_changes: [{ type: 'aws_lb' }] })).toThrow('address');
});

test('a plan tells what an attribute refers to, as far as its configuration is there', () => {
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
