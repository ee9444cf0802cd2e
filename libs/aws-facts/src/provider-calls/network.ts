import { makes, makesUnnamed, own, plain, untagged, type CallsByType } from './call';

/** EC2 tags at creation, and requires CreateTags in addition. */
const made = (kind: string, action: string) => makes(kind, action, 'ec2:CreateTags');
const retag = (kind: string) => own(kind, 'ec2:CreateTags', 'ec2:DeleteTags');

/** The network, in terraform-provider-aws 5.100.0 (internal/service/ec2, acm). */
export const networkCalls = {
  aws_vpc: {
    create: [...made('vpc', 'ec2:CreateVpc'), ...own('vpc', 'ec2:ModifyVpcAttribute')],
    read: [
      ...plain('ec2:DescribeVpcs', 'ec2:DescribeNetworkAcls', 'ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups'),
      ...own('vpc', 'ec2:DescribeVpcAttribute'),
    ],
    update: retag('vpc'),
    delete: own('vpc', 'ec2:DeleteVpc'),
  },
  aws_default_security_group: {
    // AWS created it with the VPC, without tags.
    create: [
      ...makes('security-group', 'ec2:CreateTags'),
      ...plain('ec2:DescribeSecurityGroupRules'),
      ...own('security-group', 'ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'),
    ],
    read: plain('ec2:DescribeSecurityGroups'),
    update: retag('security-group'),
    delete: [],
  },
  aws_internet_gateway: {
    create: [
      ...made('internet-gateway', 'ec2:CreateInternetGateway'),
      ...own('internet-gateway', 'ec2:AttachInternetGateway'),
      ...own('vpc', 'ec2:AttachInternetGateway'),
    ],
    read: plain('ec2:DescribeInternetGateways'),
    update: retag('internet-gateway'),
    delete: [
      ...own('internet-gateway', 'ec2:DetachInternetGateway', 'ec2:DeleteInternetGateway'),
      ...own('vpc', 'ec2:DetachInternetGateway'),
    ],
  },
  aws_subnet: {
    create: [...made('subnet', 'ec2:CreateSubnet'), ...own('vpc', 'ec2:CreateSubnet')],
    read: plain('ec2:DescribeSubnets'),
    update: [...own('subnet', 'ec2:ModifySubnetAttribute'), ...retag('subnet')],
    delete: [...plain('ec2:DescribeNetworkInterfaces'), ...own('subnet', 'ec2:DeleteSubnet')],
  },
  aws_route_table: {
    create: [...made('route-table', 'ec2:CreateRouteTable'), ...own('vpc', 'ec2:CreateRouteTable')],
    read: plain('ec2:DescribeRouteTables'),
    update: retag('route-table'),
    delete: own('route-table', 'ec2:DisassociateRouteTable', 'ec2:DeleteRouteTable'),
  },
  aws_route: {
    create: own('route-table', 'ec2:CreateRoute'),
    read: plain('ec2:DescribeRouteTables'),
    update: own('route-table', 'ec2:ReplaceRoute'),
    delete: own('route-table', 'ec2:DeleteRoute'),
  },
  aws_route_table_association: {
    create: [...own('route-table', 'ec2:AssociateRouteTable'), ...own('subnet', 'ec2:AssociateRouteTable')],
    read: plain('ec2:DescribeRouteTables'),
    update: own('route-table', 'ec2:ReplaceRouteTableAssociation'),
    delete: [...own('route-table', 'ec2:DisassociateRouteTable'), ...own('subnet', 'ec2:DisassociateRouteTable')],
  },
  aws_eip: {
    create: made('elastic-ip', 'ec2:AllocateAddress'),
    read: plain('ec2:DescribeAddresses', 'ec2:DescribeAddressesAttribute'),
    update: retag('elastic-ip'),
    delete: own('elastic-ip', 'ec2:DisassociateAddress', 'ec2:ReleaseAddress'),
  },
  aws_nat_gateway: {
    create: [
      ...made('natgateway', 'ec2:CreateNatGateway'),
      ...own('subnet', 'ec2:CreateNatGateway'),
      ...own('elastic-ip', 'ec2:CreateNatGateway'),
    ],
    read: plain('ec2:DescribeNatGateways'),
    update: retag('natgateway'),
    delete: own('natgateway', 'ec2:DeleteNatGateway'),
  },
  aws_vpc_endpoint: {
    create: [
      ...made('vpc-endpoint', 'ec2:CreateVpcEndpoint'),
      ...own('vpc', 'ec2:CreateVpcEndpoint'),
      ...own('route-table', 'ec2:CreateVpcEndpoint'),
    ],
    read: plain('ec2:DescribeVpcEndpoints', 'ec2:DescribePrefixLists'),
    update: [
      ...own('vpc-endpoint', 'ec2:ModifyVpcEndpoint'),
      ...own('route-table', 'ec2:ModifyVpcEndpoint'),
      ...retag('vpc-endpoint'),
    ],
    delete: own('vpc-endpoint', 'ec2:DeleteVpcEndpoints'),
  },
  aws_flow_log: {
    create: [...made('vpc-flow-log', 'ec2:CreateFlowLogs'), ...own('vpc', 'ec2:CreateFlowLogs')],
    read: plain('ec2:DescribeFlowLogs'),
    update: retag('vpc-flow-log'),
    delete: own('vpc-flow-log', 'ec2:DeleteFlowLogs'),
  },
  aws_acm_certificate: {
    create: [...makesUnnamed('acm:RequestCertificate'), ...makes('certificate', 'acm:AddTagsToCertificate')],
    read: own('certificate', 'acm:DescribeCertificate', 'acm:ListTagsForCertificate'),
    update: own('certificate', 'acm:AddTagsToCertificate', 'acm:RemoveTagsFromCertificate'),
    delete: own('certificate', 'acm:DeleteCertificate'),
  },
  aws_acm_certificate_validation: {
    create: own('certificate', 'acm:DescribeCertificate'),
    read: own('certificate', 'acm:DescribeCertificate'),
    delete: [],
  },
  aws_security_group: {
    create: [
      ...made('security-group', 'ec2:CreateSecurityGroup'),
      { action: 'ec2:CreateSecurityGroup', kind: 'vpc', tags: 'others' },
      // The egress rule that AWS adds to every new group.
      ...own('security-group', 'ec2:RevokeSecurityGroupEgress'),
    ],
    read: plain('ec2:DescribeSecurityGroups'),
    update: retag('security-group'),
    delete: [...plain('ec2:DescribeNetworkInterfaces'), ...own('security-group', 'ec2:DeleteSecurityGroup')],
  },
  aws_vpc_security_group_ingress_rule: {
    create: [
      ...own('security-group', 'ec2:AuthorizeSecurityGroupIngress'),
      { action: 'ec2:AuthorizeSecurityGroupIngress', kind: 'security-group', tags: 'others' },
      ...made('security-group-rule', 'ec2:AuthorizeSecurityGroupIngress'),
    ],
    read: plain('ec2:DescribeSecurityGroupRules'),
    update: [
      ...own('security-group', 'ec2:ModifySecurityGroupRules'),
      ...own('security-group-rule', 'ec2:ModifySecurityGroupRules'),
      { action: 'ec2:ModifySecurityGroupRules', kind: 'security-group', tags: 'others' },
      ...retag('security-group-rule'),
    ],
    delete: [
      ...own('security-group', 'ec2:RevokeSecurityGroupIngress'),
      { action: 'ec2:RevokeSecurityGroupIngress', kind: 'security-group', tags: 'others' },
    ],
  },
  aws_vpc_security_group_egress_rule: {
    create: [
      ...own('security-group', 'ec2:AuthorizeSecurityGroupEgress'),
      ...made('security-group-rule', 'ec2:AuthorizeSecurityGroupEgress'),
    ],
    read: plain('ec2:DescribeSecurityGroupRules'),
    update: [
      ...own('security-group', 'ec2:ModifySecurityGroupRules'),
      ...own('security-group-rule', 'ec2:ModifySecurityGroupRules'),
    ],
    delete: own('security-group', 'ec2:RevokeSecurityGroupEgress'),
  },
  // Values of Terraform itself: they make no call to AWS.
  terraform_data: { create: [], read: [], delete: [] },
} satisfies CallsByType;

/** Records: their names and types decide which team writes them (tools/permissions, `ofRecord`). */
export const recordCalls = {
  aws_route53_record: {
    create: [
      ...untagged('hostedzone', 'route53:ChangeResourceRecordSets', 'route53:GetHostedZone'),
      ...untagged('change', 'route53:GetChange'),
    ],
    read: untagged('hostedzone', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'),
    delete: [...untagged('hostedzone', 'route53:ChangeResourceRecordSets'), ...untagged('change', 'route53:GetChange')],
  },
} satisfies CallsByType;
