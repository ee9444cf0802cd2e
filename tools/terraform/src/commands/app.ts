import { rmSync } from 'node:fs';
import { named } from '../disk';
import { duration } from '../durations';
import { assertNoPreview } from '../preview/refuse';
import type { Reporter } from '../progress/reporter';
import { untilEnded } from '../run/supervised';
import type { Synthesized } from '../synth';
import { claimFolder, fillFolder, targetFolder, workFolder, type WorkFolder } from '../work/folder';
import type { Context } from './context';

/** An app of an environment, with a work folder that this process holds. */
export interface App extends Synthesized {
  readonly name: string;
  readonly context: Context;
  readonly folder: WorkFolder;
  readonly reporter: Reporter;
  /** Releases the work folder. */
  release(): void;
}

/** The interval between two reminders that a command still waits, in milliseconds. */
const REMIND = 20_000;

/**
 * Takes the app's work folder and puts the synthesized JSON into it. Waits for another command in the same folder, and for a run of a killed command
 * that has not ended yet.
 * @throws if the JSON is the configuration of a preview
 */
export async function openApp(
  context: Context,
  synthesized: Synthesized,
  reporter: Reporter,
  what: string,
): Promise<App> {
  const { configuration } = synthesized;
  const { app: name, state } = configuration;
  assertNoPreview(name, synthesized.json);
  const folder = workFolder(targetFolder(context.session.target), state.key, context.root);
  const remind = reminder((text) => reporter.note(name, text));
  const release = await claimFolder(folder, `${what} ${state.key}`, (holder, waited) =>
    remind(
      `waiting for another command here: ${holder.what} (process ${holder.process.pid}), ${duration(waited)} so far`,
      waited,
    ),
  );
  try {
    await untilEnded(folder, ({ operation, terraform, supervisor }, waited) => {
      const pid = (terraform ?? supervisor).pid;
      remind(
        `an earlier ${operation} was cut off and is still ending (process ${pid}): waiting for it, ${duration(waited)} so far`,
        waited,
      );
    });
    fillFolder(folder, synthesized, context.session);
  } catch (error) {
    release();
    throw named(error, folder.path);
  }
  // A plan contains values in plain text, also secret ones: it is deleted at the end of the command that has made it.
  const close = () => {
    rmSync(folder.plan, { force: true });
    release();
  };
  return { ...synthesized, name, context, folder, reporter, release: close };
}

/** Returns a function that reports a text at once, and then only at intervals. */
function reminder(say: (text: string) => void): (text: string, waited: number) => void {
  let next = 0;
  return (text, waited) => {
    if (waited < next) return;
    say(text);
    next = waited + REMIND;
  };
}
