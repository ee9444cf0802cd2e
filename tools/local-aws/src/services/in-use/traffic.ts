import type { Call } from '../../gateway/call';
import { jsonParameters, jsonText } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { text } from '../../protocols/xml';
import { distributions } from './cdn';
import type { Guard } from './guard';
import { elements, type Standing } from './standing';

const ELB = 'elasticloadbalancing';

/** API reference, DeleteLoadBalancer: `OperationNotPermitted` with deletion protection. */
const loadBalancer: Guard = async (call, standing) => {
  const arn = text(queryParameters(call.body)['LoadBalancerArn']);
  const attributes = await standing.all(ELB, 'DescribeLoadBalancerAttributes', 'Attributes', { LoadBalancerArn: arn });
  const isProtected = attributes.some(
    ({ Key, Value }) => text(Key) === 'deletion_protection.enabled' && text(Value) === 'true',
  );
  if (!isProtected) return;
  throw new AwsFailure(
    'OperationNotPermitted',
    `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
  );
};

/** API reference, DeleteRule: "You can't delete the default rule", which is `OperationNotPermitted`. */
const rule: Guard = async (call, standing) => {
  const arn = text(queryParameters(call.body)['RuleArn']);
  const [found] = await standing.all(ELB, 'DescribeRules', 'Rules', { 'RuleArns.member.1': arn });
  if (text(found?.['IsDefault']) === 'true') {
    throw new AwsFailure('OperationNotPermitted', `Default rule '${arn}' cannot be deleted`);
  }
};

/**
 * API reference, DeleteCertificate: a certificate in use by a listener or a distribution is `ResourceInUseException`.
 * The provider retries for 20 minutes and gives up (terraform-provider-aws issue 21035).
 */
const certificate: Guard = async (call, standing) => {
  const arn = jsonText(jsonParameters(call)['CertificateArn']);
  if (!(await certificatesInUse(call, standing)).includes(arn)) return;
  throw new AwsFailure('ResourceInUseException', `Certificate ${arn} in account ${call.account} is in use.`);
};

async function certificatesInUse(call: Call, standing: Standing): Promise<string[]> {
  const balancers = await standing.all(ELB, 'DescribeLoadBalancers', 'LoadBalancers');
  const listeners = await Promise.all(
    balancers.map(({ LoadBalancerArn }) =>
      standing.all(ELB, 'DescribeListeners', 'Listeners', { LoadBalancerArn: text(LoadBalancerArn) }),
    ),
  );
  // The default certificate of a listener, and its additional certificates.
  const ofListeners = await Promise.all(
    listeners.flat().map(async ({ ListenerArn, Certificates }) => [
      ...elements(Certificates),
      ...(await standing.all(ELB, 'DescribeListenerCertificates', 'Certificates', {
        ListenerArn: text(ListenerArn),
      })),
    ]),
  );
  const used = ofListeners.flat().map(({ CertificateArn }) => text(CertificateArn));
  // CloudFront uses certificates of us-east-1 only.
  if (call.region !== 'us-east-1') return used;
  return [...used, ...(await distributions(standing)).map(({ certificateArn }) => certificateArn)];
}

/** moto itself keeps a target group to which a listener or a rule forwards. */
export const trafficGuards = { DeleteLoadBalancer: loadBalancer, DeleteRule: rule };
export const certificateGuards = { DeleteCertificate: certificate };
