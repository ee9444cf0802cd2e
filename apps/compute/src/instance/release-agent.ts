import type { Surroundings } from '../surroundings';
import type { BootPart } from './boot-part';
import { programFolder } from './paths';

/**
 * The newest of the line that AWS supports and has tested; 2.0 is opt-in and not in every region yet. Supports noble's
 * Ruby, 3.2.
 */
const version = '1.8.1-26';

/**
 * CodeDeploy's agent, which installs releases. It is the last part, because a release can come as soon as it runs.
 * (CodeDeploy user guide, "Install the CodeDeploy agent for Ubuntu Server"; a pinned package instead of its installer,
 * which takes the newest.)
 */
export function releaseAgent({ environment: { region } }: Pick<Surroundings, 'environment'>): BootPart {
  const url = `https://aws-codedeploy-${region}.s3.${region}.amazonaws.com/releases/codedeploy-agent_${version}_all.deb`;
  return {
    packages: ['ruby'],
    commands: [
      `${programFolder}/install-package codedeploy-agent ${version} ${url}`,
      'systemctl enable --now codedeploy-agent',
    ],
    services: ['codedeploy-agent.service'],
    logs: {
      'codedeploy-agent': '/var/log/aws/codedeploy-agent/codedeploy-agent.log',
      releases: '/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log',
    },
  };
}
