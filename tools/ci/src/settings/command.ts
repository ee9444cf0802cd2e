import type { GitHub } from './client';
import { compare } from './compare';
import { desired } from './desired';
import { requiredChecks } from './required-checks';
import type { Section } from './section';
import { actionsSections } from './sections/actions';
import { environmentsSection } from './sections/environments';
import { rulesetSection } from './sections/ruleset';
import { teamsSection } from './sections/teams';
import { script } from './shell';

/**
 * All settings of GitHub that this repository declares. Teams come first, because all other settings refer to teams.
 */
export function sections(): Section[] {
  const { infrastructure, application, environments, releaseEnvironments, teams } = desired;
  return [
    teamsSection(infrastructure, teams),
    ...actionsSections(infrastructure, desired),
    rulesetSection(infrastructure, requiredChecks),
    environmentsSection(infrastructure, environments, 'environments/src/ci.ts'),
    environmentsSection(application, releaseEnvironments, 'environments/src/releases.ts'),
  ];
}

/**
 * Reports the settings on GitHub that differ from the declared ones.
 * @returns the exit code: 1 if anything differs or could not be read
 */
export async function check(github: GitHub, print: (line: string) => void): Promise<number> {
  const all = await Promise.all(sections().map((section) => compare(section, github)));
  const faults = all.flatMap((one) => one.faults);
  const right = all.reduce((sum, one) => sum + one.right, 0);
  for (const fault of faults) print(`✖ ${fault}`);
  print(`${right} settings are as declared${faults.length > 0 ? `, ${faults.length} faults` : ''}.`);
  if (all.some(({ calls }) => calls.length > 0)) print('The calls that set them: npm run --silent github -- calls');
  return faults.length > 0 ? 1 : 0;
}

/**
 * Prints the calls that change the settings of GitHub to the declared ones, as a script. It changes no setting itself.
 * @param warn called with the settings that could not be read, because the script has no calls for them, and with the
 * settings that exist but are not declared
 * @returns the exit code: 1 if anything could not be read, or must be removed by hand
 */
export async function calls(
  github: GitHub,
  print: (text: string) => void,
  warn: (line: string) => void,
): Promise<number> {
  const all = await Promise.all(sections().map((section) => compare(section, github)));
  print(
    script(
      all.flatMap((one) => one.calls),
      desired.infrastructure.owner,
    ),
  );
  const left = all
    .flatMap((one) => one.faults)
    .filter((fault) => /: cannot be read: |: exists, and is not declared: /.test(fault));
  for (const line of left) warn(`✖ ${line}`);
  return left.length > 0 ? 1 : 0;
}
