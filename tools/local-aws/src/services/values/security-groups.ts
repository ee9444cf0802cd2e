import type { Call } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, list, text, type Xml, type XmlElement } from '../../protocols/xml';
import type { Guard } from '../in-use';

const SET = 'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';
const ALLOWED = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

const wrong = (message: string) => new AwsFailure('InvalidParameterValue', message);

/** The messages of EC2: terraform-provider-aws pull request 43854 (other alphabets), cfn-lint issue 173 (rules). */
function checkText(value: Xml | undefined, parameter: string, what: string): void {
  const said = text(value);
  if (!ASCII.test(said)) {
    throw wrong(
      `Value (${said}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`,
    );
  }
  if (ALLOWED.test(said)) return;
  throw wrong(
    `Invalid ${what}. Valid ${what.replace(/^.* /, '')}s are strings less than 256 characters from the following set:  ${SET}`,
  );
}

/** API reference, CreateSecurityGroup: names have the characters of descriptions, and "cannot start with sg-". */
const group: Guard = async (call, standing) => {
  const { GroupName, GroupDescription, VpcId } = queryParameters(call.body);
  checkText(GroupDescription, 'GroupDescription', 'security group description');
  checkText(GroupName, 'GroupName', 'security group name');
  if (text(GroupName).startsWith('sg-')) {
    throw wrong(
      `Value (${text(GroupName)}) for parameter GroupName is invalid. Group names may not be in the format sg-*`,
    );
  }
  const id = text(VpcId);
  if (id === '') return;
  const known = await standing.all('ec2', 'DescribeVpcs', 'vpcSet', { 'VpcId.1': id });
  if (known.length === 0) throw new AwsFailure('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
};

/** API reference, IpPermission: of TCP and UDP, ports; of ICMP, a type and a code, or -1 for all. */
function checkPorts({ IpProtocol, FromPort, ToPort }: XmlElement): void {
  const protocol = text(IpProtocol).toLowerCase();
  // IpPermission, IpProtocol: "the IP protocol name (tcp, udp, icmp, icmpv6) or number".
  if (!/^(tcp|udp|icmp|icmpv6|all|-1|\d{1,3}|)$/.test(protocol)) {
    throw wrong(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`);
  }
  const [first, last] = [text(FromPort), text(ToPort)];
  if (first === '' && last === '') return;
  const isIcmp = ['icmp', '1', 'icmpv6', '58'].includes(protocol);
  const lowest = isIcmp || protocol === '-1' ? -1 : 0;
  for (const port of [first, last]) {
    if (/^-?\d+$/.test(port) && Number(port) >= lowest && Number(port) <= (isIcmp ? 255 : 65_535)) continue;
    throw wrong(
      `Invalid value '${port}' for portRange. Ports of ${protocol} are between ${lowest} and ${isIcmp ? 255 : 65_535}.`,
    );
  }
  if (isIcmp || Number(first) <= Number(last)) return;
  throw wrong(`Invalid TCP/UDP port range (${first}:${last})`);
}

const descriptions = (call: Call, permissions: string) =>
  list(queryParameters(call.body)[permissions])
    .map(element)
    .flatMap((permission) =>
      ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'].flatMap((kind) => list(permission[kind])),
    )
    .map((peer) => element(peer)['Description']);

const permissions: Guard = (call) => {
  for (const permission of list(queryParameters(call.body)['IpPermissions']).map(element)) {
    checkPorts(permission);
    const peers = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'].flatMap((kind) => list(permission[kind]));
    if (peers.length === 0) {
      const message = 'Missing source specification: include source security group or CIDR information';
      throw new AwsFailure('MissingParameter', message);
    }
  }
  for (const said of descriptions(call, 'IpPermissions')) checkText(said, 'description', 'rule description');
};

const modifiedRules: Guard = (call) => {
  for (const update of list(queryParameters(call.body)['SecurityGroupRule'])) {
    const rule = element(element(update)['SecurityGroupRule']);
    checkPorts(rule);
    checkText(rule['Description'], 'description', 'rule description');
  }
};

/** API reference, AddPrefixListEntry: descriptions have up to 255 characters. */
const prefixList: Guard = (call) => {
  const form = queryParameters(call.body);
  for (const entry of [...list(form['Entry']), ...list(form['AddEntry'])]) {
    checkText(element(entry)['Description'], 'Description', 'prefix list entry description');
  }
};

export const securityGroupValues = {
  CreateSecurityGroup: group,
  AuthorizeSecurityGroupIngress: permissions,
  AuthorizeSecurityGroupEgress: permissions,
  UpdateSecurityGroupRuleDescriptionsIngress: permissions,
  UpdateSecurityGroupRuleDescriptionsEgress: permissions,
  ModifySecurityGroupRules: modifiedRules,
  CreateManagedPrefixList: prefixList,
  ModifyManagedPrefixList: prefixList,
};
