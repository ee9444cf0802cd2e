import type { Capability } from '../capability';

/** A VPC with all that is in it but instances. */
export const network: Capability = {
  list: [
    'ec2:DescribeAddresses',
    'ec2:DescribeAddressesAttribute',
    'ec2:DescribeFlowLogs',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeNatGateways',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribePrefixLists',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcEndpoints',
    'ec2:DescribeVpcs',
  ],
  read: ['ec2:DescribeVpcAttribute'],
  create: [
    'ec2:AllocateAddress',
    'ec2:CreateFlowLogs',
    'ec2:CreateInternetGateway',
    'ec2:CreateNatGateway',
    'ec2:CreateRouteTable',
    'ec2:CreateSubnet',
    // The default security group too, which AWS makes with the VPC, and without tags.
    'ec2:CreateTags',
    'ec2:CreateVpc',
    'ec2:CreateVpcEndpoint',
  ],
  change: [
    'ec2:AssociateRouteTable',
    'ec2:AttachInternetGateway',
    'ec2:CreateFlowLogs',
    'ec2:CreateNatGateway',
    'ec2:CreateRoute',
    'ec2:CreateRouteTable',
    'ec2:CreateSubnet',
    'ec2:CreateTags',
    'ec2:CreateVpcEndpoint',
    'ec2:DeleteFlowLogs',
    'ec2:DeleteInternetGateway',
    'ec2:DeleteNatGateway',
    'ec2:DeleteRoute',
    'ec2:DeleteRouteTable',
    'ec2:DeleteSubnet',
    'ec2:DeleteTags',
    'ec2:DeleteVpc',
    'ec2:DeleteVpcEndpoints',
    'ec2:DetachInternetGateway',
    'ec2:DisassociateAddress',
    'ec2:DisassociateRouteTable',
    'ec2:ModifySubnetAttribute',
    'ec2:ModifyVpcAttribute',
    'ec2:ModifyVpcEndpoint',
    'ec2:ReleaseAddress',
    'ec2:ReplaceRoute',
    'ec2:ReplaceRouteTableAssociation',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
  ],
  // What still holds on to a subnet that is to go; what AWS has put into the default security group.
  set: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroupRules'],
};

/** Certificates, in the region and in us-east-1. */
export const certificates: Capability = {
  read: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
  create: ['acm:AddTagsToCertificate'],
  createUnnamed: ['acm:RequestCertificate'],
  change: ['acm:AddTagsToCertificate', 'acm:DeleteCertificate', 'acm:RemoveTagsFromCertificate'],
};
