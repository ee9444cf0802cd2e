import { gitHubIssuer, pinnedImages, type Environment } from '@malinshopper/environments';

/** The domain of the company's mail. */
const mailDomain = 'malinshopper.com';

/** The service principals with two names before the domain, each from the guide of its service. */
const principals = new Set([
  'delivery.logs',
  'events.rds',
  'logdelivery.elasticloadbalancing',
  'logging.s3',
  'monitoring.rds',
]);

/**
 * The regions in which an environment has resources: the regions of its account, and the region of CloudFront, WAF and
 * Route 53.
 */
const regionsOf = ({ account, region }: Environment) => [...new Set([...account.regions, region, 'us-east-1'])];

/** True if an account id is the id of the environment's account. */
export const isOwnAccount = (id: string, { account }: Environment): boolean => id === account.id;

/**
 * Buckets that AWS owns, with agents and packages, in a region of the environment: CodeDeploy, CloudWatch and Systems
 * Manager user guides; for Amazon Linux and EMR, "Minimum Amazon S3 policy for private subnet" of the EMR management
 * guide.
 */
const ofAws = /^(?:aws-codedeploy|amazoncloudwatch-agent|(?:amazon|aws)-ssm|patch-baseline-snapshot)-(.+)$/;
const ofClusters = [
  /^repo\.(\*|[a-z0-9-]+)\.emr\.amazonaws\.com$/,
  /^al2023-repos-(.+)-de612dc2$/,
  /^aws157-logs-prod-(.+)$/,
];

/**
 * True if a bucket belongs to this repository in the environment's account, to AWS, or to a partner in the list of the
 * account.
 */
export function isOwnBucket(name: string, environment: Environment): boolean {
  const { account } = environment;
  if (account.partnerBuckets.includes(name)) return true;
  const [, region] = [ofAws, ...ofClusters].map((form) => form.exec(name)).find((found) => found !== null) ?? [];
  // In an account with several regions, the boundary matches the buckets of AWS in all regions by a pattern.
  if (region !== undefined) return region === '*' || regionsOf(environment).includes(region);
  return name.startsWith('malinshopper-') && name.endsWith(`-${account.id}`);
}

/** True if a host of AWS is a public one of a service, or one of a bucket of the environment. */
function isHostOfAws(host: string, environment: Environment): boolean {
  const [, ofService] = /^(.+)\.amazonaws\.com$/.exec(host) ?? [];
  if (ofService === undefined) return false;
  // A bucket of EMR has the name of a host.
  if (isOwnBucket(host, environment)) return true;
  const [service = '', region, ...more] = ofService.split('.');
  if (region === undefined || principals.has(ofService)) return true;
  if (more.length === 0 && regionsOf(environment).includes(region)) return /^[a-z0-9-]+$/.test(service);
  const [, bucket] = /^(.+)\.s3[.-][a-z0-9-]+$/.exec(ofService) ?? [];
  return bucket !== undefined && isOwnBucket(bucket, environment);
}

/**
 * True if a host is in a zone of the environment's account, a name server of its delegations, a service of AWS, or
 * GitHub's issuer of tokens.
 */
export function isOwnHost(name: string, environment: Environment): boolean {
  const { account } = environment;
  const host = name.toLowerCase().replace(/\.$/, '').replace(/^\*\./, '');
  return (
    account.hostedZones.some((zone) => host === zone || host.endsWith(`.${zone}`)) ||
    account.delegations.some(({ nameServers }) => nameServers.includes(host)) ||
    host === gitHubIssuer ||
    isHostOfAws(host, environment)
  );
}

/** True if mail to an address stays in the company. */
export const isOwnMail = (address: string): boolean => address.toLowerCase().endsWith(`@${mailDomain}`);

/** True if `environments` pins an image for the environment's region. */
export const isOwnImage = (id: string, { region }: Environment): boolean =>
  pinnedImages.some((image) => image.id === id && image.region === region);
