interface RegionFacts {
  /** The letters of the zones that every account has there: a zone's name is the region with a letter. */
  readonly zones: readonly string[];
}

/**
 * The supported regions of environments, all of them enabled in a new account (AWS Regions and Availability Zones user
 * guide, "AWS Regions", "Availability Zones"). Before you add one, check with AWS that it has the instance types and
 * classes that the schema of environments allows (EC2 API, DescribeInstanceTypeOfferings): nothing here verifies that.
 * `us-east-1` is not among them: the resources of CloudFront and Route 53 there exist once per account.
 */
export const regions = {
  'eu-central-1': { zones: ['a', 'b', 'c'] },
  'eu-west-1': { zones: ['a', 'b', 'c'] },
} as const satisfies Record<string, RegionFacts>;

export type Region = keyof typeof regions;
export const regionNames = Object.keys(regions) as Region[];

/**
 * The region of CloudFront's certificates, web ACLs, logs and metrics, and of Route 53's resources (CloudFront
 * developer guide, Route 53 developer guide).
 */
export const globalRegion = 'us-east-1';

/** The letters of a region's zones: `a`, `b`, `c`. */
export function zonesOf(region: Region): readonly string[] {
  return regions[region].zones;
}

/** The name of a zone: `eu-west-1a`. */
export function zoneName(region: Region, letter: string): string {
  return `${region}${letter}`;
}

/**
 * The endpoint of a service in a region (AWS General Reference, "AWS service endpoints"); also the value of
 * `kms:ViaService` and of service principals.
 */
export function endpointOf(service: string, region: string): string {
  return `${service}.${region}.amazonaws.com`;
}
