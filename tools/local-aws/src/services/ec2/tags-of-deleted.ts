import type { Call, Forward, Operation } from '../../gateway/call';
import { element, list, parseXml, text } from '../../protocols/xml';

/** The actions that end a resource, and the parameter that names it: `X` or `X.1`, `X.2`, ... */
const endings: Record<string, string> = {
  DeleteFlowLogs: 'FlowLogId',
  DeleteInternetGateway: 'InternetGatewayId',
  DeleteLaunchTemplate: 'LaunchTemplateId',
  DeleteNatGateway: 'NatGatewayId',
  DeleteRouteTable: 'RouteTableId',
  DeleteSecurityGroup: 'GroupId',
  DeleteSubnet: 'SubnetId',
  DeleteVpc: 'VpcId',
  DeleteVpcEndpoints: 'VpcEndpointId',
  ReleaseAddress: 'AllocationId',
  RevokeSecurityGroupEgress: 'SecurityGroupRuleId',
  RevokeSecurityGroupIngress: 'SecurityGroupRuleId',
};

/**
 * Deletes the tags of a resource together with the resource. moto keeps them, so DescribeTags and the tagging API would
 * still return the tags of deleted resources.
 */
export function tagsOfDeleted(): Record<string, Operation> {
  const entries = Object.entries(endings).map(([action, parameter]): [string, Operation] => [
    action,
    async (call, moto) => {
      const named = namedIn(call, parameter);
      const ids = action === 'DeleteVpc' ? [...named, ...(await defaultGroups(named, call, moto))] : named;
      const reply = await moto(call);
      if (reply.status === 200) await forget(ids, call, moto);
      return reply;
    },
  ]);
  return Object.fromEntries(entries);
}

function namedIn(call: Call, parameter: string): string[] {
  const form = new URLSearchParams(call.body.toString());
  const names = new RegExp(`^${parameter}(\\.\\d+)?$`);
  return [...form].filter(([name]) => names.test(name)).map(([, id]) => id);
}

/** moto deletes only tags that are named, so they are looked up first. */
async function forget(ids: readonly string[], call: Call, moto: Forward): Promise<void> {
  if (ids.length === 0) return;
  const described = await moto({
    ...call,
    body: form('DescribeTags', { 'Filter.1.Name': ['resource-id'], 'Filter.1.Value': ids }),
  });
  const answer = element(parseXml(described.body.toString())['DescribeTagsResponse']);
  const keys = list(element(answer['tagSet'])['item']).map((tag) => text(element(tag)['key']));
  if (keys.length > 0) await moto({ ...call, body: form('DeleteTags', { ResourceId: ids, Tag: [...new Set(keys)] }) });
}

/** A VPC's default security group cannot be deleted: it is deleted with the VPC (API: DeleteSecurityGroup). */
async function defaultGroups(vpcs: readonly string[], call: Call, moto: Forward): Promise<string[]> {
  const filter = {
    'Filter.1.Name': ['vpc-id'],
    'Filter.1.Value': vpcs,
    'Filter.2.Name': ['group-name'],
    'Filter.2.Value': ['default'],
  };
  const described = await moto({ ...call, body: form('DescribeSecurityGroups', filter) });
  const answer = element(parseXml(described.body.toString())['DescribeSecurityGroupsResponse']);
  return list(element(answer['securityGroupInfo'])['item']).map((group) => text(element(group)['groupId']));
}

/** A request in EC2's query protocol: a list is `Name.1`, `Name.2`, and a tag has its key below that. */
function form(action: string, parameters: Record<string, readonly string[]>): Buffer {
  const body = new URLSearchParams({ Action: action, Version: '2016-11-15' });
  for (const [name, values] of Object.entries(parameters)) {
    if (name.endsWith('.Name')) body.set(name, values[0] ?? '');
    else values.forEach((value, index) => body.set(`${name}.${index + 1}${name === 'Tag' ? '.Key' : ''}`, value));
  }
  return Buffer.from(body.toString());
}
