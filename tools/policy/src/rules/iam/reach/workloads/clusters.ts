import { demands, type Reach } from '../reach';
import { forAws, onAll, usesKey, type Words } from './words';

/** EMR, with the nodes of a cluster (EMR management guide, "Service role for Amazon EMR"). */
export function clusters(words: Words): readonly Reach[] {
  const { regional, key, iam, name, region } = words;
  const spot = iam('role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot');
  const kinds = ['fleet', 'instance', 'launch-template', 'network-interface', 'volume'];
  const made = kinds.map((kind) => regional('ec2', `${kind}/*`));
  const [images, subnets] = [`arn:aws:ec2:${region}::image/ami-*`, regional('ec2', 'subnet/*')];
  const makes = [
    'ec2:CreateFleet',
    'ec2:CreateLaunchTemplate',
    'ec2:CreateLaunchTemplateVersion',
    'ec2:CreateNetworkInterface',
    'ec2:RunInstances',
  ];
  const tag = 'for-use-with-amazon-emr-managed-policies';
  return [
    onAll('ec2:Describe*'),
    { actions: ['ec2:DescribeVpcAttribute'], on: [regional('ec2', 'vpc/*')] },
    { actions: makes, on: [images, ...['fleet', 'network-interface'].map((kind) => regional('ec2', `${kind}/*`))] },
    { actions: [...makes, 'ec2:*SecurityGroup*gress'], on: [regional('ec2', 'security-group/compute/cluster/*')] },
    {
      actions: makes,
      on: [subnets],
      where: [demands('ec2:Vpc', regional('ec2', 'vpc/network/*'))],
    },
    { actions: makes, on: made, where: [demands(`aws:RequestTag/${tag}`, 'true')] },
    {
      actions: [
        ...makes,
        'ec2:CreateTags',
        'ec2:DeleteLaunchTemplate',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteTags',
        'ec2:ModifyInstanceAttribute',
        'ec2:TerminateInstances',
      ],
      on: made,
      where: [demands(`aws:ResourceTag/${tag}`, 'true')],
    },
    {
      actions: ['ec2:CreateTags'],
      on: made,
      where: [demands('ec2:CreateAction', ...makes.map((action) => action.replace('ec2:', '')))],
    },
    { actions: usesKey, on: key('compute/cluster/*') },
    { actions: ['kms:CreateGrant'], on: key('compute/cluster/*'), where: [forAws] },
    {
      actions: ['iam:PassRole'],
      on: [iam(`role/compute/${name}-*`)],
      where: [demands('iam:PassedToService', 'ec2.amazonaws.com')],
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      on: [spot],
      where: [demands('iam:AWSServiceName', 'spot.amazonaws.com')],
    },
  ];
}
