import type { BootPart } from './boot-part';

/**
 * Access by Session Manager, which the instance calls, and never by SSH: every session has an identity and needs no
 * open port and no key. Ubuntu's images contain the agent as a snap (Systems Manager user guide, "Working with SSM
 * Agent on EC2 instances for Linux").
 */
export const sessionManager: BootPart = {
  commands: [
    'systemctl mask --now ssh.service ssh.socket',
    'snap list amazon-ssm-agent || snap install amazon-ssm-agent --classic',
    'snap start --enable amazon-ssm-agent',
  ],
};
