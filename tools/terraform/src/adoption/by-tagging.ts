import { globalRegion, typesFoundByTag, type TypeFoundByTag } from '@malinshopper/aws-facts';
import type { Session } from '../aws-target/session';

/** The import id in the ARN of each type (Service Authorization Reference). */
const importIds: Readonly<Record<TypeFoundByTag, (arn: string) => string | undefined>> = {
  aws_acm_certificate: (arn) => (/:acm:[^:]*:\d+:certificate\//.test(arn) ? arn : undefined),
  aws_backup_plan: (arn) => /:backup-plan:([^:]+)$/.exec(arn)?.[1],
  aws_cloudfront_distribution: (arn) => /:distribution\/([^/]+)$/.exec(arn)?.[1],
  aws_emr_cluster: (arn) => /:elasticmapreduce:.*:cluster\/([^/]+)$/.exec(arn)?.[1],
  aws_kms_key: (arn) => /:kms:.*:key\/([^/]+)$/.exec(arn)?.[1],
  aws_lb_listener: (arn) => (/:listener\//.test(arn) ? arn : undefined),
  aws_lb_listener_rule: (arn) => (/:listener-rule\//.test(arn) ? arn : undefined),
  aws_route53_zone: (arn) => /:hostedzone\/([^/]+)$/.exec(arn)?.[1],
  aws_wafv2_web_acl: (arn) => {
    const [, scope, name, id] = /:(global|regional)\/webacl\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
    return scope && `${id}/${name}/${scope === 'global' ? 'CLOUDFRONT' : 'REGIONAL'}`;
  },
};

export const isFoundByTag = (type: string): type is TypeFoundByTag =>
  (typesFoundByTag as readonly string[]).includes(type);

/**
 * Returns the import id of the one resource of a type that has this tag `Name` and is in no state (Resource Groups Tagging API, "GetResources").
 * @returns undefined if there is none, or more than one
 * @throws if the role lacks the permission: without the search, AWS could create the resource a second time
 */
export async function byTagging(
  type: TypeFoundByTag,
  name: string,
  { clients }: Pick<Session, 'clients'>,
  known: (id: string) => boolean,
): Promise<string | undefined> {
  const { paginateGetResources, ResourceGroupsTaggingAPIClient } =
    await import('@aws-sdk/client-resource-groups-tagging-api');
  const arns = new Set<string>();
  for (const region of new Set([clients.region, globalRegion])) {
    const client = new ResourceGroupsTaggingAPIClient({ ...clients, region });
    try {
      for await (const page of paginateGetResources({ client }, { TagFilters: [{ Key: 'Name', Values: [name] }] })) {
        for (const { ResourceARN } of page.ResourceTagMappingList ?? []) if (ResourceARN) arns.add(ResourceARN);
      }
    } catch (error) {
      if (!(error instanceof Error && /AccessDenied|Unauthorized/.test(error.name))) throw error;
      throw new Error(
        `A run was killed, and it may have created the ${type} ${name}. This role is not allowed to look for it by its tag (tag:GetResources in ` +
          `${region}). Without this search, a deploy could create a second one. Deploy the app \`account\`, which grants the permission to the ` +
          'deploy roles, or deploy as an owner of the account.',
        { cause: error },
      );
    }
  }
  const others: string[] = [];
  for (const arn of arns) {
    const id = importIds[type](arn);
    if (id === undefined || known(id) || known(arn)) continue;
    if (type === 'aws_kms_key' && !(await stands(arn, clients))) continue;
    others.push(id);
  }
  return others.length === 1 ? others[0] : undefined;
}

/** True if a key is in use: AWS lists a key as long as its deletion is pending (KMS developer guide, "Key states"). */
async function stands(arn: string, clients: Session['clients']): Promise<boolean> {
  const { DescribeKeyCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const client = new KMSClient({ ...clients, region: arn.split(':')[3]! });
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn }));
  return KeyMetadata?.KeyState === 'Enabled' || KeyMetadata?.KeyState === 'Disabled';
}
