import type { Session } from '../aws-target/session';

/**
 * Types outside of EC2 that AWS tells apart by ids alone and makes again without a word: their tag `Name` is asked of the Resource Groups Tagging
 * API ("GetResources"), by the type in its words, and imported by what follows from their ARN.
 */
const types: Readonly<Record<string, { readonly type: string; readonly id: (arn: string) => string | undefined }>> = {
  aws_acm_certificate: { type: 'acm:certificate', id: (arn) => arn },
  aws_backup_plan: { type: 'backup:backup-plan', id: (arn) => arn.split(':').at(-1) },
  aws_cloudfront_distribution: { type: 'cloudfront:distribution', id: (arn) => arn.split('/').at(-1) },
  aws_emr_cluster: { type: 'elasticmapreduce:cluster', id: (arn) => arn.split('/').at(-1) },
  aws_kms_key: { type: 'kms:key', id: (arn) => arn.split('/').at(-1) },
  aws_lb_listener: { type: 'elasticloadbalancing:listener', id: (arn) => arn },
  aws_lb_listener_rule: { type: 'elasticloadbalancing:listener-rule', id: (arn) => arn },
  aws_route53_zone: { type: 'route53:hostedzone', id: (arn) => arn.split('/').at(-1) },
  aws_wafv2_web_acl: {
    type: 'wafv2',
    id: (arn) => {
      const [, name, id] = /\/webacl\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
      return name && id && `${id}/${name}/${arn.includes(':global/') ? 'CLOUDFRONT' : 'REGIONAL'}`;
    },
  },
};

export const isFoundByTag = (type: string): boolean => type in types;

/** Where AWS keeps what is global, such as distributions. */
const GLOBAL = 'us-east-1';

/**
 * What the one resource of a type with this name is imported by, that no state knows.
 * @returns undefined if there is none, or more than one; or if the role may not ask
 */
export async function byTagging(
  type: string,
  name: string,
  { clients }: Pick<Session, 'clients'>,
  known: (id: string) => boolean,
): Promise<string | undefined> {
  const { paginateGetResources, ResourceGroupsTaggingAPIClient } =
    await import('@aws-sdk/client-resource-groups-tagging-api');
  const of = types[type]!;
  const arns = new Set<string>();
  for (const region of new Set([clients.region, GLOBAL])) {
    const client = new ResourceGroupsTaggingAPIClient({ ...clients, region });
    const request = { TagFilters: [{ Key: 'Name', Values: [name] }], ResourceTypeFilters: [of.type] };
    try {
      for await (const page of paginateGetResources({ client }, request)) {
        for (const { ResourceARN } of page.ResourceTagMappingList ?? []) if (ResourceARN) arns.add(ResourceARN);
      }
    } catch (error) {
      if (!(error instanceof Error) || !/AccessDenied|UnauthorizedOperation/.test(error.name)) throw error;
      return undefined;
    }
  }
  const ids = [...arns].map(of.id).filter((id): id is string => id !== undefined && id !== '');
  const others = ids.filter((id) => !known(id) && ![...arns].some((arn) => known(arn) && of.id(arn) === id));
  return others.length === 1 ? others[0] : undefined;
}
