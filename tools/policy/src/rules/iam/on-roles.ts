import { inPolicy, type Changeable, type Mutation } from '../../testing/mutation';

/** A mutation of a role, by the end of its path. */
export const role = (rule: string, what: string, path: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_iam_role',
  path,
  change,
});

/** Changes the statements of a trust policy. */
export const trust = (change: Parameters<typeof inPolicy>[0]) => inPolicy(change, 'assume_role_policy');

/** Changes the first statement of a trust policy. */
export const firstOfTrust = (change: (statement: Changeable) => void) => trust(([statement]) => change(statement));

/** Roles that the mutations are tried on: an app's for a service, CI's, that of people, and that of releases. */
export const paths = {
  app: 'delivery/deployer/Resource',
  ci: 'network/deploy/Resource',
  people: 'break-glass/role',
  release: 'delivery/release/Resource',
} as const;
