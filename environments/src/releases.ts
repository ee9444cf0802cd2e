import type { Environment } from './environment';
import { fullRef } from './git-ref';
import type { EnvironmentConfig } from './schema';
import { applicationRepository } from './teams';

/** Where each environment gets its revisions from: one goes through testing, staging and production, the same bytes. */
export const promotedFrom: Partial<Record<EnvironmentConfig['kind'], EnvironmentConfig['kind']>> = {
  staging: 'testing',
  production: 'staging',
};

/** Where the identities that release are, among all of an account: `role/delivery/testing-release`. */
export const releasePath = '/delivery/';

/** The role that jobs of the application on GitHub assume to release to an environment. */
export function releaseRoleName({ name }: Pick<Environment, 'name'>): string {
  return `${name}-release`;
}

/** The address of that role: what a workflow asks for. */
export function releaseRoleArn({ name, account }: Pick<Environment, 'name' | 'account'>): string {
  return `arn:aws:iam::${account.id}:role${releasePath}${releaseRoleName({ name })}`;
}

/**
 * The subjects of the tokens of those jobs on GitHub that may release to an environment (GitHub documentation, "OpenID Connect
 * reference"). To one that stays: jobs in the environment of GitHub of the same name, and in that which it is promoted to,
 * since such a job reads here what it takes there. To a branch: jobs of that branch itself. A fork's jobs never have such a
 * subject: it begins with the repository of the fork, and that of a pull request ends in `:pull_request`.
 */
export function releaseSubjects({ kind, ref }: Pick<Environment, 'kind' | 'ref'>): string[] {
  const subject = (context: string) => `repo:${applicationRepository}:${context}`;
  if (kind === 'branch') return [subject(`ref:${writableInPolicy(fullRef(ref))}`)];
  const next = Object.entries(promotedFrom).flatMap(([to, from]) => (from === kind ? [to] : []));
  return [kind, ...next].map((name) => subject(`environment:${name}`));
}

/**
 * IAM takes no character beyond U+00FF in a policy (IAM API, CreateRole, pattern of AssumeRolePolicyDocument), and the AWS provider writes
 * JSON without escapes. In its place stands "~", which git takes in no ref: no job ever has such a subject. Such a branch has its environment,
 * and people release to it.
 */
const writableInPolicy = (ref: string) => ref.replace(/[^\u0020-\u00ff]/gu, '~');
