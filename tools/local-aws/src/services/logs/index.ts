import type { Service } from '../../gateway/call';
import { deliveries } from './deliveries';
import { groups } from './groups';

/** CloudWatch Logs (JSON 1.1). */
export function logs(): Service {
  return { name: 'logs', operations: { ...groups(), ...deliveries() } };
}
