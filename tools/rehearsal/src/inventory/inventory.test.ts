import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { EMRClient } from '@aws-sdk/client-emr';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { inventory } from './inventory';

const testing = environment('testing');
const at = { region: 'eu-west-1' };
const ours = [{ Key: 'Environment', Value: 'testing' }];
const others = [{ Key: 'Environment', Value: 'testing-2' }];

/** The answers of AWS, by the name of the call (`ListKeys`). A call without an entry gets an empty answer. */
type Answers = Readonly<Record<string, object | ((input: Record<string, string>) => object)>>;

/** Clients of the SDK, the pagination of which needs real ones, of an AWS with only these answers. */
function awsWith(here: Answers, inUsEast1: Answers = {}): Clients {
  const answering = <C extends object>(client: C, answers = here): C =>
    Object.assign(client, {
      send: async (command: { input: Record<string, string> }) => {
        const answer = answers[command.constructor.name.replace(/Command$/, '')] ?? {};
        return typeof answer === 'function' ? (answer as (input: object) => object)(command.input) : answer;
      },
    });
  const regional = (answers: Answers) => ({
    cloudWatch: answering(new CloudWatchClient(at), answers),
    events: answering(new EventBridgeClient(at), answers),
    kms: answering(new KMSClient(at), answers),
    logs: answering(new CloudWatchLogsClient(at), answers),
    tagging: answering(new ResourceGroupsTaggingAPIClient(at), answers),
  });
  return {
    ...regional(here),
    autoScaling: answering(new AutoScalingClient(at)),
    cloudFront: answering(new CloudFrontClient(at)),
    codeDeploy: answering(new CodeDeployClient(at)),
    ec2: answering(new EC2Client(at)),
    elastiCache: answering(new ElastiCacheClient(at)),
    emr: answering(new EMRClient(at)),
    iam: answering(new IAMClient(at)),
    rds: answering(new RDSClient(at)),
    route53: answering(new Route53Client(at)),
    s3: answering(new S3Client(at)),
    sqs: answering(new SQSClient(at)),
    inUsEast1: regional(inUsEast1),
  } as unknown as Clients;
}

const keys: Answers = {
  ListKeys: { Keys: [{ KeyId: 'k1' }, { KeyId: 'k2' }, { KeyId: 'k3' }] },
  ListAliases: {
    Aliases: [
      { AliasName: 'alias/one', TargetKeyId: 'k1' },
      { AliasName: 'alias/two', TargetKeyId: 'k2' },
      { AliasName: 'alias/three', TargetKeyId: 'k3' },
      { AliasName: 'alias/aws/sns' },
    ],
  },
  ListResourceTags: ({ KeyId }) => ({
    Tags: [{ TagKey: 'Environment', TagValue: KeyId === 'k3' ? 'testing-2' : 'testing' }],
  }),
  DescribeKey: ({ KeyId = '' }) => ({
    KeyMetadata: { KeyState: KeyId.endsWith('k2') ? 'PendingDeletion' : 'Enabled' },
  }),
};

