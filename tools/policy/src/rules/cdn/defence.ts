import type { Resource, World } from '@malinshopper/synthesized';
import { bucketsBehind } from '../data/buckets/parts';
import { said } from '../data/must';
import type { Rule } from '../rule';
import { againstLog4j, groupsOf, lifted } from '../waf/managed-groups';

const types = ['aws_cloudfront_distribution'];

const aclsOf = ({ config, stack }: Resource, world: World) =>
  world.targets(config['web_acl_id'], stack).filter(({ type }) => type === 'aws_wafv2_web_acl');

/** What stands before a distribution, and what is written down of who comes. */
export const defenceRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_86',
    covers: ['FSBP.CloudFront.5', 'AwsSolutions-CFR3', 'tfsec.cloudfront.enable-logging', 'F4'],
    title: 'What visitors ask the CDN for is written down',
    severity: 'medium',
    why: 'After an attack nobody could say who did what',
    fix: 'A CloudwatchLogDelivery from us-east-1 to the access log bucket; the older loggingConfig needs a bucket with lists',
    types,
    check: (distribution, world) => {
      const delivered = world
        .thatName(distribution, 'aws_cloudwatch_log_delivery_source')
        .filter(({ config, region }) => config['log_type'] === 'ACCESS_LOGS' && region === 'us-east-1')
        .flatMap((source) => world.thatName(source, 'aws_cloudwatch_log_delivery'))
        .flatMap((delivery) => world.targets(delivery.config['delivery_destination_arn'], delivery.stack))
        .some(
          ({ config, stack }) => bucketsBehind(config['delivery_destination_configuration'], stack, world).length > 0,
        );
      return delivered ? undefined : 'no delivery takes its access logs to a bucket of ours';
    },
  },
  {
    id: 'CKV_AWS_68',
    covers: ['FSBP.CloudFront.6', 'AwsSolutions-CFR2', 'tfsec.cloudfront.enable-waf', 'F4'],
    title: 'A firewall for web requests stands before every distribution',
    severity: 'medium',
    why: 'Attacks that AWS knows by name are answered, and paid for',
    fix: 'webAclId: a WebAcl (libs/constructs) of scope CLOUDFRONT; an environment without one needs a waiver',
    types,
    check: (distribution, world) => {
      const [acl] = aclsOf(distribution, world);
      if (!acl) return said(distribution.config, 'web_acl_id');
      const { scope } = acl.config;
      return scope === 'CLOUDFRONT' && acl.region === 'us-east-1' ? undefined : `it is ${scope}, in ${acl.region}`;
    },
  },
  {
    id: 'CKV2_AWS_47',
    covers: ['F4', 'W1'],
    title: 'The firewall of every distribution refuses Log4Shell, and who hides to send it',
    severity: 'medium',
    why: 'One line in a header is enough to run code in anything of Java that logs it, and Hadoop does',
    fix: 'KnownBadInputs and AnonymousIpList with overrideAction none, as WebAcl (libs/constructs) has them',
    types,
    check: (distribution, world) => {
      const groups = aclsOf(distribution, world)
        .flatMap(groupsOf)
        .filter(({ isInForce }) => isInForce);
      const missing = [againstLog4j, 'AWSManagedRulesAnonymousIpList'].find(
        (name) => !groups.some((group) => group.name === name),
      );
      if (missing) return `${missing} is not in force`;
      const out = groups.flatMap(lifted).find((name) => /log4j/i.test(name));
      return out && `${out} is taken out`;
    },
  },
];
