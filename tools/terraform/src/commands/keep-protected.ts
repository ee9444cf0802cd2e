import { readState } from '../state/state';
import { capture } from '../subprocess';
import type { App } from './app';

/**
 * Keeps what an interrupted run has made and must never be destroyed. A creation that is cut off leaves its resource
 * tainted, which means "replace it"; where the configuration forbids that, every later plan would fail. Untainted, the
 * resource is compared like any other, and the plan brings it to what it should be.
 * @throws if Terraform cannot untaint one of them
 */
export async function keepProtected({ context, configuration, folder, reporter, name }: App): Promise<void> {
  const state = await readState(context.session.s3, configuration.state);
  const kept = (state?.tainted ?? []).filter((address) => configuration.isProtected(address));
  for (const address of kept) {
    reporter.note(name, `${address} was half made by an interrupted run: kept, because it must not be replaced`);
    const { program } = context.installation;
    const { code, stderr } = await capture(program, ['untaint', '-no-color', address], {
      cwd: folder.path,
      env: context.env,
    });
    if (code !== 0) {
      throw new Error(
        `${address} of ${name} was half made by an interrupted run, and Terraform could not keep it:\n${stderr.trim()}\n` +
          `Run \`terraform untaint ${address}\` in ${folder.path}, or remove the resource by hand.`,
      );
    }
  }
}
