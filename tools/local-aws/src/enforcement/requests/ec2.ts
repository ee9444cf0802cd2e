import type { Reading } from '../access';

/** Amazon EC2: describing calls have no resources; instances have no other calls. */
export const ec2: Reading = (_call, { action }) => {
  return /^Describe/.test(action) ? [{ action: `ec2:${action}`, resource: '*' }] : undefined;
};
