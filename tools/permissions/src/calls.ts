import { callsBeforeDelete, providerCallsOf, type Phase, type ProviderCall } from '@malinshopper/aws-facts';
import { stateBucket } from '@malinshopper/stack';
import { appNames, teams, type TeamName } from '@malinshopper/environments';
import type { Call, SynthesizedResource } from '@malinshopper/testing';
import { callOf } from './call-of';
import { forwardedCallsOf } from './forwarded';
import { reviewKeyArn, type Who } from '@malinshopper/policy/forbidden';
import { ownedCall } from './owned-call';
import type { Stack } from './stack';

/** A call of Terraform, with the resource type that needs it. */
export interface NeededCall extends Call {
  readonly type: string;
}

/**
 * Returns the calls of Terraform in some phases for all resources of some stacks, and the calls that AWS makes on
 * behalf of Terraform. Each call occurs once.
 */
export async function callsOf(
  stacks: readonly Stack[],
  team: TeamName,
  during: readonly Phase[],
): Promise<NeededCall[]> {
  const calls = new Map<string, NeededCall>();
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      const place = { account: stack.environment.account, region: stack.regionOf(resource) };
      const made = providerCalls(resource, during).map(ownedCall);
      for (const one of made.flatMap((each) => [each, ...forwardedCallsOf(each, place)])) {
        const call = { ...(await callOf(one, resource, stack, team)), type: typeOf(resource) };
        calls.set(JSON.stringify(call), call);
      }
    }
  }
  return [...calls.values()];
}

function providerCalls(resource: SynthesizedResource, during: readonly Phase[]): readonly ProviderCall[] {
  const byPhase = providerCallsOf(typeOf(resource));
  const calls = during.flatMap((phase) => byPhase[phase] ?? []);
  if (!during.includes('delete') || resource.config.force_destroy !== true) return calls;
  return [...callsBeforeDelete(typeOf(resource)), ...calls];
}

export const typeOf = ({ address }: SynthesizedResource) => address.split('.')[0]!;

/**
 * The calls on states that every role needs: it reads the state of its app and the states of the upstream apps. A
 * deploy also writes the state of its app.
 */
export function neededOfStates({ account, team, purpose }: Who): Call[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  const { app, reads } = teams[team];
  const call = (what: string, action: string, resource = bucket): Call => ({ what, action, resource });
  const own = `${bucket}/testing/${app}.tfstate`;
  const looking = [
    call('list workspaces', 's3:ListBucket'),
    call('read its state', 's3:GetObject', own),
    call('check its state for a lock', 's3:GetObject', `${own}.tflock`),
    ...reads.map((read) => call(`read the state of ${read}`, 's3:GetObject', `${bucket}/staging/${read}.tfstate`)),
    ...appNames.map((of) => call(`read the record of ${of}`, 's3:GetObject', `${bucket}/staging/${of}.record.json`)),
  ];
  if (purpose === 'plan') return looking;
  return [
    ...looking,
    ...[
      's3:GetBucketVersioning',
      's3:GetEncryptionConfiguration',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketOwnershipControls',
      's3:GetBucketPolicy',
    ].map((action) => call(`check the settings of the bucket: ${action}`, action)),
    call('write its state', 's3:PutObject', own),
    call('write its record', 's3:PutObject', `${bucket}/testing/${app}.record.json`),
    call('take the lock', 's3:PutObject', `${own}.tflock`),
    call('release the lock', 's3:DeleteObject', `${own}.tflock`),
    call('delete its state when all is destroyed', 's3:DeleteObject', own),
    call('read the review record', 's3:GetObject', `${bucket}/reviews/testing/${app}/0a1b.json`),
    call('create digests like the review’s', 'kms:GenerateMac', reviewKeyArn(account)),
    call('read the lease of an environment', 's3:GetObject', `${bucket}/leases/testing.json`),
    {
      ...call('take a lease for the first time', 's3:PutObject', `${bucket}/leases/testing.json`),
      context: { 's3:if-none-match': '*' },
    },
    {
      ...call('renew a lease, or release it', 's3:PutObject', `${bucket}/leases/${account.name}.json`),
      context: { 's3:if-match': '"0a1b"' },
    },
  ];
}
