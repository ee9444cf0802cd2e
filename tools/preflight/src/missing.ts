import { nxCommand } from '@malinshopper/terraform';
import type { Finding } from './line';
import type { Subject } from './subject';

/** The command that deploys the `account` app. */
export const deployAccount = ({ environments: [first], session }: Pick<Subject, 'environments' | 'session'>) =>
  nxCommand('deploy', 'account', first.ref, session.target.kind);

/** The line of a missing thing of the `account` app: expected before its first deploy, a failure after it. */
export async function missing(subject: Subject, about: string, what: string): Promise<Finding> {
  if (await subject.isDeployed()) {
    const found = `${what} does not exist, though account has been deployed`;
    return { about, outcome: 'failed', found, todo: `Deploy account again: ${deployAccount(subject)}` };
  }
  const found = `${what} does not exist yet: account creates it`;
  const embedded = subject.session.target.kind === 'embedded' ? 'EMBEDDED_AWS=on ' : '';
  const todo = `Bootstrap the account: ${embedded}npm run bootstrap -- ${subject.account.name}`;
  return { about, outcome: 'attention', found, todo };
}
