import { chosenTarget, capture, openContext, plan, targetFolder, workFolder } from '@malinshopper/terraform';
import type { Environment } from '@malinshopper/environments';

/** Runs Terraform on an app that was deployed, in the folder and with the access of its deploy. */
async function terraform(app: string, environment: Environment, ...args: readonly string[]): Promise<string> {
  const { installation, env } = await openContext(environment);
  const { path } = workFolder(targetFolder(chosenTarget()), `${environment.name}/${app}.tfstate`);
  const { code, stdout, stderr } = await capture(installation.program, [...args], { cwd: path, env });
  if (code !== 0) throw new Error(`terraform ${args.join(' ')} of ${app} ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}

/**
 * Replaces every resource of some types, whether anything has changed or not, and plans again.
 * @param addresses how they begin
 * @returns the addresses that were replaced, and whether the next plan is empty
 */
export async function replaced(app: string, environment: Environment, addresses: readonly string[]) {
  // Terraform has not been started yet for an app that is as a kept snapshot has it: its first plan makes the folder ready.
  const isSettled = async () => (await plan(`apps/${app}`, environment)) === 0;
  expect(await isSettled()).toBe(true);
  const known = (await terraform(app, environment, 'state', 'list')).split('\n');
  const chosen = known.filter((address) => addresses.some((beginning) => address.startsWith(beginning)));
  const replace = chosen.map((address) => `-replace=${address}`);
  await terraform(app, environment, 'apply', '-auto-approve', '-input=false', '-parallelism=20', ...replace);
  return { chosen, isSettled: await isSettled() };
}

/**
 * Has the next plan replace every resource of an app with an address that begins like this (Terraform CLI documentation, "Command: taint").
 * @returns their addresses
 */
export async function tainted(app: string, environment: Environment, addresses: readonly string[]): Promise<string[]> {
  // It makes the folder ready.
  await plan(`apps/${app}`, environment);
  const known = (await terraform(app, environment, 'state', 'list')).split('\n');
  const chosen = known.filter((address) => addresses.some((beginning) => address.startsWith(beginning)));
  for (const address of chosen) await terraform(app, environment, 'taint', address);
  return chosen;
}
