import { element, list, text } from '../../protocols/xml';
import type { World } from '../world';
import { textsLike, type Members } from './members';
import { regional, type Finding } from './target';

const SUBNET = /^subnet-\w+$/;
const GROUP = /^sg-\w+$/;

/** The VPC of a request. A VPC that cannot be determined counts as one that belongs to no environment. */
export const vpc: Finding = async ({ members, world }) => {
  const found = [...textsLike(members, /^vpc-\w+$/), ...(await vpcsOf(members, world))].filter((id) => id !== '');
  const ids = [...new Set(found)];
  return (ids.length > 0 ? ids : ['unknown']).map((id) => ({ resource: regional(world, 'ec2', `vpc/${id}`) }));
};

export const subnets: Finding = ({ members, world }) =>
  Promise.resolve(textsLike(members, SUBNET).map((id) => ({ resource: regional(world, 'ec2', `subnet/${id}`) })));

async function vpcsOf(members: Members, world: World): Promise<string[]> {
  const asked = textsLike(members, SUBNET).map((id, index) => [`SubnetId.${index + 1}`, id]);
  const ofSubnets =
    asked.length === 0 ? undefined : await world.query('ec2', 'DescribeSubnets', Object.fromEntries(asked));
  return [
    ...list(element(ofSubnets?.['subnetSet'])['item']).map((subnet) => text(element(subnet)['vpcId'])),
    ...(ofSubnets ? [] : await vpcsOfGroups(members, world)),
    ...(await vpcOfBalancer(members, world)),
    ...(await vpcOfDatabase(members, world)),
  ];
}

/** For a request that names only security groups, as Lambda's when a function removes its own. */
async function vpcsOfGroups(members: Members, world: World): Promise<string[]> {
  const asked = textsLike(members, GROUP).map((id, index) => [`GroupId.${index + 1}`, id]);
  if (asked.length === 0) return [];
  const answer = await world.query('ec2', 'DescribeSecurityGroups', Object.fromEntries(asked));
  return list(element(answer?.['securityGroupInfo'])['item']).map((group) => text(element(group)['vpcId']));
}

async function vpcOfBalancer(members: Members, world: World): Promise<string[]> {
  const [arn] = textsLike(members, /:loadbalancer\//, ['LoadBalancerArn']);
  if (arn === undefined) return [];
  const asked = { 'LoadBalancerArns.member.1': arn };
  const answer = await world.query('elasticloadbalancing', 'DescribeLoadBalancers', asked);
  return list(element(answer?.['LoadBalancers'])['member']).map((one) => text(element(one)['VpcId']));
}

async function vpcOfDatabase(members: Members, world: World): Promise<string[]> {
  const [group] = members.get('DBSubnetGroupName') ?? [];
  const [server] = members.get('DBInstanceIdentifier') ?? [];
  const ofGroup = group && (await world.query('rds', 'DescribeDBSubnetGroups', { DBSubnetGroupName: group }));
  const groups = ofGroup ? list(element(ofGroup['DBSubnetGroups'])['DBSubnetGroup']).map(element) : [];
  const ofServer = server && (await world.query('rds', 'DescribeDBInstances', { DBInstanceIdentifier: server }));
  const servers = ofServer ? list(element(ofServer['DBInstances'])['DBInstance']).map(element) : [];
  return [...groups, ...servers.map((one) => element(one['DBSubnetGroup']))].map((one) => text(one['VpcId']));
}
