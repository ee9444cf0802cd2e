import { rmSync } from 'node:fs';
import { strandedState } from '../work/folder';
import type { App } from './app';
import { stateCommand } from './state-command';
import { terraformByHand } from './printed-commands';

/**
 * Writes the state that the last run of the folder could not write, because AWS was out of reach or the credentials had expired. Terraform itself
 * refuses a state of another lineage, and one that is not newer than the stored one (Terraform documentation, "state push").
 * @throws if Terraform refuses it: then a person must compare both
 */
export async function pushStranded(app: App): Promise<void> {
  const { name, folder, reporter } = app;
  const file = strandedState(folder);
  if (!file) return;
  const { code, stderr } = await stateCommand(app, ['state', 'push'], [file]);
  if (code !== 0) {
    throw new Error(
      `The last run of ${name} could not write its state and left it in ${file}, and it cannot be written now: ${stderr.trim()}\nCompare both ` +
        `states, and write the right one: ${terraformByHand(app, 'state', 'push', 'errored.tfstate')} && rm errored.tfstate`,
    );
  }
  rmSync(file);
  reporter.note(name, 'the state that the last run could not write is written now');
}
