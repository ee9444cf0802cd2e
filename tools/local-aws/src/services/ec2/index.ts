import type { QuotaName } from '@malinshopper/aws-facts';
import type { Call, Operation, Service } from '../../gateway/call';
import { refuseBeyond } from '../../gateway/granted';
import { queryParameters, withParameters } from '../../protocols/query';
import { element, list, parseXml, text, type XmlElement } from '../../protocols/xml';
import { accountSettings } from './account-settings';
import { withRanges } from './canonical-ranges';
import { launchTemplates } from './launch-templates';
import { deleteNatGateway } from './nat-gateways';
import { securityGroupRules } from './security-group-rules';
import { tagsOfDeleted } from './tags-of-deleted';

/** EC2 (EC2 query protocol, 2016-11-15). */
export function ec2(): Service {
  return {
    name: 'ec2',
    operations: withRanges({
      ...accountSettings(),
      ...tagsOfDeleted(),
      ...securityGroupRules(),
      CreateDhcpOptions: dhcpOptions,
      AllocateAddress: oneMore('elasticAddresses', 'DescribeAddresses', 'addressesSet', 'addresses'),
      CreateVpc: oneMore('vpcs', 'DescribeVpcs', 'vpcSet', 'VPCs'),
      // An endpoint is a gateway by default (API reference: CreateVpcEndpoint); moto fails on one without a type.
      CreateVpcEndpoint: (call, moto) =>
        moto(withParameters(call, (form) => form.has('VpcEndpointType') || form.set('VpcEndpointType', 'Gateway'))),
      DeleteNatGateway: deleteNatGateway,
      ...launchTemplates(),
      RunInstances: (call, moto) => moto(withWholeCount(withVolumeSizes(call))),
    }),
  };
}

/** Limits the number of resources of a kind in an account and region: moto has no limit. */
const oneMore =
  (quota: QuotaName, action: string, set: string, kind: string): Operation =>
  async (call, moto) => {
    const form = new URLSearchParams({ Action: action, Version: '2016-11-15' });
    const reply = await moto({ ...call, body: Buffer.from(form.toString()) });
    const answer = element(Object.values(parseXml(reply.body.toString()))[0]);
    const present = list(element(answer[set])['item']).length;
    refuseBeyond(call.account, quota, present + 1, () => `The maximum number of ${kind} has been reached.`);
    return moto(call);
  };

/** DHCP options are created, then tagged: moto ignores the tags in their creation. */
const dhcpOptions: Operation = async (call, moto) => {
  const reply = await moto(call);
  const tags = list(queryParameters(call.body)['TagSpecification']).flatMap((each) =>
    list(element(each)['Tag']).map(element),
  );
  if (reply.status !== 200 || tags.length === 0) return reply;
  const answer = element(Object.values(parseXml(reply.body.toString()))[0]);
  const tagged = await moto({ ...call, body: createTags(text(element(answer['dhcpOptions'])['dhcpOptionsId']), tags) });
  return tagged.status === 200 ? reply : tagged;
};

function createTags(id: string, tags: readonly XmlElement[]): Buffer {
  const form = new URLSearchParams({ Action: 'CreateTags', Version: '2016-11-15', 'ResourceId.1': id });
  tags.forEach((tag, index) => {
    form.set(`Tag.${index + 1}.Key`, text(tag['Key']));
    form.set(`Tag.${index + 1}.Value`, text(tag['Value']));
  });
  return Buffer.from(form.toString());
}

/** There is room for MaxCount instances (API reference: RunInstances, MaxCount); moto runs only MinCount. */
function withWholeCount(call: Call): Call {
  return withParameters(call, (form) => {
    const most = form.get('MaxCount');
    if (most !== null) form.set('MinCount', most);
  });
}

/**
 * Adds the size of the image (8 GiB) to a root volume without a size. AWS does the same (API: RunInstances), but moto
 * refuses the call.
 */
function withVolumeSizes(call: Call): Call {
  return withParameters(call, (form) => {
    const devices = [...form.keys()].flatMap((name) => /^BlockDeviceMapping\.\d+\.Ebs(?=\.)/.exec(name) ?? []);
    for (const device of new Set(devices)) {
      if (!form.has(`${device}.VolumeSize`) && !form.has(`${device}.SnapshotId`)) form.set(`${device}.VolumeSize`, '8');
    }
  });
}
