import { jsonObject, jsonText } from '../../protocols/json';
import { keyFacts } from '../keys';
import { bucketPolicy, keyOfBucket } from '../requests/s3/bucket';
import type { World } from '../world';
import { textsLike, type Members } from './members';
import { regional, type Finding } from './target';

/** The customer managed keys that a request names; for an object in S3, the one of its bucket. */
export const keys: Finding = async ({ call: { via = '', when = [] }, members, world }) => {
  const said = via === 's3' ? [await keyOfBucket(world, objectOf(members).bucket)] : namedIn(members, when);
  const named = [...new Set(said)].filter((id) => id !== '');
  const found = await Promise.all(named.map((id) => keyFacts(world, id)));
  const context = { 'kms:ViaService': `${via}.${world.region}.amazonaws.com` };
  return found
    .filter(({ managedByAws }) => !managedByAws)
    .map(({ arn, policy }) => ({ resource: arn, resourcePolicy: policy, context }));
};

const namedIn = (members: Members, names: readonly string[]) => names.flatMap((name) => members.get(name) ?? []);

/** The package of code of a function. */
export const object: Finding = async ({ members, world }) => {
  const { bucket: name, key } = objectOf(members);
  const policy = await bucketPolicy(world, name);
  return [{ resource: `arn:aws:s3:::${name}/${key}`, ...(policy && { resourcePolicy: policy }) }];
};

function objectOf(members: Members): { readonly bucket: string; readonly key: string } {
  const [name = ''] = members.get('S3Bucket') ?? [];
  const [key = ''] = members.get('S3Key') ?? [];
  return { bucket: name, key };
}

/** The secret in which RDS keeps a master password. */
export const secretOfRds: Finding = async ({ world }) => [
  { resource: regional(world, 'secretsmanager', 'secret:rds!db-1-AbCdEf') },
];

/** The resources that a request names by ARN. */
const byArn =
  (pattern: RegExp): Finding =>
  ({ members }) =>
    Promise.resolve(textsLike(members, pattern).map((resource) => ({ resource })));

export const balancer = byArn(/^arn:aws:elasticloadbalancing:.*:loadbalancer\/app\//);
export const webAcl = byArn(/^arn:aws:wafv2:.*\/webacl\//);
export const distribution = byArn(/^arn:aws:cloudfront::\d+:distribution\//);

/** Backups of RDS are snapshots. Backup deletes all other recovery points as itself. */
export const snapshot: Finding = ({ call: { via = '' }, members }) => {
  const path = members.get('path')?.join('/') ?? '';
  const [arn] = /arn:aws:rds:[^/]*:snapshot:[^/]*$/.exec(path) ?? [];
  const context = { 'aws:CalledVia': [`${via}.amazonaws.com`] };
  return Promise.resolve(arn === undefined ? [] : [{ resource: arn, context }]);
};

/** The bucket to which logs are delivered. */
export const bucket: Finding = async ({ members, world }) => {
  const arn = await destination(members, world);
  const [, name] = /^arn:aws:s3:::([^/]+)/.exec(arn) ?? [];
  if (name === undefined) return [];
  // S3 answers in the bucket's region, also for a call from another region.
  const region = />([a-z0-9-]+)<\/LocationConstraint>/.exec((await world.ofBucket(name, 'location')) ?? '')?.[1];
  return [{ resource: `arn:aws:s3:::${name}`, context: { 'aws:RequestedRegion': region ?? 'us-east-1' } }];
};

async function destination(members: Members, world: World): Promise<string> {
  const [arn = ''] = members.get('deliveryDestinationArn') ?? [];
  const asked = { name: arn.slice(arn.lastIndexOf(':') + 1) };
  const answer = await world.json('logs', 'Logs_20140328.GetDeliveryDestination', asked);
  const configuration = jsonObject(answer?.['deliveryDestination'])['deliveryDestinationConfiguration'];
  return jsonText(jsonObject(configuration)['destinationResourceArn']);
}
