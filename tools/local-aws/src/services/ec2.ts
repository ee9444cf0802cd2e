import type { Call, Forward, Operation, Reply, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { queryParameters, withParameters } from '../protocols/query';
import { buildXml, element, list, parseXml, text, type Xml, type XmlElement } from '../protocols/xml';

/** EC2 (EC2 query protocol, 2016-11-15). */
export function ec2(): Service {
  return {
    name: 'ec2',
    operations: {
      ...securityGroupRules(),
      CreateDhcpOptions: dhcpOptions,
      DescribeLaunchTemplateVersions: launchTemplateVersions,
      RunInstances: (call, moto) => moto(withVolumeSizes(call)),
    },
  };
}

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

/**
 * moto shows a template's own tags among those it gives to instances (API reference: CreateLaunchTemplate has both,
 * TagSpecification.N and LaunchTemplateData.TagSpecifications).
 */
const launchTemplateVersions: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  const answer = element(Object.values(document)[0]);
  for (const version of list(element(answer['launchTemplateVersionSet'])['item'])) {
    const data = element(element(version)['launchTemplateData']);
    const specifications = list(element(data['tagSpecificationSet'])['item']);
    const kept = specifications.filter((each) => text(element(each)['resourceType']) !== 'launch-template');
    if (kept.length > 0) data['tagSpecificationSet'] = { item: kept };
    else delete data['tagSpecificationSet'];
  }
  return { ...reply, body: buildXml(document) };
};

function createTags(id: string, tags: readonly XmlElement[]): Buffer {
  const form = new URLSearchParams({ Action: 'CreateTags', Version: '2016-11-15', 'ResourceId.1': id });
  tags.forEach((tag, index) => {
    form.set(`Tag.${index + 1}.Key`, text(tag['Key']));
    form.set(`Tag.${index + 1}.Value`, text(tag['Value']));
  });
  return Buffer.from(form.toString());
}

/** Descriptions of rules that name a security group or a prefix list: moto keeps those of address ranges only. */
function securityGroupRules(): Record<string, Operation> {
  const descriptions = new Store(() => new Map<string, string>());

  const authorize: Operation = async (call, moto) => {
    const reply = await moto(call);
    const permissions = list(queryParameters(call.body)['IpPermissions']).map(element);
    const sources = permissions.flatMap((permission) => {
      return ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'].flatMap((kind) =>
        list(permission[kind]).map(element),
      );
    });
    return eachRule(reply, (rule, index) => {
      // Terraform authorizes one rule per call; of several, moto answers in the order of the call.
      const description = text(sources[index]?.['Description']);
      if (description !== '') descriptions.of(call).set(text(rule['securityGroupRuleId']), description);
    });
  };

  return {
    AuthorizeSecurityGroupIngress: authorize,
    AuthorizeSecurityGroupEgress: authorize,
    ModifySecurityGroupRules: async (call: Call, moto: Forward) => {
      const reply = await moto(call);
      if (reply.status !== 200) return reply;
      for (const update of list(queryParameters(call.body)['SecurityGroupRule']).map(element)) {
        const id = text(update['SecurityGroupRuleId']);
        descriptions.of(call).set(id, text(element(update['SecurityGroupRule'])['Description']));
      }
      return reply;
    },
    DescribeSecurityGroupRules: async (call, moto) =>
      eachRule(await moto(call), (rule) => {
        const description = descriptions.of(call).get(text(rule['securityGroupRuleId']));
        if (description !== undefined && description !== '') rule['description'] = description;
      }),
  };
}

function eachRule(reply: Reply, change: (rule: XmlElement, index: number) => void): Reply {
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  const answer: Xml | undefined = Object.values(document)[0];
  list(element(element(answer)['securityGroupRuleSet'])['item']).forEach((rule, index) => change(element(rule), index));
  return { ...reply, body: buildXml(document) };
}

/** A root volume without a size has its image's; moto refuses it, and its images have 8 GiB (API: RunInstances). */
function withVolumeSizes(call: Call): Call {
  return withParameters(call, (form) => {
    const devices = [...form.keys()].flatMap((name) => /^BlockDeviceMapping\.\d+\.Ebs(?=\.)/.exec(name) ?? []);
    for (const device of new Set(devices)) {
      if (!form.has(`${device}.VolumeSize`) && !form.has(`${device}.SnapshotId`)) form.set(`${device}.VolumeSize`, '8');
    }
  });
}
