"""Runs programs for tests: each in a fork of a process that has loaded moto already, which takes longer than most of them.

`python-server.py FOLDER MODULES`: takes a program with its arguments from the pipe `FOLDER/asked`, as JSON, and answers in `FOLDER/said`.
It ends with its stdin.
"""

import json
import os
import sys
import tempfile
import threading
import traceback

sys.dont_write_bytecode = True
folder, modules = sys.argv[1:]
sys.path[0] = modules
asked, said = os.path.join(folder, "asked"), os.path.join(folder, "said")

import moto.ec2.models  # noqa: E402, F401  (most of the time)
import moto.server  # noqa: E402, F401


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


def run(program, args):
    sys.argv = ["-c", *args]
    try:
        exec(compile(program, "<program>", "exec"), {"__name__": "__main__", "sys": sys})
    except BaseException:  # its output is the answer
        traceback.print_exc()
        return 1
    return 0


def in_a_fork(program, args):
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            for descriptor, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, stdout.fileno()), (2, stderr.fileno())):
                os.dup2(file, descriptor)
            code = run(program, args)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (stdout, stderr):
            file.seek(0)
            texts.append(file.read().decode())
        return {"status": status, "stdout": texts[0], "stderr": texts[1]}


threading.Thread(target=end_with_stdin, daemon=True).start()
os.mkfifo(said)
os.mkfifo(asked)
while True:
    with open(asked) as pipe:
        request = json.load(pipe)
    answer = in_a_fork(request["program"], request["args"])
    with open(said, "w") as pipe:
        json.dump(answer, pipe)
