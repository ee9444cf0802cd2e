import { execFileSync } from 'node:child_process';

const REFUSED = [
  ['requests.post("http://127.0.0.1:9", json={})', 'queries no name server'],
  ['requests.get("http://example.com")', 'queries no name server'],
  ['urllib.request.urlopen("http://127.0.0.1:9")', 'queries no name server'],
  ['socket.create_connection(("127.0.0.1", 9))', 'queries no name server'],
  ['socket.socket(socket.AF_INET6).connect(("::1", 9))', 'connects to nothing'],
  [
    'socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock")',
    "connects to nothing, not to '/var/run/docker.sock'",
  ],
  ['socket.socket(socket.AF_INET).connect_ex(("127.0.0.1", 9))', 'connects to nothing'],
  ['socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9))', 'connects to nothing'],
  ['socket.gethostbyname("example.com")', 'queries no name server'],
  ['socket.socket().bind(("127.0.0.1", 0))', 'listens on its own socket only'],
  ['docker.from_env().ping()', 'connects to nothing'],
  ['subprocess.run(["true"])', 'runs no programs: subprocess.Popen'],
  ['os.popen("true")', 'runs no programs'],
  ['os.system("true")', 'runs no programs: os.system'],
  ['os.execv("/bin/true", ["true"])', 'runs no programs: os.exec'],
  ['os.posix_spawn("/bin/true", ["true"], {})', 'runs no programs: os.posix_spawn'],
  ['os.spawnv(os.P_WAIT, "/bin/true", ["true"])', 'runs no programs'],
  ['os.fork()', 'runs no programs: os.fork'],
] as const;
const DONE = [
  'tempfile.TemporaryFile().write(b"x")',
  'ends = socket.socketpair(); ends[0].send(b"x")',
  'boto3.Session().get_available_regions("ec2")',
] as const;

/** Tries all of it in one closed process, and returns the result of each. */
const program = (statements: readonly string[]) => `
import json, sys
sys.path.insert(0, ${JSON.stringify(__dirname)})
sys.dont_write_bytecode = True
import os, socket, subprocess, tempfile, urllib.request
import boto3, docker, requests
import offline
offline.close("/private/moto")
ended = {}
for statement in ${JSON.stringify(statements)}:
    try:
        exec(statement)
        ended[statement] = "done"
    except BaseException as error:
        ended[statement] = f"{type(error).__name__}: {error}"
print(json.dumps(ended))
`;
let ended: Record<string, string>;
beforeAll(() => {
  const statements = [...REFUSED.map(([statement]) => statement), ...DONE];
  ended = JSON.parse(execFileSync('python3', ['-c', program(statements)], { encoding: 'utf8' })) as typeof ended;
});

test.each(REFUSED)('a call that reaches out of the process is refused by name: %s', (statement, said) => {
  expect(ended[statement]).toContain(said);
});

test.each(DONE)('a call that stays in the process is carried out: %s', (statement) => {
  expect(ended[statement]).toBe('done');
});
