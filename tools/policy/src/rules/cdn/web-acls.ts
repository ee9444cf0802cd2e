import { block, type Block, blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { said } from '../data/must';
import type { Rule } from '../rule';
import { againstLog4j, groupsOf, lifted } from '../waf/managed-groups';

const types = ['aws_wafv2_web_acl'];

/** What has to be refused everywhere, in whatever order (WAF developer guide, "AWS Managed Rules rule groups list"). */
const wanted = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesAnonymousIpList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
  'AWSManagedRulesPHPRuleSet',
];
/** What tells who a visitor is: with it somebody else could go on in his name. */
const secretHeaders = ['authorization', 'cookie'];

/** Rules of the common set that refuse what web servers are made for: uploads, and calls of programs. */
const tooMuchForWebServers = ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'];

const rulesOf = (acl: Resource) => blocks(acl.config['rule']);
const isMeasured = (config: Block) => isTrue(block(config['visibility_config'])['cloudwatch_metrics_enabled']);

/** What writes down what a web ACL has seen. */
const loggingOf = (acl: Resource, world: World) =>
  world
    .thatName(acl, 'aws_wafv2_web_acl_logging_configuration')
    .filter(({ config, stack }) => world.targets(config['resource_arn'], stack).includes(acl));

/** Firewalls for web requests. */
export const webAclRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_175',
    covers: ['FSBP.WAF.10'],
    title: 'Every web ACL has rules',
    severity: 'high',
    why: 'Without any it lets everything pass, and costs the same',
    fix: 'Make it with WebAcl (libs/constructs)',
    types,
    check: (acl) => (rulesOf(acl).length > 0 ? undefined : 'it has none'),
  },
  {
    id: 'CKV_AWS_342',
    title: 'Every rule of a web ACL says what is done',
    severity: 'medium',
    why: 'A rule that only counts, or says nothing, keeps nobody out',
    fix: 'action: { block: {} }, or overrideAction: { none: {} } for a group of rules',
    types,
    check: (acl) => {
      const idle = rulesOf(acl).find((rule) => {
        const isGroup = Object.keys(block(rule['statement'])).some((kind) => kind.endsWith('rule_group_statement'));
        const action = block(rule[isGroup ? 'override_action' : 'action']);
        return !Object.keys(action).some((each) => each !== 'count');
      });
      return idle && `rule ${idle['name']} does nothing`;
    },
  },
  {
    id: 'CKV_AWS_192',
    covers: ['W1'],
    title: 'Every web ACL refuses Log4Shell',
    severity: 'high',
    why: 'One line in a header is enough to run code in anything of Java that logs it, and Hadoop does',
    fix: 'AWSManagedRulesKnownBadInputsRuleSet with overrideAction none, with none of its rules taken out',
    types,
    check: (acl) => {
      const [group] = groupsOf(acl).filter(({ name }) => name === againstLog4j);
      if (!group) return `it has no ${againstLog4j}`;
      if (!group.isInForce) return `${againstLog4j} only counts`;
      const out = lifted(group).find((name) => /log4j/i.test(name));
      return out && `${out} is taken out`;
    },
  },
  {
    id: 'MAL_WAF_1',
    covers: ['W1'],
    title: 'Every web ACL refuses what AWS knows for attacks: bad addresses, SQL, PHP, and what browsers never send',
    severity: 'medium',
    why: 'They come all day, from machines that try everybody',
    fix: 'Make it with WebAcl (libs/constructs)',
    types,
    check: (acl) => {
      const groups = groupsOf(acl);
      const missing = wanted.find((name) => !groups.some((group) => group.name === name && group.isInForce));
      if (missing) return `${missing} is not in force`;
      const may = ['HostingProviderIPList', ...(acl.config['scope'] === 'REGIONAL' ? tooMuchForWebServers : [])];
      const out = groups.flatMap((group) => lifted(group)).find((name) => !may.includes(name));
      return out && `${out} is taken out`;
    },
  },
  {
    id: 'MAL_WAF_2',
    covers: ['W1'],
    title: 'A web ACL lets search engines and partners in',
    severity: 'medium',
    why: 'They come from data centres, as those do whom the list of anonymous addresses keeps out',
    fix: 'HostingProviderIPList of AWSManagedRulesAnonymousIpList is only counted',
    types,
    check: (acl) =>
      groupsOf(acl).some((group) => lifted(group).includes('HostingProviderIPList'))
        ? undefined
        : 'HostingProviderIPList keeps them out',
  },
  {
    id: 'MAL_WAF_6',
    covers: ['W1'],
    title: 'A web ACL before web servers refuses no upload, and no call of a payment provider',
    severity: 'high',
    why: 'The common rule set refuses every body over 8 KB, and whatever sends no User-Agent, before PHP sees it',
    fix: `Only count ${tooMuchForWebServers.join(' and ')}, as WebAcl (libs/constructs) does; nginx has the limit of bodies`,
    types,
    about: (acl, world) =>
      acl.config['scope'] === 'REGIONAL' || world.thatName(acl, 'aws_wafv2_web_acl_association').length > 0,
    check: (acl) => {
      const [group] = groupsOf(acl).filter(({ name }) => name === 'AWSManagedRulesCommonRuleSet');
      const refused = group?.isInForce && tooMuchForWebServers.find((name) => !lifted(group).includes(name));
      return refused ? `${refused} refuses` : undefined;
    },
  },
  {
    id: 'MAL_WAF_3',
    covers: ['W1'],
    title: 'Every web ACL refuses an address that asks too often',
    severity: 'medium',
    why: 'One machine that tries passwords, or copies the shop, takes it down for all',
    fix: 'A rule with rate_based_statement that blocks',
    types,
    check: (acl) =>
      rulesOf(acl).some(
        (rule) =>
          Number(block(block(rule['statement'])['rate_based_statement'])['limit']) > 0 &&
          'block' in block(rule['action']),
      )
        ? undefined
        : 'no rule has a limit',
  },
  {
    id: 'FSBP.WAF.12',
    covers: ['W1'],
    title: 'Every web ACL counts what it does, by rule',
    severity: 'low',
    why: 'Else nobody sees an attack, nor that visitors are kept out',
    fix: 'visibilityConfig.cloudwatchMetricsEnabled: true, in the web ACL and in each rule',
    types,
    check: (acl) => {
      if (!isMeasured(acl.config)) return 'it is not measured';
      const silent = rulesOf(acl).find((rule) => !isMeasured(rule));
      return silent && `rule ${silent['name']} is not measured`;
    },
  },
  {
    id: 'CKV2_AWS_31',
    covers: ['FSBP.WAF.11', 'W1'],
    title: 'Every web ACL writes down what it has seen',
    severity: 'medium',
    why: 'Else nobody can say why a visitor was kept out, nor what an attacker tried',
    fix: 'Make it with WebAcl (libs/constructs)',
    types,
    check: (acl, world) => (loggingOf(acl, world).length > 0 ? undefined : 'nothing is written down'),
  },
  {
    id: 'MAL_WAF_4',
    covers: ['W1'],
    title: 'A web ACL writes to a log group of the name that WAF takes, in its own region',
    severity: 'medium',
    why: 'WAF refuses every other one, in the middle of a deploy',
    fix: 'Its name begins with aws-waf-logs-, as that of WebAcl (libs/constructs)',
    types: ['aws_wafv2_web_acl_logging_configuration'],
    check: ({ config, stack, region }, world) => {
      const [group] = world
        .targets(config['log_destination_configs'], stack)
        .filter(({ type }) => type === 'aws_cloudwatch_log_group');
      if (!group) return said(config, 'log_destination_configs');
      const name = String(world.resolve(group.config['name'], group.stack));
      if (!name.startsWith('aws-waf-logs-')) return `its log group is called ${name}`;
      return group.region === region ? undefined : `its log group is in ${group.region}`;
    },
  },
  {
    id: 'MAL_WAF_5',
    covers: ['W1'],
    title: 'A web ACL writes no session and no password down',
    severity: 'high',
    why: 'Who reads the log could go on in the name of a visitor',
    fix: 'redactedFields: authorization and cookie; sampledRequestsEnabled: false, since samples hold all',
    types: ['aws_wafv2_web_acl_logging_configuration'],
    check: ({ config, stack }, world) => {
      const hidden = blocks(config['redacted_fields']).map((field) => String(block(field['single_header'])['name']));
      const shown = secretHeaders.find((header) => !hidden.map((name) => name.toLowerCase()).includes(header));
      if (shown) return `${shown} is written down`;
      const [acl] = world.targets(config['resource_arn'], stack);
      const samples = [acl?.config ?? {}, ...blocks(acl?.config['rule'])].some(
        (each: Block) => block(each['visibility_config'])['sampled_requests_enabled'] !== false,
      );
      return samples ? 'whole requests are kept as samples' : undefined;
    },
  },
];
