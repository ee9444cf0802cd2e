import type { Mutation } from '../../testing/mutation';
import { having } from './changes';

const tagged = (what: string, type: string, change: Record<string, unknown>, path?: string): Mutation => ({
  rule: 'MAL_TAG_1',
  what,
  type,
  change: having(change),
  ...(path && { path }),
});

export const tagMutations: readonly Mutation[] = [
  tagged('a provider tags nothing', 'aws_db_instance', { provider: 'aws.untagged' }),
  tagged('a server says that it is of another environment', 'aws_db_instance', { tags: { Environment: 'testing' } }),
  tagged(
    'a bucket says that it is of another team',
    'aws_s3_bucket',
    { tags: { Team: 'compute' } },
    'content/Resource',
  ),
  tagged('a zone says that it is of another account', 'aws_route53_zone', { tags: { Account: 'nonproduction' } }),
  tagged('a key says that a person made it', 'aws_kms_key', { tags: { ManagedBy: 'hand' } }),
  tagged('a load balancer is of another project', 'aws_lb', { tags: { Project: 'other' } }),
  tagged('a network is of another app', 'aws_vpc', { tags: { App: 'data' } }),
];
