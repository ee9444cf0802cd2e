import { inPython } from '../testing/python';

/** Eight calls at the same moment to an app that counts its concurrent calls; each call returns its own body. */
const eightCalls = `
import io, json, threading, time
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

called = _one_at_a_time(app, threading.Lock())
calls = [
    threading.Thread(target=called, args=({"CONTENT_LENGTH": "1", "wsgi.input": io.BytesIO(str(number).encode())}, None))
    for number in range(8)
]
for call in calls: call.start()
for call in calls: call.join()
print(json.dumps({"most": most, "bodies": "".join(sorted(bodies))}))
`;

test('calls come to moto one at a time, each with its own body', () => {
  expect(inPython(eightCalls)).toEqual({ most: 1, bodies: '01234567' });
});

test('a call of SQS that waits for a message lets the call that sends it pass', () => {
  const received = inPython(`
import json, threading
from launcher import _waits_out_of_turn
from moto.sqs.models import Message, Queue

turn = threading.Lock()
_waits_out_of_turn(turn)
queue = Queue("q", "eu-west-1", "111111111111")

def bring():
    with turn:
        queue.add_message(Message("1", "hello"))

turn.acquire()
threading.Thread(target=bring).start()
queue.wait_for_messages(60)
print(json.dumps({"received": [message.body for message in queue.messages], "has its turn": turn.locked()}))
`);
  expect(received).toEqual({ received: ['hello'], 'has its turn': true });
});

test('moto ends with a gateway that was killed while its state was written, and that cannot be answered any more', () => {
  const ended = inPython(`
import json, os, subprocess
obey = "import launcher, os, threading; launcher.snapshot.save = lambda file: None; launcher._obey_the_gateway(threading.Lock())"
child = subprocess.Popen(
    [sys.executable, "-c", obey],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=sys.path[0], env={**os.environ, "PYTHONPATH": sys.path[0]},
)
child.stdout.close()
child.stdin.write(b'{"save": "/nowhere"}\\n')
child.stdin.flush()
print(json.dumps(child.wait(30)))
`);
  expect(ended).toBe(0);
});
