import type { Call, Forward, Operation, Service } from '../gateway/call';
import { refuseBeyond } from '../gateway/granted';
import { amendQueryReply, queryParameters } from '../protocols/query';
import { element, list, text, type XmlElement } from '../protocols/xml';

/** Elastic Load Balancing (query protocol, 2015-12-01): moto's, which has no quotas. */
export function elbv2(): Service {
  return { name: 'elasticloadbalancing', operations: { AddListenerCertificates: certificates, CreateRule: rules } };
}

/** API reference: AddListenerCertificates, TooManyCertificates. */
const certificates: Operation = async (call, moto) => {
  const form = queryParameters(call.body);
  const wanted = list(element(form['Certificates'])['member']).map((member) => text(element(member)['CertificateArn']));
  const present = await described(call, moto, 'DescribeListenerCertificates', 'Certificates');
  const counted = present
    .filter(({ IsDefault }) => text(IsDefault) !== 'true')
    .map(({ CertificateArn }) => text(CertificateArn));
  refuseBeyond(
    call.account,
    'certificates',
    new Set([...counted, ...wanted]).size,
    (most) => `You've reached the limit on the number of certificates per load balancer: ${most}`,
  );
  return moto(call);
};

/** API reference: CreateRule, TooManyRules and TooManyUniqueTargetGroupsPerLoadBalancer. */
const rules: Operation = async (call, moto) => {
  const present = await described(call, moto, 'DescribeRules', 'Rules');
  refuseBeyond(
    call.account,
    'listenerRules',
    present.filter(({ IsDefault }) => text(IsDefault) !== 'true').length + 1,
    (most) => `You've reached the limit on the number of rules per load balancer: ${most}`,
  );
  refuseBeyond(
    call.account,
    'targetGroups',
    new Set([...present, queryParameters(call.body)].flatMap(targetGroupsOf)).size,
    (most) => `You've reached the limit on the number of unique target groups per load balancer: ${most}`,
  );
  return moto(call);
};

/** The target groups to which the actions of a rule forward. */
const targetGroupsOf = ({ Actions }: XmlElement): string[] =>
  list(element(Actions)['member']).flatMap((action) => {
    const { TargetGroupArn, ForwardConfig } = element(action);
    const weighted = list(element(element(element(ForwardConfig)['TargetGroups']))['member']);
    const arns = [TargetGroupArn, ...weighted.map((one) => element(one)['TargetGroupArn'])].map((arn) => text(arn));
    return arns.filter((arn) => arn !== '');
  });

/** moto's description of the listener of a call. */
async function described(call: Call, moto: Forward, action: string, name: string): Promise<XmlElement[]> {
  const listener = text(queryParameters(call.body)['ListenerArn']);
  const form = new URLSearchParams({ Action: action, Version: '2015-12-01', ListenerArn: listener });
  let found: XmlElement[] = [];
  amendQueryReply(await moto({ ...call, body: Buffer.from(form.toString()) }), action, (result) => {
    found = list(element(result[name])['member']).map(element);
  });
  return found;
}
