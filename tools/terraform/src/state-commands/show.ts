import Table from 'cli-table3';
import { duration } from '../durations';
import { commitText, type DeploymentRecord } from '../record/deployment-record';
import type { Lock } from '../state/lock';
import type { State } from '../state/state';
import type { StateVersion } from './versions';

/** A state in the form of the list. */
export interface ListedState {
  readonly key: string;
  /** Undefined if there is none; a message if it cannot be read. */
  readonly state: State | string | undefined;
  readonly record: DeploymentRecord | undefined;
  readonly lock: Lock | undefined;
}

const style = { head: [], border: [] };
const minute = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** @param now in milliseconds since 1970 */
export function listText(all: readonly ListedState[], now: number): string {
  const table = new Table({ head: ['state', 'resources', 'last run', 'commit', 'lock'], style });
  for (const { key, state, record, lock } of all) {
    const resources = state === undefined ? 'none' : typeof state === 'string' ? 'broken' : state.managed.length;
    const run = record ? `${record.outcome} ${minute(new Date(record.at))}` : '';
    const held = lock ? `${lock.who}, ${duration(now - lock.created.getTime())}` : '';
    table.push([key, resources, run, record ? commitText(record.commit) : '', held]);
  }
  return table.toString();
}

export function historyText(all: readonly StateVersion[]): string {
  const table = new Table({ head: ['version', 'written', 'bytes', 'serial', 'lineage', 'run', 'commit', 'by'], style });
  for (const { id, at, size, isCurrent, content, record } of all) {
    const [serial, lineage] =
      content === 'deleted'
        ? ['deleted', '']
        : 'broken' in content
          ? [content.broken, '']
          : [content.serial, content.lineage.slice(0, 8)];
    const by = record?.who.split('/').slice(-2).join('/') ?? '';
    const run = record?.outcome ?? '';
    table.push([
      isCurrent ? `${id} (current)` : id,
      minute(at),
      size,
      serial,
      lineage,
      run,
      record ? commitText(record.commit) : '',
      by,
    ]);
  }
  return table.toString();
}

/** The resources of a state: their addresses and ids, and the names of the outputs. Values may be secret and are not shown. */
export function stateText({ managed, ids, outputs, tainted }: State): string {
  const table = new Table({ head: ['resource', 'id'], style });
  const rows = Object.entries(ids).sort();
  const without = managed.filter((address) => !rows.some(([known]) => known.replace(/\[.*$/s, '') === address));
  for (const [address, id] of [...rows, ...without.map((address) => [address, ''] as const)]) {
    table.push([tainted.includes(address) ? `${address} (tainted)` : address, id]);
  }
  return `${table.toString()}\n${managed.length} resources; outputs: ${outputs.join(', ') || 'none'}`;
}
