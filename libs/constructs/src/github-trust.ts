import { gitHubIssuer } from '@malinshopper/environments';
import type { PolicyStatement } from './policy';

/** The audience of GitHub's tokens for a role (GitHub's action `aws-actions/configure-aws-credentials`). */
const audience = 'sts.amazonaws.com';

/**
 * The trust statement for GitHub jobs: it allows tokens for AWS with exactly one of some subjects (GitHub
 * documentation, "OpenID Connect reference").
 * @param providerArn the identity provider of GitHub in the account
 */
export function gitHubTrust(sid: string, providerArn: string, subject: string | readonly string[]): PolicyStatement {
  return {
    Sid: sid,
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${gitHubIssuer}:aud`]: audience, [`${gitHubIssuer}:sub`]: subject } },
  };
}
