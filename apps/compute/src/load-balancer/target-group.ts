import { createHash } from 'node:crypto';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { hostOf, type Environment, type Role, type Visitors } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Construct } from 'constructs';

/** What the web servers listen on. TLS ends at the load balancer. */
export const webPort = 80;

export interface TargetGroupProps {
  readonly role: Role;
  readonly visitors: Visitors;
  readonly environment: Environment;
  readonly vpcId: string;
}

/**
 * The web servers of a role, as the load balancer sees them. What would replace the group is hashed into its name:
 * the new one is made before the old one goes, because a rule that is in use holds on to it, and the two names must differ.
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
    // In seconds: a page is made in a few; only production has visitors whose long downloads are worth waiting for.
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
 * While sessions are files of the web server that began them, a visitor comes back to that one, for a day after his last
 * request (ALB user guide, "Sticky sessions for your Application Load Balancer"). Where all servers share them, each request
 * goes to whichever has time, as where a role keeps none: switched off rather than left out, which the provider would take for "as it is".
 */
function stickiness({ sessions }: Visitors, { sessions: { store } }: Environment) {
  return { enabled: sessions && store === 'instance', type: 'lb_cookie', cookieDuration: 86_400 };
}
