import { execFileSync } from 'node:child_process';

/** Eight calls at the same moment to an app that counts how many it is in at once; each call says which body it was given. */
const eightCalls = (authorization: string) => `
import io, json, sys, threading, time
sys.path.insert(0, ${JSON.stringify(__dirname)})
from launcher import _one_at_a_time

inside, most, bodies = 0, 0, []
def app(environ, start_response):
    global inside, most
    inside += 1
    most = max(most, inside)
    time.sleep(0.05)
    inside -= 1
    bodies.append(environ["wsgi.input"].read().decode())
    return [b"done"]

calls = [
    threading.Thread(target=_one_at_a_time_app, args=({
        "HTTP_AUTHORIZATION": ${JSON.stringify(authorization)},
        "CONTENT_LENGTH": "1",
        "wsgi.input": io.BytesIO(str(number).encode()),
    }, None))
    for _one_at_a_time_app in [_one_at_a_time(app)]
    for number in range(8)
]
for call in calls: call.start()
for call in calls: call.join()
print(json.dumps({"most": most, "bodies": "".join(sorted(bodies))}))
`;
const run = (authorization: string) =>
  JSON.parse(execFileSync('python3', ['-c', eightCalls(authorization)], { encoding: 'utf8' })) as {
    most: number;
    bodies: string;
  };

test('calls come to moto one at a time, each with its own body', () => {
  expect(run('AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-west-1/ec2/aws4_request')).toEqual({
    most: 1,
    bodies: '01234567',
  });
});

test('calls of SQS do not wait for each other: one may be waiting for the message of another', () => {
  const { most } = run('AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-west-1/sqs/aws4_request');
  expect(most).toBeGreaterThan(1);
});
