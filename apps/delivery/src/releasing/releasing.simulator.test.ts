import { branchHost, environment, type Environment } from '@malinshopper/environments';
import { isAllowed, onACluster, type Call, type Statement } from '@malinshopper/testing';
import { forbiddenCalls, forbiddenToBranches } from '../testing/forbidden-calls';
import { neededCalls, reaching } from '../testing/needed-calls';
import { releaserOf } from '../testing/releaser';

const list = (value: string | readonly string[] = []) => [value].flat();
const branch = environment('feature/checkout');

/** The object without one of its entries, or with a smaller value for it if that value is not empty. */
const without = <T extends object>(from: T, key: string, smaller: object = {}) =>
  Object.fromEntries([
    ...Object.entries(from).filter(([name]) => name !== key),
    ...(Object.keys(smaller).length > 0 ? [[key, smaller]] : []),
  ]) as T;

type Identity = Parameters<typeof releaserOf>[1];
const ofBranches = (of: Environment, identity: Identity) => identity === 'continuousphp' && of.kind === branchHost;
const cases = (
  [
    ['production', environment('production'), ['continuousphp', 'release']],
    ['testing', environment('testing'), ['continuousphp', 'release']],
    ['staging on a cluster', onACluster('staging'), ['continuousphp', 'release']],
    ['a branch', branch, ['release']],
  ] as [string, Environment, Identity[]][]
).flatMap(([place, of, identities]) => identities.map((identity) => ({ place, of, identity })));

describe.each(cases)('the release to $place as $identity', ({ of, identity }) => {
  const releaser = releaserOf(of, identity);
  const { statements } = releaser;
  const needed = [...neededCalls(of), ...(ofBranches(of, identity) ? reaching(branch) : [])];
  const forbidden = [
    ...forbiddenCalls(of),
    ...(ofBranches(of, identity) ? forbiddenToBranches(branch) : of === branch ? [] : reaching(branch)),
  ];

  /** True if a replacement of a statement is detected: a needed call is denied, or a forbidden one is allowed. */
  const isNoticed = async (statement: Statement, ...instead: Statement[]) => {
    const other = { ...releaser, statements: [...statements.filter((one) => one !== statement), ...instead] };
    const concerned = ({ action }: Call) => list(statement.Action).includes(action);
    const changed = async (calls: readonly Call[], wanted: boolean) => {
      for (const call of calls.filter(concerned)) if ((await isAllowed(call, other)) !== wanted) return true;
      return false;
    };
    return (await changed(needed, true)) || (await changed(forbidden, false));
  };

  test.each(needed)('can $what', async (call) => {
    await expect(isAllowed(call, releaser)).resolves.toBe(true);
  });

  test.each(forbidden)('cannot $what ($action)', async (call) => {
    await expect(isAllowed(call, releaser)).resolves.toBe(false);
  });

  test.each(statements)('needs the statement $Sid', async (statement) => {
    await expect(isNoticed(statement)).resolves.toBe(true);
  });

  const actions = statements.flatMap((statement) => list(statement.Action).map((action) => ({ statement, action })));
  test.each(actions)('needs $action in $statement.Sid, and no pattern of actions', async ({ statement, action }) => {
    expect(action).not.toMatch(/[*?]/);
    const Action = list(statement.Action).filter((one) => one !== action);
    await expect(isNoticed(statement, ...(Action.length > 0 ? [{ ...statement, Action }] : []))).resolves.toBe(true);
  });

  const resources = statements.flatMap((statement) =>
    list(statement.Resource).map((resource) => ({ statement, resource })),
  );
  test.each(resources)('needs $resource in $statement.Sid', async ({ statement, resource }) => {
    const Resource = list(statement.Resource).filter((one) => one !== resource);
    await expect(isNoticed(statement, ...(Resource.length > 0 ? [{ ...statement, Resource }] : []))).resolves.toBe(
      true,
    );
  });

  const conditions = statements.flatMap((statement) =>
    Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => ({ statement, operator, key })),
    ),
  );
  test.each(conditions)('needs the condition on $key of $statement.Sid', async ({ statement, operator, key }) => {
    const left = without(statement.Condition!, operator, without(statement.Condition![operator]!, key));
    const wider = without(statement, 'Condition', left) as Statement;
    await expect(isNoticed(statement, wider)).resolves.toBe(true);
  });

  test('is tested with at least 25 needed and 25 forbidden calls', () => {
    expect(needed.length).toBeGreaterThanOrEqual(25);
    expect(forbidden.length).toBeGreaterThanOrEqual(25);
  });
});

describe('the simulator of a test', () => {
  test('throws when a policy refers to an unknown address', () => {
    expect(() => releaserOf(branch, 'release', {})).toThrow(
      `The policies of release in ${branch.name} refer to \${data.terraform_remote_state.data.outputs.packageBucketArn}, and the ` +
        'simulator knows no address for it. Add it to releaseAddresses in apps/delivery/src/testing/addresses.ts.',
    );
  });

  test('throws on a call that AWS does not have', async () => {
    const call = { what: 'guess', action: 's3:HeadObject', resource: 'arn:aws:s3:::a/b' };
    await expect(isAllowed(call, releaserOf(branch, 'release'))).rejects.toThrow(
      'The simulator cannot judge s3:HeadObject on arn:aws:s3:::a/b: {"message":"invalid.action"}. ' +
        'Write action and resource as the Service Authorization Reference does.',
    );
  });
});
