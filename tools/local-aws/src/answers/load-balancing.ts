import { element, list, text, type XmlElement } from '../protocols/xml';
import type { Completions } from './complete';

const isHttps = (listener: XmlElement) => text(listener['Protocol']) === 'HTTPS';

/**
 * The element that contains the settings of each kind of condition. A condition can also contain the element `Values`
 * (API reference: RuleCondition).
 */
const CONFIG_OF_FIELD: Readonly<Record<string, string>> = {
  'host-header': 'HostHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'path-pattern': 'PathPatternConfig',
  'source-ip': 'SourceIpConfig',
};
/**
 * The kinds of conditions that also have their values in `Values`. The API had `Values` before it had an element for
 * each kind (API reference: RuleCondition).
 */
const WITH_VALUES = ['host-header', 'path-pattern'];

/** Elastic Load Balancing v2 (API reference: LoadBalancer, Listener, Rule, TargetGroup). */
export const loadBalancingAnswers: Completions = {
  CreateListener: listeners(),
  CreateLoadBalancer: [{ at: 'LoadBalancers.member', always: { Scheme: 'internet-facing' } }],
  CreateRule: rules(),
  DescribeListeners: listeners(),
  DescribeLoadBalancers: [{ at: 'LoadBalancers.member', always: { Scheme: 'internet-facing' } }],
  DescribeRules: rules(),
  ModifyListener: listeners(),
  ModifyRule: rules(),
};

function listeners() {
  return [
    { at: 'Listeners.member', of: isHttps, always: { MutualAuthentication: { Mode: 'off' } } },
    { at: 'Listeners.member', of: (one: XmlElement) => !isHttps(one), never: ['SslPolicy', 'AlpnPolicy'] },
    { at: 'Listeners.member.DefaultActions.member', amend: completeForward },
  ];
}

function rules() {
  return [
    { at: 'Rules.member.Conditions.member', amend: completeCondition },
    { at: 'Rules.member.Actions.member', amend: completeForward },
  ];
}

function completeCondition(condition: XmlElement): void {
  const field = text(condition['Field']);
  const config = CONFIG_OF_FIELD[field];
  if (config === undefined) return;
  const inConfig = list(element(element(condition[config])['Values'])['member']);
  const plain = list(element(condition['Values'])['member']);
  const values = inConfig.length > 0 ? inConfig : plain;
  condition[config] = { ...element(condition[config]), Values: { member: values } };
  if (WITH_VALUES.includes(field)) condition['Values'] = { member: values };
}

/** A forward to one target group is returned in both forms (API reference: Action, ForwardActionConfig). */
function completeForward(action: XmlElement): void {
  if (text(action['Type']) !== 'forward') return;
  const groups = list(element(element(action['ForwardConfig'])['TargetGroups'])['member']).map(element);
  const arn = text(action['TargetGroupArn']) || (groups.length === 1 ? text(groups[0]?.['TargetGroupArn']) : '');
  if (arn === '') return;
  action['TargetGroupArn'] = arn;
  action['ForwardConfig'] = {
    TargetGroups: { member: groups.length > 0 ? groups : [{ TargetGroupArn: arn, Weight: '1' }] },
    TargetGroupStickinessConfig: { Enabled: 'false' },
    ...element(action['ForwardConfig']),
  };
}
