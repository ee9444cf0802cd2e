import type { Call, Operation } from '../../gateway/call';

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
 * The tags of a resource go with it. moto keeps them for ever, so that DescribeTags and the tagging API would go on telling
 * of what is long gone.
 */
export function tagsOfDeleted(): Record<string, Operation> {
  const entries = Object.entries(endings).map(([action, parameter]): [string, Operation] => [
    action,
    async (call, moto) => {
      const reply = await moto(call);
      const ids = namedIn(call, parameter);
      if (reply.status === 200 && ids.length > 0) await moto({ ...call, body: deleteTags(ids) });
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

function deleteTags(ids: readonly string[]): Buffer {
  const form = new URLSearchParams({ Action: 'DeleteTags', Version: '2016-11-15' });
  ids.forEach((id, index) => form.set(`ResourceId.${index + 1}`, id));
  return Buffer.from(form.toString());
}
