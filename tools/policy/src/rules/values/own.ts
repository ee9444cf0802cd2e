import { gitHubIssuer, pinnedImages, type Environment } from '@malinshopper/environments';

/** Where mail of the company arrives. */
const mailDomain = 'malinshopper.com';

/** The principals of AWS's services that have two names before the domain, each where its service's guide names it. */
const principals = new Set([
  'delivery.logs',
  'events.rds',
  'logdelivery.elasticloadbalancing',
  'logging.s3',
  'monitoring.rds',
]);

/** Regions in which an environment has something: its account's, and that of CloudFront, WAF and Route 53. */
const regionsOf = ({ account, region }: Environment) => [...new Set([...account.regions, region, 'us-east-1'])];

/** Whether an AWS account is that of an environment. */
export const isOwnAccount = (id: string, { account }: Environment): boolean => id === account.id;

/**
 * Buckets of AWS's own, with agents and packages, in a region of the environment: CodeDeploy, CloudWatch and Systems Manager user
 * guides; for Amazon Linux and EMR, "Minimum Amazon S3 policy for private subnet" of the EMR management guide.
 */
const ofAws = /^(?:aws-codedeploy|amazoncloudwatch-agent|(?:amazon|aws)-ssm|patch-baseline-snapshot)-(.+)$/;
const ofClusters = [
  /^repo\.(\*|[a-z0-9-]+)\.emr\.amazonaws\.com$/,
  /^al2023-repos-(.+)-de612dc2$/,
  /^aws157-logs-prod-(.+)$/,
];

/** Whether a bucket is one of this repository in the environment's account, one of AWS's own, or one that the account lists as a partner's. */
export function isOwnBucket(name: string, environment: Environment): boolean {
  const { account } = environment;
  if (account.partnerBuckets.includes(name)) return true;
  const [, region] = [ofAws, ...ofClusters].map((form) => form.exec(name)).find((found) => found !== null) ?? [];
  // A boundary of an account with several regions names them all by a pattern: the form is that of buckets of AWS.
  if (region !== undefined) return region === '*' || regionsOf(environment).includes(region);
  return name.startsWith('malinshopper-') && name.endsWith(`-${account.id}`);
}

/** Whether a host of AWS is one that a service has for everyone, or one of a bucket of the environment. */
function isHostOfAws(host: string, environment: Environment): boolean {
  const [, ofService] = /^(.+)\.amazonaws\.com$/.exec(host) ?? [];
  if (ofService === undefined) return false;
  // A bucket of EMR's is called like a host.
  if (isOwnBucket(host, environment)) return true;
  const [service = '', region, ...more] = ofService.split('.');
  if (region === undefined || principals.has(ofService)) return true;
  if (more.length === 0 && regionsOf(environment).includes(region)) return /^[a-z0-9-]+$/.test(service);
  const [, bucket] = /^(.+)\.s3[.-][a-z0-9-]+$/.exec(ofService) ?? [];
  return bucket !== undefined && isOwnBucket(bucket, environment);
}

/** Whether a host is in a zone of the environment's account, a name server that it delegates to, a service of AWS, or GitHub's issuer of tokens. */
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

/** Whether mail to an address stays in the company. */
export const isOwnMail = (address: string): boolean => address.toLowerCase().endsWith(`@${mailDomain}`);

/** Whether an image is one that `environments` pins for the environment's region. */
export const isOwnImage = (id: string, { region }: Environment): boolean =>
  pinnedImages.some((image) => image.id === id && image.region === region);
