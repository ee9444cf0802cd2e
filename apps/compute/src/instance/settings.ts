import type { Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { lines, type BootPart } from './cloud-config';
import { contentPath, settingsPath } from './paths';

/** What the application has to know of its environment, as `NAME=value`. Where the password is, never the password. */
export function settings(role: Role, { environment, data }: Surroundings): BootPart {
  const values = {
    MALINSHOPPER_ENVIRONMENT: environment.name,
    MALINSHOPPER_ROLE: role,
    AWS_REGION: environment.region,
    DATABASE_HOST: data.databaseHost,
    DATABASE_PORT: data.databasePort,
    DATABASE_NAME: data.databaseName,
    DATABASE_SECRET_ARN: data.databaseSecretArn,
    CONTENT_BUCKET: data.contentBucketName,
    CONTENT_PATH: contentPath,
    STATIC_DOMAIN: data.staticDomain,
  };
  const content = lines(...Object.entries(values).map(([name, value]) => `${name}=${value}`));
  return { files: [{ path: settingsPath, content }] };
}
