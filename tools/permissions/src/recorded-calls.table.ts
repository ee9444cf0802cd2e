import { writtenActions } from '@malinshopper/local-aws';
import { accounts, teamNames, teams } from '@malinshopper/environments';
import { phases } from '@malinshopper/aws-facts';
import { callsOf } from './calls';
import recorded from './recorded-calls.json';
import { stacksOf } from './roles';

/**
 * What Terraform really called when `production` and `testing` were deployed on the embedded AWS, planned a second time, and
 * destroyed, and when a function of the test bed (tools/local-aws) got other code: the gateway's log (.work/embedded-aws), in the words
 * of IAM. Without S3: its log lines do not tell its calls apart. To record it again:
 * `npm run record:calls`.
 */
describe.each(teamNames)('what Terraform called for the app of the team %s', (team) => {
  const stacks = Object.values(accounts).flatMap((account) => stacksOf({ account, team }));
  const { plan, deployAndDestroy } = recorded[teams[team].app];
  const actions = async (during: Parameters<typeof callsOf>[2]) =>
    new Set((await callsOf(stacks, team, during)).map(({ action }) => action));

  test('is in the table of what its resources need', async () => {
    const needed = await actions(phases);
    expect(deployAndDestroy.filter((action) => !needed.has(action))).toEqual([]);
  });

  test('is in that part of it which a plan may do, where a plan called it', async () => {
    const read = await actions(['read']);
    expect(plan.filter((action) => !read.has(action))).toEqual([]);
    expect(plan.length).toBeGreaterThan(0);
  });

  test('has parameters of which the embedded AWS says what becomes of each, where it changes something', () => {
    const changes = deployAndDestroy.filter((action) => !/:(Describe|Get|List|View)/.test(action)).flatMap(actionsOf);
    expect(changes.filter((action) => !Object.hasOwn(writtenActions, action))).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
  });
});

/** The actions that a permission stands for, where it is called otherwise (service authorization reference). */
const calledOtherwise: Readonly<Record<string, readonly string[]>> = {
  'budgets:ModifyBudget': ['budgets:CreateBudget', 'budgets:UpdateBudget', 'budgets:DeleteBudget'],
  'lambda:InvokeFunction': ['lambda:Invoke'],
};

/** By the names that services sign with. */
const actionsOf = (permission: string): readonly string[] =>
  calledOtherwise[permission] ?? [permission.replace(/^cloudwatch:/, 'monitoring:')];
