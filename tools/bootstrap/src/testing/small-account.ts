import { made, type SmallApp } from '@malinshopper/terraform/testing';

const tags = (name: string) => ({ tags: { Name: name, App: 'account', Environment: 'nonproduction' } });
const one = (name: string, body: object) => ({ [name]: made(`account/${name}`, body) });
const trusts = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: '${aws_iam_openid_connect_provider.github.arn}' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    },
  ],
};

/** An app with what an account has once and AWS would make twice, or refuse to make again. */
export const smallAccount: SmallApp = {
  resource: {
    aws_iam_openid_connect_provider: one('github', {
      url: 'https://token.actions.githubusercontent.com',
      client_id_list: ['sts.amazonaws.com'],
      ...tags('github'),
    }),
    aws_iam_role: one('deploy', {
      name: 'small-deploy',
      assume_role_policy: JSON.stringify(trusts),
      ...tags('deploy'),
    }),
    aws_kms_key: one('alarms', { description: 'Alarms', enable_key_rotation: true, ...tags('alarms') }),
    aws_route53_delegation_set: one('servers', {
      reference_name: 'nonproduction',
      lifecycle: { ignore_changes: ['reference_name'] },
    }),
    aws_route53_zone: one('testing', {
      name: 'testing.malinshopper.com',
      delegation_set_id: '${aws_route53_delegation_set.servers.id}',
      ...tags('zone'),
    }),
    aws_sns_topic: one('alarms', { name: 'small-alarms', ...tags('topic') }),
    aws_sns_topic_subscription: one('mail', {
      topic_arn: '${aws_sns_topic.alarms.arn}',
      protocol: 'email',
      endpoint: 'infrastructure@malinshopper.com',
    }),
  },
  output: {
    nameServers: { value: '${aws_route53_delegation_set.servers.name_servers}' },
    dsRecords: { value: {} },
  },
};
