import { agentsIn } from './agents';

test('the packages of AWS that a user data installs are found, with what dpkg is asked for filled in', () => {
  const text = [
    '  - /usr/local/lib/malinshopper/install-package codedeploy-agent 1.8 https://aws-codedeploy-eu-west-1.s3.eu-west-1.amazonaws.com/releases/agent.deb',
    '  - /usr/local/lib/malinshopper/install-package cw 1.3 "https://cw-eu-west-1.s3.eu-west-1.amazonaws.com/ubuntu/$(dpkg --print-architecture)/1.3/cw.deb"',
    '  # install-package <name> <version> <url>: installs',
  ].join('\n');
  expect(agentsIn(text, 'amd64')).toEqual([
    { name: 'codedeploy-agent', version: '1.8', bucket: 'aws-codedeploy-eu-west-1', key: 'releases/agent.deb' },
    { name: 'cw', version: '1.3', bucket: 'cw-eu-west-1', key: 'ubuntu/amd64/1.3/cw.deb' },
  ]);
});

test('throws on a package from elsewhere than S3, with the rule', () => {
  expect(() => agentsIn('install-package evil 1.0 https://example.com/evil.deb', 'amd64')).toThrow(
    'https://example.com/evil.deb, which installs evil, is in no bucket of S3: an instance in a private subnet with only the ' +
      'S3 endpoint cannot reach it, and the rehearsal cannot serve it.',
  );
});
