import { Decisions, type Call } from '@malinshopper/aws-facts';
import { stateBucket, type Account } from '@malinshopper/environments';
import { writtenStatementsOf, type Resource, type World } from '@malinshopper/synthesized';
import { remembered } from '../../remembered';

/** A call that has to be refused, with the role or user that makes it. */
export interface Forbidden extends Call {
  readonly caller: string;
}

export const decisionsOf = remembered((policy, world) => new Decisions(writtenStatementsOf(policy, world)));

/** Remembers a table for each account: it is the same for every policy model of that account. */
export function once<T>(make: (account: Account, of: string) => readonly T[]) {
  const known = new Map<string, readonly T[]>();
  return (account: Account, of = ''): readonly T[] => {
    const key = `${account.id} ${account.regions.join()} ${of}`;
    const found = known.get(key) ?? make(account, of);
    known.set(key, found);
    return found;
  };
}

/** A call with the context of every request: its region and its caller. */
export const asked = (account: Account, { caller, context, ...call }: Forbidden): Forbidden => ({
  ...call,
  caller,
  context: { 'aws:RequestedRegion': account.region, 'aws:PrincipalArn': caller, ...context },
});

/** The bucket policy of the states, which also decides calls on them. */
export const statePolicyOf = (world: World): Resource | undefined => {
  const name = stateBucket(world.environment.account);
  return world
    .resources('aws_s3_bucket_policy')
    .find(({ config, stack }) =>
      world.targets(config['bucket'], stack).some((bucket) => bucket.config['bucket'] === name),
    );
};
