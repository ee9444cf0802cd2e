import { run } from '@malinshopper/policy';
import { row } from './report';

/** The rules over all five apps of production, after the synthesis, in a process that has run none of them before. */
export async function benchPolicy(): Promise<void> {
  const { resources, judged, took } = await run('production');
  const of = `${resources} resources, ${judged.length} verdicts`;
  row('policy over all five apps', `${(took / 1000).toFixed(2)} s, ${of}`, '', 'at most 1 s');
}
