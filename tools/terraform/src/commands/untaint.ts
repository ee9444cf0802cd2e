import type { App } from './app';
import { stateCommand } from './state-command';
import { terraformByHand } from './printed-commands';

/**
 * Keeps a half-made resource: once untainted, it is compared like any other, and the plan changes it to its declared values.
 * @param by the cause, in words
 * @throws if Terraform cannot untaint it
 */
export async function untaint(app: App, address: string, by: string): Promise<void> {
  const { context, folder, name } = app;
  const { code, stderr } = await stateCommand(app, ['untaint'], ['-no-color', address]);
  if (code === 0) return;
  throw new Error(
    `${address} of ${name} was created only partly by ${by}, and Terraform could not remove its taint:\n${stderr.trim()}\n` +
      `Untaint it by hand, or remove the resource: ${terraformByHand({ context, folder }, 'untaint', address)}`,
  );
}
