import type { Call, Forward, Operation, Service } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { amendQueryReply, queryParameters } from '../protocols/query';
import { element, list, text, type XmlElement } from '../protocols/xml';

/** "Quotas for your Application Load Balancers": per load balancer, the default ones of its listeners not counted. */
const MOST_CERTIFICATES = 25;
const MOST_RULES = 100;

/** Elastic Load Balancing (query protocol, 2015-12-01): moto's, which knows no quotas. */
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
  if (new Set([...counted, ...wanted]).size > MOST_CERTIFICATES) {
    const message = `You've reached the limit on the number of certificates per load balancer: ${MOST_CERTIFICATES}`;
    throw new AwsFailure('TooManyCertificates', message);
  }
  return moto(call);
};

/** API reference: CreateRule, TooManyRules. */
const rules: Operation = async (call, moto) => {
  const present = await described(call, moto, 'DescribeRules', 'Rules');
  if (present.filter(({ IsDefault }) => text(IsDefault) !== 'true').length >= MOST_RULES) {
    const message = `You've reached the limit on the number of rules per load balancer: ${MOST_RULES}`;
    throw new AwsFailure('TooManyRules', message);
  }
  return moto(call);
};

/** What moto says that the listener of a call has. */
async function described(call: Call, moto: Forward, action: string, name: string): Promise<XmlElement[]> {
  const listener = text(queryParameters(call.body)['ListenerArn']);
  const form = new URLSearchParams({ Action: action, Version: '2015-12-01', ListenerArn: listener });
  let found: XmlElement[] = [];
  amendQueryReply(await moto({ ...call, body: Buffer.from(form.toString()) }), action, (result) => {
    found = list(element(result[name])['member']).map(element);
  });
  return found;
}
