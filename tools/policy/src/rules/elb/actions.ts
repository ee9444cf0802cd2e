import { block, type Block, blocks, type Resource, type World } from '@malinshopper/synthesized';
import { all, custom, oneOfOrUnset, type Fault } from '../ask';
import { rulesOf } from '../table';
import { isEncrypted } from './listeners';

const listener = 'aws_lb_listener';
const rule = { type: 'aws_lb_listener_rule', path: 'web-entry/rule' };
const http = { type: listener, path: 'load-balancer/http' };
const https = { type: listener, path: 'load-balancer/https' };

/** The listener of an action. */
const listenerOf = (resource: Resource, world: World): Resource | undefined =>
  resource.type === listener
    ? resource
    : world.targets(resource.config['listener_arn'], resource.stack).find(({ type }) => type === listener);

/** True if a redirect keeps a part of the address unchanged. AWS writes the part by its name in `#{}`. */
const keeps = (value: unknown, part: string, before = '') =>
  value === undefined || value === null || value === `${before}#{${part}}`;

function redirectFault(redirect: Block, resource: Resource, world: World): string | undefined {
  const { host, protocol, port, path, query, status_code: status, ...more } = redirect;
  const { domain } = world.environment;
  const from = listenerOf(resource, world);
  const staysEncrypted = keeps(protocol, 'protocol') && keeps(port, 'port') && from && isEncrypted(from);
  const isOwn = host === domain || String(host).endsWith(`.${domain}`);
  if (!keeps(host, 'host') && !isOwn) return `redirects to the host ${String(host)}`;
  if (!staysEncrypted && (protocol !== 'HTTPS' || String(port) !== '443'))
    return `redirects to ${String(protocol)} on port ${String(port)}`;
  if (!keeps(path, 'path', '/') || !keeps(query, 'query')) return `redirects to ${String(path)}?${String(query)}`;
  if (status !== 'HTTP_301' && status !== 'HTTP_302') return `redirects with ${String(status)}`;
  const [unknown] = Object.keys(more);
  return unknown && `redirects with ${unknown}, which no rule understands`;
}

function forwardFault(
  { target_group_arn: one, forward }: Block,
  { stack }: Resource,
  world: World,
): string | undefined {
  const groups = [
    ...(one === undefined ? [] : [one as unknown]),
    ...blocks(forward).flatMap((each) => blocks(each['target_group']).map(({ arn }) => arn as unknown)),
  ];
  if (groups.length === 0) return 'forwards to no target group';
  const other = groups.find((arn) => !world.targets(arn, stack).some(({ type }) => type === 'aws_lb_target_group'));
  return other === undefined ? undefined : `forwards to ${JSON.stringify(other)}`;
}

/**
 * The fault of a default action that answers by itself: it has to send a short text that no browser executes. MAL_LB_4
 * judges the status.
 */
function answerFault(answer: Block): string | undefined {
  const { content_type: type, message_body: body } = answer;
  if (type !== 'text/plain') return `answers with ${String(type)}`;
  return /[<>$]/.test(String(body ?? '')) ? `answers with ${JSON.stringify(body)}` : undefined;
}

function actionFault(action: Block, resource: Resource, world: World): string | undefined {
  switch (action['type']) {
    case 'redirect':
      return redirectFault(block(action['redirect']), resource, world);
    case 'forward':
      return forwardFault(action, resource, world);
    case 'fixed-response':
      // In a rule, it would answer instead of the web servers.
      return resource.type === listener
        ? answerFault(block(action['fixed_response']))
        : 'answers visitors instead of the web servers';
    default:
      return `does ${String(action['type'])}, which no rule understands`;
  }
}

const leadsToOwn: Fault = (resource, world) => {
  const actions = blocks(resource.config[resource.type === listener ? 'default_action' : 'action']);
  const faults = actions.map((action) => actionFault(action, resource, world));
  const narrower = blocks(resource.config['condition']).flatMap((condition) =>
    // MAL_LB_5 judges the paths of a role.
    Object.keys(condition).filter(
      (name) => !['host_header', 'path_pattern'].includes(name) && condition[name] !== undefined,
    ),
  );
  if (narrower.length > 0) return `is for a part of the visitors only, by ${narrower.join(', ')}`;
  return actions.length === 0 ? 'has no action' : faults.find((fault) => fault !== undefined);
};

