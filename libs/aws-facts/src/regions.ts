interface RegionFacts {
  /** The letters of the zones that every account has there: a zone's name is the region's with one of them behind it. */
  readonly zones: readonly string[];
}

/**
 * The regions that environments may be in, all of them enabled in a new account (AWS Regions and Availability Zones user guide, "AWS Regions",
 * "Availability Zones"). Before one is added, ask AWS whether it has the instance types and classes that the schema of environments allows (EC2 API,
 * DescribeInstanceTypeOfferings): nothing here knows that. `us-east-1` is none of them: what CloudFront and Route 53 keep there is made once per account.
 */
export const regions = {
  'eu-central-1': { zones: ['a', 'b', 'c'] },
  'eu-west-1': { zones: ['a', 'b', 'c'] },
} as const satisfies Record<string, RegionFacts>;

export type Region = keyof typeof regions;
export const regionNames = Object.keys(regions) as Region[];

/** Where CloudFront's certificates, web ACLs, logs and numbers are, and what Route 53 keeps (CloudFront developer guide, Route 53 developer guide). */
export const globalRegion = 'us-east-1';

/** The letters of a region's zones: `a`, `b`, `c`. */
export function zonesOf(region: Region): readonly string[] {
  return regions[region].zones;
}

/** The name of a zone: `eu-west-1a`. */
export function zoneName(region: Region, letter: string): string {
  return `${region}${letter}`;
}

/** The endpoint of a service in a region (AWS General Reference, "AWS service endpoints"); `kms:ViaService` and service principals name it, too. */
export function endpointOf(service: string, region: string): string {
  return `${service}.${region}.amazonaws.com`;
}
