import type { Call } from '../../../gateway/call';
import { element, list, parseXml, text } from '../../../protocols/xml';
import type { Access, Reading } from '../../access';
import type { World } from '../../world';
import { MORE_BY_HEADER, OF_VERSION, PLAIN_PARAMETERS, S3_ACTIONS } from './actions';
import { objectIn, s3Address, type S3Address } from './address';
import { bucketPolicy, withKeyOf } from './bucket';

/** Amazon S3: the action on the bucket or object, and the operations on its key. */
export const s3: Reading = async (call, _asked, world) => {
  const { bucket, key } = s3Address(call);
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subResources = [...call.query.keys()].filter((name) => !PLAIN_PARAMETERS.test(name));
  const known = S3_ACTIONS[[`${call.method} ${level}`, ...subResources].join('?')];
  if (!known) return undefined;
  if (level === 'service') return [{ action: known.action, resource: '*' }];

  const policy = await bucketPolicy(world, bucket);
  const on = (at: S3Address, action: string, context: Record<string, string> = {}): Access => ({
    action,
    resource: `arn:aws:s3:::${at.bucket}${at.key && `/${at.key}`}`,
    context,
    ...(policy && { resourcePolicy: policy }),
  });
  if (subResources.includes('delete')) {
    return deletedKeys(call).map(({ key: one, version }) => on({ bucket, key: one }, versioned(known.action, version)));
  }
  const action = versioned(known.action, call.query.get('versionId'));
  const isWrite = known.action === 's3:PutObject';
  const more = isWrite
    ? MORE_BY_HEADER.filter(([header]) => Object.keys(call.headers).some((name) => header.test(name)))
    : [];
  return [
    on({ bucket, key }, action, level === 'bucket' ? listing(call) : isWrite ? compared(call) : {}),
    ...more.map(([, extra]) => on({ bucket, key }, extra)),
    ...(await copySource(call, world)),
    ...(await withKeyOf(world, bucket, known.keys ?? [], isWrite ? askedEncryption(call) : {})),
  ];
};

const versioned = (action: string, version: string | null) => (version && OF_VERSION[action]) || action;

/** The condition keys of ListBucket (S3 user guide, "Bucket policy examples using condition keys"). */
function listing({ query }: Call): Record<string, string> {
  const named = ['prefix', 'delimiter', 'max-keys'].filter((name) => query.has(name));
  return Object.fromEntries(named.map((name) => [`s3:${name}`, query.get(name) ?? '']));
}

/** The condition keys of a conditional write (S3 user guide, "Enforce conditional writes on Amazon S3 buckets"). */
function compared({ headers }: Call): Record<string, string> {
  const named = ['if-match', 'if-none-match'].filter((name) => headers[name] !== undefined);
  return Object.fromEntries(named.map((name) => [`s3:${name}`, String(headers[name])]));
}

const askedEncryption = ({ headers }: Call) => ({
  algorithm: headers['x-amz-server-side-encryption'] as string | undefined,
  key: headers['x-amz-server-side-encryption-aws-kms-key-id'] as string | undefined,
});

/** CopyObject and UploadPartCopy read the object that a header names. */
async function copySource(call: Call, world: World): Promise<Access[]> {
  const source = call.headers['x-amz-copy-source'];
  if (typeof source !== 'string') return [];
  const [path = '', version = null] = source.split(/\?versionId=/);
  const { bucket, key } = objectIn(path);
  const policy = await bucketPolicy(world, bucket);
  return [
    {
      action: versioned('s3:GetObject', version),
      resource: `arn:aws:s3:::${bucket}/${key}`,
      ...(policy && { resourcePolicy: policy }),
    },
    ...(await withKeyOf(world, bucket, ['kms:Decrypt'])),
  ];
}

/** The keys that DeleteObjects names in its body, which some clients send in signed chunks. */
function deletedKeys({ body }: Call): { readonly key: string; readonly version: string | null }[] {
  const [document = ''] = /<Delete[\s>][\s\S]*<\/Delete>/.exec(body.toString()) ?? [];
  const objects = list(element(parseXml(document)['Delete'])['Object']).map(element);
  return objects.map(({ Key, VersionId }) => ({ key: text(Key), version: text(VersionId) || null }));
}
