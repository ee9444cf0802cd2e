import { execFileSync } from 'node:child_process';
import { cliHint } from './cli-hint';

const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 'a/b+c=', sessionToken: 'it\'s "$HOME"' };

test('a shell without any setting of AWS has all that the AWS CLI needs after the lines were copied into it', () => {
  const lines = cliHint({ endpoint: 'http://127.0.0.1:4570', region: 'eu-west-1', credentials });
  expect(lines.at(-1)).toBe('aws ec2 describe-vpcs');
  const script = `aws() { env -0; }\n${lines.join('\n')}`;
  const said = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  const variables = said.split('\0').filter((line) => line.startsWith('AWS_'));
  expect(variables.sort()).toEqual([
    'AWS_ACCESS_KEY_ID=ASIA1',
    'AWS_DEFAULT_REGION=eu-west-1',
    'AWS_ENDPOINT_URL=http://127.0.0.1:4570',
    'AWS_REGION=eu-west-1',
    'AWS_SECRET_ACCESS_KEY=a/b+c=',
    `AWS_SESSION_TOKEN=${credentials.sessionToken}`,
  ]);
});
