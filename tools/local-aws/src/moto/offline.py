"""Keeps moto inside its process: it connects to nothing, queries no name server and starts no program.

Python notifies an audit hook before each of these actions, in any library (PEP 578). A hook cannot be removed. A closed action is refused
by an OSError, which libraries pass on unchanged: as a refused connection, or a program without permission to run.
"""

import sys

_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKING_UP = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_RUNNING = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
    }
)


def close(own_socket):
    """Closes the process from here on, except for the Unix socket at that path, on which it listens."""

    def refuse(event, arguments):
        if event in _CONNECTING:
            raise ConnectionRefusedError(f"The embedded AWS connects to nothing, not to {_shown(arguments[1])} either.")
        if event in _LOOKING_UP:
            raise ConnectionRefusedError(f"The embedded AWS queries no name server, not for {_shown(arguments[0])} either.")
        if event == "socket.bind" and arguments[1] != own_socket:
            raise PermissionError(f"The embedded AWS listens on its own socket only, not on {_shown(arguments[1])}.")
        if event in _RUNNING:
            raise PermissionError(f"The embedded AWS runs no programs: {event} {_shown(arguments)} is refused.")

    sys.addaudithook(refuse)


def _shown(value):
    return ascii(value)[:200]
