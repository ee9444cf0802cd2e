import { block, blocks, isTrue } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, alsoBroken, at, custom, on, ours } from '../ask';
import { firewallRulesOf, groupsBehind, inWords, meetsTheWorld } from '../vpc/firewall';
import { subnetsBehind, tierOf } from '../vpc/routing';
import { rulesOf } from '../table';

const type = 'aws_emr_cluster';
const tried = { scenario: 'cluster' } as const;
const primaryIn = { type: 'aws_vpc_security_group_ingress_rule', path: 'firewall/manage-primary-in' };
const groupAttributes = [
  'emr_managed_master_security_group',
  'emr_managed_slave_security_group',
  'service_access_security_group',
];

const isClosed = custom(
  (cluster, world) => {
    const attributes = block(cluster.config['ec2_attributes']);
    const missing = groupAttributes.find((name) => groupsBehind(attributes[name], cluster, world).length !== 1);
    if (missing) return `${missing} is ${JSON.stringify(attributes[missing])}`;
    const subnets = subnetsBehind([attributes['subnet_id'], attributes['subnet_ids']], cluster, world);
    const other = subnets.find((subnet) => tierOf(subnet, world) !== 'private');
    if (subnets.length === 0) return 'is in no subnet of this repository';
    if (other) return `${other.path} is ${tierOf(other, world)}`;
    const own = groupsBehind(attributes, cluster, world);
    const wrong = own
      .flatMap((group) => [group, ...world.thatName(group)])
      .filter((each) => /security_group/.test(each.type))
      .flatMap((resource) => firewallRulesOf(resource, world))
      .filter(({ direction, group }) => direction === 'ingress' && group && own.includes(group))
      .find((rule) => meetsTheWorld(rule) || rule.cidrs.length > 0 || rule.peers.some((peer) => !own.includes(peer)));
    return wrong && inWords(wrong);
  },
  {
    'a cluster is in public subnets': (config) =>
      (config.ec2_attributes.subnet_ids = '${data.terraform_remote_state.network.outputs.publicSubnetIds}'),
    'a cluster is in the default VPC': (config) => delete config.ec2_attributes.subnet_ids,
    'EMR creates a security group of its own for the primary node': (config) =>
      delete config.ec2_attributes.emr_managed_master_security_group,
    'web servers reach the primary node': {
      ...primaryIn,
      change: (config) => (config.referenced_security_group_id = '${aws_security_group.web_firewall_2BC63BE6.id}'),
    },
    'the internet reaches the primary node': {
      ...primaryIn,
      change: (config) => {
        delete config.referenced_security_group_id;
        config.cidr_ipv4 = '0.0.0.0/0';
      },
    },
  },
);

/** The break for one fleet, by its name: it has no spot capacity. */
const onDemand = (fleet: string) =>
  all(
    at(fleet, (value) => blocks(value).length === 1, undefined),
    at(`${fleet}.target_spot_capacity`, (value) => Number(value ?? 0) === 0, 1),
  );

const hasManagedScaling = custom(
  (cluster, world) =>
    world.thatName(cluster, 'aws_emr_managed_scaling_policy').length > 0 ? undefined : 'has no managed scaling',
  { 'a cluster has no managed scaling': { type: 'aws_emr_managed_scaling_policy', change: remove } },
);

export const clusters = rulesOf(
  type,
  {
    CKV_AWS_114: {
      title: 'Clusters with Kerberos name its realm',
      severity: 'medium',
      why: 'Without a realm, no user is authenticated',
      fix: 'Set realm in kerberosAttributes',
      ask: at('kerberos_attributes', (value) => blocks(value).every(({ realm }) => Boolean(realm)), {
        kdc_admin_password: 'kept-elsewhere',
      }),
    },
    CKV2_AWS_7: {
      title: 'Clusters accept connections from their own nodes and from EMR only, and have no public address',
      severity: 'critical',
      covers: 'FSBP.EMR.1 H1',
      why: 'The consoles of Hadoop require no password: each client that reaches one can run any program',
      fix: 'Place it in private subnets, with all three groups of ClusterFirewall (apps/compute)',
      ask: isClosed,
    },
    CKV2_AWS_55: {
      title: 'Clusters have a security configuration of this repository',
      severity: 'high',
      covers: 'H1',
      why: 'Without one, neither disks nor the traffic between nodes are encrypted',
      fix: 'Set securityConfiguration to securityConfiguration(...) (apps/compute)',
      ask: alsoBroken(ours('security_configuration', 'aws_emr_security_configuration'), {
        'the security configuration is removed': { type: 'aws_emr_security_configuration', change: remove },
      }),
    },
    'AwsSolutions-EMR2': {
      title: 'Clusters log to a bucket of this repository, encrypted with a key of this repository',
      severity: 'medium',
      covers: 'H1',
      why: 'The logs on a cluster are lost with it',
      fix: 'Set logUri to a bucket of this repository, and logEncryptionKmsKeyId',
      ask: all(ours('log_uri', 'aws_s3_bucket'), ours('log_encryption_kms_key_id', 'aws_kms_key')),
    },
    MAL_EMR_1: {
      title: 'Clusters consist of fleets: on-demand primary and core nodes, and task nodes with managed scaling',
      severity: 'medium',
      covers: 'H1',
      why: 'The loss of a primary or core node ends the cluster; a fixed size also costs money at night',
      fix: 'Use fixedFleets, taskFleet and managedScaling (apps/compute)',
      ask: all(onDemand('master_instance_fleet'), onDemand('core_instance_fleet'), hasManagedScaling),
    },
    MAL_EMR_2: {
      title: 'Security groups of clusters revoke their rules when they are deleted',
      severity: 'low',
      covers: 'H1',
      types: ['aws_security_group'],
      about: (group, world) => world.thatName(group, type).length > 0,
      tried: { ...tried, path: 'cluster/firewall/nodes/Resource' },
      why: 'EMR adds rules that refer to each other: none of the groups could be deleted',
      fix: 'Set revokeRulesOnDelete',
      ask: on('revoke_rules_on_delete'),
    },
    MAL_EMR_3: {
      title: 'Clusters have termination protection if and only if their environment is protected',
      severity: 'medium',
      covers: 'H1 X4',
      why: 'Without it, a mistake ends every job; with it, a temporary environment cannot be destroyed',
      fix: 'Set terminationProtection from ProtectionSettings',
      ask: at(
        'termination_protection',
        (value, _cluster, { environment: { protection } }) => isTrue(value) === protection.enabled,
        false,
      ),
    },
  },
  tried,
);
