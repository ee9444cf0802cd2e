import { block, blocks, type Resource } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, alsoBroken, at, custom, oneOf, type Fault } from '../ask';
import { rulesOf } from '../table';

const https = { path: 'load-balancer/https' };
const http = { path: 'load-balancer/http' };
const toWebServers = [{ type: 'forward', target_group_arn: '${aws_lb_target_group.web-entry_targets_3208DCA2.arn}' }];

/** ELB user guide, "Security policies for your Application Load Balancer": the policies with TLS 1.2 or newer only. */
const tls12 = /^ELBSecurityPolicy-(FS-1-2|TLS-1-2|TLS13-1-[23])/;
/** The policies among them that AWS recommends: without CBC and static RSA. */
const strong = /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)-(2021-06|PQ-2025-09|FIPS-2023-04)$/;

/** True if a listener uses HTTPS or TLS. */
export const isEncrypted = ({ config }: Resource) => ['HTTPS', 'TLS'].includes(String(config['protocol']));

const securityPolicy = (good: RegExp, ...bad: readonly string[]) =>
  at('ssl_policy', (policy, listener) => !isEncrypted(listener) || good.test(String(policy)), undefined, ...bad);

const permanentRedirect = all(
  oneOf('default_action.type', 'redirect'),
  oneOf('default_action.redirect.protocol', 'HTTPS'),
  oneOf('default_action.redirect.status_code', 'HTTP_301'),
);

const encryptsOrRedirects: Fault = (listener, world) => {
  const { certificate_arn: certificate, protocol } = listener.config;
  if (isEncrypted(listener)) {
    return world.targets(certificate, listener.stack).some(({ type }) => type.startsWith('aws_acm_certificate'))
      ? undefined
      : `certificate_arn is ${JSON.stringify(certificate)}`;
  }
  const [rule] = world.thatName(listener, 'aws_lb_listener_rule');
  if (rule) return `${rule.path} answers over ${protocol}`;
  const fault = permanentRedirect.fault(listener, world);
  return fault && `listens over ${protocol}, and ${fault}`;
};

const redirectsToHttps: Fault = (balancer, world) => {
  const listeners = world.thatName(balancer, 'aws_lb_listener');
  const plain = listeners.filter((listener) => !isEncrypted(listener));
  if (!listeners.some(isEncrypted)) return 'has no HTTPS listener';
  if (!plain.some(({ config }) => Number(config['port']) === 80)) return 'has no listener on port 80';
  return plain.map((listener) => permanentRedirect.fault(listener, world)).find((fault) => fault);
};

const ownNamesOnly: Fault = ({ config }, { environment: { domain } }) => {
  const conditions = blocks(config['condition']).filter((condition) => condition['host_header']);
  const names = conditions.flatMap((condition) => block(condition['host_header'])['values'] as unknown[]);
  if (names.length === 0) return 'is for every name';
  const below = new RegExp(`^[a-z0-9-]+\\.${domain.replaceAll('.', '\\.')}$`);
  const foreign = names.find((name) => name !== domain && !below.test(String(name)));
  return foreign === undefined ? undefined : `is for ${JSON.stringify(foreign)}, and the domain is ${domain}`;
};

export const listeners = rulesOf('aws_lb_listener', {
  CKV_AWS_2: {
    title: 'Listeners use HTTPS, or only redirect to it',
    severity: 'high',
    covers: 'L2 tfsec.elb.http-not-used',
    why: 'Every network on the path can read and change HTTP traffic',
    fix: 'Set protocol to HTTPS with a certificate, or one default action that redirects with HTTP_301',
    ask: custom(encryptsOrRedirects, {
      'visitors get pages over HTTP': { ...http, change: (config) => (config.default_action = toWebServers) },
      'a rule answers visitors over HTTP': {
        type: 'aws_lb_listener_rule',
        change: (config) => (config.listener_arn = '${aws_lb_listener.load-balancer_http_44626CBC.arn}'),
      },
      'an HTTPS listener has no certificate': { ...https, change: (config) => delete config.certificate_arn },
      'a listener uses HTTP on the port of HTTPS': { ...https, change: (config) => (config.protocol = 'HTTP') },
    }),
  },
  CKV2_AWS_20: {
    title: 'Load balancers redirect from HTTP to HTTPS',
    severity: 'medium',
    covers: 'FSBP.ELB.1 L2',
    types: ['aws_lb'],
    why: 'A visitor without https:// in the address would get no answer, or continue unencrypted',
    fix: 'Add a listener on port 80 with one default action that redirects to HTTPS with HTTP_301',
    ask: custom(redirectsToHttps, {
      'no listener is on port 80': remove,
      'visitors are redirected for one request': (config) =>
        (config.default_action[0].redirect.status_code = 'HTTP_302'),
      'visitors are redirected from HTTP to HTTP': (config) => (config.default_action[0].redirect.protocol = 'HTTP'),
    }),
    tried: { type: 'aws_lb_listener', ...http },
  },
  CKV_AWS_103: {
    title: 'Listeners accept TLS 1.2 or newer only',
    severity: 'high',
    covers: 'L2 tfsec.elb.use-secure-tls-policy',
    why: "Older versions are broken; AWS's default policy allows TLS 1.0",
    fix: 'Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06',
    ask: securityPolicy(tls12, 'ELBSecurityPolicy-TLS13-1-0-2021-06'),
    tried: https,
  },
  CKV2_AWS_74: {
    title: 'Listeners have a security policy with strong ciphers only, as AWS recommends',
    severity: 'medium',
    covers: 'FSBP.ELB.17 L2',
    why: 'Some TLS 1.2 policies still allow CBC, or keys without forward secrecy',
    fix: 'Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06',
    ask: securityPolicy(strong, 'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06', 'ELBSecurityPolicy-TLS-1-2-2017-01'),
    tried: https,
  },
  MAL_LB_4: {
    title: 'Listeners answer unknown host names themselves, with status 403 or 404',
    severity: 'medium',
    covers: 'L2',
    about: isEncrypted,
    why: 'A request for an IP address or an unknown name must not reach a web server',
    fix: "Set the listener's default action to a fixed-response with status 404",
    ask: alsoBroken(
      all(
        oneOf('default_action.type', 'fixed-response'),
        oneOf('default_action.fixed_response.status_code', '403', '404'),
      ),
      {
        'a request for an unknown name reaches the web servers': (config) => (config.default_action = toWebServers),
      },
    ),
    tried: https,
  },
  MAL_LB_5: {
    title: 'Listener rules match only host names of their environment',
    severity: 'high',
    covers: 'L2',
    types: ['aws_lb_listener_rule'],
    why: 'On a shared load balancer, a rule for all host names, or for host names of another environment, diverts visitors of other environments',
    fix: "Add a host_header condition with the environment's domain, without wildcards",
    ask: custom(ownNamesOnly, {
      'a rule is for every path of every name': (config) => (config.condition = [{ path_pattern: { values: ['/*'] } }]),
      'a branch takes over the visitors of testing': {
        scenario: 'branch',
        change: (config) => config.condition[0].host_header.values.push('testing.malinshopper.com'),
      },
      'a branch is for every name': {
        scenario: 'branch',
        change: (config) => (config.condition[0].host_header.values = ['*.malinshopper.com']),
      },
    }),
  },
});
