import type { Call, Operation, Service } from '../../gateway/call';
import { amendQueryReply, queryParameters, queryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { groups } from './groups';
import { NAMESPACE } from './namespace';
import { notifications } from './notifications';
import { records } from './records';
import { refreshes } from './refreshes';

/** EC2 Auto Scaling (query protocol, 2011-01-01). */
export function autoscaling(): Service {
  const ofGroups = groups();
  return {
    name: 'autoscaling',
    operations: {
      ...ofGroups,
      ...records(),
      ...refreshes(ofGroups.UpdateAutoScalingGroup),
      ...notifications(),
      ...trafficSources(),
    },
  };
}

/** Traffic sources of type elbv2 are target groups under another name, and moto knows those. */
function trafficSources(): Record<string, Operation> {
  const attach = (action: string, motoAction: string): Operation => {
    return async (call, moto) => {
      const form = queryParameters(call.body);
      const sources = list(element(form['TrafficSources'])['member']).map((source) =>
        text(element(source)['Identifier']),
      );
      const reply = await moto(asTargetGroups(call, motoAction, form, sources));
      return reply.status === 200 ? queryReply(action, NAMESPACE) : reply;
    };
  };
  return {
    AttachTrafficSources: attach('AttachTrafficSources', 'AttachLoadBalancerTargetGroups'),
    DetachTrafficSources: attach('DetachTrafficSources', 'DetachLoadBalancerTargetGroups'),
    DescribeTrafficSources: async (call, moto) => {
      const form = queryParameters(call.body);
      const reply = await moto(asTargetGroups(call, 'DescribeLoadBalancerTargetGroups', form, []));
      let sources: XmlElement[] = [];
      amendQueryReply(reply, 'DescribeLoadBalancerTargetGroups', (result) => {
        sources = list(element(result['LoadBalancerTargetGroups'])['member']).map((member) => {
          const arn = text(element(member)['LoadBalancerTargetGroupARN']);
          return { TrafficSource: arn, Identifier: arn, Type: 'elbv2', State: 'InService' };
        });
      });
      if (reply.status !== 200) return reply;
      return queryReply('DescribeTrafficSources', NAMESPACE, { TrafficSources: { member: sources } });
    },
  };
}

function asTargetGroups(call: Call, action: string, form: XmlElement, arns: string[]): Call {
  const body = new URLSearchParams({ Action: action, Version: '2011-01-01' });
  body.set('AutoScalingGroupName', text(form['AutoScalingGroupName']));
  arns.forEach((arn, index) => body.set(`TargetGroupARNs.member.${index + 1}`, arn));
  return { ...call, body: Buffer.from(body.toString()) };
}
