import { readState } from '../state/state';
import type { App } from './app';
import { untaint } from './untaint';

/**
 * Keeps resources that an interrupted run has made and that must never be destroyed. A creation that is cut off leaves its resource tainted, which
 * means "replace it"; if the configuration forbids that, every later plan would fail.
 * @throws if Terraform cannot untaint one of them
 */
export async function keepProtected(app: App): Promise<void> {
  const { context, configuration, reporter, name } = app;
  const state = await readState(context.session.s3, configuration.state);
  const kept = (state?.tainted ?? []).filter((address) => configuration.isProtected(address));
  for (const address of kept) {
    reporter.note(
      name,
      `${address} was created only partly by an interrupted run: kept, because it must not be replaced`,
    );
    await untaint(app, address, 'an interrupted run');
  }
}
