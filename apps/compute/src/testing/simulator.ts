import { workerRoles, type Environment, type Role, type WorkerRole } from '@malinshopper/environments';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Synthesized } from './synthesized';

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

/** A statement as it stands in a synthesized policy, its tokens replaced by addresses. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** The addresses that Terraform would put in for the tokens of the policies: as AWS forms them, one for each name. */
export function addresses({ name, region, account: { id } }: Environment) {
  const key = (alias: string) => `arn:aws:kms:${region}:${id}:key/${alias}`;
  return {
    contentBucketArn: `arn:aws:s3:::${name}-content`,
    packageBucketArn: `arn:aws:s3:::${name}-packages`,
    bucketKeyArn: key('buckets'),
    databaseKeyArn: key('database'),
    sessionKeyArn: key('sessions'),
    sessionLogGroupArn: `arn:aws:logs:${region}:${id}:log-group:/account/sessions`,
    databaseSecretArn: `arn:aws:secretsmanager:${region}:${id}:secret:rds!${name}-AbCdEf`,
    ...(Object.fromEntries(
      workerRoles.map((worker) => [
        `contentQueueArns.${worker}`,
        `arn:aws:sqs:${region}:${id}:${name}-content-${worker}`,
      ]),
    ) as Record<`contentQueueArns.${WorkerRole}`, string>),
  };
}

/** What the instances of a role may do, in a stack as Terraform gets it. */
export function statementsOf(stack: Synthesized, role: Role): Statement[] {
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
      `The policies of ${role} in ${environment.name} name \${${token}}, and the simulator knows no address for it. ` +
        `Add it to addresses() in apps/compute/src/testing/simulator.ts.`,
    );
  };
  return stack
    .all<{ policy: string }>('aws_iam_role_policy')
    .filter(({ path }) => path.startsWith(`compute/${role}/identity/`))
    .map(({ config: { policy } }) => policy.replace(/\$\{([^}]+)\}/g, (_, token: string) => inserted(token)))
    .flatMap((policy) => (JSON.parse(policy) as { Statement: Statement[] }).Statement);
}

/** Who calls: the instances of a role, in a stack as Terraform gets it. */
export interface Caller {
  readonly roleName: string;
  /** With its path, which a session's own address leaves out. */
  readonly roleArn: string;
  readonly environment: Environment;
}

export function callerOf(stack: Synthesized, role: Role): Caller {
  const { environment } = stack;
  const { name, path } = stack.one<{ name: string; path: string }>('aws_iam_role', `${role}/identity/Resource`).config;
  return { roleName: name, roleArn: `arn:aws:iam::${environment.account.id}:role${path}${name}`, environment };
}

/** Whether statements allow a call, as AWS would decide it for an instance in the same account. */
export async function allows(
  statements: readonly Statement[],
  { action, resource, context = {} }: AwsCall,
  { roleName, roleArn, environment }: Caller,
): Promise<boolean> {
  const {
    region,
    account: { id },
  } = environment;
  // A key's policy has a say in everything: ours leaves it to the account (libs/constructs, EncryptionKey).
  const accountDecides = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${id}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${id}:assumed-role/${roleName}/i-0123456789abcdef0`,
        action,
        resource: { resource, accountId: id },
        contextVariables: { 'aws:RequestedRegion': region, 'aws:PrincipalArn': roleArn, ...context },
      },
      identityPolicies: [{ name: 'all', policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith('kms:') && {
        resourcePolicy: { Version: '2012-10-17', Statement: [accountDecides] },
      }),
    },
    {},
  );
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  throw new Error(
    `The simulator cannot judge ${action} on ${resource}: ${JSON.stringify(answer.errors)}. ` +
      `Write action and resource as the Service Authorization Reference does.`,
  );
}
