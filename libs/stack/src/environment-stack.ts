import type { Environment } from '@malinshopper/environments';
import type { Construct } from 'constructs';
import { AwsStack } from './aws-stack';
import { resourceName, type NameKind } from './names';
import { protectionOf, type ProtectionSettings } from './protection';

export interface EnvironmentStackProps {
  /** The app's name: its stack, its state object and the tag `App`. */
  readonly app: string;
  /** @default the app's name: each app has its own team */
  readonly team?: string;
}

/** An app's stack in an environment. */
export abstract class EnvironmentStack extends AwsStack {
  readonly environment: Environment;
  /** The settings of resources with data that follow from the environment's protection. */
  readonly protection: ProtectionSettings;

  constructor(scope: Construct, environment: Environment, { app, team = app }: EnvironmentStackProps) {
    super(scope, {
      app,
      team,
      owner: environment,
      region: environment.region,
      tags: { Environment: environment.name },
    });
    this.environment = environment;
    this.protection = protectionOf(environment);
  }

  /** The name of a resource of this environment: `<environment>-<words>`, within AWS's limit for that kind. */
  nameFor(kind: NameKind, ...words: readonly string[]): string {
    return resourceName(kind, this.environment.name, ...words);
  }

  /** The name of a bucket, unique in all of AWS: `malinshopper-<environment>-<purpose>-<account id>`. */
  bucketName(purpose: string): string {
    return resourceName('bucket', 'malinshopper', this.environment.name, purpose, this.environment.account.id);
  }
}
