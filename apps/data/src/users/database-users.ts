import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { databaseTiers, type DatabaseTier, type Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DatabaseFacts } from '../database/database';

/** A database server with its job, of the environment's own or of its host. */
export interface UsedServer {
  readonly facts: DatabaseFacts;
  /** The job of the server's environment, see `UsersJob`. */
  readonly functionName: string;
  /** What has to be there before it is called. @default - all of it is another environment's */
  readonly ready?: readonly ITerraformDependable[];
}

export interface DatabaseUsersProps extends UsedServer {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
}

/**
 * The schema of an environment and a user of each tier, with a secret each: what an environment knows of a database server, its own
 * or a borrowed one. Terraform makes the secrets and never sees what is in them; the job makes the rest, and drops it when the
 * environment is destroyed.
 */
export class DatabaseUsers extends Construct {
  readonly secretArns: Readonly<Record<DatabaseTier, string>>;

  constructor(scope: Construct, id: string, props: DatabaseUsersProps) {
    super(scope, id);
    const { name } = props.environment;
    const lifecycle = { preventDestroy: props.protection.preventDestroy };
    const secrets = databaseTiers.map(
      (tier) =>
        new SecretsmanagerSecret(this, tier, {
          // The job knows them by these names.
          name: resourceName('secret', `malinshopper/${name}/database/${tier}`),
          description: `User and password of the tier ${tier} of ${name} on the database server`,
          kmsKeyId: props.facts.databaseKeyArn,
          // At once, where the environment may come again by the same name tomorrow.
          recoveryWindowInDays: props.protection.deletionProtection ? 30 : 0,
          lifecycle,
        }),
    );
    new LambdaInvocation(this, 'Resource', {
      functionName: props.functionName,
      input: JSON.stringify({ environment: name }),
      // Called when this comes, changes and goes.
      lifecycleScope: 'CRUD',
      lifecycle,
      dependsOn: [...secrets, ...(props.ready ?? [])],
    });
    this.secretArns = Object.fromEntries(databaseTiers.map((tier, index) => [tier, secrets[index]!.arn])) as Record<
      DatabaseTier,
      string
    >;
  }
}
