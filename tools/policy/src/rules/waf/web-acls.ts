import { block, blocks, type Resource } from '@malinshopper/synthesized';
import type { Change, Changeable } from '../../testing/mutation';
import { all, alsoBroken, at, custom, on, type Fault } from '../ask';
import type { Rule } from '../rule';
import { rulesOf } from '../table';
import { againstLog4j, groupsOf, lifted, log4ShellFault } from './managed-groups';

const beforeCdn = { type: 'aws_wafv2_web_acl', path: 'cdn/firewall/acl/Resource' };
const beforeBalancer = { path: 'load-balancer/web-acl/Resource' };

/** Groups that have to be in force, in any order (WAF developer guide, "AWS Managed Rules rule groups list"). */
const wanted = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesAnonymousIpList',
  'AWSManagedRulesCommonRuleSet',
  againstLog4j,
  'AWSManagedRulesSQLiRuleSet',
  'AWSManagedRulesPHPRuleSet',
];
/** Rules of the common set that block uploads and API clients, which web servers must serve. */
const tooMuchForWebServers = ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'];

const rulesIn = (acl: Resource) => blocks(acl.config['rule']);

/** Changes the rule of a web ACL with a rule group of AWS, and its statement. */
const inGroup =
  (name: string, change: (rule: Changeable, group: Changeable) => void): Change =>
  (config) => {
    const rule: Changeable = config.rule.find((each: Changeable) => each.name === `AWSManagedRules${name}`);
    change(rule, rule.statement.managed_rule_group_statement);
  };
const onlyCounted = (name: string) => inGroup(name, (rule) => (rule.override_action = { count: {} }));
const countedOut = (name: string, rule: string) =>
  inGroup(name, (_rule, group) => (group.rule_action_override = [{ name: rule, action_to_use: { count: {} } }]));
const blockedAgain = (name: string) =>
  inGroup('CommonRuleSet', (_rule, group) => {
    group.rule_action_override = group.rule_action_override.filter((each: Changeable) => each.name !== name);
  });

const everyRuleActs: Fault = (acl) => {
  const idle = rulesIn(acl).find((rule) => {
    const isGroup = Object.keys(block(rule['statement'])).some((kind) => kind.endsWith('rule_group_statement'));
    const action = block(rule[isGroup ? 'override_action' : 'action']);
    return !Object.keys(action).some((each) => each !== 'count');
  });
  return idle && `rule ${idle['name']} does nothing`;
};

const blocksLog4Shell: Fault = (acl) => log4ShellFault([acl], [againstLog4j]);

const wantedGroupsInForce: Fault = (acl) => {
  const groups = groupsOf(acl);
  const missing = wanted.find((name) => !groups.some((group) => group.name === name && group.isInForce));
  if (missing) return `${missing} is not in force`;
  const may = ['HostingProviderIPList', ...(acl.config['scope'] === 'REGIONAL' ? tooMuchForWebServers : [])];
  const out = groups.flatMap(lifted).find((name) => !may.includes(name));
  return out && `${out} is excluded`;
};

const isBeforeWebServers: Rule['about'] = (acl, world) =>
  acl.config['scope'] === 'REGIONAL' || world.thatName(acl, 'aws_wafv2_web_acl_association').length > 0;

const letsInUploads: Fault = (acl) => {
  const [group] = groupsOf(acl).filter(({ name }) => name === 'AWSManagedRulesCommonRuleSet');
  const refused = group?.isInForce && tooMuchForWebServers.find((name) => !lifted(group).includes(name));
  return refused ? `${refused} blocks` : undefined;
};

