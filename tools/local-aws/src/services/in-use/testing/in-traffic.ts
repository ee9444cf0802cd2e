import type { Client } from './client';
import { loadBalancer, net, unique, withoutLoadBalancer, type InUse } from './try';

const elb = (aws: Client, action: string, form: Record<string, string>) =>
  aws.query('elasticloadbalancing', action, form);

async function targetGroup(aws: Client, vpc: string): Promise<string> {
  const form = { Name: unique('targets'), Protocol: 'HTTP', Port: '80', VpcId: vpc };
  return (await elb(aws, 'CreateTargetGroup', form)).first('TargetGroupArn');
}

async function certificate(aws: Client): Promise<string> {
  const form = { DomainName: `${unique('try')}.example.com`, ValidationMethod: 'DNS' };
  return (await aws.json('acm', 'CertificateManager.RequestCertificate', form)).first('CertificateArn');
}
const withoutCertificate = (aws: Client, arn: string) =>
  aws.json('acm', 'CertificateManager.DeleteCertificate', { CertificateArn: arn });

/** A listener with its own certificate that forwards to its own target group. */
async function listener(aws: Client) {
  const where = await net(aws);
  const balancer = await loadBalancer(aws, where);
  const [targets, own] = [await targetGroup(aws, where.vpc), await certificate(aws)];
  const made = await elb(aws, 'CreateListener', {
    LoadBalancerArn: balancer,
    Protocol: 'HTTPS',
    Port: '443',
    'Certificates.member.1.CertificateArn': own,
    'DefaultActions.member.1.Type': 'forward',
    'DefaultActions.member.1.TargetGroupArn': targets,
  });
  const arn = made.first('ListenerArn');
  return {
    where,
    balancer,
    targets,
    certificate: own,
    arn,
    free: () => elb(aws, 'DeleteListener', { ListenerArn: arn }),
  };
}

const protectedBalancer = (aws: Client, arn: string, on: boolean) =>
  elb(aws, 'ModifyLoadBalancerAttributes', {
    LoadBalancerArn: arn,
    'Attributes.member.1.Key': 'deletion_protection.enabled',
    'Attributes.member.1.Value': String(on),
  });

/** The resources for the traffic of visitors and their users, by type. */
export const inTraffic: Readonly<Record<string, readonly InUse[]>> = {
  aws_acm_certificate: [
    {
      by: 'a listener',
      code: 'ResourceInUseException',
      make: async (aws) => {
        const made = await listener(aws);
        return { remove: () => withoutCertificate(aws, made.certificate), free: made.free };
      },
    },
    {
      by: 'a listener, to which it was added',
      code: 'ResourceInUseException',
      make: async (aws) => {
        const [made, added] = [await listener(aws), await certificate(aws)];
        const form = { ListenerArn: made.arn, 'Certificates.member.1.CertificateArn': added };
        await elb(aws, 'AddListenerCertificates', form);
        return {
          remove: () => withoutCertificate(aws, added),
          free: () => elb(aws, 'RemoveListenerCertificates', form),
        };
      },
    },
  ],
  aws_lb_target_group: [
    {
      by: 'a listener',
      code: 'ResourceInUse',
      make: async (aws) => {
        const made = await listener(aws);
        return { remove: () => elb(aws, 'DeleteTargetGroup', { TargetGroupArn: made.targets }), free: made.free };
      },
    },
    {
      by: 'a rule',
      code: 'ResourceInUse',
      make: async (aws) => {
        const { arn, where } = await listener(aws);
        const targets = await targetGroup(aws, where.vpc);
        const made = await elb(aws, 'CreateRule', {
          ListenerArn: arn,
          Priority: '1',
          'Conditions.member.1.Field': 'host-header',
          'Conditions.member.1.Values.member.1': 'try.example.com',
          'Actions.member.1.Type': 'forward',
          'Actions.member.1.TargetGroupArn': targets,
        });
        const RuleArn = made.first('RuleArn');
        return {
          remove: () => elb(aws, 'DeleteTargetGroup', { TargetGroupArn: targets }),
          free: () => elb(aws, 'DeleteRule', { RuleArn }),
        };
      },
    },
  ],
  aws_lb: [
    {
      by: 'its deletion protection',
      code: 'OperationNotPermitted',
      make: async (aws) => {
        const arn = await loadBalancer(aws, await net(aws));
        await protectedBalancer(aws, arn, true);
        return { remove: () => withoutLoadBalancer(aws, arn), free: () => protectedBalancer(aws, arn, false) };
      },
    },
  ],
};
