import { gitHubIssuer } from '@malinshopper/environments';
import type { PolicyStatement } from './policy';

/** Who asks GitHub's tokens for a role says this as the audience (GitHub's action `aws-actions/configure-aws-credentials`). */
const audience = 'sts.amazonaws.com';

/**
 * The statement of a role's trust that lets jobs on GitHub in: those whose tokens are made for AWS and have exactly one of some
 * subjects (GitHub documentation, "OpenID Connect reference").
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
