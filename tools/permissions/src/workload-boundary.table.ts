import { accountNames, accounts, teamNames, type Account, type TeamName } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { isAllowed, type Call, type Caller, type Statement } from '@malinshopper/testing';
import { forbiddenToWorkloads } from '@malinshopper/policy/forbidden';
import { accessOf, stacksOf } from './roles';
import { callFor, identitiesOf } from './workloads';

const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];
const list = (value: string | readonly string[] = []) => [value].flat();

const arnOf = ({ id }: Account, identity: string) => `arn:aws:iam::${id}:${identity}`;
const boundaryOf = (account: Account): readonly Statement[] => accessOf(account).managed(workloadBoundaryArn(account));
/** An identity, by its kind and path, that allows itself everything: only its boundary holds it. */
const caller = (account: Account, identity: string, boundary = boundaryOf(account)): Caller => ({
  account,
  arn: arnOf(account, identity),
  statements: everything,
  boundary,
});

interface Use {
  readonly identity: string;
  readonly call: Promise<Call>;
}

/** What the roles and users of a team's app are allowed, as each kind of them: each action on each resource. */
function used(account: Account, team: TeamName): Use[] {
  const seen = new Map<string, () => Use>();
  for (const stack of stacksOf({ account, team })) {
    for (const { identity, policy } of identitiesOf(stack)) {
      const { Statement } = JSON.parse(stack.filled(policy)) as { Statement: Statement[] };
      for (const statement of Statement.filter(({ Effect }) => Effect === 'Allow')) {
        for (const action of list(statement.Action)) {
          for (const resource of list(statement.Resource)) {
            const call = () => callFor(action, resource, statement, account);
            seen.set(`${identity.split('/')[0]} ${action} ${resource}`, () => ({ identity, call: call() }));
          }
        }
      }
    }
  }
  return [...seen.values()].map((make) => make());
}

describe.each(accountNames)('the boundary of workloads in %s', (name) => {
  const account = accounts[name];
  const boundary = boundaryOf(account);

  test.each(teamNames)('takes nothing away that the policies of the roles of %s allow', async (team) => {
    const refused: string[] = [];
    for (const { identity, call: made } of used(account, team)) {
      const call = await made;
      if (!(await isAllowed(call, caller(account, identity)))) refused.push(`${call.action} ${call.resource}`);
    }
    expect(refused).toEqual([]);
  });

  test('lets no workload do what it must not', async () => {
    const allowed: string[] = [];
    for (const { identity, ...call } of forbiddenToWorkloads(account)) {
      if (await isAllowed(call, caller(account, identity))) allowed.push(`${identity}: ${call.what}`);
    }
    expect(allowed).toEqual([]);
  });

  /** Whether somebody may do what he must not, within other statements. */
  const opens = async (statements: readonly Statement[]) => {
    for (const { identity, ...call } of forbiddenToWorkloads(account)) {
      if (await isAllowed(call, caller(account, identity, statements))) return true;
    }
    return false;
  };

  test('needs each of its statements', async () => {
    for (const statement of boundary) {
      const fewer = boundary.filter((one) => one !== statement);
      const closes = async () => {
        for (const { identity, call } of teamNames.flatMap((team) => used(account, team))) {
          if (!(await isAllowed(await call, caller(account, identity, fewer)))) return true;
        }
        return false;
      };
      const isNoticed = statement.Effect === 'Deny' ? await opens(fewer) : await closes();
      expect([statement.Sid, isNoticed]).toEqual([statement.Sid, true]);
    }
  });

  test('would let somebody in without any one condition of its statements', async () => {
    for (const { Condition = {}, ...open } of boundary) {
      for (const operator of Object.keys(Condition)) {
        const fewer = Object.fromEntries(Object.entries(Condition).filter(([name]) => name !== operator));
        const statements = boundary.map((one) => (one.Sid === open.Sid ? { ...open, Condition: fewer } : one));
        expect([open.Sid, operator, await opens(statements)]).toEqual([open.Sid, operator, true]);
      }
    }
  });
});
