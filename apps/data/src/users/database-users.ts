import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { databaseTiers, type DatabaseTier, type Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DatabaseFacts } from '../database/database';

/** A database server, and the function that creates its users. Both belong to the environment or to its host. */
export interface UsedServer {
  readonly facts: DatabaseFacts;
  /** The function of the server's environment, see `UsersJob`. */
  readonly functionName: string;
  /** The resources that must exist before the function is called. @default - all belong to another environment */
  readonly ready?: readonly ITerraformDependable[];
}

export interface DatabaseUsersProps extends UsedServer {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
}

/**
 * The schema of an environment on its database server (its own, or the server of its host), and a user with a secret
 * for each tier. Terraform creates the secrets, and never reads their values. The function creates the schema and the
 * users, and drops them when the environment is destroyed.
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
          // The function expects these names.
          name: resourceName('secret', `malinshopper/${name}/database/${tier}`),
          description: `User and password of the tier ${tier} of ${name} on the database server`,
          kmsKeyId: props.facts.databaseKeyArn,
          // Without a recovery window where an environment with the same name can be created tomorrow.
          recoveryWindowInDays: props.protection.deletionProtection ? 30 : 0,
          lifecycle,
        }),
    );
    new LambdaInvocation(this, 'Resource', {
      functionName: props.functionName,
      input: JSON.stringify({ environment: name }),
      // The function is called on creation, change and destruction.
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
