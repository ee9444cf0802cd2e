import { jsonList, jsonObject, jsonText } from '../../protocols/json';
import { element, text, type XmlElement } from '../../protocols/xml';
import { elements, texts, type Standing } from './standing';

/** A user of subnets and security groups, because it has network interfaces there. */
export interface Holder {
  /** In words, for the log: `load balancer testing-web`. */
  readonly what: string;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
}

const living = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];
const ended = ['TERMINATED', 'TERMINATED_WITH_ERRORS'];

/**
 * All resources in a region that have network interfaces. AWS makes these for load balancers, databases, caches,
 * endpoints, NAT gateways, clusters and functions (EC2 user guide, "Requester-managed network interfaces"); moto makes
 * them for instances only.
 */
export async function holders(standing: Standing): Promise<Holder[]> {
  const found = await Promise.all([
    instances(standing),
    interfaces(standing),
    natGateways(standing),
    endpoints(standing),
    loadBalancers(standing),
    databases(standing),
    caches(standing),
    clusters(standing),
    functions(standing),
  ]);
  return found.flat();
}

/** A deleted resource is still described for a while. */
export const isAlive = ({ state }: XmlElement) => text(state).toLowerCase() !== 'deleted';

async function instances(standing: Standing): Promise<Holder[]> {
  const reservations = await standing.all('ec2', 'DescribeInstances', 'reservationSet');
  return reservations
    .flatMap(({ instancesSet }) => elements(instancesSet))
    .filter(({ instanceState }) => living.includes(text(element(instanceState)['name'])))
    .map((instance) => ({
      what: `instance ${text(instance['instanceId'])}`,
      subnets: [text(instance['subnetId'])],
      groups: [instance, ...elements(instance['networkInterfaceSet'])].flatMap(({ groupSet }) =>
        elements(groupSet).map(({ groupId }) => text(groupId)),
      ),
    }));
}

async function interfaces(standing: Standing): Promise<Holder[]> {
  const found = await standing.all('ec2', 'DescribeNetworkInterfaces', 'networkInterfaceSet');
  return (
    found
      // Instances are handled separately; moto keeps the interface of one that was terminated.
      .filter(({ attachment }) => text(element(attachment)['instanceId']) === '')
      // The resources that have them are handled separately.
      .filter(({ requesterManaged }) => text(requesterManaged) !== 'true')
      .map((one) => ({
        what: `network interface ${text(one['networkInterfaceId'])}`,
        subnets: [text(one['subnetId'])],
        groups: elements(one['groupSet']).map(({ groupId }) => text(groupId)),
      }))
  );
}

async function natGateways(standing: Standing): Promise<Holder[]> {
  const found = await standing.all('ec2', 'DescribeNatGateways', 'natGatewaySet');
  return found
    .filter(isAlive)
    .map((nat) => ({ what: `NAT gateway ${text(nat['natGatewayId'])}`, subnets: [text(nat['subnetId'])], groups: [] }));
}

async function endpoints(standing: Standing): Promise<Holder[]> {
  const found = await standing.all('ec2', 'DescribeVpcEndpoints', 'vpcEndpointSet');
  return found.filter(isAlive).map((endpoint) => ({
    what: `endpoint ${text(endpoint['vpcEndpointId'])}`,
    subnets: texts(endpoint['subnetIdSet']),
    groups: elements(endpoint['groupSet']).map(({ groupId }) => text(groupId)),
  }));
}

async function loadBalancers(standing: Standing): Promise<Holder[]> {
  const found = await standing.all('elasticloadbalancing', 'DescribeLoadBalancers', 'LoadBalancers');
  return found.map((balancer) => ({
    what: `load balancer ${text(balancer['LoadBalancerName'])}`,
    subnets: elements(balancer['AvailabilityZones']).map(({ SubnetId }) => text(SubnetId)),
    groups: texts(balancer['SecurityGroups']),
  }));
}

async function databases(standing: Standing): Promise<Holder[]> {
  const found = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  return found.map((server) => {
    const zone = text(server['AvailabilityZone']);
    // A standby is in another zone, and RDS can have put it into any.
    const isThere = (name: string) => text(server['MultiAZ']) === 'true' || name === zone;
    return {
      what: `database server ${text(server['DBInstanceIdentifier'])}`,
      subnets: elements(element(server['DBSubnetGroup'])['Subnets'])
        .filter(({ SubnetAvailabilityZone }) => isThere(text(element(SubnetAvailabilityZone)['Name'])))
        .map(({ SubnetIdentifier }) => text(SubnetIdentifier)),
      groups: elements(server['VpcSecurityGroups']).map(({ VpcSecurityGroupId }) => text(VpcSecurityGroupId)),
    };
  });
}

async function caches(standing: Standing): Promise<Holder[]> {
  const groups = await standing.all('elasticache', 'DescribeCacheSubnetGroups', 'CacheSubnetGroups');
  const found = await standing.all('elasticache', 'DescribeCacheClusters', 'CacheClusters');
  return found.map((cache) => {
    const own = groups.filter(
      ({ CacheSubnetGroupName }) => text(CacheSubnetGroupName) === text(cache['CacheSubnetGroupName']),
    );
    return {
      what: `cache ${text(cache['CacheClusterId'])}`,
      subnets: own.flatMap(({ Subnets }) => elements(Subnets).map(({ SubnetIdentifier }) => text(SubnetIdentifier))),
      groups: elements(cache['SecurityGroups']).map(({ SecurityGroupId }) => text(SecurityGroupId)),
    };
  });
}

async function clusters(standing: Standing): Promise<Holder[]> {
  const listed = await standing.json('elasticmapreduce', 'ElasticMapReduce.ListClusters');
  const alive = jsonList(listed['Clusters'])
    .map(jsonObject)
    .filter(({ Status }) => !ended.includes(jsonText(jsonObject(Status)['State'])));
  const described = alive.map(({ Id }) =>
    standing.json('elasticmapreduce', 'ElasticMapReduce.DescribeCluster', { ClusterId: Id }),
  );
  return (await Promise.all(described)).map(({ Cluster }) => {
    const { Id, Ec2InstanceAttributes } = jsonObject(Cluster);
    const attributes = jsonObject(Ec2InstanceAttributes);
    const named = ['EmrManagedMasterSecurityGroup', 'EmrManagedSlaveSecurityGroup', 'ServiceAccessSecurityGroup'];
    const added = ['AdditionalMasterSecurityGroups', 'AdditionalSlaveSecurityGroups'];
    return {
      what: `cluster ${jsonText(Id)}`,
      subnets: [jsonText(attributes['Ec2SubnetId'])],
      groups: [
        ...named.map((name) => jsonText(attributes[name])),
        ...added.flatMap((name) => jsonList(attributes[name]).map(jsonText)),
      ],
    };
  });
}

/**
 * The interfaces of deleted functions stay in AWS for a while, and the provider waits for them
 * (`replace_security_groups_on_destroy`).
 */
async function functions(standing: Standing): Promise<Holder[]> {
  const { Functions } = await standing.resource('lambda', '/2015-03-31/functions');
  return jsonList(Functions)
    .map(jsonObject)
    .map(({ FunctionName, VpcConfig }) => ({
      what: `function ${jsonText(FunctionName)}`,
      subnets: jsonList(jsonObject(VpcConfig)['SubnetIds']).map(jsonText),
      groups: jsonList(jsonObject(VpcConfig)['SecurityGroupIds']).map(jsonText),
    }));
}
