import { accounts } from '@malinshopper/environments';
import { inPolicy, type Mutation } from '../../testing/mutation';
import { having, without } from '../data/changes';
import {
  access,
  asServer,
  behavior,
  bucketPolicy,
  distribution,
  key,
  origin,
  underPath,
} from './distribution-parts.mutations';

const origins = [
  distribution('CKV2_AWS_46', 'the CDN does not sign', origin(without('origin_access_control_id'))),
  distribution(
    'CKV2_AWS_46',
    'the CDN has an identity of the old kind',
    origin(having({ s3_origin_config: { origin_access_identity: 'origin-access-identity/cloudfront/E1' } })),
  ),
  access('CKV2_AWS_46', 'the CDN never signs', having({ signing_behavior: 'never' })),
  access('CKV2_AWS_46', 'the CDN signs only what visitors do not', having({ signing_behavior: 'no-override' })),
  access('CKV2_AWS_46', 'the CDN signs for a media store', having({ origin_access_control_origin_type: 'mediastore' })),
  distribution(
    'FSBP.CloudFront.12',
    'the CDN asks a bucket that is not ours',
    origin(having({ domain_name: 'gone.s3.eu-west-1.amazonaws.com' })),
  ),
  distribution('FSBP.CloudFront.12', 'the CDN asks nobody', without('origin')),
  distribution('CKV2_AWS_72', 'the CDN asks a server by HTTP', asServer({ origin_protocol_policy: 'http-only' })),
  distribution(
    'CKV2_AWS_72',
    'the CDN asks a server as visitors do',
    asServer({ origin_protocol_policy: 'match-viewer', origin_ssl_protocols: ['TLSv1.2'] }),
  ),
  distribution(
    'CKV2_AWS_54',
    'the CDN asks a server by SSL',
    asServer({ origin_protocol_policy: 'https-only', origin_ssl_protocols: ['SSLv3', 'TLSv1.2'] }),
  ),
  distribution(
    'CKV2_AWS_54',
    'nothing is said of TLS with a server',
    asServer({ origin_protocol_policy: 'https-only' }),
  ),
  bucketPolicy(
    'MAL_CDN_4',
    'the bucket lets in the distributions of everybody',
    inPolicy((statements) => delete statements[2].Condition),
  ),
  bucketPolicy(
    'MAL_CDN_4',
    'the bucket lets in another distribution',
    inPolicy((statements) => {
      statements[2].Condition.StringEquals['aws:SourceArn'] =
        `arn:aws:cloudfront::${accounts.production.id}:distribution/OTHER`;
    }),
  ),
  bucketPolicy(
    'MAL_CDN_4',
    'the bucket lets the CDN write',
    inPolicy((statements) => (statements[2].Action = ['s3:GetObject', 's3:PutObject'])),
  ),
  bucketPolicy(
    'MAL_CDN_7',
    'the CDN serves the whole bucket',
    inPolicy((statements) => (statements[2].Resource = statements[2].Resource[0].replace('/fetcher/public/*', '/*'))),
  ),
  bucketPolicy(
    'MAL_CDN_7',
    'the CDN serves all that a worker writes',
    inPolicy((statements) => (statements[2].Resource[1] = statements[2].Resource[1].replace('/public/*', '/*'))),
  ),
  bucketPolicy(
    'MAL_CDN_4',
    'the bucket does not let the CDN in',
    inPolicy((statements) => statements.splice(2, 1)),
  ),
  key(
    'MAL_CDN_5',
    'the key does not let the CDN decrypt',
    inPolicy((statements) => statements.splice(1, 1)),
  ),
  key(
    'MAL_CDN_5',
    'the key lets the CDN of another account decrypt',
    inPolicy((statements) => {
      statements[1].Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::999999999999:distribution/*' } };
    }),
  ),
];

const told = [
  distribution('CKV2_AWS_32', 'browsers are told nothing', behavior(without('response_headers_policy_id'))),
  distribution(
    'CKV2_AWS_32',
    'browsers are told nothing of some paths',
    underPath(without('response_headers_policy_id')),
  ),
  distribution(
    'CKV2_AWS_32',
    'browsers are told which pages may read answers, and nothing else',
    behavior(having({ response_headers_policy_id: '60669652-455b-4ae9-85a4-c4c02393f86c' })),
  ),
  distribution(
    'CKV2_AWS_32',
    'an environment has a policy of its own for what browsers are told',
    behavior(having({ response_headers_policy_id: '${aws_cloudfront_response_headers_policy.own.id}' })),
  ),
];

export const originMutations: readonly Mutation[] = [...origins, ...told];
