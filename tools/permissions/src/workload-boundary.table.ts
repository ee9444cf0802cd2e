import { isActionLike } from '@malinshopper/aws-facts';
import { accountNames, accounts, teamNames, type Account, type TeamName } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { isAllowed, principalOf, type Call, type Caller, type Statement } from '@malinshopper/testing';
import { forbiddenToWorkloads, type WorkloadCall } from '@malinshopper/policy/forbidden';
import { accessOf, elsewhere, stacksOf } from './roles';
import { nearly } from './workload-variants';
import { appOfIdentity, callsFor, identitiesOf } from './workloads';

const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];

const arnOf = ({ id }: Account, identity: string) => `arn:aws:iam::${id}:${identity}`;
const known = new Map<string, readonly Statement[]>();
/** The statements of the boundary of an identity, the same object for all that have it. */
function boundaryOf(account: Account, identity: string): readonly Statement[] {
  const arn = workloadBoundaryArn(account, appOfIdentity(identity) ?? '');
  const key = `${arn} ${account.regions.join(' ')}`;
  known.set(key, known.get(key) ?? accessOf(account).managed(arn));
  return known.get(key)!;
}
/** An identity, by its kind and path, with all permissions: only its boundary limits it. */
const caller = (account: Account, identity: string, boundary = boundaryOf(account, identity)): Caller => ({
  account,
  arn: arnOf(account, identity),
  statements: everything,
  boundary,
});

/** As if the trust of a role named the session: a boundary must deny that explicitly. */
const trusting = (who: Caller): readonly Statement[] => [
  { Sid: 'Let', Effect: 'Allow', Principal: { AWS: principalOf(who) }, Action: 'sts:AssumeRole' },
];
const judge = (call: Call, who: Caller) =>
  isAllowed(call, who, call.action === 'sts:AssumeRole' ? trusting(who) : undefined);

interface Use {
  readonly identity: string;
  readonly calls: Promise<Call[]>;
}

/** The permissions of the roles and users of a team's app, by kind: each action on each resource. */
function used(account: Account, team: TeamName): Use[] {
  const seen = new Map<string, () => Use>();
  for (const stack of stacksOf({ account, team })) {
    for (const { identity, policy } of identitiesOf(stack)) {
      const { Statement } = JSON.parse(policy) as { Statement: Statement[] };
      for (const statement of Statement.filter(({ Effect }) => Effect === 'Allow')) {
        const { Sid, ...says } = statement;
        seen.set(`${identity.split('/')[0]} ${Sid} ${JSON.stringify(says)}`, () => ({
          identity,
          calls: callsFor(statement, stack),
        }));
      }
    }
  }
  return [...seen.values()].map((make) => make());
}
const distinct = (calls: readonly WorkloadCall[]) => [
  ...new Map(calls.map((call) => [JSON.stringify(call), call])).values(),
];

const places = [
  ...accountNames.map((name) => [name, accounts[name]] as const),
  ['two regions', elsewhere.account] as const,
];

describe.each(places)('the workload boundaries in %s', (_, account) => {
  test.each(teamNames)('deny nothing that the policies of the roles of %s allow', async (team) => {
    const refused: string[] = [];
    for (const { identity, calls } of used(account, team)) {
      for (const call of await calls) {
        if (!(await judge(call, caller(account, identity))))
          refused.push(`${identity}: ${call.action} ${call.resource}`);
      }
    }
    expect(refused).toEqual([]);
  });

  test('allow no forbidden call of a workload', async () => {
    const allowed: string[] = [];
    for (const { identity, ...call } of forbiddenToWorkloads(account)) {
      if (await judge(call, caller(account, identity))) allowed.push(`${identity}: ${call.what}`);
    }
    expect(allowed).toEqual([]);
  });
});

describe('each workload boundary', () => {
  const account = accounts.nonproduction;
  const forbidden = forbiddenToWorkloads(account);
  let needed: WorkloadCall[] = [];
  let near: WorkloadCall[] = [];

  beforeAll(async () => {
    for (const { identity, calls } of teamNames.flatMap((team) => used(account, team))) {
      needed.push(...(await calls).map((call) => ({ ...call, identity })));
    }
    needed = distinct(needed);
    near = distinct((await Promise.all(needed.map(({ identity, ...call }) => nearly(call, identity, account)))).flat());
  });

  test('allows at least 60 calls that workloads need, and denies 500 similar ones', async () => {
    expect(needed.length).toBeGreaterThanOrEqual(60);
    expect(near.length).toBeGreaterThanOrEqual(500);
    const allowed: string[] = [];
    for (const { identity, ...call } of near) {
      if (await judge(call, caller(account, identity)))
        allowed.push(`${identity}: ${call.what} ${JSON.stringify(call.context)}`);
    }
    expect(allowed).toEqual([]);
  });

  const boundaries = [
    ...new Set(['role/data/x', 'role/compute/x', 'role/delivery/x'].map((one) => boundaryOf(account, one))),
  ];
  const statements = boundaries.flatMap((boundary) =>
    boundary.map((statement) => ({ Sid: statement.Sid, statement, boundary })),
  );

  /** Returns whether any of some calls is allowed by some statements, and not by others. */
  const tells = async (calls: readonly WorkloadCall[], wide: readonly Statement[], narrow: readonly Statement[]) => {
    for (const { identity, ...call } of calls) {
      if (!(await judge(call, caller(account, identity, wide)))) continue;
      if (!(await judge(call, caller(account, identity, narrow)))) return true;
    }
    return false;
  };
  /** Returns whether a needed or a forbidden call distinguishes a boundary from one with a replaced statement. */
  const isNoticed = (
    boundary: readonly Statement[],
    changed: Statement,
    others: readonly Statement[],
    narrows: boolean,
  ) => {
    const about = (calls: readonly WorkloadCall[]) => calls.filter(({ action }) => isAbout(changed, action));
    return narrows
      ? tells(
          about(needed).filter(({ identity }) => boundaryOf(account, identity) === boundary),
          boundary,
          others,
        )
      : tells([...about(forbidden), ...about(near)], others, boundary);
  };

  test.each(statements)('needs its statement $Sid', async ({ statement, boundary }) => {
    const fewer = boundary.filter((one) => one !== statement);
    await expect(isNoticed(boundary, statement, fewer, statement.Effect === 'Allow')).resolves.toBe(true);
  });

  test.each(statements)('needs each condition of its statement $Sid', async ({ statement, boundary }) => {
    for (const { key, without } of withoutOne(statement)) {
      const others = boundary.map((one) => (one === statement ? without : one));
      expect([key, await isNoticed(boundary, statement, others, statement.Effect === 'Deny')]).toEqual([key, true]);
    }
  });
});

/** Returns whether a statement applies to an action. */
const isAbout = ({ Action, NotAction }: Statement, action: string) =>
  NotAction !== undefined || [Action ?? []].flat().some((pattern) => isActionLike(pattern, action));

/** A statement without each one of its conditions. */
function withoutOne(statement: Statement): { readonly key: string; readonly without: Statement }[] {
  const all = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })),
  );
  return all.map((left) => {
    const Condition: Record<string, Record<string, string | readonly string[]>> = {};
    for (const { operator, key, value } of all.filter((one) => one !== left)) {
      Condition[operator] = { ...Condition[operator], [key]: value };
    }
    return { key: `${left.operator} ${left.key}`, without: { ...statement, Condition } };
  });
}
