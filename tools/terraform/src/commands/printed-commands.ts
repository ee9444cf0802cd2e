import { longLivedEnvironments } from '@malinshopper/environments';
import type { Target } from '../aws-target/target';
import type { App } from './app';

/** The prefix of a command, so that it does the same in another shell, without the variables of this one. */
let [choice, port] = ['', ''];

/**
 * Called by a program before it prints any command: stores the variables that the program was called with and that a user may have set for this call
 * alone.
 */
export function printCommandsFor({ EMBEDDED_AWS, EMBEDDED_AWS_PORT }: NodeJS.ProcessEnv): void {
  choice = EMBEDDED_AWS === 'on' ? 'EMBEDDED_AWS=on ' : '';
  port = EMBEDDED_AWS_PORT && EMBEDDED_AWS_PORT !== '4566' ? `EMBEDDED_AWS_PORT=${shellWord(EMBEDDED_AWS_PORT)} ` : '';
}

/**
 * Returns a word of a command so that a user can copy it into a shell: git permits nearly any name of a branch. A word that a shell, or zsh, could
 * interpret is put in single quotes (POSIX, Shell Command Language, 2.2.2).
 */
export function shellWord(text: string): string {
  return /^[\w@+./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** A command for the AWS (real or embedded) that this program uses. */
export function commandHere(...words: readonly string[]): string {
  return `${choice}${choice && port}${words.map(shellWord).join(' ')}`;
}

/** A Terraform command to be run by hand, in the work folder of an app: its program need not be on PATH. */
export function terraformByHand(
  { context, folder }: Pick<App, 'context' | 'folder'>,
  ...words: readonly string[]
): string {
  return `cd ${shellWord(folder.path)} && ${[context.installation.program, ...words].map(shellWord).join(' ')}`;
}

/** The nx command for a user: `npx nx deploy network -c staging`, or for a branch with ENVIRONMENT. */
export function nxCommand(command: string, app: string, ref: string, target: Target['kind']): string {
  const embedded = target === 'embedded' ? `EMBEDDED_AWS=on ${port}` : '';
  // nx configurations exist for the long-lived environments; a branch's name is known only to its branch.
  const isLongLived = longLivedEnvironments.some((environment) => environment.ref === ref);
  return isLongLived
    ? `${embedded}npx nx ${command} ${app} -c ${ref}`
    : `${embedded}ENVIRONMENT=${shellWord(ref)} npx nx ${command} ${app}`;
}

/** A command that works on the embedded AWS and on no other: `npm start -- feature/checkout`. */
export function rehearsalCommand(...words: readonly string[]): string {
  return `${port}npm ${words.map(shellWord).join(' ')}`;
}

/** The command that deploys an app, and the apps that it reads, to an environment. */
export function deployCommand(app: string, ref: string, target: Target['kind']): string {
  return target === 'embedded' ? rehearsalCommand('start', '--', ref) : nxCommand('deploy', app, ref, target);
}
