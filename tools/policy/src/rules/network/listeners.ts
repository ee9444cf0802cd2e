import { block, blocks, type Resource } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const types = ['aws_lb_listener'];

/** ELB user guide, "Security policies for your Application Load Balancer": those of TLS 1.2 or newer. */
const tls12 = /^ELBSecurityPolicy-(FS-1-2|TLS-1-2|TLS13-1-[23])/;
/** Of these, those that AWS recommends, without the ciphers that TLS 1.2 had from the start. */
const strong = [
  /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)-2021-06$/,
  /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)-PQ-2025-09$/,
  /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)-FIPS-2023-04$/,
];

const encrypted = ({ config }: Resource) => ['HTTPS', 'TLS'].includes(String(config['protocol']));

/** What a listener of plain HTTP does other than to send visitors to HTTPS, for good. */
function notARedirect({ config }: Resource): string | undefined {
  const actions = blocks(config['default_action']);
  const { type, redirect } = block(actions);
  const { protocol, status_code: status } = block(redirect);
  return actions.length === 1 && type === 'redirect' && protocol === 'HTTPS' && status === 'HTTP_301'
    ? undefined
    : JSON.stringify(config['default_action']);
}

/** What a load balancer answers, and how. */
export const listenerRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_2',
    covers: ['L2', 'tfsec.elb.http-not-used'],
    title: 'Every listener speaks HTTPS, or does nothing but send visitors there',
    severity: 'high',
    why: 'What is said by HTTP, everybody on the way reads and changes',
    fix: 'Set protocol to HTTPS with a certificate, or one default action that redirects with HTTP_301',
    types,
    check: (listener, world) => {
      if (!encrypted(listener)) {
        const instead = notARedirect(listener);
        const rules = world.thatName(listener, 'aws_lb_listener_rule');
        if (rules.length > 0) return `${rules[0]!.path} answers by ${String(listener.config['protocol'])}`;
        return instead && `speaks ${String(listener.config['protocol'])}, and does ${instead}`;
      }
      const { certificate_arn: certificate } = listener.config;
      return world.targets(certificate, listener.stack).some(({ type }) => type.startsWith('aws_acm_certificate'))
        ? undefined
        : `certificate_arn is ${JSON.stringify(certificate)}`;
    },
  },
  {
    id: 'CKV2_AWS_20',
    covers: ['FSBP.ELB.1', 'L2'],
    title: 'Every load balancer sends visitors from HTTP to HTTPS',
    severity: 'medium',
    why: 'Who types a name without https:// would get nothing, or go on in clear',
    fix: 'Add a listener on port 80 with one default action that redirects to HTTPS with HTTP_301',
    types: ['aws_lb'],
    check: (balancer, world) => {
      const listeners = world.thatName(balancer, 'aws_lb_listener');
      const plain = listeners.filter((listener) => !encrypted(listener));
      if (!listeners.some(encrypted)) return 'has no listener of HTTPS';
      if (!plain.some(({ config }) => Number(config['port']) === 80)) return 'has no listener on port 80';
      const instead = plain.map(notARedirect).find((each) => each);
      return instead && `its listener does ${instead}`;
    },
  },
  {
    id: 'CKV_AWS_103',
    covers: ['L2', 'tfsec.elb.use-secure-tls-policy'],
    title: 'Every listener takes TLS 1.2 or newer only',
    severity: 'high',
    why: 'Older versions are broken; the policy that AWS takes by itself allows TLS 1.0',
    fix: 'Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06',
    types,
    check: (listener) => {
      const { ssl_policy: policy } = listener.config;
      return !encrypted(listener) || tls12.test(String(policy)) ? undefined : `ssl_policy is ${JSON.stringify(policy)}`;
    },
  },
  {
    id: 'CKV2_AWS_74',
    covers: ['FSBP.ELB.17', 'L2'],
    title: 'Every listener has one of the policies that AWS recommends, with strong ciphers only',
    severity: 'medium',
    why: 'Some policies of TLS 1.2 still take CBC, or keys without forward secrecy',
    fix: 'Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06',
    types,
    check: (listener) => {
      const { ssl_policy: policy } = listener.config;
      const isStrong = strong.some((pattern) => pattern.test(String(policy)));
      return !encrypted(listener) || isStrong ? undefined : `ssl_policy is ${JSON.stringify(policy)}`;
    },
  },
  {
    id: 'MAL_LB_4',
    covers: ['L2'],
    title: 'What no rule knows is answered with 403 or 404 by the load balancer itself',
    severity: 'medium',
    why: 'Who asks by address, or by a name of his own, must not get to any web server',
    fix: "Make the listener's default action a fixed-response with status 404",
    types,
    about: encrypted,
    check: ({ config }) => {
      const actions = blocks(config['default_action']);
      const { type, fixed_response: response } = block(actions);
      const status = String(block(response)['status_code']);
      return actions.length === 1 && type === 'fixed-response' && ['403', '404'].includes(status)
        ? undefined
        : `does ${JSON.stringify(config['default_action'])}`;
    },
  },
  {
    id: 'MAL_LB_5',
    covers: ['L2'],
    title: "Every rule of a listener is for names of the environment's own",
    severity: 'high',
    why: 'On a shared load balancer, a rule for everything, or for the name of another, takes over its visitors',
    fix: "Add a host_header condition with the environment's domain, without wildcards",
    types: ['aws_lb_listener_rule'],
    check: ({ config }, { environment: { domain } }) => {
      const conditions = blocks(config['condition']).filter((condition) => condition['host_header']);
      const names = conditions.flatMap((condition) => block(condition['host_header'])['values'] as unknown[]);
      if (names.length === 0) return 'is for every name';
      const below = new RegExp(`^[a-z0-9-]+\\.${domain.replaceAll('.', '\\.')}$`);
      const foreign = names.find((name) => name !== domain && !below.test(String(name)));
      return foreign === undefined ? undefined : `is for ${JSON.stringify(foreign)}, and the domain is ${domain}`;
    },
  },
];
