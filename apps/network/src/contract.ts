import { contract, plain } from '@malinshopper/stack';

/** The network in which an environment's instances run (its own or its host's), and the environment's names. */
export const networkContract = contract('network', {
  vpcId: plain.text('The VPC'),
  publicSubnetIds: plain.list('Subnets with a route to the internet, one per zone: load balancers'),
  privateSubnetIds: plain.list('Subnets that reach the internet through NAT, one per zone: instances'),
  databaseSubnetIds: plain.list('Subnets without a route to the internet, one per zone: database servers'),
  s3PrefixListId: plain.text('The addresses of S3 behind the gateway endpoint, for security group rules'),
  logKeyArn: plain.text('The key that log groups are encrypted with'),
  hostedZoneId: plain.text('The hosted zone with the records of this environment'),
  certificateArn: plain.text(
    'The certificate of the web tier, in the region; empty where its load balancer has one for all branches',
  ),
  branchesCertificateArn: plain.text(
    'The certificate of the names of all branches, where they are lent a load balancer; or empty',
  ),
  cdnCertificateArn: plain.text('The certificate of the CDN, in us-east-1'),
});
