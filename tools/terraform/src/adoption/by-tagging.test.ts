import { KMSClient } from '@aws-sdk/client-kms';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { typesFoundByTag } from '@malinshopper/aws-facts';
import { byTagging, isFoundByTag } from './by-tagging';

const session = fakeSession(fakeS3(new Map()).client);
const unknown = () => false;
const arn = (rest: string) => `arn:aws:${rest}`;
const account = 'eu-west-1:444455556666';

/**
 * Casts a response of a client to the type of `send`. TypeScript selects the last overload of `send`: it has a
 * callback, and returns no value.
 */
const answering = (answer: () => Promise<object>) => answer as () => void;
/** Lets AWS return these ARNs for the name. */
function having(...arns: readonly string[]): void {
  const ResourceTagMappingList = arns.map((ResourceARN) => ({ ResourceARN }));
  jest
    .spyOn(ResourceGroupsTaggingAPIClient.prototype, 'send')
    .mockImplementation(answering(() => Promise.resolve({ ResourceTagMappingList })));
}
const keys = (KeyState: string) =>
  jest
    .spyOn(KMSClient.prototype, 'send')
    .mockImplementation(answering(() => Promise.resolve({ KeyMetadata: { KeyState } })));
afterEach(() => jest.restoreAllMocks());

const examples = [
  ['aws_acm_certificate', arn(`acm:${account}:certificate/1`), arn(`acm:${account}:certificate/1`)],
  ['aws_backup_plan', arn(`backup:${account}:backup-plan:1-2`), '1-2'],
  ['aws_cloudfront_distribution', arn('cloudfront::444455556666:distribution/E1'), 'E1'],
  ['aws_emr_cluster', arn(`elasticmapreduce:${account}:cluster/j-1`), 'j-1'],
  ['aws_kms_key', arn(`kms:${account}:key/1-2`), '1-2'],
  [
    'aws_lb_listener',
    arn(`elasticloadbalancing:${account}:listener/app/a/1/2`),
    arn(`elasticloadbalancing:${account}:listener/app/a/1/2`),
  ],
  [
    'aws_lb_listener_rule',
    arn(`elasticloadbalancing:${account}:listener-rule/app/a/1/2/3`),
    arn(`elasticloadbalancing:${account}:listener-rule/app/a/1/2/3`),
  ],
  ['aws_route53_zone', arn('route53:::hostedzone/Z1'), 'Z1'],
  ['aws_wafv2_web_acl', arn(`wafv2:${account}:regional/webacl/web/1`), '1/web/REGIONAL'],
  ['aws_wafv2_web_acl', arn('wafv2:us-east-1:444455556666:global/webacl/cdn/1'), '1/cdn/CLOUDFRONT'],
] as const;

test('every type that is found by its tag has an example', () => {
  expect([...new Set(examples.map(([type]) => type))]).toEqual(typesFoundByTag);
});

test.each(examples)('%s is found by its tag, with the import id in its ARN', async (type, found, id) => {
  keys('Enabled');
  having(found, arn(`ec2:${account}:vpc/vpc-1`));
  await expect(byTagging(type, 'testing-net-key', session, unknown)).resolves.toBe(id);
  expect(isFoundByTag(type)).toBe(true);
});

test('a resource in the state, one of two, and a key with a pending deletion are not found', async () => {
  const [one, two] = ['1', '2'].map((id) => arn(`kms:${account}:key/${id}`));
  keys('Enabled');
  having(one!, two!);
  await expect(byTagging('aws_kms_key', 'key', session, unknown)).resolves.toBeUndefined();
  await expect(byTagging('aws_kms_key', 'key', session, (id) => id === '1')).resolves.toBe('2');
  having(one!);
  keys('PendingDeletion');
  await expect(byTagging('aws_kms_key', 'key', session, unknown)).resolves.toBeUndefined();
});

test('a role without the permission is refused with the reason and what to do, and any other error is thrown', async () => {
  const fails = (name: string) =>
    jest
      .spyOn(ResourceGroupsTaggingAPIClient.prototype, 'send')
      .mockImplementation(answering(() => Promise.reject(Object.assign(new Error('refused'), { name }))));
  fails('AccessDeniedException');
  await expect(byTagging('aws_kms_key', 'testing-data-key', session, unknown)).rejects.toThrow(
    /^A run was killed, and it may have created the aws_kms_key testing-data-key\. .*\(tag:GetResources in eu-west-1\).* Deploy the app `account`/,
  );
  fails('InternalServiceException');
  await expect(byTagging('aws_kms_key', 'key', session, unknown)).rejects.toThrow('refused');
});
