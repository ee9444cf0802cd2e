import { element, list, parseXml } from '../protocols/xml';
import { jsonObject } from '../protocols/json';
import type { Access } from './access';
import { prefixed, tagsOfJson, tagsOfObject, tagsOfXml, type Tags } from './tags';
import type { World } from './world';

/** The query for the tags of a resource in each service. */
const ASKED: Readonly<Record<string, (world: World, arn: string) => Promise<Tags>>> = {
  autoscaling: async (world, arn) => {
    const asked = {
      'Filters.member.1.Name': 'auto-scaling-group',
      'Filters.member.1.Values.member.1': arn.slice(arn.lastIndexOf('/') + 1),
    };
    return tagsOfXml(element((await world.query('autoscaling', 'DescribeTags', asked))?.['Tags'])['member']);
  },
  cloudfront: async (world, arn) => {
    const answer = (await world.rest('cloudfront', '/2020-05-31/tagging', { Resource: arn })) ?? '';
    return tagsOfXml(element(element(parseXml(answer)['Tags'])['Items'])['Tag']);
  },
  ec2: async (world, arn) => {
    const asked = { 'Filter.1.Name': 'resource-id', 'Filter.1.Value.1': arn.slice(arn.lastIndexOf('/') + 1) };
    return tagsOfXml(element((await world.query('ec2', 'DescribeTags', asked))?.['tagSet'])['item']);
  },
  elasticloadbalancing: async (world, arn) => {
    const asked = { 'ResourceArns.member.1': arn };
    const answer = await world.query('elasticloadbalancing', 'DescribeTags', asked);
    const [found = {}] = list(element(answer?.['TagDescriptions'])['member']).map(element);
    return tagsOfXml(element(found['Tags'])['member']);
  },
  iam: async (world, arn) => {
    if (!arn.startsWith(`arn:aws:iam::${world.account}:role/`)) return {};
    const asked = { RoleName: arn.slice(arn.lastIndexOf('/') + 1) };
    return tagsOfXml(element((await world.query('iam', 'ListRoleTags', asked))?.['Tags'])['member']);
  },
  // An alias has none; moto would return those of its key.
  kms: async (world, arn) => {
    if (!arn.includes(':key/')) return {};
    return tagsOfJson((await world.json('kms', 'TrentService.ListResourceTags', { KeyId: arn }))?.['Tags']);
  },
  // A stream has the tags of its group (Service Authorization Reference, "CloudWatch Logs").
  logs: async (world, arn) => {
    const asked = { resourceArn: arn.replace(/:log-stream:.*$/, '') };
    return tagsOfObject((await world.json('logs', 'Logs_20140328.ListTagsForResource', asked))?.['tags']);
  },
  rds: async (world, arn) => {
    const answer = await world.query('rds', 'ListTagsForResource', { ResourceName: arn });
    return tagsOfXml(element(answer?.['TagList'])['Tag']);
  },
  secretsmanager: async (world, arn) =>
    tagsOfJson((await world.json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: arn }))?.['Tags']),
  sns: async (world, arn) => {
    const answer = await world.query('sns', 'ListTagsForResource', { ResourceArn: arn });
    return tagsOfXml(element(answer?.['Tags'])['member']);
  },
  sqs: async (world, arn) => {
    const [, , , , account, name] = arn.split(':');
    const asked = { QueueUrl: `http://127.0.0.1/${account}/${name}` };
    return tagsOfObject((await world.json('sqs', 'AmazonSQS.ListQueueTags', asked))?.['Tags']);
  },
  ssm: async (world, arn) => {
    const [, path = ''] = /:parameter\/(.*)$/.exec(arn) ?? [];
    const asked = { ResourceType: 'Parameter', ResourceId: path.includes('/') ? `/${path}` : path };
    return tagsOfJson((await world.json('ssm', 'AmazonSSM.ListTagsForResource', asked))?.['TagList']);
  },
  wafv2: async (world, arn) => {
    const answer = await world.json('wafv2', 'AWSWAF_20190729.ListTagsForResource', { ResourceARN: arn });
    return tagsOfJson(jsonObject(answer?.['TagInfoForResource'])['TagList']);
  },
};

/**
 * Services that have a condition key of their own for the tags of a resource, beside `aws:ResourceTag` (Service
 * Authorization Reference). That of Secrets Manager is left out: the simulator's data contain
 * `secretsmanager:ResourceTag/tag-key` only, and it fails at any other.
 */
const OWN_KEYS: Readonly<Record<string, string>> = {
  autoscaling: 'autoscaling:ResourceTag',
  ec2: 'ec2:ResourceTag',
  elasticloadbalancing: 'elasticloadbalancing:ResourceTag',
  rds: 'rds:snapshot-tag',
  ssm: 'ssm:resourceTag',
  sts: 'iam:ResourceTag',
};

/**
 * Actions that are not judged by tags, although their kind of resource can have some. For a role that is passed, "this
 * approach does not have reliable results" (IAM user guide, "Controlling access to AWS resources using tags"). A
 * service-linked role exists only afterwards. The tags of a bucket count once ABAC is enabled for it (S3 user guide,
 * "Enabling ABAC in general purpose buckets"), which is not done here.
 */
export const NOT_BY_TAGS = /^(iam:(PassRole|CreateServiceLinkedRole)$|s3:)/;

/**
 * An access with the tags of its resource among its condition keys, as far as they already count for the authorization
 * of a call.
 */
export async function withResourceTags<A extends Access>(world: World, access: A): Promise<A> {
  const { action, resource, context } = access;
  // A resource without an ARN yet has no tags but those of the request.
  if (resource.endsWith('*') || NOT_BY_TAGS.test(action) || !world.lateTags.count(resource, action)) return access;
  const tags = (await ASKED[resource.split(':')[2] ?? '']?.(world, resource)) ?? {};
  if (Object.keys(tags).length === 0) return access;
  const own = OWN_KEYS[action.split(':')[0]!];
  return {
    ...access,
    context: { ...context, ...prefixed('aws:ResourceTag', tags), ...(own && prefixed(own, tags)) },
  };
}
