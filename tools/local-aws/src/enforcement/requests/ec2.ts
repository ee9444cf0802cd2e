import type { Reading } from '../access';

/** Amazon EC2: what describes has no resources; nothing else is an instance's business. */
export const ec2: Reading = (_call, { action }) => {
  return /^Describe/.test(action) ? [{ action: `ec2:${action}`, resource: '*' }] : undefined;
};
