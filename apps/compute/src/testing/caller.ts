import { statementsIn, type WrittenStatement } from '@malinshopper/aws-facts';
import type { Role } from '@malinshopper/environments';
import type { Caller } from '@malinshopper/testing';
import { addresses } from './addresses';
import type { Synthesized } from './synthesized';

/**
 * The permissions of the instances of a role, in a stack as Terraform gets it.
 * @throws if a policy refers to an unknown ARN
 */
export function statementsOf(stack: Synthesized, role: Role): WrittenStatement[] {
  const { environment } = stack;
  const known: Readonly<Record<string, string>> = addresses(environment);
  const logs = new Map(
    stack
      .all<{ name: string }>('aws_cloudwatch_log_group')
      .map(({ address, config: { name } }) => [
        `${address}.arn`,
        `arn:aws:logs:${environment.region}:${environment.account.id}:log-group:${name}`,
      ]),
  );
  const inserted = (token: string) => {
    const [, output = ''] = /^data\.terraform_remote_state\.[\w-]+\.outputs\.([\w.-]+)$/.exec(token) ?? [];
    const found = known[output] ?? logs.get(token);
    if (found !== undefined) return found;
    throw new Error(
      `The policies of ${role} in ${environment.name} refer to \${${token}}, and the simulator knows no address for it. ` +
        `Add it to addresses() in apps/compute/src/testing/addresses.ts.`,
    );
  };
  return stack
    .all<{ policy: string }>('aws_iam_role_policy')
    .filter(({ path }) => path.startsWith(`compute/${role}/identity/`))
    .map(({ config: { policy } }) => policy.replace(/\$\{([^}]+)\}/g, (_, token: string) => inserted(token)))
    .flatMap((policy) => statementsIn(policy));
}

/**
 * Returns the instances of a role as a caller with permissions, from a synthesized stack.
 * @throws if a policy refers to an unknown ARN
 */
export function callerOf(stack: Synthesized, role: Role): Caller {
  const { account } = stack.environment;
  const { name, path } = stack.one<{ name: string; path: string }>('aws_iam_role', `${role}/identity/Resource`).config;
  return { account, arn: `arn:aws:iam::${account.id}:role${path}${name}`, statements: statementsOf(stack, role) };
}
