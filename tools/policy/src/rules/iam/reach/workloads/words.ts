import { hostOf, type Environment } from '@malinshopper/environments';
import { demands, says, type Reach } from '../reach';

/** ARNs in an account, in the region of an environment and in the regions of its hosts. */
export function wordsOf(environment: Environment) {
  const { account, region, name } = environment;
  const hosts = (['network', 'loadBalancer', 'database'] as const).map((each) => hostOf(environment, each).name);
  const regional = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`;
  return {
    name,
    region,
    id: account.id,
    /** The name of the environment, and the names of its hosts. */
    names: [...new Set([name, ...hosts])],
    regional,
    iam: (rest: string) => `arn:aws:iam::${account.id}:${rest}`,
    bucket: (purpose: string, part = '') => `arn:aws:s3:::malinshopper-${name}-${purpose}-${account.id}${part}`,
    log: (group: string) => ['', ':*'].map((streams) => regional('logs', `log-group:${group}${streams}`)),
    key: (path: string) => [regional('kms', `key/${path}`)],
    /**
     * The KMS key of a construct in the account app. The construct exists once in each region, and its path can contain
     * the region: `account/sessions`,
     * `account/eu-central-1/sessions`.
     */
    accountKey: (path: string) => ['', `${region}/`].map((part) => regional('kms', `key/account/${part}${path}`)),
    /** A resource that exists once in the account is in the account's own region. */
    ofAccount: (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`,
    via: (service: string) => demands('kms:ViaService', `${service}.${region}.amazonaws.com`),
  };
}
export type Words = ReturnType<typeof wordsOf>;

export const onAll = (...actions: readonly string[]): Reach => ({ actions, on: ['*'] });
export const writesLog = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
export const usesKey = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
export const forAws = says('Bool', 'kms:GrantIsForAWSResource', 'true');
