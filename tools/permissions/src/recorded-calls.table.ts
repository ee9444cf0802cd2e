import { writtenActions } from '@malinshopper/local-aws';
import { accounts, teamNames, teams } from '@malinshopper/environments';
import { phases } from '@malinshopper/aws-facts';
import { callsOf } from './calls';
import recorded from './recorded-calls.json';
import { stacksOf } from './roles';

/**
 * The calls that Terraform made when `production` and `testing` were deployed on the embedded AWS, planned a second
 * time, and destroyed, and when a function of the test bed (tools/local-aws) got other code: the gateway's log
 * (.work/embedded-aws), as IAM actions. Without S3, because its log lines do not identify its calls. To record it
 * again: `npm run record:calls`.
 */
describe.each(teamNames)('the calls of Terraform for the app of the team %s', (team) => {
  const stacks = Object.values(accounts).flatMap((account) => stacksOf({ account, team }));
  const { plan, deployAndDestroy } = recorded[teams[team].app];
  const actions = async (during: Parameters<typeof callsOf>[2]) =>
    new Set((await callsOf(stacks, team, during)).map(({ action }) => action));

  test('are in the table of the calls that its resources need', async () => {
    const needed = await actions(phases);
    expect(deployAndDestroy.filter((action) => !needed.has(action))).toEqual([]);
  });

  test('are among the read calls of the table, if a plan made them', async () => {
    const read = await actions(['read']);
    expect(plan.filter((action) => !read.has(action))).toEqual([]);
    expect(plan.length).toBeGreaterThan(0);
  });

  test('have parameters that the embedded AWS handles by name, if they change something', () => {
    const changes = deployAndDestroy.filter((action) => !/:(Describe|Get|List|View)/.test(action)).flatMap(actionsOf);
    expect(changes.filter((action) => !Object.hasOwn(writtenActions, action))).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
  });
});

/** The actions of a permission with another name (service authorization reference). */
const calledOtherwise: Readonly<Record<string, readonly string[]>> = {
  'budgets:ModifyBudget': ['budgets:CreateBudget', 'budgets:UpdateBudget', 'budgets:DeleteBudget'],
  'lambda:InvokeFunction': ['lambda:Invoke'],
};

/** By the signing names of services. */
const actionsOf = (permission: string): readonly string[] =>
  calledOtherwise[permission] ?? [permission.replace(/^cloudwatch:/, 'monitoring:')];
