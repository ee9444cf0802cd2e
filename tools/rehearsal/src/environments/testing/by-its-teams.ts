import {
  ciRoleName,
  environment,
  environmentApps,
  teamNames,
  teams,
  type EnvironmentConfig,
  type TeamName,
} from '@malinshopper/environments';
import { deploy, destroy, type CommandOptions } from '@malinshopper/terraform';

/** The teams with an app that is deployed after `account`, in the order of the dependencies between these apps. */
const following = environmentApps.map((app) => teamNames.find((team) => teams[team].app === app)!);

const by = (team: TeamName): NodeJS.ProcessEnv => ({
  ...process.env,
  EMBEDDED_AWS_ROLE: `ci/${ciRoleName(team, 'deploy')}`,
});

/** The output of commands during some work. */
async function listening<T>(work: (lines: unknown[]) => Promise<T>): Promise<T> {
  const lines: unknown[] = [];
  const spies = (['log', 'error'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void lines.push(...words)),
  );
  try {
    return await work(lines);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/**
 * Runs some work on the apps of some teams, one after the other, each with the role of its team, which is authorized.
 */
function inTurn(
  order: readonly TeamName[],
  act: (project: string, options: CommandOptions) => Promise<void>,
): Promise<ReadonlyMap<TeamName, string>> {
  return listening(async (lines) => {
    const said = new Map<TeamName, string>();
    for (const team of order) {
      lines.length = 0;
      await act(`apps/${teams[team].app}`, { variables: by(team) });
      said.set(team, lines.join('\n'));
    }
    return said;
  });
}

/**
 * Deploys an environment as CI does: an administrator the account, and then each team its app with its own role, which
 * is authorized.
 * @returns the output for each team's app
 */
export async function upByItsTeams(ref: string): Promise<ReadonlyMap<TeamName, string>> {
  const of = environment(ref);
  await listening(() => deploy('apps/account', of));
  return inTurn(following, (project, options) => deploy(project, of, options));
}

/** Deploys an existing environment with some values changed, each team its app. */
export async function changedByItsTeams(ref: string, changes: Partial<EnvironmentConfig>) {
  return inTurn(following, (project, options) => deploy(project, environment(ref), { ...options, changes }));
}

/**
 * Destroys an environment except for its account, in reverse order of dependency, each team its app.
 * @param instead replaces the destroy for some teams
 */
export async function downByItsTeams(
  ref: string,
  instead: Partial<Record<TeamName, (project: string, options: CommandOptions) => Promise<void>>> = {},
) {
  return inTurn([...following].reverse(), (project, options) => {
    const team = following.find((name) => `apps/${teams[name].app}` === project)!;
    return (instead[team] ?? ((app, how) => destroy(app, environment(ref), how)))(project, options);
  });
}

/**
 * The refusal of each team's attempt to deploy an app of another team, by `<team> <app>`; undefined if it was allowed.
 */
export async function refusalsOf(ref: string): Promise<Readonly<Record<string, string | undefined>>> {
  const refusals: Record<string, string | undefined> = {};
  await listening(async () => {
    for (const owner of teamNames) {
      for (const other of teamNames.filter((name) => name !== owner)) {
        const { app } = teams[owner];
        const attempt = deploy(`apps/${app}`, environment(ref), { variables: by(other), refresh: true });
        refusals[`${other} ${app}`] = await attempt.then(
          () => undefined,
          (error: Error) => error.message,
        );
      }
    }
  });
  return refusals;
}
