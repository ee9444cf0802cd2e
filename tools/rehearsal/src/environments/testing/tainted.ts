import { capture, type App } from '@malinshopper/terraform';
import { inApp } from '@malinshopper/terraform/testing';
import type { Environment } from '@malinshopper/environments';

/** Runs Terraform in the folder of an app. */
async function terraform({ name, folder, context }: App, ...args: readonly string[]): Promise<string> {
  const { installation, env } = context;
  const { code, stdout, stderr } = await capture(installation.program, [...args], { cwd: folder.path, env });
  if (code !== 0) throw new Error(`terraform ${args.join(' ')} of ${name} ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}

/** The resources of an app with that prefix of their addresses. */
async function chosenOf(app: App, addresses: readonly string[]): Promise<string[]> {
  const known = (await terraform(app, 'state', 'list')).split('\n');
  return known.filter((address) => addresses.some((beginning) => address.startsWith(beginning)));
}

/**
 * Lets the next plan replace every resource of an app with that prefix of its address (Terraform CLI documentation,
 * "Command: taint").
 * @returns their addresses
 */
export function tainted(app: string, environment: Environment, addresses: readonly string[]): Promise<string[]> {
  return inApp(`apps/${app}`, environment, async (opened) => {
    const chosen = await chosenOf(opened, addresses);
    for (const address of chosen) await terraform(opened, 'taint', address);
    return chosen;
  });
}
