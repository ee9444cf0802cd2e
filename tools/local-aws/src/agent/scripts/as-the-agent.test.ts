import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itFenced, removeInstances } from '../testing/instance';
import { runHooks } from '../testing/run-hooks';

afterEach(removeInstances);

describe('scripts', () => {
  itFenced.each([
    [undefined, 'none none none none'],
    ['root', '/root /bin/bash none none'],
    ['ubuntu', '/home/ubuntu /bin/bash ubuntu ubuntu'],
  ])('run as %s find the HOME, SHELL, USER and LOGNAME of su', async (runAs, expected) => {
    const text = 'echo "${HOME-none} ${SHELL-none} ${USER-none} ${LOGNAME-none}"';
    const { diagnostics } = await runHooks({ 'hooks/a': text }, [runAs === undefined ? {} : { runAs }]);
    expect(diagnostics.logTail).toContain(`[stdout]${expected}\n`);
  });

  itFenced('run as a user find the PATH and LANG that PAM brings', async () => {
    const { diagnostics } = await runHooks({ 'hooks/a': 'echo "$LANG ${PATH##*:} $MAIL"' }, [{ runAs: 'ubuntu' }]);
    expect(diagnostics.logTail).toContain('[stdout]C.UTF-8 /snap/bin /var/mail/ubuntu\n');
  });

  itFenced('may make files in the home of their user', async () => {
    const { root } = await runHooks({ 'hooks/a': 'set -eu; mkdir -p "$HOME/.cache"; cd ~; pwd >.cache/home' }, [
      { runAs: 'ubuntu' },
    ]);
    expect(readFileSync(join(root, 'home/ubuntu/.cache/home'), 'utf8')).toBe('/home/ubuntu\n');
  });

  itFenced(
    "fail when their background processes keep the output open, after their time limit, with the agent's message",
    async () => {
      const { diagnostics } = await runHooks({ 'hooks/a': 'sleep 600 &\necho started' }, [{ timeoutSeconds: 1 }]);
      expect(diagnostics).toEqual({
        errorCode: 'UnknownError',
        scriptName: 'hooks/a',
        message: 'Script at specified location: hooks/a failed to close STDOUT',
        logTail:
          'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]started\n(the embedded AWS: a background process of hooks/a ' +
          'keeps its stdout open. Start it with >/dev/null 2>&1 </dev/null behind, or as a service.)\n',
      });
    },
  );

  itFenced('may leave a background process that does not use their output', async () => {
    const text = 'sleep 600 >/dev/null 2>&1 </dev/null &\necho started';
    expect((await runHooks({ 'hooks/a': text }, [{}])).diagnostics.errorCode).toBe('Success');
  });

  itFenced('may call programs that are missing here, and then the origin of the programs is reported', async () => {
    const { diagnostics } = await runHooks({ 'hooks/a': 'set -e; no-such-program' }, [{}]);
    expect(diagnostics.logTail).toMatch(
      /no-such-program: not found\n\(the embedded AWS: programs here are this computer's/,
    );
  });

  itFenced('are found with slashes in front, as the agent finds them, and called as they are written', async () => {
    const { diagnostics } = await runHooks({ 'hooks/a': 'echo ran' }, [
      { location: '/hooks/a' },
      { location: './hooks//a' },
    ]);
    expect(diagnostics.logTail).toBe(
      'LifecycleEvent - ApplicationStart\nScript - /hooks/a\n[stdout]ran\nScript - ./hooks//a\n[stdout]ran\n',
    );
  });

  itFenced.each([
    [undefined, 'none'],
    // root's shell is bash, which runs a script that begins with no #! itself; the agent without runas gives it to sh.
    ['root', 'bash'],
  ])('without #! are run by the shell of their user: %s', async (runAs, shell) => {
    const script = '# No interpreter is named here.\necho "$LIFECYCLE_EVENT ${BASH_VERSION:+bash}"\n';
    const { diagnostics } = await runHooks({ 'hooks/a': script }, [runAs === undefined ? {} : { runAs }]);
    expect(diagnostics.logTail).toContain(`[stdout]ApplicationStart ${shell === 'bash' ? 'bash' : ''}\n`);
  });
});
