import { review } from '../record/review';
import type { ReviewedPlan } from '../record/record';
import { key, planNamed, planNames, planOf, plannedApp, resourceChange } from '../testing/plans';
import { readPlan } from './read-plan';

function planned(plan: unknown, placeholders: readonly string[] = []): ReviewedPlan {
  const { result } = review([plannedApp(plan, { placeholders })], { key })[0]!;
  if (result.kind !== 'planned') throw new Error(JSON.stringify(result));
  return result;
}

/** The changes of a plan, in a line for each. */
const told = (plan: unknown) =>
  planned(plan).changes.map((one) =>
    [
      one.action,
      one.order,
      one.address,
      one.deposed && `deposed ${one.deposed}`,
      one.previousAddress && `from ${one.previousAddress}`,
      one.importing && `importing ${one.importing}`,
      one.reason,
    ]
      .filter(Boolean)
      .join(' '),
  );

test.each([
  ['create', ['create terraform_data.one']],
  ['no-op', []],
  ['update', ['update terraform_data.one']],
  ['replace', ['replace delete-first terraform_data.one replace_because_cannot_update']],
  ['replace-create-first', ['replace create-first terraform_data.one replace_because_cannot_update']],
  ['tainted', ['replace delete-first terraform_data.one replace_because_tainted']],
  ['delete', ['delete terraform_data.two delete_because_no_resource_config']],
  ['delete-each-key', ['delete terraform_data.each["b"] delete_because_each_key']],
  ['read', ['read data.terraform_remote_state.other read_because_config_unknown', 'create terraform_data.one']],
  ['import', ['update terraform_data.one importing made-by-hand']],
  ['move', ['no-op terraform_data.uno from terraform_data.one']],
  ['move-and-update', ['update terraform_data.uno from terraform_data.one']],
  ['forget', ['forget terraform_data.one delete_because_no_resource_config']],
  ['deposed', ['delete terraform_data.one deposed 0123abcd']],
  ['check', []],
  ['errored', ['create terraform_data.two']],
  ['target', ['create terraform_data.two']],
])('a real plan with the change %s is read correctly', (name, expected) => {
  expect(told(planNamed(name))).toEqual(expected);
});

test('every real plan is read', () => {
  expect(planNames.length).toBeGreaterThanOrEqual(20);
  for (const name of planNames) expect(() => planned(planNamed(name))).not.toThrow();
});

test('a plan that has errors, or is not complete, is marked so', () => {
  expect(planned(planNamed('errored'))).toMatchObject({ errored: true });
  expect(planned(planNamed('target'))).toMatchObject({ complete: false });
});

test('outputs are listed with their actions', () => {
  expect(planned(planNamed('outputs')).outputs).toEqual([
    { name: 'changed', action: 'update', before: 'c', after: 'd' },
    { name: 'gone', action: 'delete', before: 'g', after: null },
    { name: 'new', action: 'create', before: null, after: ['n'] },
  ]);
});

test('a check that does not pass is listed with its message', () => {
  expect(planned(planNamed('check')).checks).toEqual([
    { address: 'check.odd', status: 'fail', problems: ['It is 1.'] },
  ]);
});

test('changes in AWS, and resources that cannot be planned yet, are listed apart from the changes', () => {
  const plan = {
    ...planNamed('no-op'),
    resource_drift: [
      resourceChange('aws_sqs_queue.q', { before: { delay: 1 }, after: { delay: 2 } }),
      // A value that AWS has filled in, and that nothing depends on.
      resourceChange('aws_sqs_queue.s', { before: { url: '' }, after: { url: 'https://s' } }),
    ],
    relevant_attributes: [{ resource: 'aws_sqs_queue.q', attribute: ['delay'] }],
    deferred_changes: [
      {
        reason: 'resource_config_unknown',
        resource_change: resourceChange('aws_sqs_queue.r', { actions: ['create'] }),
      },
    ],
  };
  expect(planned(plan)).toMatchObject({
    changes: [],
    drift: [{ address: 'aws_sqs_queue.q', before: { delay: 1 }, after: { delay: 2 } }],
    deferred: [{ address: 'aws_sqs_queue.r', reason: 'resource_config_unknown' }],
  });
});

test('drift is read as Terraform and the provider write it: deleted resources, and changes that the plan reverts', () => {
  const { drift, changes } = planned(planNamed('drift'));
  const told = (all: typeof drift) => all.map(({ address, action }) => `${action} ${address}`);
  expect(told(drift)).toEqual(['update aws_sqs_queue.changed', 'delete aws_sqs_queue.gone']);
  expect(told(changes)).toEqual(['update aws_sqs_queue.changed', 'create aws_sqs_queue.gone']);
});

test('an unknown action is refused by name, in any place', () => {
  const odd = resourceChange('aws_vpc.main', { actions: ['update', 'delete'] });
  const message = /has \["update","delete"\] for aws_vpc.main, an action that the review does not know/;
  expect(() => readPlan(planOf([odd]))).toThrow(message);
  expect(() => readPlan(planOf([], { resource_drift: [odd] }))).toThrow(message);
  expect(() => readPlan(planOf([], { deferred_changes: [{ reason: 'x', resource_change: odd }] }))).toThrow(message);
  expect(() => readPlan(planOf([], { output_changes: { id: { actions: ['open'] } } }))).toThrow(
    /\["open"\] for output id/,
  );
  expect(() => readPlan(planOf([resourceChange('a.b', { actions: ['constructor'] })]))).toThrow(/does not know/);
});

test.each([['2.0'], ['0.2'], ['1.2-beta'], [undefined]])(
  'the format version %s is refused by name',
  (format_version) => {
    expect(() => readPlan({ ...planOf([]), format_version })).toThrow(
      `has the format version ${JSON.stringify(format_version)}; the review reads 1.x`,
    );
  },
);

test('an unknown part of a plan is refused by name: it could be a change', () => {
  expect(() => readPlan(planOf([], { ephemeral_changes: [] }))).toThrow(
    /does not match the schema of the review:[\s\S]*ephemeral_changes/,
  );
  expect(() => readPlan(planOf([], { action_invocations: [{ address: 'action.x' }] }))).toThrow(/action_invocations/);
});

test('a placeholder of the preview is left out of the plan', () => {
  const { changes } = planned(planNamed('placeholder'), ['terraform_data.preview_network']);
  expect(changes.map(({ address }) => address)).toEqual([
    'terraform_data.after',
    'terraform_data.user',
    'terraform_data.vpc',
  ]);
});

test.each([
  ['is not in the plan', 'terraform_data.none'],
  ['is a terraform_data to update', 'terraform_data.user'],
  ['is a aws_vpc to create', 'aws_vpc.main'],
])('a resource that is no placeholder cannot be left out: it %s', (what, address) => {
  const plan = planNamed('placeholder');
  const real = resourceChange('aws_vpc.main', { actions: ['create'] }) as (typeof plan.resource_changes)[number];
  expect(() => readPlan({ ...plan, resource_changes: [...plan.resource_changes, real] }, [address])).toThrow(
    `${address} is declared as a placeholder, but ${what}`,
  );
});
