import { element, list, text, type Xml } from '../../../protocols/xml';
import { word, type Reading } from '../../access';
import { onResource } from './named';

/** The kind of resource that a call creates, as its ARN names it. */
const NEW: Readonly<Record<string, string>> = {
  CreateLoadBalancer: 'loadbalancer/app',
  CreateTargetGroup: 'targetgroup',
};

/** The resource of a call (Service Authorization Reference, "Elastic Load Balancing V2"): the member of its request. */
const ABOUT: Readonly<Record<string, string>> = {
  AddListenerCertificates: 'ListenerArn',
  CreateListener: 'LoadBalancerArn',
  CreateRule: 'ListenerArn',
  DeleteListener: 'ListenerArn',
  DeleteLoadBalancer: 'LoadBalancerArn',
  DeleteRule: 'RuleArn',
  DeleteTargetGroup: 'TargetGroupArn',
  ModifyListener: 'ListenerArn',
  ModifyListenerAttributes: 'ListenerArn',
  ModifyLoadBalancerAttributes: 'LoadBalancerArn',
  ModifyRule: 'RuleArn',
  ModifyTargetGroup: 'TargetGroupArn',
  ModifyTargetGroupAttributes: 'TargetGroupArn',
  RemoveListenerCertificates: 'ListenerArn',
  SetSecurityGroups: 'LoadBalancerArn',
  SetSubnets: 'LoadBalancerArn',
};

/** Elastic Load Balancing, as Terraform makes load balancers and their parts. Describing calls have no resource. */
export const elasticloadbalancing: Reading = (_call, { action, fields }, world) => {
  const asked = `elasticloadbalancing:${action}`;
  if (/^Describe/.test(action)) return [{ action: asked, resource: '*' }];
  const kind = NEW[action];
  if (kind !== undefined) {
    const place = `arn:aws:elasticloadbalancing:${world.region}:${world.account}:${kind}`;
    return [onResource(asked, `${place}/${word(fields['Name'])}/new`, fields)];
  }
  const arns = action in ABOUT ? [word(fields[ABOUT[action]!])] : ofMany(action, fields);
  if (arns.length === 0 || arns.includes('')) return undefined;
  // A new nested resource has no ARN yet, so its tags are checked together with the tags of its parent.
  return arns.map((arn) => onResource(asked, arn, action.startsWith('Create') ? {} : fields));
};

/** Actions on several resources at once. */
function ofMany(action: string, fields: Readonly<Record<string, unknown>>): string[] {
  const members = (name: string) => list(element((fields[name] ?? {}) as Xml)['member']);
  if (action === 'AddTags' || action === 'RemoveTags') return members('ResourceArns').map(text);
  if (action === 'SetRulePriorities') return members('RulePriorities').map((one) => text(element(one)['RuleArn']));
  return [];
}
