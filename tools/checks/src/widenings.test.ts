import { Decisions, type WrittenStatement } from '@malinshopper/aws-facts';
import type { Rule } from '@malinshopper/policy';
import { documentsOf, rules, subjectOf, wideningsOf, worldOf, type World } from '@malinshopper/policy/testing';

type Resource = ReturnType<World['resources']>[number];

/**
 * The attributes with policies of production and its account, and the share of the widenings that is tried: each n-th.
 */
const attributes = ['policy', 'policy_document', 'assume_role_policy'];
const eachOf = 4;

/** The policy of such a resource always applies to this resource, whatever its `Resource` contains. */
const isOfOneResource = ({ type }: Resource) => /kms|sns|sqs/.test(type);

const byType = new Map<string, readonly Rule[]>();
function rulesFor(type: string): readonly Rule[] {
  const known = byType.get(type) ?? rules.filter(({ types }) => types.length === 0 || types.includes(type));
  byType.set(type, known);
  return known;
}

/** The findings of the rules on some resources. */
const findings = (resources: readonly Resource[], world: World) =>
  resources.flatMap((resource) =>
    rulesFor(resource.type).flatMap((rule) => {
      const fault = rule.about && !rule.about(resource, world) ? undefined : rule.check(resource, world);
      return fault === undefined ? [] : [`${rule.id} ${resource.path}: ${fault}`];
    }),
  );

/** The bucket, topic, queue or role of a policy, and the roles to which it is attached. */
const near = (policy: Resource, world: World) =>
  [...new Set([...world.namedBy(policy), ...world.thatName(policy).flatMap((each) => world.namedBy(each))])].filter(
    (each) => each !== policy,
  );

/**
 * Returns a copy of the policy model with an empty cache, because cached results for a changed resource are no longer
 * valid.
 */
const again = (world: World): World => Object.create(world) as World;

const stranger = '999999999999';
const list = (value: string | readonly string[] = []) => [value].flat();

/**
 * True if a statement allows no request of another account that otherwise meets the earlier statement: computed by
 * IAM's evaluation, and not by the rules.
 */
function excludesOtherAccounts(before: WrittenStatement, after: WrittenStatement): boolean {
  const demanded = Object.values(before.Condition ?? {}).flatMap((keys) => Object.entries(keys));
  const arn = `arn:aws:sts:eu-west-1:${stranger}:x`;
  const context = {
    ...Object.fromEntries(demanded.map(([key, values]) => [key, list(values)[0] ?? ''])),
    'aws:PrincipalAccount': stranger,
    'aws:PrincipalArn': `arn:aws:iam::${stranger}:role/x`,
    'kms:CallerAccount': stranger,
    'aws:SourceAccount': stranger,
    'aws:SourceArn': arn,
  };
  const action = list(after.Action)[0]?.replaceAll('*', 'x') ?? '';
  const statement = { ...after, Principal: '*', Resource: '*' } as const;
  return new Decisions([statement]).of({ action, resource: 'x', context }) !== 'Allow';
}

/** True if other statements of the same policy already allow the addition, or deny it. */
function isDecidedAnyway(before: readonly WrittenStatement[], index: number, after: WrittenStatement): boolean {
  const others = new Decisions(before.filter((_, each) => each !== index));
  const context = Object.fromEntries(
    Object.values(after.Condition ?? {}).flatMap((keys) =>
      Object.entries(keys).map(([key, value]) => [key, list(value)[0] ?? '']),
    ),
  );
  const added = list(after.Action).filter((action) => !list(before[index]!.Action).includes(action));
  return added.length > 0 && added.every((action) => others.of({ action, resource: 'x', context }) !== undefined);
}

/** Widenings without an effect, by their names. Each has its reason. */
const equal: readonly (readonly [form: RegExp, reason: string])[] = [
  [/s3:x-amz-acl/, 'access control lists are off (CKV2_AWS_65): those in a request have no effect'],
  [/^EventBridgeWrites: resource is \S+\.arn\}:\*$/, 'it is the same log group, with its streams'],
  [
    /^LookAt\w+: resource is arn:aws:(elasticloadbalancing|budgets):/,
    'every plan may read all settings of the account',
  ],
  [
    /^(UseOfKeys|KeysForVolumesAndSnapshots): (resource is|aws:RequestedRegion (only|by))/,
    'a key of another account needs its consent, and the ARN of a key contains its region',
  ],
  [
    /^(Packages|KeysForVolumesAndSnapshots): also (s3:DeleteBucket|secretsmanager:|kms:ScheduleKeyDeletion)/,
    'no such call applies to these resources, or has the key that the condition demands',
  ],
  [/^NoSecrets: not (secretsmanager:BatchGetSecretValue|sqs:ReceiveMessage)/, 'the boundary of reviews allows neither'],
  [
    /^(Create|Change|KeysForServices): also (kms|logs|sqs|sns):/,
    'another statement allows the team the same on resources with its tag',
  ],
  [
    /^(ChangeBuckets|DeleteBuckets|ListWhatIsInBuckets|VersionsOf\w+|LookAtPolicyOfAccessLogs): also s3:/,
    'another statement allows the team the same on the same buckets',
  ],
];

interface Tried {
  readonly all: number;
  readonly missed: readonly string[];
}

async function tried(): Promise<Tried> {
  const world = worldOf(await documentsOf(subjectOf('production')));
  const missed: string[] = [];
  let [made, all] = [0, 0];
  for (const policy of world.resources()) {
    const config = policy.config as Record<string, unknown>;
    for (const attribute of attributes) {
      const text = config[attribute];
      if (typeof text !== 'string' || !text.includes('"Statement"')) continue;
      const document = JSON.parse(text) as { Statement: readonly WrittenStatement[] };
      const before = document.Statement;
      const known = new Set(findings([policy, ...near(policy, world)], again(world)));
      const options = {
        account: world.environment.account.id,
        resourcesCount: !isOfOneResource(policy),
        isForEveryone: policy.type === 'aws_vpc_endpoint',
      };
      for (const { what, statements } of wideningsOf([...before], options)) {
        made += 1;
        if (made % eachOf !== 0) continue;
        config[attribute] = JSON.stringify({ ...document, Statement: statements });
        const now = again(world);
        const isNew = (finding: string) => !known.has(finding);
        const isCaught = findings([policy], now).some(isNew) || findings(near(policy, now), now).some(isNew);
        config[attribute] = text;
        const index = before.findIndex((one, each) => JSON.stringify(one) !== JSON.stringify(statements[each]));
        const [old, after] = [before[index]!, statements[index] as WrittenStatement];
        const isEqual =
          equal.some(([form]) => form.test(what)) ||
          (old.Effect === 'Allow' && old.Principal !== undefined && excludesOtherAccounts(old, after)) ||
          (old.Effect === 'Allow' && old.Principal === undefined && isDecidedAnyway(before, index, after));
        if (isCaught || !isEqual) all += 1;
        if (!isCaught && !isEqual) missed.push(`${policy.path} (${policy.type}): ${what}`);
      }
    }
  }
  return { all, missed };
}

test('every widening of a statement of production is a finding, if it allows more', async () => {
  const { all, missed } = await tried();
  console.log(`${all - missed.length} of ${all} widenings were reported.`);
  expect(missed).toEqual([]);
  expect(all).toBeGreaterThanOrEqual(2000);
});
