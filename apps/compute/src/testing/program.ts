import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder';
import type { ToolRun, Run, Tool } from './tool';

export const shell: Tool = { name: 'sh' };
export const python: Tool = { name: 'python3' };

/** A stand-in for the used part of boto3 and botocore: it records calls, and the test sets the failures. */
const boto3 = {
  'botocore/__init__.py': '',
  'botocore/config.py': 'class Config:\n    def __init__(self, **settings):\n        self.settings = settings\n',
  'botocore/exceptions.py': `
class BotoCoreError(Exception):
    pass


class ClientError(Exception):
    def __init__(self, code):
        super().__init__(f"An error occurred ({code})")
        self.response = {"Error": {"Code": code}}
`,
  'boto3/exceptions.py': 'class Boto3Error(Exception):\n    pass\n',
  'boto3/__init__.py': `
import json
import os
import shutil
from botocore.exceptions import BotoCoreError, ClientError


class Client:
    def __init__(self, service):
        self.service = service

    def __getattr__(self, operation):
        def call(*places, **parameters):
            with open(os.environ["CALLS"], "a") as calls:
                calls.write(json.dumps([self.service, operation, *places, parameters]) + "\\n")
            failure = os.environ.get("FAILURE")
            if failure == "no network":
                raise BotoCoreError(failure)
            if failure:
                raise ClientError(failure)
            if operation == "download_file":
                shutil.copyfile(os.environ["OBJECT"], places[2])
        return call


def client(service, config=None):
    return Client(service)
`,
};

/** A folder to run programs of `instance/files` in: each test has a new one. */
export interface Workshop {
  readonly path: string;
  /**
   * Returns a program as it is installed. @param text of a machine, where that differs from its file @default - its
   * file's
   */
  installed(name: string, text?: string): string;
  /** Adds a stand-in for another program, beside the installed ones and on PATH. */
  standIn(name: string, script: string): void;
  /** The lines that the stand-ins wrote into `$CALLS`; for boto3 each is JSON. */
  calls(): string[];
  /** Runs a program; standard output and error are merged. */
  run(run: Run, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<ToolRun>;
}

/** Creates workshops in a folder that is deleted after the tests of the file. */
export function workshops(): () => Workshop {
  const folder = temporaryFolder();
  return () => {
    const path = mkdtempSync(join(folder.path, 'workshop-'));
    const programs = join(path, 'programs');
    const calls = join(path, 'calls');
    for (const [name, content] of Object.entries(boto3)) {
      mkdirSync(join(path, 'python', name, '..'), { recursive: true });
      writeFileSync(join(path, 'python', name), content);
    }
    mkdirSync(programs);
    return {
      path,
      installed(name, text) {
        cpSync(join(__dirname, '../instance/files', name), join(programs, name));
        if (text !== undefined) writeFileSync(join(programs, name), text);
        return join(programs, name);
      },
      standIn(name, script) {
        writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
        chmodSync(join(programs, name), 0o755);
      },
      calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []),
      run: (run, args, env) =>
        run(args, {
          PATH: `${programs}:${process.env['PATH']}`,
          PYTHONPATH: join(path, 'python'),
          PYTHONDONTWRITEBYTECODE: '1',
          CALLS: calls,
          ...env,
        }),
    };
  };
}
