import type { Call, Forward, Operation } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { buildXml, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';

/** By kind of peer in a request: the member that names it, and the reader of a rule about it. */
const PEERS: Readonly<Record<string, readonly [member: string, of: (rule: XmlElement) => string]>> = {
  IpRanges: ['CidrIp', ({ cidrIpv4 }) => text(cidrIpv4)],
  Ipv6Ranges: ['CidrIpv6', ({ cidrIpv6 }) => text(cidrIpv6)],
  PrefixListIds: ['PrefixListId', ({ prefixListId }) => text(prefixListId)],
  Groups: ['GroupId', ({ referencedGroupInfo }) => text(element(referencedGroupInfo)['groupId'])],
};
const NUMBERS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

const protocol = (written: string) => NUMBERS[written] ?? written.toLowerCase();

/**
 * UpdateSecurityGroupRuleDescriptionsIngress and -Egress. moto answers without `Return`, changes no description of a
 * rule about a group or a prefix list, and does not read rules that are named by their ids.
 * @param describe keeps the description of a rule
 */
export function updateDescriptions(
  isEgress: boolean,
  describe: (call: Call, rule: string, description: string) => void,
): Operation {
  return async (call, moto) => {
    const form = queryParameters(call.body);
    const group = text(form['GroupId']);
    const rules = (await rulesOf(group, call, moto)).filter((rule) => (text(rule['isEgress']) === 'true') === isEgress);
    const found = [...named(form, rules), ...described(form, rules)];
    if (found.some(({ rule }) => rule === undefined)) {
      throw new AwsFailure('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    }
    for (const { rule, description } of found) describe(call, text(rule!['securityGroupRuleId']), description);
    const action = `UpdateSecurityGroupRuleDescriptions${isEgress ? 'Egress' : 'Ingress'}Response`;
    const body = buildXml({ [action]: { '@xmlns': 'http://ec2.amazonaws.com/doc/2016-11-15/', return: 'true' } });
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  };
}

/** A rule that the request names, with its description. Undefined: the group has no such rule. */
interface Described {
  readonly rule: XmlElement | undefined;
  readonly description: string;
}

const named = (form: XmlElement, rules: readonly XmlElement[]): Described[] =>
  list(form['SecurityGroupRuleDescription'])
    .map(element)
    .map(({ SecurityGroupRuleId, Description }) => ({
      rule: rules.find(({ securityGroupRuleId }) => text(securityGroupRuleId) === text(SecurityGroupRuleId)),
      description: text(Description),
    }));

const described = (form: XmlElement, rules: readonly XmlElement[]): Described[] =>
  list(form['IpPermissions'])
    .map(element)
    .flatMap((permission) =>
      Object.entries(PEERS).flatMap(([kind, [member, of]]) =>
        list(permission[kind])
          .map(element)
          .map((peer) => ({
            rule: rules.find((rule) => isOf(permission, rule) && of(rule) === text(peer[member])),
            description: text(peer['Description']),
          })),
      ),
    );

function isOf({ IpProtocol, FromPort, ToPort }: XmlElement, { ipProtocol, fromPort, toPort }: XmlElement): boolean {
  const port = (written: XmlElement[string]) => text(written) || '-1';
  if (protocol(text(IpProtocol)) !== protocol(text(ipProtocol))) return false;
  return text(ipProtocol) === '-1' || (port(FromPort) === port(fromPort) && port(ToPort) === port(toPort));
}

async function rulesOf(group: string, call: Call, moto: Forward): Promise<XmlElement[]> {
  const form = {
    Action: 'DescribeSecurityGroupRules',
    Version: '2016-11-15',
    'Filter.1.Name': 'group-id',
    'Filter.1.Value.1': group,
  };
  const reply = await moto({ ...call, body: Buffer.from(new URLSearchParams(form).toString()) });
  const answer = element(Object.values(parseXml(reply.body.toString()))[0]);
  return list(element(answer['securityGroupRuleSet'])['item']).map(element);
}
