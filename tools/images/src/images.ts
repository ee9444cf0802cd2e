import { SSMClient } from '@aws-sdk/client-ssm';
import { accounts, pinnedImages } from '@malinshopper/environments';
import type { Target } from '@malinshopper/terraform';
import { compare } from './newest';
import { report } from './report';

/** Clients of the target AWS. A public parameter is the same in every account: the caller's own is sufficient. */
async function clientsOf(target: Target): Promise<(region: string) => SSMClient> {
  if (target.kind === 'aws') return (region) => new SSMClient({ region });
  const { endpoint } = target;
  const credentials = await target.assume(accounts.nonproduction.id);
  return (region) => new SSMClient({ region, endpoint, credentials });
}

/**
 * Reports the pinned images that are not the newest.
 * @returns the exit code: 1 if any is not, as `npm outdated` does, so that a weekly run in CI reports it
 */
export async function images(target: Target, print: (text: string) => void): Promise<0 | 1> {
  const where = target.kind === 'aws' ? 'AWS' : 'the embedded AWS';
  const { text, upToDate } = report(await compare(pinnedImages, await clientsOf(target), where));
  print(text);
  return upToDate ? 0 : 1;
}
