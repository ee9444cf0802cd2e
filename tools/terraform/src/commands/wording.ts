import { longLivedEnvironments } from '@malinshopper/environments';
import type { Target } from '../target/target';

/**
 * A word of a command as a person can copy it into a shell: git lets a branch be called nearly anything. What a shell, or zsh, could read
 * otherwise stands in single quotes (POSIX, Shell Command Language, 2.2.2).
 */
export function shellWord(text: string): string {
  return /^[\w@+./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** The command as a person types it: `npx nx deploy network -c staging`, or for a branch with ENVIRONMENT. */
export function nxCommand(command: string, app: string, ref: string, target: Target['kind']): string {
  const embedded = target === 'embedded' ? 'EMBEDDED_AWS=on ' : '';
  // nx configurations exist for the environments that stay; a branch's name is known only to its branch.
  const isLongLived = longLivedEnvironments.some((environment) => environment.ref === ref);
  return isLongLived
    ? `${embedded}npx nx ${command} ${app} -c ${ref}`
    : `${embedded}ENVIRONMENT=${shellWord(ref)} npx nx ${command} ${app}`;
}

/** The command that brings an environment up on the embedded AWS. */
export function startCommand(ref: string): string {
  return `npm start -- ${shellWord(ref)}`;
}

/** The command that deploys an app, and what it reads, to an environment. */
export function deployCommand(app: string, ref: string, target: Target['kind']): string {
  return target === 'embedded' ? startCommand(ref) : nxCommand('deploy', app, ref, target);
}
