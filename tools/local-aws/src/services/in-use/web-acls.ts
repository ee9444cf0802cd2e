import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonText } from '../../protocols/json';
import { text } from '../../protocols/xml';
import { distributions } from './cdn';
import type { Guard } from './guard';
import type { Standing } from './standing';

async function aclsOfBalancers(standing: Standing): Promise<string[]> {
  const balancers = await standing.all('elasticloadbalancing', 'DescribeLoadBalancers', 'LoadBalancers');
  const acls = balancers.map(({ LoadBalancerArn }) =>
    standing.json('wafv2', 'AWSWAF_20190729.GetWebACLForResource', { ResourceArn: text(LoadBalancerArn) }),
  );
  return (await Promise.all(acls)).map(({ WebACL }) => jsonText(jsonObject(WebACL)['ARN']));
}

/** API reference, DeleteWebACL: `WAFAssociatedItemException` while it protects a load balancer or a distribution. */
const webAcl: Guard = async (call, standing) => {
  const { Id, Name, Scope } = jsonParameters(call);
  const listed = await standing.json('wafv2', 'AWSWAF_20190729.ListWebACLs', { Scope });
  const arn = jsonText(
    jsonList(listed['WebACLs'])
      .map(jsonObject)
      .find((acl) => acl['Id'] === Id)?.['ARN'],
  );
  const isUsed =
    Scope === 'CLOUDFRONT'
      ? (await distributions(standing)).some(({ webAclArn }) => webAclArn === arn)
      : (await aclsOfBalancers(standing)).includes(arn);
  if (!isUsed) return;
  throw new AwsFailure(
    'WAFAssociatedItemException',
    `AWS WAF couldn’t perform the operation because your resource ${jsonText(Name)} is being used by another resource or it’s ` +
      'associated with another resource.',
  );
};
export const firewallGuards = { DeleteWebACL: webAcl };
