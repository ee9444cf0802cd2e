import { statementsIn } from '@malinshopper/aws-facts';
import type { Environment } from '@malinshopper/environments';
import { synthesized, type Caller } from '@malinshopper/testing';
import main from '../main';
import { releaseAddresses } from './addresses';

/**
 * The identity that releases to an environment, continuousphp's user or the role of GitHub jobs, with its statements
 * from the stack.
 * @param known the ARNs to which the policies refer
 * @throws if a policy refers to an unknown ARN
 */
export function releaserOf(
  environment: Environment,
  who: 'continuousphp' | 'release',
  known: Readonly<Record<string, string>> = releaseAddresses(environment),
): Caller {
  const stack = synthesized(main, environment);
  const { account } = environment;
  const inserted = (token: string) => {
    const [, output = ''] = /^data\.terraform_remote_state\.\w+\.outputs\.(\w+)$/.exec(token) ?? [];
    const found = known[output];
    if (found !== undefined) return found;
    throw new Error(
      `The policies of ${who} in ${environment.name} refer to \${${token}}, and the simulator knows no address for it. ` +
        'Add it to releaseAddresses in apps/delivery/src/testing/addresses.ts.',
    );
  };
  const [identity, policies, kind] =
    who === 'release'
      ? (['aws_iam_role', 'aws_iam_role_policy', 'role'] as const)
      : (['aws_iam_user', 'aws_iam_group_policy', 'user'] as const);
  const ofWho = (type: string) => stack.resources(type).filter(({ path }) => path.startsWith(`delivery/${who}/`));
  const { name, path } = ofWho(identity)[0]!.config;
  return {
    account,
    arn: `arn:aws:iam::${account.id}:${kind}${path}${name}`,
    statements: ofWho(policies)
      .map(({ config }) => String(config.policy).replace(/\$\{([^}]+)\}/g, (_, token: string) => inserted(token)))
      .flatMap((policy) => statementsIn(policy)),
  };
}
