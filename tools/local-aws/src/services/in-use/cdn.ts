import { AwsFailure } from '../../protocols/failure';
import { element, list, text } from '../../protocols/xml';
import type { Guard } from './guard';
import type { Standing } from './standing';

const BASE = '/2020-05-31';

/** The other resources that a distribution names. */
interface Distribution {
  readonly certificateArn: string;
  readonly webAclArn: string;
  readonly originAccessControlIds: readonly string[];
  /** The policies of its cache behaviours. */
  readonly policyIds: readonly string[];
  readonly functionArns: readonly string[];
}

export async function distributions(standing: Standing): Promise<Distribution[]> {
  const listed = await standing.document('cloudfront', `${BASE}/distribution`);
  const items = list(element(element(listed['DistributionList'])['Items'])['DistributionSummary']).map(element);
  return Promise.all(items.map(({ Id }) => distribution(standing, text(Id))));
}

async function distribution(standing: Standing, id: string): Promise<Distribution> {
  const config = element(
    (await standing.document('cloudfront', `${BASE}/distribution/${id}/config`))['DistributionConfig'],
  );
  const origins = list(element(element(config['Origins'])['Items'])['Origin']).map(element);
  const behaviours = [
    element(config['DefaultCacheBehavior']),
    ...list(element(element(config['CacheBehaviors'])['Items'])['CacheBehavior']).map(element),
  ];
  const policies = ['ResponseHeadersPolicyId', 'CachePolicyId', 'OriginRequestPolicyId'];
  return {
    certificateArn: text(element(config['ViewerCertificate'])['ACMCertificateArn']),
    webAclArn: text(config['WebACLId']),
    originAccessControlIds: origins.map(({ OriginAccessControlId }) => text(OriginAccessControlId)),
    policyIds: behaviours.flatMap((behaviour) => policies.map((name) => text(behaviour[name]))),
    functionArns: behaviours.flatMap(({ FunctionAssociations }) =>
      list(element(element(FunctionAssociations)['Items'])['FunctionAssociation']).map((each) =>
        text(element(each)['FunctionARN']),
      ),
    ),
  };
}

/**
 * Refuses the deletion of a resource that a distribution uses, with status 409. The API reference of each action
 * documents this.
 */
const unless =
  (code: string, what: string, isNamed: (distribution: Distribution, id: string) => boolean): Guard =>
  async ({ pathParameters }, standing) => {
    const id = pathParameters['Id'] ?? '';
    if (!(await distributions(standing)).some((each) => isNamed(each, id))) return;
    throw new AwsFailure(code, `Cannot delete the ${what} because it is attached to one or more distributions.`, 409);
  };
const ofPolicy = (code: string, what: string) => unless(code, what, ({ policyIds }, id) => policyIds.includes(id));

/** CloudFront. The gateway itself refuses to delete an enabled distribution. */
export const cdnGuards = {
  [`DELETE ${BASE}/origin-access-control/{Id}`]: unless(
    'OriginAccessControlInUse',
    'origin access control',
    ({ originAccessControlIds }, id) => originAccessControlIds.includes(id),
  ),
  [`DELETE ${BASE}/response-headers-policy/{Id}`]: ofPolicy('ResponseHeadersPolicyInUse', 'response headers policy'),
  [`DELETE ${BASE}/cache-policy/{Id}`]: ofPolicy('CachePolicyInUse', 'cache policy'),
  [`DELETE ${BASE}/origin-request-policy/{Id}`]: ofPolicy('OriginRequestPolicyInUse', 'origin request policy'),
  [`DELETE ${BASE}/function/{Id}`]: unless('FunctionInUse', 'function', ({ functionArns }, id) =>
    functionArns.some((arn) => arn.endsWith(`:function/${id}`)),
  ),
};
