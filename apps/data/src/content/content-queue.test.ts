import { environment, variantOf, workerRoles as workers } from '@malinshopper/environments';
import { mailer, synthesized, withRole } from '@malinshopper/testing';
import main from '../main';

const mounted = synthesized(main, environment('testing'));
const stack = synthesized(main, variantOf(environment('testing'), { content: { distribution: 'events' } }));
const part = (type: string, worker: string, pathEnd: string) =>
  stack.resource(type, `content/queue-${worker}/${pathEnd}`);
const queue = (worker: string) => part('aws_sqs_queue', worker, 'Resource');
const dead = (worker: string) => part('aws_sqs_queue', worker, 'dead');
const keyPolicy = (of: typeof stack) => JSON.parse(of.resource('aws_kms_key', 'content/key/Resource').config.policy);
const sids = (of: typeof stack) => keyPolicy(of).Statement.map(({ Sid }: { Sid: string }) => Sid);

describe('both buckets', () => {
  it.each([
    ['mounted', mounted],
    ['distributed by events', stack],
  ])('send their events to EventBridge when content is %s', (_how, each) => {
    const told = each.resources('aws_s3_bucket_notification').map(({ config }) => [config.bucket, config.eventbridge]);
    const buckets = each.resources('aws_s3_bucket').map(({ address }) => [`\${${address}.bucket}`, true]);
    expect(told.sort()).toEqual(buckets.sort());
  });
});

describe('with a shared mount', () => {
  it('there is no queue and no rule, and EventBridge has no permission on the key', () => {
    for (const type of ['aws_sqs_queue', 'aws_cloudwatch_event_rule']) {
      expect(mounted.resources(type).filter(({ path }) => path.startsWith('data/content/'))).toEqual([]);
    }
    expect(mounted.outputs.contentQueueUrls?.value).toEqual({});
    expect(mounted.outputs.contentQueueArns?.value).toEqual({});
    expect(sids(mounted)).toEqual(['AccountDecidesByIam', 'CloudFrontReadsContent']);
  });
});

describe('with events', () => {
  it('every worker has a queue with a published URL and ARN', () => {
    const values = (attribute: string) =>
      Object.fromEntries(workers.map((worker) => [worker, `\${${queue(worker).address}.${attribute}}`]));
    expect(stack.outputs.contentQueueUrls?.value).toEqual(values('url'));
    expect(stack.outputs.contentQueueArns?.value).toEqual(values('arn'));
  });

  it('another writer has one too, the CDN serves only its publications, and old ones expire', () => {
    const variant = variantOf(withRole('testing', 'mailer', mailer), { content: { distribution: 'events' } });
    const wider = synthesized(main, variant);
    expect(wider.outputs.contentQueueArns?.value).toHaveProperty('mailer');
    const whole = (type: string) => JSON.stringify(wider.resources(type).map(({ config }) => config));
    expect(whole('aws_s3_bucket_policy')).toContain('/mailer/public/*');
    expect(whole('aws_s3_bucket_lifecycle_configuration')).toContain('replaced-publications-mailer');
  });

  it('a worker on a cluster has one too: it publishes to the same place', () => {
    const types = ['m7g.xlarge', 'm6g.xlarge', 'r7g.xlarge'] as const;
    const cluster = variantOf(environment('testing'), {
      content: { distribution: 'events' },
      hadoop: {
        mode: 'cluster',
        replaces: ['fetcher'],
        primary: { instanceTypes: types },
        core: { instanceTypes: types, units: 1 },
        task: { instanceTypes: types, maxUnits: 0 },
      },
    });
    expect(synthesized(main, cluster).outputs).toEqual(stack.outputs);
  });

  describe.each(workers)('the queue of %s', (worker) => {
    const rule = part('aws_cloudwatch_event_rule', worker, 'published');
    const target = part('aws_cloudwatch_event_target', worker, 'target');

    it('receives events of its publications only', () => {
      expect(JSON.parse(rule.config.event_pattern)).toEqual({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [expect.stringMatching(/^\$\{aws_s3_bucket\.content_\w+\.bucket}$/)] },
          object: { key: [`${worker}/current`] },
        },
      });
      expect(target.config).toMatchObject({
        rule: `\${${rule.address}.name}`,
        arn: `\${${queue(worker).address}.arn}`,
        dead_letter_config: { arn: `\${${dead(worker).address}.arn}` },
      });
    });

    it('has its policy before the rule sends events', () => {
      const policies = stack.resources('aws_sqs_queue_policy').filter(({ path }) => path.includes(`queue-${worker}/`));
      expect([...target.config.depends_on].sort()).toEqual(policies.map(({ address }) => address).sort());
      expect(policies).toHaveLength(2);
    });

    it.each(['queue', 'dead'] as const)('lets its rule send to its %s, and denies requests without TLS', (name) => {
      const { config } = part('aws_sqs_queue_policy', worker, `${name}-policy`);
      const { address } = name === 'queue' ? queue(worker) : dead(worker);
      expect(config.queue_url).toBe(`\${${address}.url}`);
      expect(JSON.parse(config.policy).Statement).toEqual([
        {
          Sid: 'RuleSends',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: `\${${address}.arn}`,
          Condition: { ArnEquals: { 'aws:SourceArn': `\${${rule.address}.arn}` } },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: `\${${address}.arn}`,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]);
    });

    it('moves a message after five attempts to a dead-letter queue of its own, which keeps it for longer', () => {
      expect(JSON.parse(queue(worker).config.redrive_policy)).toEqual({
        deadLetterTargetArn: `\${${dead(worker).address}.arn}`,
        maxReceiveCount: 5,
      });
      expect(
        JSON.parse(part('aws_sqs_queue_redrive_allow_policy', worker, 'redrive').config.redrive_allow_policy),
      ).toEqual({
        redrivePermission: 'byQueue',
        sourceQueueArns: [`\${${queue(worker).address}.arn}`],
      });
      const kept = (of: { config: Record<string, unknown> }) => Number(of.config.message_retention_seconds);
      expect(kept(dead(worker))).toBeGreaterThan(kept(queue(worker)));
    });

    it('has an alarm that goes off at the first dead letter', () => {
      expect(part('aws_cloudwatch_metric_alarm', worker, 'given-up/Resource').config).toMatchObject({
        namespace: 'AWS/SQS',
        metric_name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: `\${${dead(worker).address}.name}` },
        statistic: 'Maximum',
        comparison_operator: 'GreaterThanThreshold',
        threshold: 0,
        evaluation_periods: 1,
      });
    });

    it('is encrypted with the key of the content, like its dead letters', () => {
      const key = `\${${stack.resource('aws_kms_key', 'content/key/Resource').address}.arn}`;
      expect([queue(worker), dead(worker)].map(({ config }) => config.kms_master_key_id)).toEqual([key, key]);
    });
  });

  it('EventBridge can use the key for the rules of this environment only', () => {
    expect(sids(stack)).toEqual(['AccountDecidesByIam', 'CloudFrontReadsContent', 'EventBridgeFillsQueues']);
    expect(keyPolicy(stack).Statement.at(-1)).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': '444455556666' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:444455556666:rule/testing-*' },
      },
    });
    for (const { config } of stack.resources('aws_cloudwatch_event_rule')) expect(config.name).toMatch(/^testing-/);
  });
});
