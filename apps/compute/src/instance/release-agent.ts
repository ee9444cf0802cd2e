import type { Surroundings } from '../surroundings';
import type { BootPart } from './cloud-config';

/**
 * CodeDeploy's agent, which installs releases. Last of all: from then on a release may come, and finds everything ready.
 * (CodeDeploy user guide, "Install the CodeDeploy agent for Ubuntu Server"; its output has to go to a file.)
 */
export function releaseAgent({ environment: { region } }: Pick<Surroundings, 'environment'>): BootPart {
  const source = `https://aws-codedeploy-${region}.s3.${region}.amazonaws.com/latest/install`;
  const installer = '/usr/share/malinshopper/install-codedeploy-agent';
  return {
    packages: ['ruby'],
    commands: [
      'mkdir -p /usr/share/malinshopper',
      `curl --fail --silent --show-error --retry 5 --output ${installer} ${source}`,
      `ruby ${installer} auto > /var/log/install-codedeploy-agent.log`,
    ],
  };
}
