import { likePattern } from '@malinshopper/aws-facts';
import { accountNames, accounts } from '@malinshopper/environments';
import { watchCalls } from '@malinshopper/policy/forbidden';
import { isAdministratorsOnly } from './only-administrators';
import { callsOf } from './calls';
import { accessOf, stacksOf } from './roles';

const list = (value: unknown) => [value].flat() as string[];

describe.each(accountNames)('the audit resources of the account of %s', (name) => {
  const account = accounts[name];
  const [stack] = stacksOf({ account, team: 'platform' });
  const boundary = accessOf(account).ci('platform', 'deploy').boundary!;
  const [watchers, keys] = ['WatchStays', 'KeysOfTheWatchStay'].map((sid) => boundary.find(({ Sid }) => Sid === sid));
  const protectedArns = list(watchers!.Resource).map(likePattern);
  const protectedKeys = list(Object.values(keys!.Condition!)[0]!['kms:ResourceAliases']).map(likePattern);

  const named = (type: string, within: RegExp) =>
    stack!
      .ofType(type)
      .filter(({ path }) => within.test(path))
      .map((resource) => stack!.nameOf(resource));
  const arns = (service: string, names: readonly string[], kind = '') =>
    names.map((each) => `arn:aws:${service}:${account.region}:${account.id}:${kind}${each}`);
  const real = [
    ...arns('cloudtrail', named('aws_cloudtrail', /./), 'trail/'),
    ...named('aws_s3_bucket', /^account\/trail\//).map((each) => `arn:aws:s3:::${each}`),
    ...arns('logs', named('aws_cloudwatch_log_group', /^account\/trail\//), 'log-group:'),
    ...named('aws_iam_role', /^account\/trail\//).map((each) => `arn:aws:iam::${account.id}:role/${each}`),
    ...arns('events', named('aws_cloudwatch_event_rule', /break-glass/), 'rule/'),
    ...arns('sns', named('aws_sns_topic', /break-glass/)),
    ...arns('kms', named('aws_kms_alias', /^account\/(trail|log-key)\/|break-glass/), 'alias/'),
  ];

  test('are all protected, by their actual names', () => {
    expect(real).toHaveLength(12);
    expect(real.filter((arn) => !protectedArns.some((each) => each.test(arn)))).toEqual([]);
    const aliases = real.flatMap((arn) => /alias\/.*$/.exec(arn) ?? []);
    expect(aliases).toHaveLength(4);
    expect(aliases.filter((alias) => !protectedKeys.some((each) => each.test(alias)))).toEqual([]);
  });

  test('are the resources of the calls that are denied to all roles', () => {
    const about = watchCalls({ account, team: 'platform', purpose: 'deploy' }).flatMap(({ resource, context = {} }) => [
      resource.replace(/:us-east-1:/, `:${account.region}:`).replace(/(:::[^/]+)\/.*/, '$1'),
      ...list(context['kms:ResourceAliases'] ?? []).map(
        (alias) => `arn:aws:kms:${account.region}:${account.id}:${alias}`,
      ),
    ]);
    expect(real.filter((arn) => !about.includes(arn))).toEqual([]);
  });

  test('can be changed only by an administrator, unlike everything else in the deploy', async () => {
    const who = { account, team: 'platform', purpose: 'deploy' } as const;
    const calls = await callsOf([stack!], 'platform', ['create', 'update', 'delete']);
    const left = calls.filter((call) => isAdministratorsOnly(call, who)).map(({ action }) => action);
    expect(left).toEqual(expect.arrayContaining(['cloudtrail:UpdateTrail', 'events:RemoveTargets', 'sns:Unsubscribe']));
    expect(left).toEqual(
      expect.arrayContaining(['logs:DeleteLogGroup', 's3:PutLifecycleConfiguration', 'kms:PutKeyPolicy']),
    );
    const others = calls.filter((call) => !isAdministratorsOnly(call, who)).map(({ action }) => action);
    expect(others).toEqual(expect.arrayContaining(['logs:PutRetentionPolicy', 's3:PutBucketPolicy', 'sns:Subscribe']));
  });
});
