import type { Mutation } from '../../testing/mutation';
import { having } from './changes';

const tagged = (what: string, type: string, change: Record<string, unknown>, path?: string): Mutation => ({
  rule: 'MAL_TAG_1',
  what,
  type,
  change: having(change),
  ...(path && { path }),
});

const misspelt = (what: string, type: string, change: Mutation['change']): Mutation => ({
  rule: 'MAL_TAG_2',
  what,
  type,
  change,
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
  misspelt('a server has brackets in a tag', 'aws_db_instance', having({ tags: { Hours: 'off(M-F,18)' } })),
  misspelt('a zone has an asterisk in a tag', 'aws_route53_zone', having({ tags: { Record: '*.shop' } })),
  misspelt('a role has an apostrophe in a tag', 'aws_iam_role', having({ tags: { Note: "Ana's" } })),
  misspelt('a bucket has a comma in the key of a tag', 'aws_s3_bucket', having({ tags: { 'a,b': '' } })),
  misspelt('a key has a tag that is too long', 'aws_kms_key', having({ tags: { Note: 'a'.repeat(257) } })),
  misspelt('a network has a tag of AWS itself', 'aws_vpc', having({ tags: { 'aws:Name': 'x' } })),
  misspelt('what a group starts is tagged with an ampersand', 'aws_autoscaling_group', (config) =>
    config.tag.push({ key: 'Note', value: 'a & b', propagate_at_launch: true }),
  ),
  misspelt(
    'volumes are tagged with a question',
    'aws_launch_template',
    (config) => (config.tag_specifications[1].tags.Note = 'why?'),
  ),
];
