/** The disasters that the drill causes, by the name under which docs/recovery.md has them. */
export const disasterNames = ['database', 'content', 'versions'] as const;
export type DisasterName = (typeof disasterNames)[number];

/** The promises of docs/recovery.md for a disaster. The page is tested against it, and the drill measures it. */
export interface Promised {
  readonly title: string;
  /** How it is noticed. */
  readonly noticed: string;
  /** The recovery point objective: what was written in so many minutes before the disaster may be lost. */
  readonly lostMinutes: number;
  /** The recovery time objective, in minutes, from the first command on: what this repository's commands need, and what AWS needs beside. */
  readonly backMinutes: { readonly commands: number; readonly aws: number };
  /** The commands, in their order. `<since>` is a moment before the disaster. */
  readonly commands: readonly string[];
}

/**
 * A copy is made every 24 hours; its job begins in the hour of its start window, and is to be whole six hours later: until then, the copy of the day
 * before is the newest one (apps/data/src/backup/backup.ts).
 */
const betweenCopies = (24 + 1 + 6) * 60;

export const promises: Readonly<Record<DisasterName, Promised>> = {
  database: {
    title: 'The database server is deleted',
    noticed: 'alarms `database-*`, RDS events of the category deletion, errors of the web servers',
    lostMinutes: betweenCopies,
    // 100 GiB: RDS creates a server of Multi-AZ from a snapshot in less than an hour; its blocks are loaded as they are read.
    backMinutes: { commands: 30, aws: 60 },
    commands: ['npm run recover -- database production', 'npm run deploy -- production'],
  },
  content: {
    title: 'The content bucket is emptied',
    noticed: 'the web servers and the CDN answer 404 for content',
    lostMinutes: 0,
    // S3 takes 1000 delete markers in a request.
    backMinutes: { commands: 15, aws: 0 },
    commands: ['npm run recover -- content production --since <since>'],
  },
  versions: {
    title: 'The content bucket is emptied with all versions',
    noticed: 'the web servers and the CDN answer 404 for content, and no version is left',
    lostMinutes: betweenCopies,
    backMinutes: { commands: 15, aws: 240 },
    commands: ['npm run recover -- content production --copy'],
  },
};
