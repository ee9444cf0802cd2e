import { aTie, noSuchError, notOfAws, type Deletion } from './deletion';

export const network: Readonly<Record<string, Deletion>> = {
  aws_acm_certificate: {
    by: 'acm:DeleteCertificate',
    code: 'ResourceInUseException',
    while: 'a listener or a distribution has it',
    source: 'API reference, DeleteCertificate',
  },
  aws_acm_certificate_validation: notOfAws('Terraform waits for ACM in it, and there is nothing to delete'),
  aws_default_security_group: notOfAws(
    'Terraform only forgets it: it goes with its VPC (EC2 API reference, DeleteVpc)',
  ),
  aws_eip: {
    by: 'ec2:ReleaseAddress',
    code: 'AuthFailure',
    while: 'a NAT gateway has it; of an instance it is InvalidIPAddress.InUse',
    source: 'terraform-provider-aws issue 3572; API reference, ReleaseAddress',
  },
  aws_flow_log: noSuchError('DeleteFlowLogs'),
  aws_internet_gateway: {
    by: 'ec2:DetachInternetGateway',
    code: 'DependencyViolation',
    while: 'its VPC has public addresses; DeleteInternetGateway while it is attached',
    source: 'API reference, DetachInternetGateway, DeleteInternetGateway',
  },
  aws_nat_gateway: noSuchError('DeleteNatGateway'),
  aws_route: noSuchError('DeleteRoute'),
  aws_route_table: {
    by: 'ec2:DeleteRouteTable',
    code: 'DependencyViolation',
    while: 'a subnet is associated with it, or it is the main one of its VPC',
    source: 'API reference, DeleteRouteTable',
  },
  aws_route_table_association: aTie('DisassociateRouteTable'),
  aws_subnet: {
    by: 'ec2:DeleteSubnet',
    code: 'DependencyViolation',
    while:
      'a network interface is in it: of an instance, a load balancer, a NAT gateway, a database, a cache, a cluster, a function',
    source: 'API reference, DeleteSubnet',
  },
  aws_vpc: {
    by: 'ec2:DeleteVpc',
    code: 'DependencyViolation',
    while: 'it has subnets, gateways, endpoints, groups or route tables of its own',
    source: 'API reference, DeleteVpc',
  },
  aws_vpc_endpoint: noSuchError('DeleteVpcEndpoints'),
};
