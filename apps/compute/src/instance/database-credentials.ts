import type { BootPart } from './boot-part';
import { program, unit } from './installed-files';

/**
 * Copies the user and password of the role's tier on the database server from Secrets Manager into memory: when the
 * services start, and every minute, because the function that creates users may rotate the password
 * (apps/data/src/users).
 */
export const databaseCredentials: BootPart = {
  packages: ['python3-boto3'],
  files: [program('database-credentials')],
  units: [unit('malinshopper-database.service'), unit('malinshopper-database.timer')],
};
