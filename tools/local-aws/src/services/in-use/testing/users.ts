import type { Client } from './client';
import { succeeded, unique, type Net } from './try';

/** A NAT gateway with an address, in a network with an internet gateway. */
export async function nat(aws: Client, { subnets, vpc }: Net) {
  const gateway = (await aws.ec2('CreateInternetGateway')).first('internetGatewayId');
  await aws.ec2('AttachInternetGateway', { InternetGatewayId: gateway, VpcId: vpc });
  const address = (await aws.ec2('AllocateAddress', { Domain: 'vpc' })).first('allocationId');
  const made = await aws.ec2('CreateNatGateway', { SubnetId: subnets[0], AllocationId: address });
  const free = () => aws.ec2('DeleteNatGateway', { NatGatewayId: made.first('natGatewayId') });
  return { gateway, address, free };
}

/** A cache in a subnet group of its own. */
export async function cache(aws: Client, { subnets }: Net, group: string) {
  const [name, own] = [unique('cache'), unique('caches')];
  const query = (action: string, form: Record<string, string>) => aws.query('elasticache', action, form);
  await query('CreateCacheSubnetGroup', {
    CacheSubnetGroupName: own,
    CacheSubnetGroupDescription: 'Try',
    'SubnetIds.SubnetIdentifier.1': subnets[0],
  });
  const made = await query('CreateReplicationGroup', {
    ReplicationGroupId: name,
    ReplicationGroupDescription: 'Try',
    CacheNodeType: 'cache.t4g.small',
    CacheSubnetGroupName: own,
    'SecurityGroupIds.SecurityGroupId.1': group,
  });
  made.first('ReplicationGroupId');
  return { own, free: () => query('DeleteReplicationGroup', { ReplicationGroupId: name }) };
}

/** A function in the network. */
export async function lambda(aws: Client, { subnets }: Net, group: string) {
  const [FunctionName, bucket] = [unique('function'), unique('code-of-tries')];
  const there =
    '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
  succeeded(await aws.send('s3', 'PUT', `/${bucket}`, there));
  // A zip with no files in it.
  succeeded(await aws.send('s3', 'PUT', `/${bucket}/code.zip`, `PK\u0005\u0006${'\0'.repeat(18)}`));
  const made = {
    FunctionName,
    Role: `arn:aws:iam::${aws.account}:role/try`,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { S3Bucket: bucket, S3Key: 'code.zip' },
    VpcConfig: { SubnetIds: [subnets[0]], SecurityGroupIds: [group] },
  };
  succeeded(await aws.send('lambda', 'POST', '/2015-03-31/functions', JSON.stringify(made)));
  return () => aws.send('lambda', 'DELETE', `/2015-03-31/functions/${FunctionName}`);
}
