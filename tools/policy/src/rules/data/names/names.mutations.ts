import type { Kind } from '../../../kinds';
import type { Mutation } from '../../../testing/mutation';
import { having } from '../changes';
import { attributeOf, isOfIam, nameLimits } from './limits';

/** What production has none of. */
const elsewhere: Readonly<Record<string, Kind>> = {
  aws_autoscaling_schedule: 'branch',
  aws_cloudwatch_composite_alarm: 'branch',
  aws_cloudwatch_event_rule: 'cluster',
  aws_elasticache_replication_group: 'cluster',
  aws_elasticache_subnet_group: 'cluster',
  aws_emr_cluster: 'cluster',
  aws_emr_instance_fleet: 'cluster',
  aws_emr_security_configuration: 'cluster',
  aws_sqs_queue: 'cluster',
};

const named = (rule: string, type: string, what: string, name: string): Mutation => ({
  rule,
  what,
  type,
  change: having({ [attributeOf(type)]: name }),
  ...(elsewhere[type] && { kind: elsewhere[type] }),
});

const tooLong = Object.entries(nameLimits)
  .filter(([type]) => !isOfIam(type))
  .map(([type, { longest }]) =>
    named('MAL_NAME_1', type, `the name of an ${type} is one character too long`, 'n'.repeat(longest + 1)),
  );

const misshapen = [
  named('MAL_NAME_2', 'aws_s3_bucket', 'the name of a bucket has dots', 'content.malinshopper.com'),
  named('MAL_NAME_2', 'aws_s3_bucket', 'the name of a bucket has capitals', 'Malinshopper'),
  named('MAL_NAME_2', 'aws_db_instance', 'the name of a server begins with a digit', '1-production'),
  named('MAL_NAME_2', 'aws_db_instance', 'the name of a server has two hyphens in a row', 'production--mysql'),
  named('MAL_NAME_2', 'aws_elasticache_replication_group', 'the name of a cache ends in a hyphen', 'staging-'),
  named('MAL_NAME_2', 'aws_lb', 'the name of a load balancer is one that AWS keeps for itself', 'internal-web'),
  named('MAL_NAME_2', 'aws_lb_target_group', 'the name of a target group ends in a hyphen', 'production-web-'),
  named('MAL_NAME_2', 'aws_kms_alias', 'an alias is one of AWS', 'alias/aws/rds'),
  named('MAL_NAME_2', 'aws_kms_alias', 'an alias does not begin as one', 'production-database'),
  named('MAL_NAME_2', 'aws_route53_key_signing_key', 'the name of a signing key has a hyphen', 'ksk-1'),
  named('MAL_NAME_2', 'aws_security_group', 'the name of a group looks like an id', 'sg-production'),
  named('MAL_NAME_2', 'aws_sns_topic', 'the name of a topic has spaces', 'alarms of production'),
  named('MAL_NAME_2', 'aws_sqs_queue', 'the name of a queue has dots', 'staging.content'),
  named('MAL_NAME_2', 'aws_wafv2_web_acl', 'the name of a web ACL has dots', 'production.web'),
];

export const nameMutations: readonly Mutation[] = [
  ...tooLong,
  ...misshapen,
  named('MAL_NAME_1', 'aws_lb', 'a load balancer is named by what only AWS knows', '${aws_vpc.network_vpc.id}'),
  named('MAL_NAME_1', 'aws_sns_topic', 'a topic has no name', ''),
  named('MAL_NAME_3', 'aws_db_instance', 'the name of a server does not say of which environment it is', 'mysql'),
  named('MAL_NAME_3', 'aws_lb', 'the name of a load balancer does not say of which environment it is', 'web'),
];
