import { longLivedEnvironments } from '@malinshopper/environments';
import type { Target } from '../target/target';

/** The command as a person types it: `npx nx deploy network -c staging`, or for a branch with ENVIRONMENT. */
export function nxCommand(command: string, app: string, ref: string, target: Target['kind']): string {
  const embedded = target === 'embedded' ? 'EMBEDDED_AWS=on ' : '';
  // nx configurations exist for the environments that stay; a branch's name is known only to its branch.
  const isLongLived = longLivedEnvironments.some((environment) => environment.ref === ref);
  return isLongLived
    ? `${embedded}npx nx ${command} ${app} -c ${ref}`
    : `${embedded}ENVIRONMENT=${ref} npx nx ${command} ${app}`;
}
