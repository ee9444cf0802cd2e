import { environment } from '@malinshopper/environments';
import { commitOf, PlainReporter } from '@malinshopper/terraform';
import { inOneLine } from '../change/outcome';
import { between } from '../change/rehearse';
import { sideAt, type Side } from '../change/side';
import { root } from '../programs';
import { row } from './report';

/** The rehearsal of a change to one app of `testing`: first with the deploy of its base, then from the snapshot of it. */
export async function benchRehearsal(): Promise<void> {
  const testing = environment('testing');
  const before = await sideAt(root, testing);
  const { id: commit } = (await commitOf(root)) ?? { id: 'no commit' };
  const reporter = async () => new PlainReporter(() => undefined);
  for (const asked of ['no limit: its base is deployed', 'at most 90 s']) {
    const begun = Date.now();
    const outcome = await between(before, withAnotherAlarm(before), testing, {
      commit,
      reporter,
      say: () => undefined,
    });
    const what = `rehearsal from a ${outcome.from}`;
    row(what, `${((Date.now() - begun) / 1000).toFixed(1)} s: ${inOneLine(outcome)}`, '', asked);
  }
}

/** A change for which the provider has nothing to wait for: a higher threshold of one alarm of network. */
function withAnotherAlarm(side: Side): Side {
  const network = side.stacks.get('network');
  const json = network?.json.replace(/"threshold": [0-9.]+/, '"threshold": 12345');
  if (!network || json === undefined || json === network.json) {
    throw new Error(
      'The app `network` has no alarm that this benchmark can change: correct `withAnotherAlarm()` in tools/rehearsal/src/bench/rehearsal.ts.',
    );
  }
  return { ...side, stacks: new Map([...side.stacks, ['network', { ...network, json }]]) };
}
