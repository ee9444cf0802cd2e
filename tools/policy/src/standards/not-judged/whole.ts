export const wholeNotJudged: Readonly<Record<string, string>> = {
  X2:
    'each difference between environments is a value in environments/src, or impossible: apps get nothing else. The ' +
    'snapshots of each kind of environment show the effect of a value',
  X3: 'no price is in the JSON. The costs of environments are planned for the page about an environment',
  'FSBP.EC2.10': 'interface endpoints cost more than the traffic through NAT that they would save',
  'FSBP.EC2.57': 'as FSBP.EC2.10',
  'FSBP.EC2.172': 'blocking public access of the VPC would block the load balancer',
  'FSBP.EC2.16': 'there are no network ACLs: security groups contain all rules, and name groups instead of addresses',
  'FSBP.EC2.21': 'as FSBP.EC2.16',
  'AwsSolutions-VPC3': 'as FSBP.EC2.16',
  'AwsSolutions-EC29': 'instances come from auto scaling groups only, which have to be able to terminate them',
  'tfsec.elb.alb-not-public':
    'the load balancer is the entry of a public web site; MAL_NET_25 checks that no other resource is public',
  'tfsec.ec2.no-public-egress-sgr':
    'instances download packages and call AWS over NAT: MAL_NET_1 allows ports 443 and 80 only',
};
