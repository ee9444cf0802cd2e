import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';
import { releaseAddresses } from './addresses';

/** A call to AWS, in the words of IAM. */
export interface AwsCall {
  /** What it would mean, to read in a test's name. */
  readonly what: string;
  readonly action: string;
  /** An ARN, or `*` where AWS knows no resources. */
  readonly resource: string;
  /** The condition keys that the call brings along. @default - none */
  readonly context?: Readonly<Record<string, string>>;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A statement as it stands in a synthesized policy, its tokens replaced by addresses. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Conditions;
}

/** Who releases to an environment: continuousphp's user, or jobs on GitHub. */
export interface Releaser {
  readonly environment: Environment;
  /** As AWS calls who makes a request: a user, or a session of a role. */
  readonly principal: string;
  readonly statements: readonly Statement[];
}

/**
 * Who releases to an environment, with what the stack says that he may do.
 * @param known the addresses of what his policies refer to
 * @throws if a policy refers to what nobody has given an address for
 */
export function releaserOf(
  environment: Environment,
  who: 'continuousphp' | 'release',
  known: Readonly<Record<string, string>> = releaseAddresses(environment),
): Releaser {
  const stack = synthesized(main, environment);
  const { id } = environment.account;
  const inserted = (token: string) => {
    const [, output = ''] = /^data\.terraform_remote_state\.\w+\.outputs\.(\w+)$/.exec(token) ?? [];
    const found = known[output];
    if (found !== undefined) return found;
    throw new Error(
      `The policies of ${who} in ${environment.name} name \${${token}}, and the simulator knows no address for it. ` +
        'Add it to releaseAddresses in apps/delivery/src/testing/addresses.ts.',
    );
  };
  const [identity, policies, of] =
    who === 'release'
      ? (['aws_iam_role', 'aws_iam_role_policy', 'assumed-role'] as const)
      : (['aws_iam_user', 'aws_iam_group_policy', 'user/delivery'] as const);
  const { name } = stack.resources(identity).find(({ path }) => path.startsWith(`delivery/${who}/`))!.config;
  return {
    environment,
    principal: who === 'release' ? `arn:aws:sts::${id}:${of}/${name}/job` : `arn:aws:iam::${id}:${of}/${name}`,
    statements: stack
      .resources(policies)
      .filter(({ path }) => path.startsWith(`delivery/${who}/`))
      .map(({ config }) => String(config.policy).replace(/\$\{([^}]+)\}/g, (_, token: string) => inserted(token)))
      .flatMap((policy) => (JSON.parse(policy) as { Statement: Statement[] }).Statement),
  };
}

/**
 * Whether statements allow a call, as AWS would decide it for somebody in the same account.
 * @throws if the call is none of AWS
 */
export async function allows(
  statements: readonly Statement[],
  { action, resource, context = {} }: AwsCall,
  { environment: { account }, principal }: Pick<Releaser, 'environment' | 'principal'>,
): Promise<boolean> {
  // A key's policy has a say in everything: ours leaves it to the account (libs/constructs, EncryptionKey).
  const accountDecides = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account.id },
        contextVariables: { 'aws:RequestedRegion': account.region, ...context },
      },
      identityPolicies: [{ name: 'all', policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith('kms:') && { resourcePolicy: { Version: '2012-10-17', Statement: [accountDecides] } }),
    },
    {},
  );
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  throw new Error(
    `The simulator cannot judge ${action} on ${resource}: ${JSON.stringify(answer.errors)}. ` +
      'Write action and resource as the Service Authorization Reference does.',
  );
}
