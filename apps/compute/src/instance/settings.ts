import { visitorsOf, type Role } from '@malinshopper/environments';
import { databaseSecretOf, type Surroundings } from '../surroundings';
import { lines, type BootPart } from './boot-part';
import { contentPath, settingsPath } from './paths';
import { webServiceSettings } from './web-services';

/** The settings of a role in a file, as `NAME=value`. */
export function settings(role: Role, surroundings: Surroundings): BootPart {
  const content = lines(...Object.entries(settingsOf(role, surroundings)).map(([name, value]) => `${name}=${value}`));
  return { files: [{ path: settingsPath, content }] };
}

/**
 * The settings of the environment for the application. They contain the ARN of the password's secret, never the
 * password.
 */
export function settingsOf(role: Role, surroundings: Surroundings) {
  const { environment, data } = surroundings;
  return {
    MALINSHOPPER_ENVIRONMENT: environment.name,
    MALINSHOPPER_ROLE: role,
    AWS_REGION: environment.region,
    // The name that boto3 reads.
    AWS_DEFAULT_REGION: environment.region,
    DATABASE_HOST: data.databaseHost,
    DATABASE_PORT: data.databasePort,
    DATABASE_NAME: data.databaseName,
    DATABASE_SECRET_ARN: databaseSecretOf(role, surroundings),
    CONTENT_BUCKET: data.contentBucketName,
    CONTENT_PATH: contentPath,
    // For Hadoop, which has a file system for each scheme: on a cluster it is s3://<bucket>.
    CONTENT_URI: `file://${contentPath}`,
    PACKAGE_BUCKET: data.packageBucketName,
    STATIC_DOMAIN: data.staticDomain,
    ...(visitorsOf(environment.roles[role]) && webServiceSettings(role, surroundings)),
  };
}
