import { randomInt } from 'node:crypto';
import type { Deployment, Order, Place } from '../deployment';
import type { S3Revision } from '../application';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A deployment that has not begun. */
export function newDeployment(place: Place, order: Order, previousRevision: S3Revision | undefined): Deployment {
  return {
    ...order,
    id: `d-${Array.from({ length: 9 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')}`,
    place,
    createTime: Date.now(),
    ...(previousRevision && { previousRevision }),
    status: 'Created',
    updates: [],
    targets: [],
    stop: new AbortController(),
  };
}
