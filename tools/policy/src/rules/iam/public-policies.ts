import type { Resource, World } from '@malinshopper/synthesized';
import { resourceStatementsOf } from '../access/policies';
import { allowing, inStatement, inTrust, noForeignPrincipals, notPublic, roles } from '../statement-asks';
import { inPolicy } from '../../testing/mutation';
import { rulesOf } from '../table';

/** The policy of an endpoint allows every principal on purpose; MAL_NET_21 judges its resources. */
const isEndpoint = ({ type }: Resource) => type === 'aws_vpc_endpoint';
const hasPrincipals = (resource: Resource, world: World) =>
  !isEndpoint(resource) && resourceStatementsOf(resource, world).length > 0;

/** Other rules judge these under the ids of the standards: buckets, topics, queues, keys, and the trust of roles. */
const elsewhere = /^aws_(s3_bucket|sns_topic|sqs_queue|kms_key)(_policy)?$|^aws_iam_role$/;

const everyone = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const readBy = (AWS: string) => JSON.stringify({ Statement: { ...everyone, Principal: { AWS } } });
const content = { type: 'aws_s3_bucket_policy', path: 'content/content/policy' };
const key = { type: 'aws_kms_key', path: 'content/key/Resource' };
const topic = { type: 'aws_sns_topic_policy', path: 'account/alarms/compute/policy' };
const stranger = '999999999999';
const everyoneIf = (Condition: object) => ({
  ...content,
  change: allowing({ Principal: '*', Action: 's3:GetObject', Condition }),
});

export const resourcePolicies = rulesOf([], {
  MAL_IAM_29: {
    title: 'Resource policies of secrets, vaults, log groups and all other types are not public',
    severity: 'critical',
    about: (resource, world) => !elsewhere.test(resource.type) && hasPrincipals(resource, world),
    why: 'A public policy gives the whole internet access, even without a public address',
    fix: 'Name the service or the role in Principal, and the account in aws:SourceAccount',
    ask: notPublic(resourceStatementsOf, {
      'the logs of queries accept every principal': inPolicy((all) => all.push(everyone), 'policy_document'),
      'a secret is added that every principal may read': (_config, resources) => {
        resources['aws_secretsmanager_secret_policy'] = { open: { policy: JSON.stringify({ Statement: everyone }) } };
      },
    }),
    tried: { type: 'aws_cloudwatch_log_resource_policy' },
  },
  MAL_IAM_32: {
    title: 'Resource policies allow this account and known services on its behalf, with the actions of a table',
    severity: 'critical',
    covers: 'I1 I2',
    about: hasPrincipals,
    why: 'An organization, a canonical user, an unknown service or a condition on foreign accounts also gives access',
    fix: 'Name principals of this account, or demand this account in a condition; add a new service to tools/policy/src/rules/access/services.ts',
    ask: noForeignPrincipals(resourceStatementsOf, ['public', 'account', 'service', 'unsourced', 'unread', 'action'], {
      ...Object.fromEntries(
        [
          { StringEquals: { 'aws:PrincipalAccount': stranger } },
          { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
          { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${stranger}:role/*` } },
          { StringEquals: { 'aws:SourceAccount': stranger } },
          { StringEquals: { 'aws:SourceOrgID': 'o-abcdefghij' } },
          { StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } },
          { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
          { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } },
          { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': '111122223333' } },
          { Null: { 'aws:PrincipalAccount': 'false' } },
          { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
        ].map((condition) => [`the public reads content if ${JSON.stringify(condition)}`, everyoneIf(condition)]),
      ),
      'a canonical user reads content': {
        ...content,
        change: allowing({ Principal: { CanonicalUser: '0a1b' }, Action: 's3:GetObject' }),
      },
      'identities of the account may change the policy of the content': {
        ...content,
        change: allowing({ Principal: { AWS: 'arn:aws:iam::111122223333:role/x' }, Action: 's3:PutBucketPolicy' }),
      },
      'CloudFront reads all of the content': {
        ...content,
        change: inStatement('CdnReads', (statement) => {
          statement.Resource = statement.Resource[0].replace('/fetcher/public', '');
        }),
      },
      'the root of another account has a key': {
        ...key,
        change: inStatement(0, { Principal: { AWS: `arn:aws:iam::${stranger}:root` } }),
      },
      'CloudFront may change the policy of a key': {
        ...key,
        change: inStatement('CloudFrontReadsContent', { Action: ['kms:Decrypt', 'kms:PutKeyPolicy'] }),
      },
      'an unknown service may publish': {
        ...topic,
        change: inStatement(0, { Principal: { Service: 'serverlessrepo.amazonaws.com' } }),
      },
      'a service of another partition assumes a role': {
        ...roles.app,
        change: inTrust({ Principal: { Service: 'codedeploy.amazonaws.com.cn' } }),
      },
      'another identity provider is trusted': {
        ...roles.ci,
        change: inTrust({ Principal: { Federated: `arn:aws:iam::${stranger}:oidc-provider/gitlab.com` } }),
      },
      'a vault is added that another account may copy from': (_config, resources) => {
        resources['aws_backup_vault_policy'] = { open: { policy: readBy(stranger) } };
      },
      'a nested block contains a policy': (_config, resources) => {
        resources['aws_opensearch_domain'] = { open: { advanced: [{ own_policies: readBy(stranger) }] } };
      },
      'a statement has an element that IAM does not know': {
        ...content,
        change: allowing({ Principals: '*', Principal: '*' }),
      },
    }),
    tried: { type: 'aws_cloudwatch_log_resource_policy' },
  },
});
