import type { Client } from './client';
import { succeeded, unique, type InUse } from './try';

const route53 = (aws: Client, method: string, path: string, body?: string) =>
  aws.send('route53', method, `/2013-04-01${path}`, body);

async function zone(aws: Client, more = '', name = unique('try')): Promise<string> {
  const made = await route53(
    aws,
    'POST',
    '/hostedzone',
    `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}.example.com</Name>` +
      `<CallerReference>${name}</CallerReference>${more}</CreateHostedZoneRequest>`,
  );
  return made.first('Id').replace(/^.*\//, '');
}

const change = (aws: Client, id: string, name: string, action: 'CREATE' | 'DELETE') =>
  route53(
    aws,
    'POST',
    `/hostedzone/${id}/rrset/`,
    `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes><Change>` +
      `<Action>${action}</Action><ResourceRecordSet><Name>a.${name}.example.com</Name><Type>A</Type><TTL>60</TTL><ResourceRecords>` +
      `<ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes>` +
      `</ChangeBatch></ChangeResourceRecordSetsRequest>`,
  );

const signingKey = (aws: Client, id: string) =>
  route53(
    aws,
    'POST',
    '/keysigningkey',
    `<CreateKeySigningKeyRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><CallerReference>${id}</CallerReference>` +
      `<HostedZoneId>${id}</HostedZoneId><KeyManagementServiceArn>arn:aws:kms:us-east-1:${aws.account}:key/1</KeyManagementServiceArn>` +
      `<Name>ksk_1</Name><Status>ACTIVE</Status></CreateKeySigningKeyRequest>`,
  );

/** The resources of stores and their users, by type. */
export const inStores: Readonly<Record<string, readonly InUse[]>> = {
  aws_cloudwatch_event_rule: [
    {
      by: 'a target',
      code: 'ValidationException',
      make: async (aws) => {
        const events = (action: string, fields: object) => aws.json('events', `AWSEvents.${action}`, fields);
        const Rule = unique('rule');
        await events('PutRule', { Name: Rule, EventPattern: '{"source":["aws.s3"]}' });
        await events('PutTargets', { Rule, Targets: [{ Id: 'one', Arn: `arn:aws:sqs:eu-west-1:${aws.account}:one` }] });
        return {
          remove: () => events('DeleteRule', { Name: Rule }),
          free: () => events('RemoveTargets', { Rule, Ids: ['one'] }),
        };
      },
    },
  ],
  aws_backup_plan: [
    {
      by: 'a selection',
      code: 'InvalidRequestException',
      make: async (aws) => {
        const backup = (method: string, path: string, body?: object) =>
          aws.send('backup', method, path, body && JSON.stringify(body), { 'content-type': 'application/json' });
        const rule = { RuleName: 'daily', TargetBackupVaultName: 'try' };
        const made = await backup('PUT', '/backup/plans/', {
          BackupPlan: { BackupPlanName: unique('plan'), Rules: [rule] },
        });
        const path = `/backup/plans/${made.first('BackupPlanId')}`;
        const selection = { SelectionName: 'all', IamRoleArn: `arn:aws:iam::${aws.account}:role/try` };
        const of = await backup('PUT', `${path}/selections/`, { BackupSelection: selection });
        return {
          remove: () => backup('DELETE', path),
          free: () => backup('DELETE', `${path}/selections/${of.first('SelectionId')}`),
        };
      },
    },
  ],
  aws_s3_bucket: [
    {
      by: 'an object',
      code: 'BucketNotEmpty',
      make: async (aws) => {
        const bucket = `/${unique('try')}-${aws.account}`;
        const where =
          '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
        succeeded(await aws.send('s3', 'PUT', bucket, where));
        succeeded(await aws.send('s3', 'PUT', `${bucket}/one`, 'one'));
        return {
          remove: () => aws.send('s3', 'DELETE', bucket),
          free: () => aws.send('s3', 'DELETE', `${bucket}/one`),
        };
      },
    },
  ],
  aws_route53_zone: [
    {
      by: 'a record',
      code: 'HostedZoneNotEmpty',
      make: async (aws) => {
        const name = unique('try');
        const id = await zone(aws, '', name);
        succeeded(await change(aws, id, name, 'CREATE'));
        return {
          remove: () => route53(aws, 'DELETE', `/hostedzone/${id}`),
          free: () => change(aws, id, name, 'DELETE'),
        };
      },
    },
    {
      by: 'a key to sign with',
      code: 'HostedZoneNotEmpty',
      make: async (aws) => {
        const id = await zone(aws);
        succeeded(await signingKey(aws, id));
        const free = async () => {
          await route53(aws, 'POST', `/keysigningkey/${id}/ksk_1/deactivate`);
          await route53(aws, 'DELETE', `/keysigningkey/${id}/ksk_1`);
        };
        return { remove: () => route53(aws, 'DELETE', `/hostedzone/${id}`), free };
      },
    },
  ],
  aws_route53_key_signing_key: [
    {
      by: 'the signing of its zone',
      code: 'KeySigningKeyInUse',
      make: async (aws) => {
        const id = await zone(aws);
        succeeded(await signingKey(aws, id));
        succeeded(await route53(aws, 'POST', `/hostedzone/${id}/enable-dnssec`));
        return {
          remove: () => route53(aws, 'POST', `/keysigningkey/${id}/ksk_1/deactivate`),
          free: () => route53(aws, 'POST', `/hostedzone/${id}/disable-dnssec`),
        };
      },
    },
  ],
  aws_route53_delegation_set: [
    {
      by: 'a zone',
      code: 'DelegationSetInUse',
      make: async (aws) => {
        const body =
          '<CreateReusableDelegationSetRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
          `<CallerReference>${unique('set')}</CallerReference></CreateReusableDelegationSetRequest>`;
        const made = succeeded(await route53(aws, 'POST', '/delegationset', body));
        const set = made.first('Id').replace(/^.*\//, '');
        const id = await zone(aws, `<DelegationSetId>${set}</DelegationSetId>`);
        return {
          remove: () => route53(aws, 'DELETE', `/delegationset/${set}`),
          free: () => route53(aws, 'DELETE', `/hostedzone/${id}`),
        };
      },
    },
  ],
};
