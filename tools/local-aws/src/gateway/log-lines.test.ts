import { GatewayForTest } from '../testing/fake-moto';
import { rawAnswer } from '../testing/raw-client';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const EVIL = '\r\n2030-01-01T00:00:00.000Z 200 s3:DELETE /\u001b[2J\u009b31m\u202e\u2028';

test('no part of a call makes its own line of the log, or reaches a terminal', async () => {
  gateway = await GatewayForTest.before((request, body, response) => {
    if (body.includes('ListTopics')) response.end('<A/>');
    else response.writeHead(request.url === '/' ? 500 : 404).end(`<html>${EVIL}`);
  });
  await gateway.query('sns', EVIL);
  await gateway.query('sns', 'Publish', { Message: EVIL });
  await gateway.json('codedeploy', 'CreateApplication', { applicationName: EVIL });
  await gateway.call('s3', `/bucket/${encodeURIComponent(EVIL)}?a=${encodeURIComponent(EVIL)}`);
  const raw = (line: string) => `GET /bucket/key HTTP/1.1\r\nHost: localhost\r\n${line}\r\nConnection: close\r\n\r\n`;
  await rawAnswer(gateway.endpoint, raw('Origin: \u009b31m'));
  await rawAnswer(
    gateway.endpoint,
    raw('Authorization: AWS4-HMAC-SHA256 Credential=a\u009b/20200101/\u0085/s\u0090/aws4_request'),
  );
  await rawAnswer(gateway.endpoint, raw('X-Amz-Target: a.\u009b31m'));
  expect(gateway.lines.length).toBe(6);
  for (const line of gateway.lines) expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(gateway.lines[0]).toContain(
    'sns:\\u000d\\n2030-01-01T00:00:00.000Z 200 s3:DELETE /\\u001b[2J\\u009b31m\\u202e\\u2028',
  );
});
