import { readFileSync } from 'node:fs';
import {
  appNames,
  ciRoleName,
  teamNames,
  teams,
  type AppName,
  type Environment,
  type TeamName,
} from '@malinshopper/environments';
import { embeddedAwsStatus } from '@malinshopper/local-aws';
import { refusalsOf } from '../testing/by-its-teams';

/**
 * The authorization of each role's calls, from the log of the gateway: `delivery-deploy: { 'on its resources': 55, ...
 * }`.
 */
export async function judgements(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const status = await embeddedAwsStatus();
  const log = status.running ? readFileSync(status.log, 'utf8') : '';
  const counts: Record<string, Record<string, number>> = {};
  for (const [, judged = '', role = ''] of log.matchAll(/ judged: ([^,]+), ([^,]+), /g)) {
    const of = (counts[role] ??= {});
    of[judged] = (of[judged] ?? 0) + 1;
  }
  return counts;
}

/** The tests of the permission to deploy, for an environment that the roles of its teams have deployed. */
export function ofNoOtherTeam(of: Environment): void {
  it('is refused to each team for each app of another one, before anything is touched', async () => {
    const refusals = await refusalsOf(of.ref);
    expect(Object.keys(refusals)).toHaveLength(appNames.length * (teamNames.length - 1));
    for (const [attempt, said] of Object.entries(refusals)) {
      const [team, app] = attempt.split(' ') as [TeamName, AppName];
      // The policy that the account's app puts on the bucket would lock the role out: that is noticed before any call.
      const because = app === 'account' ? /AccessDenied|shuts \S+ out/ : /AccessDenied/;
      expect([attempt, said]).toEqual([attempt, expect.stringMatching(because)]);
      expect([attempt, said]).toEqual([attempt, expect.stringContaining(ciRoleName(team, 'deploy'))]);
    }
  });

  it('was deployed by calls that were all judged, some by the action alone', async () => {
    const all = await judgements();
    for (const team of teamNames.filter((name) => teams[name].app !== 'account')) {
      const counts = all[ciRoleName(team, 'deploy')];
      expect(Object.keys(counts ?? {}).sort()).toEqual(['by its action', 'on its resources']);
      expect(counts?.['on its resources']).toBeGreaterThan(30);
    }
  });
}
