import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithMoto } from './python';

const text = (name: string) => readFileSync(join(__dirname, name), 'utf8');
const locked = [...text('requirements.txt').matchAll(/^([a-z0-9-]+)==([^\s;\\]+)/gm)].map(
  ([, name, version]): [string, string] => [name!, version!],
);

/**
 * The dependencies of every locked package, from its own metadata, on each Python and machine for which the embedded
 * AWS is made.
 */
const PROGRAM = `
import importlib.metadata as installed, json, sys
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name
locked = json.loads(sys.argv[1])
machines = [("linux", "Linux", "x86_64"), ("linux", "Linux", "aarch64"), ("darwin", "Darwin", "x86_64"), ("darwin", "Darwin", "arm64")]
worlds = [
    dict(python_version=python, python_full_version=python + ".0", sys_platform=platform, platform_system=system, platform_machine=machine)
    for python in ("3.11", "3.12", "3.13", "3.14") for platform, system, machine in machines
]
faults, seen, todo = set(), set(), [("moto", "server")]
while todo:
    name, extra = todo.pop()
    if (name, extra) in seen or name not in locked: continue
    seen.add((name, extra))
    for needed in map(Requirement, installed.requires(name) or []):
        if not any(needed.marker is None or needed.marker.evaluate({**world, "extra": extra}) for world in worlds): continue
        other = canonicalize_name(needed.name)
        if other not in locked: faults.add(f"{name} needs {other}, which is not locked")
        elif locked[other] not in needed.specifier: faults.add(f"{name} needs {needed}, and {locked[other]} is locked")
        todo += [(other, ""), *((other, more) for more in needed.extras)]
faults |= {f"nothing needs {name}" for name in locked if (name, "") not in seen and (name, "server") not in seen}
print(json.dumps(sorted(faults)))
`;
const faultsOf = async (lock: readonly (readonly [string, string])[]) =>
  JSON.parse(
    execFileSync(await pythonWithMoto(), ['-c', PROGRAM, JSON.stringify(Object.fromEntries(lock))], {
      encoding: 'utf8',
    }),
  ) as string[];

test('the lock file has all that moto needs on Python 3.11 to 3.14, Linux and macOS, and nothing else', async () => {
  expect(await faultsOf(locked)).toEqual([]);
  const other = locked
    .filter(([name]) => name !== 'flask')
    .map(([name, v]) => [name, name === 'idna' ? '1.0' : v] as const);
  expect(await faultsOf([...other, ['pip', '25.0']])).toEqual(
    expect.arrayContaining([
      'moto needs flask, which is not locked',
      'nothing needs pip',
      'requests needs idna<4,>=2.5, and 1.0 is locked',
    ]),
  );
});

test('the lock file is of the wanted version of moto, and names the command that Renovate runs for the next', () => {
  const [, wanted] = /^moto\[server\]==(\S+)$/m.exec(text('requirements.in'))!;
  expect(Object.fromEntries(locked)['moto']).toBe(wanted);
  expect(text('requirements.txt')).toContain(
    '\n#    pip-compile --allow-unsafe --generate-hashes --output-file=requirements.txt --strip-extras requirements.in\n',
  );
});
