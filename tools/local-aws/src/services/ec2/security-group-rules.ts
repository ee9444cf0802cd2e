import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { queryParameters } from '../../protocols/query';
import { updateDescriptions } from './rule-descriptions';
import { buildXml, element, list, parseXml, text, type Xml, type XmlElement } from '../../protocols/xml';

/**
 * Keeps the descriptions of rules that name a security group or a prefix list. moto keeps only the descriptions of
 * rules with address ranges.
 */
export function securityGroupRules(): Record<string, Operation> {
  const descriptions = new Store('ec2/security-group-rules', () => new Map<string, string>());

  const describe = (call: Call, rule: string, description: string) => {
    descriptions.of(call).set(rule, description);
  };
  const authorize: Operation = async (call, moto) => {
    const reply = await moto(call);
    const permissions = list(queryParameters(call.body)['IpPermissions']).map(element);
    const sources = permissions.flatMap((permission) => {
      return ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'].flatMap((kind) =>
        list(permission[kind]).map(element),
      );
    });
    return eachRule(reply, (rule, index) => {
      // Terraform authorizes one rule per call; for several, moto answers in the order of the call.
      const description = text(sources[index]?.['Description']);
      if (description !== '') descriptions.of(call).set(text(rule['securityGroupRuleId']), description);
    });
  };

  return {
    AuthorizeSecurityGroupIngress: authorize,
    AuthorizeSecurityGroupEgress: authorize,
    ModifySecurityGroupRules: async (call: Call, moto: Forward) => {
      const reply = await moto(call);
      if (reply.status !== 200) return reply;
      for (const update of list(queryParameters(call.body)['SecurityGroupRule']).map(element)) {
        const id = text(update['SecurityGroupRuleId']);
        descriptions.of(call).set(id, text(element(update['SecurityGroupRule'])['Description']));
      }
      return reply;
    },
    UpdateSecurityGroupRuleDescriptionsIngress: updateDescriptions(false, describe),
    UpdateSecurityGroupRuleDescriptionsEgress: updateDescriptions(true, describe),
    DescribeSecurityGroupRules: async (call, moto) =>
      eachRule(await moto(call), (rule) => {
        const description = descriptions.of(call).get(text(rule['securityGroupRuleId']));
        if (description === '') delete rule['description'];
        else if (description !== undefined) rule['description'] = description;
      }),
  };
}

function eachRule(reply: Reply, change: (rule: XmlElement, index: number) => void): Reply {
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  const answer: Xml | undefined = Object.values(document)[0];
  list(element(element(answer)['securityGroupRuleSet'])['item']).forEach((rule, index) => change(element(rule), index));
  return { ...reply, body: buildXml(document) };
}
