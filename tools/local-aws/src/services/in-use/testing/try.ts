import type { Answer, Client } from './client';

/** A resource in use: its deletion, AWS's answer to it, and the removal of its user. */
export interface InUse {
  /** The user of the resource, as the test's name has it. */
  readonly by: string;
  readonly code: string;
  /** Creates the resource and its user. */
  readonly make: (aws: Client) => Promise<{
    readonly remove: () => Promise<Answer>;
    readonly free: () => Promise<unknown>;
  }>;
}

let count = 0;
/** A unique name. */
export const unique = (of: string) => `${of}-${(count += 1)}`;

export interface Net {
  readonly vpc: string;
  readonly subnets: readonly [string, string];
}

/** A VPC with two subnets. */
export async function net(aws: Client): Promise<Net> {
  const vpc = (await aws.ec2('CreateVpc', { CidrBlock: '10.9.0.0/16' })).first('vpcId');
  const subnet = async (third: number, zone: string) => {
    const form = { VpcId: vpc, CidrBlock: `10.9.${third}.0/24`, AvailabilityZone: `eu-west-1${zone}` };
    return (await aws.ec2('CreateSubnet', form)).first('subnetId');
  };
  return { vpc, subnets: [await subnet(0, 'a'), await subnet(1, 'b')] };
}

export async function securityGroup(aws: Client, { vpc }: Net): Promise<string> {
  const form = { GroupName: unique('group'), GroupDescription: 'Try', VpcId: vpc };
  return (await aws.ec2('CreateSecurityGroup', form)).first('groupId');
}

export async function loadBalancer(aws: Client, { subnets }: Net, group?: string): Promise<string> {
  const form = {
    Name: unique('balancer'),
    // An internet-facing load balancer needs an internet gateway.
    Scheme: 'internal',
    'Subnets.member.1': subnets[0],
    'Subnets.member.2': subnets[1],
    ...(group !== undefined && { 'SecurityGroups.member.1': group }),
  };
  return (await aws.query('elasticloadbalancing', 'CreateLoadBalancer', form)).first('LoadBalancerArn');
}

export const withoutLoadBalancer = (aws: Client, LoadBalancerArn: string) =>
  aws.query('elasticloadbalancing', 'DeleteLoadBalancer', { LoadBalancerArn });

/** A database server in a subnet group, with its own security group and parameter group. */
export async function database(aws: Client, { subnets }: Net, more: Record<string, string> = {}) {
  const [server, group, parameters] = [unique('server'), unique('subnets'), unique('parameters')];
  await aws.query('rds', 'CreateDBSubnetGroup', {
    DBSubnetGroupName: group,
    DBSubnetGroupDescription: 'Try',
    'SubnetIds.SubnetIdentifier.1': subnets[0],
    'SubnetIds.SubnetIdentifier.2': subnets[1],
  });
  await aws.query('rds', 'CreateDBParameterGroup', {
    DBParameterGroupName: parameters,
    DBParameterGroupFamily: 'mysql8.4',
    Description: 'Try',
  });
  const made = await aws.query('rds', 'CreateDBInstance', {
    DBInstanceIdentifier: server,
    Engine: 'mysql',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
    MasterUsername: 'try',
    ManageMasterUserPassword: 'true',
    MultiAZ: 'true',
    DBSubnetGroupName: group,
    DBParameterGroupName: parameters,
    ...more,
  });
  made.first('DBInstanceIdentifier');
  const free = () => aws.query('rds', 'DeleteDBInstance', { DBInstanceIdentifier: server, SkipFinalSnapshot: 'true' });
  return { server, group, parameters, free };
}

export const succeeded = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(answer.body);
  return answer;
};
