import { createHash } from 'node:crypto';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { hostOf, type Environment, type Role, type Visitors } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Construct } from 'constructs';

/** The port of the web servers. TLS ends at the load balancer. */
export const webPort = 80;

export interface TargetGroupProps {
  readonly role: Role;
  readonly visitors: Visitors;
  readonly environment: Environment;
  readonly vpcId: string;
}

/**
 * The target group of a role's web servers. Its name contains a hash of the attributes that replace the group: the new
 * one is created before the old one is deleted, because a rule in use refers to it, and the two names must differ.
 */
export function webTargetGroup(scope: Construct, props: TargetGroupProps): LbTargetGroup {
  const { role, visitors, environment, vpcId } = props;
  const shape = { port: webPort, protocol: 'HTTP', targetType: 'instance' };
  const identity = JSON.stringify({ ...shape, network: hostOf(environment, 'network').name });
  const version = createHash('sha256').update(identity).digest('hex').slice(0, 6);
  return new LbTargetGroup(scope, 'targets', {
    name: resourceName('targetGroup', environment.name, role, version),
    vpcId,
    ...shape,
    stickiness: stickiness(visitors, environment),
    // In seconds: a page takes a few; only production has visitors with long downloads.
    deregistrationDelay: environment.kind === 'production' ? '60' : '15',
    healthCheck: {
      path: '/healthz',
      matcher: '200',
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    lifecycle: { createBeforeDestroy: true },
  });
}

/**
 * With sessions in files of the web server, the load balancer routes a visitor to the same server, for a day after the
 * last request (ALB user guide, "Sticky sessions for your Application Load Balancer"). With shared sessions, or in a
 * role without sessions, any server takes each request: stickiness is disabled explicitly, because the provider would
 * otherwise keep the current value.
 */
function stickiness({ sessions }: Visitors, { sessions: { store } }: Environment) {
  return { enabled: sessions && store === 'instance', type: 'lb_cookie', cookieDuration: 86_400 };
}