const setsNoHeaders: Fault = ({ config }) =>
  Object.keys(config).find((name) => name.startsWith('routing_http_') && config[name] !== undefined);

const redirect = (more: object) => ({ type: 'redirect', redirect: { status_code: 'HTTP_301', ...more } });
const inRule = (action: object) => ({
  ...rule,
  change: (config: { action: object[] }) => void (config.action = [action]),
});
const otherGroup = 'arn:aws:elasticloadbalancing:eu-west-1:999999999999:targetgroup/theirs/1';

/** The destinations of listeners and their rules. */
export const listenerActions = rulesOf([listener, rule.type], {
  MAL_LB_10: {
    title:
      'Listeners and their rules forward to target groups of this repository, or redirect to their own host over HTTPS',
    severity: 'critical',
    covers: 'L2',
    why: 'A redirect to another host, or a group of another account, sends visitors and their passwords to an attacker',
    fix: 'Forward to the target group of the environment; redirect to HTTPS on port 443 with #{host}, #{path} and #{query}',
    source: 'ELB user guide, "Rules for listeners": redirect actions',
    ask: custom(leadsToOwn, {
      'visitors are redirected to another host': {
        ...http,
        change: (config) => (config.default_action[0].redirect.host = 'malinshopper.example.com'),
      },
      "visitors are redirected to a host that only begins with the name of the environment's host": {
        ...http,
        change: (config) => (config.default_action[0].redirect.host = '#{host}.example.com'),
      },
      'visitors are redirected to another port': {
        ...http,
        change: (config) => (config.default_action[0].redirect.port = '8443'),
      },
      'visitors are redirected to another page': {
        ...http,
        change: (config) => (config.default_action[0].redirect.path = '/other'),
      },
      'visitors log in at another company': {
        ...https,
        change: (config) => config.default_action.unshift({ type: 'authenticate-oidc' }),
      },
      'unknown names get a page with a script': {
        ...https,
        change: (config) =>
          (config.default_action[0].fixed_response.message_body = '<script src=//example.com></script>'),
      },
      'a rule redirects visitors to another host': inRule(
        redirect({ host: 'example.com', protocol: 'HTTPS', port: '443' }),
      ),
      'a rule redirects visitors from HTTPS to HTTP': inRule(redirect({ protocol: 'HTTP', port: '80' })),
      'a rule answers instead of the web servers': inRule({ type: 'fixed-response', fixed_response: {} }),
      'a rule forwards a part of the visitors to another account': {
        ...rule,
        change: (config) =>
          (config.action = [
            {
              type: 'forward',
              forward: { target_group: [{ arn: config.action[0].target_group_arn }, { arn: otherGroup, weight: 99 }] },
            },
          ]),
      },
      'a rule is for one client address only': {
        ...rule,
        change: (config) => config.condition.push({ source_ip: { values: ['198.51.100.7/32'] } }),
      },
      'a rule has no action': { ...rule, change: (config) => (config.action = []) },
    }),
  },
  MAL_LB_11: {
    title: 'Listeners neither add nor change headers of requests and responses',
    severity: 'high',
    types: [listener],
    why: 'A single attribute can allow scripts of every site to read the shop (CORS), or can remove the security headers',
    fix: 'Leave out attributes that begin with routing_http_: the application sets its headers',
    ask: custom(
      (resource, world) => {
        const found = setsNoHeaders(resource, world);
        return found && `sets ${found}`;
      },
      {
        'scripts of every site may read the shop': {
          ...https,
          change: (config) => (config.routing_http_response_access_control_allow_origin_header_value = '*'),
        },
      },
    ),
  },
  MAL_LB_12: {
    title: 'The targets of target groups are instances, checked on the port that serves visitors',
    severity: 'high',
    types: ['aws_lb_target_group'],
    tried: { type: 'aws_lb_target_group' },
    why: 'An address or a function can be anywhere; a check on another port passes while visitors get errors',
    fix: "Leave targetType and healthCheck.port out, or set them to 'instance' and 'traffic-port'",
    ask: all(oneOfOrUnset('target_type', 'instance'), oneOfOrUnset('health_check.port', 'traffic-port')),
  },
});
