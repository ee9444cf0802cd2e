import { environment } from '@malinshopper/environments';
import { refusals } from '@malinshopper/policy';
import {
  documentsOf,
  guardedRules,
  inPolicy,
  mutated,
  remove,
  rules,
  subjectOf,
  type Documents,
  type Mutation,
} from '@malinshopper/policy/testing';

const production = environment('production');
const plan = { format_version: '1.2' };
let documents: Documents;
let otherChoices: Documents;

beforeAll(async () => {
  documents = await documentsOf(subjectOf('production'));
  otherChoices = await documentsOf(subjectOf('cluster'));
});

/** The reasons why production refuses its stacks, app by app as in a deploy. */
const refused = ({ own }: Documents, of = production) =>
  [...own.values()].flatMap((stack) => refusals({ environment: of, stack, plan }));

const everyPrincipal = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const open = JSON.stringify({ Version: '2012-10-17', Statement: [everyPrincipal] });
const letIn = inPolicy((statements) => statements.push(everyPrincipal));
/** Adds a resource to the stack of the first one of a type. */
const beside =
  (type: string, config: object): Mutation['change'] =>
  (_config, resources) =>
    (resources[type] = { ...resources[type], added: config });
const fromProvider: Mutation['change'] = (config) => {
  delete config.referenced_security_group_id;
  Object.assign(config, { cidr_ipv4: '52.0.0.0/8', from_port: 22, to_port: 22 });
};

test.each<[rule: string, what: string, type: string, change: Mutation['change'], path?: string]>([
  [
    'CKV_AWS_17',
    'a database server on the internet',
    'aws_db_instance',
    (config) => (config.publicly_accessible = true),
  ],
  ['CKV_AWS_33', 'a key for the public', 'aws_kms_key', letIn],
  ['CKV_AWS_33', 'the policy of a key elsewhere', 'aws_db_instance', beside('aws_kms_key_policy', { policy: open })],
  ['CKV_AWS_169', 'a topic for the public', 'aws_sns_topic_policy', letIn],
  ['CKV_AWS_169', 'a topic for the public, by itself', 'aws_sns_topic', (config) => (config.policy = open)],
  [
    'MAL_IAM_29',
    'a secret for the public',
    'aws_db_instance',
    beside('aws_secretsmanager_secret_policy', { policy: open }),
  ],
  ['CKV_AWS_168', 'a queue for the public', 'aws_db_instance', beside('aws_sqs_queue_policy', { policy: open })],
  ['CKV_AWS_387', 'a queue for the public, by itself', 'aws_db_instance', beside('aws_sqs_queue', { policy: open })],
  ['CKV2_AWS_6', 'a bucket without a lock', 'aws_s3_bucket_public_access_block', remove],
  ['CKV2_AWS_6', 'a new bucket without a lock', 'aws_db_instance', beside('aws_s3_bucket', { bucket: 'new' })],
  ['CKV2_AWS_19', 'a public address of a machine', 'aws_eip', (config) => (config.instance = 'i-1')],
  ['CKV2_AWS_19', 'a public address in another app', 'aws_launch_template', beside('aws_eip', { instance: 'i-1' })],
  ['MAL_NET_25', 'an image for all', 'aws_launch_template', beside('aws_ami_launch_permission', { group: 'all' })],
  ['MAL_NET_25', 'a function for all', 'aws_db_instance', beside('aws_lambda_permission', { principal: '*' })],
  ['FSBP.EC2.18', 'an identity provider of the internet', 'aws_vpc_security_group_ingress_rule', fromProvider],
  [
    'MAL_NET_26',
    'an identity provider of the internet',
    'aws_vpc_security_group_ingress_rule',
    fromProvider,
    'data/database/firewall/clients',
  ],
  [
    'CKV_AWS_60',
    'a role for the public',
    'aws_iam_role',
    inPolicy(([statement]) => (statement.Principal = { AWS: '*' }), 'assume_role_policy'),
  ],
  [
    'MAL_IAM_2',
    'a role for another account',
    'aws_iam_role',
    inPolicy(([statement]) => (statement.Principal = { AWS: '999999999999' }), 'assume_role_policy'),
  ],
])('production refuses %s: %s', (rule, what, type, change, ...[path]) => {
  expect(guardedRules).toContain(rule);
  const found = refused(mutated(documents, { rule, what, type, change, ...(path && { path }) }));
  expect(found.join('\n')).toContain(`(${rule})`);
});

test('production as it is passes, app by app', () => {
  expect(refused(documents)).toEqual([]);
});

test("choices that no environment has made yet would pass there too, with the exception of a cluster's resources", () => {
  // Terraform does not protect a cluster's logs and key: production would first need the waivers that other
  // environments have.
  const found = refused(otherChoices, { ...otherChoices.environment, kind: 'production' });
  expect(found.filter((reason) => !/^aws_\w+\.cluster_.*\(MAL_GUARD_1\)/.test(reason))).toEqual([]);
});

test('every guarded rule is one of the rules', () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect([...guardedRules].filter((id) => !ids.has(id))).toEqual([]);
});
