import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Access } from './access';
import type { Principal } from './principal';

/** The decision about an access. A refusal contains the reason in the words of AWS. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

/**
 * Authorizes an access by the role's policies, its boundary and the resource's own policy. The clients of a rehearsal
 * reach the gateway behind a TLS terminator, or act as if they did: each call counts as one over TLS 1.3.
 */
export async function decide(principal: Principal, region: string, access: Access): Promise<Decision> {
  const { policies, boundary } = principal;
  const tags = Object.entries(principal.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  const answer = await runSimulation(
    {
      request: {
        principal: principal.sessionArn,
        action: access.action,
        resource: { resource: literally(access.resource), accountId: principal.account },
        contextVariables: {
          'aws:SecureTransport': 'true',
          's3:TlsVersion': '1.3',
          'aws:PrincipalArn': principal.roleArn,
          'aws:PrincipalAccount': principal.account,
          ...(Object.fromEntries(tags) as Record<string, string>),
          'aws:ResourceAccount': principal.account,
          'aws:RequestedRegion': region,
          ...(access.context as Record<string, string | string[]> | undefined),
        },
      },
      identityPolicies: [...policies],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(access.resourcePolicy && { resourcePolicy: access.resourcePolicy }),
      ...(boundary && { permissionBoundaryPolicies: [boundary] }),
    },
    {},
  );
  if (answer.resultType === 'error') {
    return refused(access, `because the embedded AWS cannot judge it: ${JSON.stringify(answer.errors)}`);
  }
  if (answer.overallResult === 'Allowed') return { allowed: true };
  const analysis = (answer.resultType === 'single' ? answer.result : answer.results[0])?.analysis;
  if (analysis?.identityAnalysis?.result === 'ExplicitlyDenied') {
    return refused(access, 'with an explicit deny in an identity-based policy');
  }
  if (answer.overallResult === 'ExplicitlyDenied') {
    return refused(access, 'with an explicit deny in a resource-based policy');
  }
  const bounded = analysis?.identityAnalysis?.result === 'Allowed' && analysis.permissionBoundaryAnalysis !== undefined;
  const kind = bounded ? 'permissions boundary' : 'identity-based policy';
  return refused(access, `because no ${kind} allows the ${access.action} action`);

  function refused({ action, resource }: Access, reason: string): Decision {
    const on = resource === '*' ? '' : ` on resource: ${resource}`;
    const because = `User: ${principal.sessionArn} is not authorized to perform: ${action}${on} ${reason}`;
    return { allowed: false, because };
  }
}

/** For the simulator an asterisk in a request means "any": the key `a*` would match as every key that begins with a. */
function literally(resource: string): string {
  return resource === '*' ? resource : resource.replaceAll('*', '%2A');
}
