import { ciRoleName, environment, teams, type TeamName } from '@malinshopper/environments';
import { deploy } from '@malinshopper/terraform';

/** The teams whose apps follow the account, in the order in which those build upon each other. */
const following = ['network', 'data', 'compute', 'delivery'] as const satisfies readonly TeamName[];

/**
 * Deploys an environment as CI does: an administrator the account, and then each team its app with its own role, which is judged.
 * @returns what was said of each team's app
 */
export async function upByItsTeams(ref: string): Promise<ReadonlyMap<TeamName, string>> {
  const of = environment(ref);
  const said = new Map<TeamName, string>();
  const lines: unknown[] = [];
  const spies = (['log', 'error'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void lines.push(...words)),
  );
  try {
    await deploy('apps/account', of);
    for (const team of following) {
      lines.length = 0;
      const variables = { ...process.env, EMBEDDED_AWS_ROLE: `ci/${ciRoleName(team, 'deploy')}` };
      await deploy(`apps/${teams[team].app}`, of, { variables });
      said.set(team, lines.join('\n'));
    }
    return said;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
