import { calls, makesRoleOf, type ForwardedCalls } from './forwarded-call';

const GUIDE = 'Elastic Load Balancing user guide, "Elastic Load Balancing API permissions"';
const MANAGED = 'AWS managed policy ElasticLoadBalancingFullAccess, version 9';
const GROUPS = 'kubernetes-sigs/aws-load-balancer-controller issue 3917, and ElasticLoadBalancingFullAccess, version 9';
const WAF = 'AWS WAF developer guide, "Actions ... AssociateWebACL"; AWS managed policy AWSWAFFullAccess, version 15';

const ec2 = (...names: readonly string[]) => names.map((name) => `ec2:Describe${name}`);
const ofItself = makesRoleOf('elasticloadbalancing.amazonaws.com', GUIDE);
const groupsOfVpc = calls(GROUPS, ['ec2:GetSecurityGroupsForVpc'], { kind: 'vpc', when: ['SecurityGroups'] });

/**
 * Load balancers read the network. Their later calls (network interfaces, log files) need no permission of the caller:
 * the service-linked role and the bucket policy allow them.
 */
export const ofLoadBalancing: ForwardedCalls = {
  'elasticloadbalancing:CreateLoadBalancer': [
    ...calls(GUIDE, ec2('AccountAttributes', 'Addresses', 'InternetGateways', 'SecurityGroups', 'Subnets', 'Vpcs')),
    ...calls(MANAGED, ec2('AvailabilityZones', 'RouteTables', 'VpcPeeringConnections')),
    ...groupsOfVpc,
    ...ofItself,
  ],
  'elasticloadbalancing:CreateTargetGroup': [...calls(GUIDE, ec2('InternetGateways', 'Vpcs')), ...ofItself],
  'elasticloadbalancing:SetSecurityGroups': [...calls(MANAGED, ec2('SecurityGroups')), ...groupsOfVpc],
  'elasticloadbalancing:SetSubnets': calls(GUIDE, ec2('Subnets')),
  'wafv2:AssociateWebACL': [
    ...calls(WAF, ['elasticloadbalancing:SetWebAcl']),
    ...calls(WAF, ['elasticloadbalancing:CreateWebACLAssociation'], { kind: 'loadbalancer/app/' }),
  ],
  'wafv2:DisassociateWebACL': [
    ...calls(WAF, ['elasticloadbalancing:SetWebAcl']),
    ...calls(WAF, ['elasticloadbalancing:DeleteWebACLAssociation'], { kind: 'loadbalancer/app/' }),
  ],
  'wafv2:GetWebACLForResource': calls(WAF, ['elasticloadbalancing:GetLoadBalancerWebACL'], {
    kind: 'loadbalancer/app/',
  }),
};
