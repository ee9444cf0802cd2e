import { accounts } from '@malinshopper/environments';
import type { Mutation } from '../../testing/mutation';
import { booting } from './booting';

const type = 'aws_launch_template';
const script = { kind: 'cluster', type: 'aws_s3_object' } as const;

/** More than 16 KB that no compression makes smaller: the digits of a chaotic sequence. */
function longText(): string {
  let [number, text] = [0.4, ''];
  while (text.length < 60_000) {
    number = 3.99 * number * (1 - number);
    text += String(number).slice(4);
  }
  return text;
}

const template = (rule: string, what: string, text: string): Mutation => ({ rule, what, type, change: booting(text) });

// Put together here: as it is, whoever looks for leaked keys would find it in this file.
const accessKey = 'AKIA' + 'IOSFODNN7EXAMPLE';

export const userDataMutations: readonly Mutation[] = [
  template('CKV_AWS_46', 'an access key stands in user data', `aws configure set aws_access_key_id ${accessKey}`),
  template(
    'CKV_AWS_46',
    'a private key stands in user data',
    '-----BEGIN OPENSSH ' + 'PRIVATE KEY-----\nb3BlbnNzaC1rZXk',
  ),
  template('CKV_AWS_46', 'the password of the database stands in user data', 'DATABASE_PASSWORD=correct-horse-battery'),
  {
    rule: 'CKV_AWS_46',
    what: 'user data comes from where nobody can read it',
    type,
    change: (config) => (config.user_data = '${filebase64("user-data.sh")}'),
  },
  {
    rule: 'CKV_AWS_46',
    what: 'a secret stands in the script of a cluster',
    ...script,
    change: (config) => (config.content = 'export API_TOKEN=0123456789abcdef'),
  },
  template('MAL_EC2_1', 'user data is longer than EC2 takes, compressed or not', longText()),
  {
    rule: 'MAL_EC2_1',
    what: 'user data is not compressed',
    type,
    path: 'fetcher/template/Resource',
    change: (config) => (config.user_data = config.user_data.replace('base64gzip(', 'base64encode(')),
  },
  template('MAL_EC2_2', 'an instance uses another region', 'AWS_REGION=us-east-1'),
  template('MAL_EC2_2', 'production says that it is staging', 'MALINSHOPPER_ENVIRONMENT=staging'),
  template('MAL_EC2_2', 'production writes the log of testing', '{"log_group_name": "/malinshopper/testing/web"}'),
  template(
    'MAL_EC2_2',
    'an instance names a role of another account',
    `arn:aws:iam::${accounts.nonproduction.id}:role/deployer`,
  ),
  template(
    'MAL_EC2_2',
    'an instance copies from a bucket by name',
    'aws s3 cp s3://malinshopper-staging-packages-1/x .',
  ),
  template(
    'MAL_EC2_2',
    'an instance installs from a bucket of somebody',
    'curl https://packages-of-somebody.s3.eu-west-1.amazonaws.com/agent.deb',
  ),
  {
    rule: 'MAL_EC2_2',
    what: 'a cluster is set up for another region',
    ...script,
    change: (config) => (config.content = 'AWS_REGION=eu-central-1'),
  },
];
