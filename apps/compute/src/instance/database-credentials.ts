import type { BootPart } from './boot-part';
import { program, unit } from './installed-files';

/**
 * The user and password of the database, from Secrets Manager into memory: fetched when the services start, and every
 * minute, because RDS changes a password that it manages every seven days (RDS user guide, "Password management with Amazon
 * RDS and AWS Secrets Manager").
 */
export const databaseCredentials: BootPart = {
  packages: ['python3-boto3'],
  files: [program('database-credentials')],
  units: [unit('malinshopper-database.service'), unit('malinshopper-database.timer')],
};
