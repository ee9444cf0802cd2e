import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonText } from '../../protocols/json';
import { queryParameters } from '../../protocols/query';
import { element, list, text } from '../../protocols/xml';
import type { Guard } from './guard';
import { elements, texts } from './standing';

/** API reference, DeleteAutoScalingGroup: without ForceDelete the group must have no instances. */
const autoScalingGroup: Guard = async (call, standing) => {
  const form = queryParameters(call.body);
  if (text(form['ForceDelete']) === 'true') return;
  const name = text(form['AutoScalingGroupName']);
  const asked = { 'AutoScalingGroupNames.member.1': name };
  const [group] = await standing.all('autoscaling', 'DescribeAutoScalingGroups', 'AutoScalingGroups', asked);
  if (elements(group?.['Instances']).length === 0) return;
  throw new AwsFailure(
    'ResourceInUse',
    'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
  );
};
export const groupGuards = { DeleteAutoScalingGroup: autoScalingGroup };

/**
 * An alarm that the rule of a composite alarm names is kept (ekristen/aws-nuke issue 462, terraform-provider-aws issue
 * 34807).
 */
const alarms: Guard = async (call, standing) => {
  const names = texts(queryParameters(call.body)['AlarmNames']);
  const form = { 'AlarmTypes.member.1': 'CompositeAlarm' };
  const composite = await standing.all('monitoring', 'DescribeAlarms', 'CompositeAlarms', form);
  const others = composite.filter(({ AlarmName }) => !names.includes(text(AlarmName)));
  // A rule names an alarm by its name or its ARN, in quotes or not (API reference: PutCompositeAlarm, AlarmRule).
  const named = others.flatMap(({ AlarmRule }) =>
    [...text(AlarmRule).matchAll(/(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\)/g)].map(([, name = '']) =>
      name.replace(/^arn:aws:cloudwatch:[^:]*:\d*:alarm:/, ''),
    ),
  );
  const kept = names.filter((name) => named.includes(name));
  if (kept.length === 0) return;
  const them = kept.length === 1 ? 'it' : 'them';
  throw new AwsFailure(
    'ValidationError',
    `Cannot delete ${kept.join(',')} as there are composite alarm(s) depending on ${them}.`,
  );
};
export const alarmGuards = { DeleteAlarms: alarms };

/** API reference, DeleteSecurityConfiguration: `InvalidRequestException`; for one in use: pulumi-aws issue 1469. */
const securityConfiguration: Guard = async (call, standing) => {
  const name = jsonText(jsonParameters(call)['Name']);
  const ask = (action: string, fields = {}) => standing.json('elasticmapreduce', `ElasticMapReduce.${action}`, fields);
  const clusters = jsonList((await ask('ListClusters'))['Clusters']).map(jsonObject);
  const active = clusters.filter(({ Status }) => !/^TERMINATED/.test(jsonText(jsonObject(Status)['State'])));
  const described = await Promise.all(active.map(({ Id }) => ask('DescribeCluster', { ClusterId: Id })));
  if (!described.some(({ Cluster }) => jsonObject(Cluster)['SecurityConfiguration'] === name)) return;
  throw new AwsFailure(
    'InvalidRequestException',
    `Security configuration '${name}' cannot be deleted because it is in use by active clusters.`,
  );
};
export const clusterGuards = { DeleteSecurityConfiguration: securityConfiguration };

/** API reference, DeleteReusableDelegationSet: `DelegationSetInUse` while a hosted zone has it. */
const delegationSet: Guard = async ({ pathParameters }, standing) => {
  const id = pathParameters['Id'] ?? '';
  const listed = element((await standing.document('route53', '/2013-04-01/hostedzone'))['ListHostedZonesResponse']);
  const zones = list(element(listed['HostedZones'])['HostedZone']).map((zone) => text(element(zone)['Id']));
  const described = await Promise.all(
    zones.map((zone) => standing.document('route53', `/2013-04-01/hostedzone/${zone.replace(/^.*\//, '')}`)),
  );
  const sets = described.map((each) => text(element(element(each['GetHostedZoneResponse'])['DelegationSet'])['Id']));
  if (!sets.some((set) => set.replace(/^.*\//, '') === id)) return;
  throw new AwsFailure('DelegationSetInUse', `Delegation set ${id} is in use by a hosted zone.`);
};

/** API reference, DeleteHostedZone: `HostedZoneNotEmpty`, also for a zone that still has keys to sign with. */
const hostedZone: Guard = async ({ pathParameters }, standing) => {
  const path = `/2013-04-01/hostedzone/${pathParameters['Id'] ?? ''}/dnssec`;
  const signing = element((await standing.document('route53', path))['GetDNSSECResponse']);
  if (list(element(signing['KeySigningKeys'])['member']).length === 0) return;
  throw new AwsFailure(
    'HostedZoneNotEmpty',
    'The specified hosted zone contains DNSSEC Key Signing Keys and so cannot be deleted.',
  );
};
export const dnsGuards = {
  'DELETE /2013-04-01/delegationset/{Id}': delegationSet,
  'DELETE /2013-04-01/hostedzone/{Id}': hostedZone,
};
