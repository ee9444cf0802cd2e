import type { Call, Forward, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { child, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';
import { answering, arn, named, nameIn, type Caches, type SubnetGroup } from './state';
import { tagsOf } from './tags';

/** API reference: CreateCacheSubnetGroup and its sibling operations. */
export function subnetGroups(store: Store<Caches>): Record<string, Operation> {
  const find = (call: Call, name: string) =>
    named(store.of(call).subnetGroups, name, 'CacheSubnetGroupNotFoundFault', 'Cache Subnet Group');

  const write = async (form: XmlElement, call: Call, moto: Forward, present?: SubnetGroup) => {
    const ids = list(element(form['SubnetIds'])['SubnetIdentifier']).map(text);
    const where = ids.length === 0 && present ? present : await subnetsIn(call, moto, ids);
    const group = {
      ...where,
      name: nameIn(form, 'CacheSubnetGroupName'),
      description: text(form['CacheSubnetGroupDescription']) || (present?.description ?? ''),
    };
    store.of(call).subnetGroups.set(group.name, group);
    return { CacheSubnetGroup: shown(call, group) };
  };

  return answering({
    CreateCacheSubnetGroup: async (form, call, moto) => {
      const name = nameIn(form, 'CacheSubnetGroupName');
      if (store.of(call).subnetGroups.has(name)) {
        throw new AwsFailure('CacheSubnetGroupAlreadyExists', `CacheSubnetGroup ${name} already exists.`);
      }
      const written = await write(form, call, moto);
      store.of(call).tags.set(arn(call, 'subnetgroup', name), tagsOf(form));
      return written;
    },
    ModifyCacheSubnetGroup: (form, call, moto) => {
      const [present] = find(call, nameIn(form, 'CacheSubnetGroupName'));
      const kept = list(element(form['SubnetIds'])['SubnetIdentifier']).map(text);
      const used = kept.length === 0 ? [] : usedSubnets(store.of(call), present!).filter((id) => !kept.includes(id));
      // API reference, ModifyCacheSubnetGroup: Errors.
      if (used.length > 0) throw new AwsFailure('SubnetInUse', `The subnets ${used.join(', ')} are in use by caches.`);
      return write(form, call, moto, present);
    },
    DescribeCacheSubnetGroups: (form, call) => {
      const found = find(call, nameIn(form, 'CacheSubnetGroupName'));
      return { CacheSubnetGroups: { CacheSubnetGroup: found.map((group) => shown(call, group)) } };
    },
    DeleteCacheSubnetGroup: (form, call) => {
      const name = nameIn(form, 'CacheSubnetGroupName');
      find(call, name);
      const caches = store.of(call);
      const user = [...caches.replicationGroups.values()].find(
        ({ written }) => nameIn(written, 'CacheSubnetGroupName') === name,
      );
      if (user) throw new AwsFailure('CacheSubnetGroupInUse', `Cache subnet group ${name} is used by ${user.name}.`);
      caches.subnetGroups.delete(name);
      caches.tags.delete(arn(call, 'subnetgroup', name));
      return {};
    },
  });
}

/** The subnets of a group that contain nodes of its caches (shown.ts: one zone after the other). */
const usedSubnets = ({ replicationGroups }: Caches, { name, subnets }: SubnetGroup): string[] => {
  const users = [...replicationGroups.values()].filter(
    ({ written }) => nameIn(written, 'CacheSubnetGroupName') === name,
  );
  return [...subnets.keys()].slice(0, Math.max(0, ...users.map(({ nodes }) => nodes)));
};

function shown(call: Call, { name, description, vpcId, subnets }: SubnetGroup): XmlElement {
  return {
    CacheSubnetGroupName: name,
    CacheSubnetGroupDescription: description,
    VpcId: vpcId,
    Subnets: {
      Subnet: [...subnets].map(([id, zone]) => ({ SubnetIdentifier: id, SubnetAvailabilityZone: { Name: zone } })),
    },
    ARN: arn(call, 'subnetgroup', name),
  };
}

/** The zones of subnets, from moto's EC2: moto distinguishes services by the credential scope of a request. */
async function subnetsIn(call: Call, moto: Forward, ids: readonly string[]) {
  const form = new URLSearchParams({ Action: 'DescribeSubnets', Version: '2016-11-15' });
  ids.forEach((id, index) => form.set(`SubnetId.${index + 1}`, id));
  const authorization = (call.headers.authorization ?? '').replace('/elasticache/', '/ec2/');
  const host = `ec2.${call.region}.amazonaws.com`;
  const headers = { ...call.headers, authorization, host };
  const reply = await moto({ ...call, service: 'ec2', headers, body: Buffer.from(form.toString()) });
  const answer = child(parseXml(reply.body.toString()), 'DescribeSubnetsResponse');
  const found = list(element(answer['subnetSet'])['item']).map(element);
  const subnets = new Map(found.map((subnet) => [text(subnet['subnetId']), text(subnet['availabilityZone'])]));
  const unknown = ids.filter((id) => !subnets.has(id));
  if (ids.length === 0 || unknown.length > 0) {
    throw new AwsFailure('InvalidSubnet', `Some input subnets in :[${unknown.join(', ')}] are invalid.`);
  }
  return { vpcId: text(found[0]?.['vpcId']), subnets };
}
