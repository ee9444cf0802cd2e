import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from '../enforcement/access';
import { parsedJson } from '../protocols/json';
import type { Accounts } from './accounts';
import type { Forward } from './call';

/**
 * The anonymous public: a caller of an account that no policy of this repository can name, with policies of its own
 * that allow everything.
 */
const ANYBODY = { account: '000000000000', arn: 'arn:aws:iam::000000000000:user/anybody' };
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } as const;

/**
 * True if the public may read an object: the policy of its bucket allows it, and neither the bucket nor its account
 * restricts that (S3 user guide, "Blocking public access", RestrictPublicBuckets). ACLs grant nothing: all objects
 * belong to the bucket's owner.
 * @param ask queries the embedded AWS, and not moto: moto's policies have no conditions
 */
export async function isPublicObject(path: string, accounts: Accounts, ask: Forward): Promise<boolean> {
  const [, bucket = '', key = ''] = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(path) ?? [];
  const object = decoded(key);
  const owner = object === undefined ? undefined : await accounts.ownerOf(bucket);
  if (!owner || owner.closed) return false;
  const policy = await policyOf(bucket, owner.account, ask);
  if (policy === undefined) return false;
  const answer = await runSimulation(
    {
      request: {
        principal: ANYBODY.arn,
        action: 's3:GetObject',
        resource: {
          resource: `arn:aws:s3:::${bucket}/${object?.replaceAll('*', '%2A')}`,
          accountId: owner.account,
        },
        contextVariables: {
          'aws:SecureTransport': 'true',
          's3:TlsVersion': '1.3',
          'aws:ResourceAccount': owner.account,
        },
      },
      identityPolicies: [{ name: 'everything', policy: everything }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  return answer.resultType !== 'error' && answer.overallResult === 'Allowed';
}

async function policyOf(bucket: string, account: string, ask: Forward): Promise<PolicyDocument | undefined> {
  const { status, body } = await ask({
    service: 's3',
    region: 'us-east-1',
    accessKeyId: '',
    account,
    method: 'GET',
    path: `/${bucket}`,
    query: new URLSearchParams('policy'),
    pathParameters: {},
    headers: {
      host: 's3.us-east-1.amazonaws.com',
      authorization:
        'AWS4-HMAC-SHA256 Credential=anonymous/20200101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: Buffer.alloc(0),
  });
  try {
    return status === 200 ? (parsedJson(body.toString()) as unknown as PolicyDocument) : undefined;
  } catch {
    return undefined;
  }
}

/** The key, undefined if it is not valid. */
function decoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key) || undefined;
  } catch {
    return undefined;
  }
}
