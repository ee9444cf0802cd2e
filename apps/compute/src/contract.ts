import { contract, plain } from '@malinshopper/stack';

/**
 * The outputs for the app `delivery` (the instances of an environment), and for environments that use this load
 * balancer.
 */
export const computeContract = contract('compute', {
  groupNames: plain.map('The auto scaling group of each role that has instances of its own'),
  targetGroupNames: plain.map('The target group of each role with visitors'),
  rollbackAlarms: plain.lists(
    'The alarms of each role with visitors that roll a release back: each release passes them to CodeDeploy',
  ),
  loadBalancerDnsName: plain.text("The load balancer, its own or its host's"),
  loadBalancerZoneId: plain.text("The hosted zone of the load balancer's name, for alias records"),
  loadBalancerArnSuffix: plain.text('The load balancer, as metrics name it'),
  loadBalancerSecurityGroupId: plain.text('The security group of the load balancer'),
  httpsListenerArn: plain.text('The HTTPS listener: an environment that borrows the load balancer adds its rule to it'),
  clusterId: plain.text('The Hadoop cluster that runs the jobs of all other roles, or empty'),
  clusterSetupUri: plain.text('The script that updates its primary node: a release runs it first; or empty'),
  clusterReleaseUri: plain.text('The program that installs a release on that node, to be run as a step; or empty'),
  webAddress: plain.text('The address of the web tier'),
});
