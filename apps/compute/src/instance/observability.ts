import type { Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { agentConfiguration } from './agent-configuration';
import type { BootPart } from './boot-part';
import { programFolder } from './paths';

/**
 * Of 2026, the newest at the time of writing. Its folder in the bucket has the same name (CloudWatch user guide,
 * "Installing the CloudWatch agent").
 */
const version = '1.300073.2b1889';
const configurationPath = '/etc/malinshopper/cloudwatch-agent.json';
const control = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';

/**
 * The CloudWatch agent: metrics that EC2 cannot see from outside (memory, swap, disk), and the logs of the parts, which
 * outlive a terminated instance.
 */
export function observability(
  role: Role,
  surroundings: Surroundings,
  logs: Readonly<Record<string, string>>,
): BootPart {
  const { region } = surroundings.environment;
  const source = `https://amazoncloudwatch-agent-${region}.s3.${region}.amazonaws.com/ubuntu`;
  const url = `${source}/$(dpkg --print-architecture)/${version}/amazon-cloudwatch-agent.deb`;
  const configuration = JSON.stringify(agentConfiguration(role, surroundings, logs), null, 1);
  return {
    // The agent's own placeholders look like Terraform's.
    files: [{ path: configurationPath, content: `${configuration.replaceAll('${aws:', () => '$${aws:')}\n` }],
    services: ['amazon-cloudwatch-agent.service'],
    commands: [
      `${programFolder}/install-package amazon-cloudwatch-agent ${version} "${url}"`,
      `${control} -a fetch-config -m ec2 -s -c file:${configurationPath}`,
    ],
  };
}
