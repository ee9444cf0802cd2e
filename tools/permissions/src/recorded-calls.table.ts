import { accounts, teamNames, teams } from '@malinshopper/environments';
import { callsOf, wholeLife } from './calls';
import recorded from './recorded-calls.json';
import { stacksOf } from './roles';

/**
 * What Terraform really called when `production` and `testing` were deployed on the embedded AWS, planned a second time, and
 * destroyed: the gateway's log (.work/embedded-aws), in the words of IAM. Without S3, whose log lines do not tell its calls apart.
 */
describe.each(teamNames)('what Terraform called for the app of the team %s', (team) => {
  const stacks = Object.values(accounts).flatMap((account) => stacksOf({ account, team }));
  const { plan, deployAndDestroy } = recorded[teams[team].app];
  const actions = async (phases: Parameters<typeof callsOf>[2]) =>
    new Set((await callsOf(stacks, team, phases)).map(({ action }) => action));

  test('is in the table of what its resources need', async () => {
    const needed = await actions(wholeLife);
    expect(deployAndDestroy.filter((action) => !needed.has(action))).toEqual([]);
  });

  test('is in that part of it which a plan may do, where a plan called it', async () => {
    const read = await actions(['read']);
    expect(plan.filter((action) => !read.has(action))).toEqual([]);
    expect(plan.length).toBeGreaterThan(0);
  });
});