export const webAcls = rulesOf(
  beforeCdn.type,
  {
    CKV_AWS_175: {
      title: 'Web ACLs have rules',
      severity: 'high',
      covers: 'FSBP.WAF.10',
      why: 'A web ACL without rules allows every request, at the same cost',
      fix: 'Create it with WebAcl (libs/constructs)',
      ask: at('rule', (rules) => blocks(rules).length > 0, undefined, []),
    },
    CKV_AWS_342: {
      title: 'Rules of web ACLs have an action other than count',
      severity: 'medium',
      why: 'A rule that only counts, or has no action, blocks nothing',
      fix: 'Set action to { block: {} }, or overrideAction to { none: {} } for a rule group',
      ask: custom(everyRuleActs, {
        'a rule of a web ACL has no action': (config) => delete config.rule[0].action,
        'a rule of a web ACL only counts': (config) => (config.rule[0].action = { count: {} }),
        'a rule group only counts': onlyCounted('PHPRuleSet'),
      }),
    },
    CKV_AWS_192: {
      title: 'Web ACLs block Log4Shell',
      severity: 'high',
      covers: 'W1',
      why: 'One line in a header can run code in a Java program that logs the header. Hadoop is such a program',
      fix: 'Add AWSManagedRulesKnownBadInputsRuleSet with overrideAction none, and without exceptions',
      ask: custom(blocksLog4Shell, {
        'the rules against Log4Shell only count': onlyCounted('KnownBadInputsRuleSet'),
        'Log4Shell passes': countedOut('KnownBadInputsRuleSet', 'Log4JRCE_HEADER'),
        'Log4Shell is excluded': inGroup(
          'KnownBadInputsRuleSet',
          (_rule, group) => (group.excluded_rule = [{ name: 'Log4JRCE' }]),
        ),
      }),
    },
    MAL_WAF_1: {
      title: "Web ACLs block AWS's lists of attacks: bad addresses, SQL, PHP, and requests that browsers never send",
      severity: 'medium',
      covers: 'W1',
      why: 'Bots that attack every site on the internet send such requests all day',
      fix: 'Create it with WebAcl (libs/constructs)',
      ask: custom(wantedGroupsInForce, {
        'SQL injection is only counted': onlyCounted('SQLiRuleSet'),
        'attacks on PHP are not detected': (config) =>
          (config.rule = config.rule.filter(({ name }: Changeable) => name !== 'AWSManagedRulesPHPRuleSet')),
        'a rule of the common set is excluded': countedOut('CommonRuleSet', 'NoUserAgent_HEADER'),
      }),
    },
    MAL_WAF_2: {
      title: 'Web ACLs allow search engines and partners',
      severity: 'medium',
      covers: 'W1',
      why: 'Search engines and partners come from data centers, which the list of anonymous addresses blocks',
      fix: 'Override HostingProviderIPList of AWSManagedRulesAnonymousIpList to count, so that it does not block',
      ask: custom(
        (acl) =>
          groupsOf(acl).some((group) => lifted(group).includes('HostingProviderIPList'))
            ? undefined
            : 'HostingProviderIPList is blocked',
        {
          'search engines are blocked': inGroup('AnonymousIpList', (_rule, group) => delete group.rule_action_override),
        },
      ),
    },
    MAL_WAF_6: {
      title: 'Web ACLs before web servers block no uploads and no calls of payment providers',
      severity: 'high',
      covers: 'W1',
      about: isBeforeWebServers,
      why: 'The common rule set blocks bodies over 8 KB, and requests without a User-Agent, before PHP gets them',
      fix: `Only count ${tooMuchForWebServers.join(' and ')}, as WebAcl (libs/constructs) does; nginx limits bodies`,
      ask: custom(letsInUploads, {
        'uploads over 8 KB are blocked': blockedAgain('SizeRestrictions_BODY'),
        'calls of payment providers are blocked': blockedAgain('NoUserAgent_HEADER'),
        'the common rule set has no exception': inGroup(
          'CommonRuleSet',
          (_rule, group) => delete group.rule_action_override,
        ),
      }),
      tried: beforeBalancer,
    },
    MAL_WAF_3: {
      title: 'Web ACLs block addresses with too many requests',
      severity: 'medium',
      covers: 'W1',
      why: 'A machine that tries passwords, or copies the pages of the shop, can make the shop unavailable for all visitors',
      fix: 'Add a rule with rate_based_statement that blocks',
      ask: custom(
        (acl) =>
          rulesIn(acl).some(
            (rule) =>
              Number(block(block(rule['statement'])['rate_based_statement'])['limit']) > 0 &&
              'block' in block(rule['action']),
          )
            ? undefined
            : 'no rule has a limit',
        {
          'an address may send any number of requests': (config) => config.rule.splice(0, 1),
          'an address with too many requests is only counted': (config) => (config.rule[0].action = { count: {} }),
        },
      ),
    },
    'FSBP.WAF.12': {
      title: 'Web ACLs and each of their rules have metrics',
      severity: 'low',
      covers: 'W1',
      why: 'Without metrics, neither attacks nor blocked visitors are noticed',
      fix: 'Set visibilityConfig.cloudwatchMetricsEnabled to true, in the web ACL and in each rule',
      ask: alsoBroken(
        all(
          on('visibility_config.cloudwatch_metrics_enabled'),
          on('rule.visibility_config.cloudwatch_metrics_enabled'),
        ),
        { 'a rule of a web ACL has no metrics': (config) => delete config.rule[1].visibility_config },
      ),
    },
  },
  beforeCdn,
);
