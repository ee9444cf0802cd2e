import { makes, makesUnnamed, named, own, plain, untagged, type CallsByType } from './call';

const retag = (kind: string) => own(kind, 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource');
const delivered = (kind: string, action: string) => makes(kind, action, 'logs:TagResource');
const redeliver = (kind: string) => own(kind, 'logs:TagResource', 'logs:UntagResource');

/**
 * The data of an environment, in terraform-provider-aws 5.100.0 (internal/service/rds, elasticache, cloudfront, ...).
 */
export const dataCalls = {
  aws_db_instance: {
    create: [
      ...makes('db', 'rds:CreateDBInstance', 'rds:AddTagsToResource'),
      ...own('subgrp', 'rds:CreateDBInstance'),
      ...own('pg', 'rds:CreateDBInstance'),
      ...named('default:mysql-8-4', untagged('og', 'rds:CreateDBInstance')),
    ],
    read: own('db', 'rds:DescribeDBInstances', 'rds:ListTagsForResource'),
    update: [
      ...own('db', 'rds:ModifyDBInstance', 'rds:RebootDBInstance'),
      ...own('pg', 'rds:ModifyDBInstance'),
      ...named('default:mysql-8-4', untagged('og', 'rds:ModifyDBInstance')),
      ...retag('db'),
    ],
    delete: own('db', 'rds:DeleteDBInstance'),
  },
  aws_db_subnet_group: {
    create: makes('subgrp', 'rds:CreateDBSubnetGroup', 'rds:AddTagsToResource'),
    read: own('subgrp', 'rds:DescribeDBSubnetGroups', 'rds:ListTagsForResource'),
    update: [...own('subgrp', 'rds:ModifyDBSubnetGroup'), ...retag('subgrp')],
    delete: own('subgrp', 'rds:DeleteDBSubnetGroup'),
  },
  aws_db_parameter_group: {
    create: [
      ...makes('pg', 'rds:CreateDBParameterGroup', 'rds:AddTagsToResource'),
      ...own('pg', 'rds:ModifyDBParameterGroup'),
    ],
    read: own('pg', 'rds:DescribeDBParameterGroups', 'rds:DescribeDBParameters', 'rds:ListTagsForResource'),
    update: [...own('pg', 'rds:ResetDBParameterGroup'), ...retag('pg')],
    delete: own('pg', 'rds:DeleteDBParameterGroup'),
  },
  aws_db_event_subscription: {
    create: makes('es', 'rds:CreateEventSubscription', 'rds:AddTagsToResource'),
    read: own('es', 'rds:DescribeEventSubscriptions', 'rds:ListTagsForResource'),
    update: own(
      'es',
      'rds:ModifyEventSubscription',
      'rds:AddSourceIdentifierToSubscription',
      'rds:RemoveSourceIdentifierFromSubscription',
    ),
    delete: own('es', 'rds:DeleteEventSubscription'),
  },
  aws_elasticache_replication_group: {
    create: [
      ...makes('replicationgroup', 'elasticache:CreateReplicationGroup', 'elasticache:AddTagsToResource'),
      ...own('subnetgroup', 'elasticache:CreateReplicationGroup'),
      ...named('default.valkey8', untagged('parametergroup', 'elasticache:CreateReplicationGroup')),
    ],
    read: [
      ...own('replicationgroup', 'elasticache:DescribeReplicationGroups', 'elasticache:ListTagsForResource'),
      ...own('cluster', 'elasticache:DescribeCacheClusters'),
    ],
    update: [
      ...own(
        'replicationgroup',
        'elasticache:ModifyReplicationGroup',
        'elasticache:IncreaseReplicaCount',
        'elasticache:DecreaseReplicaCount',
        'elasticache:AddTagsToResource',
        'elasticache:RemoveTagsFromResource',
      ),
      ...named('default.valkey8', untagged('parametergroup', 'elasticache:ModifyReplicationGroup')),
    ],
    delete: own('replicationgroup', 'elasticache:DeleteReplicationGroup'),
  },
  aws_elasticache_subnet_group: {
    create: makes('subnetgroup', 'elasticache:CreateCacheSubnetGroup', 'elasticache:AddTagsToResource'),
    read: own('subnetgroup', 'elasticache:DescribeCacheSubnetGroups', 'elasticache:ListTagsForResource'),
    update: own('subnetgroup', 'elasticache:ModifyCacheSubnetGroup'),
    delete: own('subnetgroup', 'elasticache:DeleteCacheSubnetGroup'),
  },
  aws_cloudfront_distribution: {
    create: [...makesUnnamed('cloudfront:CreateDistribution'), ...makes('distribution', 'cloudfront:TagResource')],
    read: own('distribution', 'cloudfront:GetDistribution', 'cloudfront:ListTagsForResource'),
    update: own('distribution', 'cloudfront:UpdateDistribution', 'cloudfront:TagResource', 'cloudfront:UntagResource'),
    delete: own('distribution', 'cloudfront:UpdateDistribution', 'cloudfront:DeleteDistribution'),
  },
  aws_cloudfront_origin_access_control: {
    create: plain('cloudfront:CreateOriginAccessControl'),
    read: untagged('origin-access-control', 'cloudfront:GetOriginAccessControl'),
    update: untagged('origin-access-control', 'cloudfront:UpdateOriginAccessControl'),
    delete: untagged('origin-access-control', 'cloudfront:DeleteOriginAccessControl'),
  },
  aws_cloudwatch_log_delivery_source: {
    create: delivered('delivery-source', 'logs:PutDeliverySource'),
    read: own('delivery-source', 'logs:GetDeliverySource', 'logs:ListTagsForResource'),
    update: [...own('delivery-source', 'logs:PutDeliverySource'), ...redeliver('delivery-source')],
    // The reference lists it for destinations, which is probably an error.
    delete: own('delivery-destination', 'logs:DeleteDeliverySource'),
  },
  aws_cloudwatch_log_delivery_destination: {
    create: delivered('delivery-destination', 'logs:PutDeliveryDestination'),
    read: own('delivery-destination', 'logs:GetDeliveryDestination', 'logs:ListTagsForResource'),
    update: [...own('delivery-destination', 'logs:PutDeliveryDestination'), ...redeliver('delivery-destination')],
    delete: own('delivery-destination', 'logs:DeleteDeliveryDestination'),
  },
  aws_cloudwatch_log_delivery: {
    create: [
      ...delivered('delivery', 'logs:CreateDelivery'),
      ...own('delivery-source', 'logs:CreateDelivery'),
      ...own('delivery-destination', 'logs:CreateDelivery'),
    ],
    read: own('delivery', 'logs:GetDelivery', 'logs:ListTagsForResource'),
    update: own('delivery', 'logs:UpdateDeliveryConfiguration'),
    delete: own('delivery', 'logs:DeleteDelivery'),
  },
  aws_sqs_queue: {
    create: makes('queue', 'sqs:CreateQueue', 'sqs:TagQueue'),
    read: own('queue', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'),
    update: own('queue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'),
    delete: own('queue', 'sqs:DeleteQueue'),
  },
  aws_sqs_queue_policy: {
    create: own('queue', 'sqs:SetQueueAttributes'),
    read: own('queue', 'sqs:GetQueueAttributes'),
    delete: own('queue', 'sqs:SetQueueAttributes'),
  },
  aws_sqs_queue_redrive_allow_policy: {
    create: own('queue', 'sqs:SetQueueAttributes'),
    read: own('queue', 'sqs:GetQueueAttributes'),
    delete: own('queue', 'sqs:SetQueueAttributes'),
  },
} satisfies CallsByType;

/** A file in a bucket: the setup of a cluster, or the code of a function. */
export const objectCalls = {
  aws_s3_object: {
    create: untagged('object', 's3:PutObject', 's3:PutObjectTagging'),
    read: untagged('object', 's3:GetObject', 's3:GetObjectTagging'),
    delete: [
      ...untagged('bucket', 's3:ListBucketVersions'),
      ...untagged('object', 's3:DeleteObject', 's3:DeleteObjectVersion'),
    ],
  },
} satisfies CallsByType;
