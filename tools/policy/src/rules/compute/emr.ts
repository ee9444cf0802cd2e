import { block, blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { firewallRulesOf, groupsBehind, inWords, meetsTheWorld } from '../network/firewall';
import { subnetsBehind, tierOf } from '../network/routing';
import type { Rule } from '../rule';

const types = ['aws_emr_cluster'];
const firewallAttributes = [
  'emr_managed_master_security_group',
  'emr_managed_slave_security_group',
  'service_access_security_group',
];

const firewallsOf = (cluster: Resource, world: World) =>
  groupsBehind(block(cluster.config['ec2_attributes']), cluster, world);

/** How a cluster is set. */
export const emrRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_114',
    title: 'A cluster with Kerberos names its realm',
    severity: 'medium',
    why: 'Without one, nobody is who he says he is',
    fix: 'Set realm in kerberosAttributes',
    types,
    check: ({ config }) => {
      const nameless = blocks(config['kerberos_attributes']).some(({ realm }) => !realm);
      return nameless ? 'has kerberos_attributes without realm' : undefined;
    },
  },
  {
    id: 'CKV2_AWS_7',
    covers: ['FSBP.EMR.1', 'H1'],
    title: 'Nobody gets into a cluster but its own nodes and the service that runs it, and it has no public address',
    severity: 'critical',
    why: "Hadoop's consoles ask for no password, and run what they are given",
    fix: 'Put it into private subnets, with all three groups of ClusterFirewall (apps/compute)',
    types,
    check: (cluster, world) => {
      const attributes = block(cluster.config['ec2_attributes']);
      const missing = firewallAttributes.find((name) => groupsBehind(attributes[name], cluster, world).length !== 1);
      if (missing) return `${missing} is ${JSON.stringify(attributes[missing])}`;
      const subnets = subnetsBehind([attributes['subnet_id'], attributes['subnet_ids']], cluster, world);
      const other = subnets.find((subnet) => tierOf(subnet, world) !== 'private');
      if (subnets.length === 0) return 'is in no subnet of ours';
      if (other) return `${other.path} is ${tierOf(other, world)}`;
      const own = firewallsOf(cluster, world);
      const wrong = own
        .flatMap((group) => [group, ...world.thatName(group)])
        .filter(({ type }) => /security_group/.test(type))
        .flatMap((resource) => firewallRulesOf(resource, world))
        .filter(({ direction, group }) => direction === 'ingress' && group && own.includes(group))
        .find((rule) => meetsTheWorld(rule) || rule.cidrs.length > 0 || rule.peers.some((peer) => !own.includes(peer)));
      return wrong && inWords(wrong);
    },
  },
  {
    id: 'CKV2_AWS_55',
    covers: ['H1'],
    title: 'Every cluster has a security configuration of ours',
    severity: 'high',
    why: 'Without one, nothing is encrypted, on no disk and between no nodes',
    fix: 'Set securityConfiguration to securityConfiguration(...) (apps/compute)',
    types,
    check: ({ config: { security_configuration: named }, stack }, world) =>
      world.targets(named, stack).some(({ type }) => type === 'aws_emr_security_configuration')
        ? undefined
        : `security_configuration is ${JSON.stringify(named)}`,
  },
  {
    id: 'AwsSolutions-EMR2',
    covers: ['H1'],
    title: 'Every cluster writes its own logs to a bucket of ours, with a key of ours',
    severity: 'medium',
    why: 'When a cluster is gone, so is all that it knew of itself',
    fix: 'Set logUri to a bucket of ours, and logEncryptionKmsKeyId',
    types,
    check: ({ config, stack }, world) => {
      const has = (name: string, kind: string) => world.targets(config[name], stack).some(({ type }) => type === kind);
      if (!has('log_uri', 'aws_s3_bucket')) return `log_uri is ${JSON.stringify(config['log_uri'])}`;
      return has('log_encryption_kms_key_id', 'aws_kms_key')
        ? undefined
        : `log_encryption_kms_key_id is ${JSON.stringify(config['log_encryption_kms_key_id'])}`;
    },
  },
  {
    id: 'MAL_EMR_1',
    covers: ['H1'],
    title: 'A cluster is of fleets: what it cannot lose on demand, and as much more as managed scaling asks for',
    severity: 'medium',
    why: 'A primary or core node takes the cluster along when it goes; a fixed size is paid for at night',
    fix: 'Use fixedFleets, taskFleet and managedScaling (apps/compute)',
    types,
    check: (cluster, world) => {
      const { config } = cluster;
      const fleets = ['master_instance_fleet', 'core_instance_fleet'];
      const missing = fleets.find((name) => blocks(config[name]).length !== 1);
      if (missing) return `has no ${missing}`;
      const spot = fleets.find((name) => Number(block(config[name])['target_spot_capacity'] ?? 0) > 0);
      if (spot) return `its ${spot} has spot capacity`;
      return world.thatName(cluster, 'aws_emr_managed_scaling_policy').length > 0
        ? undefined
        : 'has no managed scaling';
    },
  },
  {
    id: 'MAL_EMR_2',
    covers: ['H1'],
    title: 'The firewalls of a cluster let go of their rules when they go',
    severity: 'low',
    why: 'EMR adds rules to them by itself: none of the groups could ever be deleted',
    fix: 'Set revokeRulesOnDelete',
    types: ['aws_security_group'],
    about: (group, world) => world.thatName(group, ...types).length > 0,
    check: ({ config }) =>
      isTrue(config['revoke_rules_on_delete'])
        ? undefined
        : `revoke_rules_on_delete is ${JSON.stringify(config['revoke_rules_on_delete'])}`,
  },
  {
    id: 'MAL_EMR_3',
    covers: ['H1', 'X4'],
    title: 'A cluster is protected against deletion exactly where its environment is',
    severity: 'medium',
    why: 'Unprotected, a wrong click ends every job; protected, an environment that may go cannot',
    fix: 'Set terminationProtection from ProtectionSettings',
    types,
    check: ({ config }, { environment: { protection } }) => {
      const { termination_protection: there } = config;
      return isTrue(there) === protection.enabled ? undefined : `termination_protection is ${JSON.stringify(there)}`;
    },
  },
];