describe('the inventory of an environment', () => {
  it('is empty when AWS has no resources of it', async () => {
    await expect(inventory(awsWith({}), testing)).resolves.toEqual([]);
  });

  it('regards a key that waits for its deletion as gone, but not its alias', async () => {
    const found = ['key alias alias/one', 'key alias alias/two', 'key k1'];
    await expect(inventory(awsWith(keys), testing)).resolves.toEqual(found);
    const abroad = found.map((item) => `${item} in us-east-1`);
    await expect(inventory(awsWith({}, keys), testing)).resolves.toEqual(abroad);
  });

  it('has the resources that only the tagging API returns, in both regions, and queries each region’s own KMS about keys', async () => {
    const tagged = (region: string, ...arns: string[]): Answers => ({
      GetResources: { ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN })) },
      DescribeKey: ({ KeyId = '' }) => {
        if (!KeyId.includes(`:${region}:`)) throw new Error(`${KeyId} is not of ${region}`);
        return { KeyMetadata: { KeyState: KeyId.endsWith('k2') ? 'PendingDeletion' : 'Enabled' } };
      },
    });
    const acl = 'arn:aws:wafv2:us-east-1:1:global/webacl/testing-cdn/1';
    const plan = 'arn:aws:backup:eu-west-1:1:backup-plan:1';
    const instance = 'arn:aws:ec2:eu-west-1:1:instance/i-1';
    const bucket = 'arn:aws:s3:::testing-content';
    const here = tagged('eu-west-1', plan, bucket, instance, 'arn:aws:kms:eu-west-1:1:key/k2');
    const abroad = tagged('us-east-1', acl, bucket, 'arn:aws:kms:us-east-1:1:key/k1');
    await expect(inventory(awsWith(here, abroad), testing)).resolves.toEqual([
      plan,
      'arn:aws:kms:us-east-1:1:key/k1',
      'arn:aws:s3:::testing-content',
      acl,
    ]);
  });

  it('has NAT gateways with its tag that have not ended', async () => {
    const NatGateways = [
      { NatGatewayId: 'nat-1', State: 'available', Tags: ours },
      { NatGatewayId: 'nat-2', State: 'deleted', Tags: ours },
      { NatGatewayId: 'nat-3', State: 'available', Tags: others },
    ];
    const aws = awsWith({ DescribeNatGateways: { NatGateways } });
    await expect(inventory(aws, testing)).resolves.toEqual(['nat-gateway nat-1']);
  });

  it('finds log groups by their names, also those that AWS made, and their resource policies', async () => {
    const logGroupNames = [
      '/malinshopper/testing/flow-log',
      '/aws/rds/instance/testing-mysql/error',
      'aws-waf-logs-testing-cdn',
      '/malinshopper/staging/flow-log',
      '/malinshopper/testing2/flow-log',
      '/aws/route53/testing.example.com',
    ];
    const logs = {
      DescribeLogGroups: { logGroups: logGroupNames.map((logGroupName) => ({ logGroupName })) },
      DescribeResourcePolicies: { resourcePolicies: [{ policyName: 'testing-cdn' }, { policyName: 'staging-cdn' }] },
    };
    await expect(inventory(awsWith({}, logs), testing)).resolves.toEqual([
      'log group /aws/rds/instance/testing-mysql/error in us-east-1',
      'log group /malinshopper/testing/flow-log in us-east-1',
      'log group aws-waf-logs-testing-cdn in us-east-1',
      'log resource policy testing-cdn in us-east-1',
    ]);
  });

  it("has the log deliveries of AWS's services: sources, destinations and deliveries", async () => {
    const tags = { Environment: 'testing' };
    const logs = {
      DescribeDeliverySources: {
        deliverySources: [
          { name: 'cdn', tags },
          { name: 'other', tags: {} },
        ],
      },
      DescribeDeliveryDestinations: { deliveryDestinations: [{ name: 'bucket', tags }, { name: 'untagged' }] },
      DescribeDeliveries: {
        deliveries: [
          { id: 'd1', tags },
          { id: 'd2', tags: { Environment: 'staging' } },
        ],
      },
    };
    await expect(inventory(awsWith({}, logs), testing)).resolves.toEqual([
      'log delivery d1 in us-east-1',
      'log delivery destination bucket in us-east-1',
      'log delivery source cdn in us-east-1',
    ]);
  });

  it('has alarms on metrics and on alarms, rules, and the notifications of RDS and auto scaling groups', async () => {
    const tags = ({ ResourceARN, ResourceName = ResourceARN }: Record<string, string>) => {
      const list = ResourceName?.endsWith('-2') ? others : ours;
      return { Tags: list, TagList: list };
    };
    const aws = awsWith({
      DescribeAlarms: {
        MetricAlarms: [
          { AlarmArn: 'arn:a', AlarmName: 'errors' },
          { AlarmArn: 'arn:a-2', AlarmName: 'of-2' },
        ],
        CompositeAlarms: [{ AlarmArn: 'arn:c', AlarmName: 'site' }],
      },
      ListRules: {
        Rules: [
          { Arn: 'arn:r', Name: 'published' },
          { Arn: 'arn:r-2', Name: 'of-2' },
        ],
      },
      DescribeEventSubscriptions: {
        EventSubscriptionsList: [
          { EventSubscriptionArn: 'arn:e', CustSubscriptionId: 'server' },
          { EventSubscriptionArn: 'arn:e-2', CustSubscriptionId: 'of-2' },
        ],
      },
      DescribeNotificationConfigurations: {
        NotificationConfigurations: [
          { AutoScalingGroupName: 'testing-web', NotificationType: 'autoscaling:TEST' },
          { AutoScalingGroupName: 'staging-web', NotificationType: 'autoscaling:TEST' },
        ],
      },
      ListTagsForResource: tags,
    });
    await expect(inventory(aws, testing)).resolves.toEqual([
      'alarm errors',
      'alarm site',
      'event rule published',
      'event subscription server',
      'notification testing-web autoscaling:TEST',
    ]);
  });

  it('has roles and users by their tags, and groups, which have none, by their names', async () => {
    const tagsOf = ({ RoleName, UserName = RoleName }: Record<string, string>) => ({
      Tags: UserName?.endsWith('-2') ? others : ours,
    });
    const aws = awsWith({
      ListRoles: { Roles: [{ RoleName: 'release' }, { RoleName: 'release-2' }] },
      ListUsers: { Users: [{ UserName: 'continuousphp' }, { UserName: 'continuousphp-2' }] },
      ListGroups: { Groups: [{ GroupName: 'testing-continuousphp' }, { GroupName: 'staging-continuousphp' }] },
      ListRoleTags: tagsOf,
      ListUserTags: tagsOf,
    });
    await expect(inventory(aws, testing)).resolves.toEqual([
      'group testing-continuousphp',
      'role release',
      'user continuousphp',
    ]);
  });
});
