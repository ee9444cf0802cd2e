import type { Where } from '../../../gateway/call';
import { Store } from '../../../gateway/store';
import { emptyCatalogue, type Catalogue } from './catalogue';

interface Copy {
  /** Of the server at that time: RDS's own id. */
  readonly resourceId: string;
  readonly catalogue: Catalogue;
}

/** Contents of database servers, by RDS's own id, and of their snapshots, by name: a restored server has what its snapshot has. */
export class Catalogues {
  private readonly servers = new Store('rds/catalogues', () => new Map<string, Catalogue>());
  private readonly copies = new Store('rds/snapshots', () => new Map<string, Copy>());

  /** The content of the server with an id of RDS. */
  of(where: Where, resourceId: string): Catalogue {
    const known = this.servers.of(where).get(resourceId) ?? emptyCatalogue();
    this.servers.of(where).set(resourceId, known);
    return known;
  }

  /** Keeps what a server has now as the content of a snapshot. */
  copy(where: Where, resourceId: string, snapshot: string): void {
    const catalogue = structuredClone(this.of(where, resourceId));
    this.copies.of(where).set(snapshot.toLowerCase(), { resourceId, catalogue });
  }

  /**
   * Returns the database server from which a snapshot was made, or undefined if the snapshot does not come from a
   * server.
   */
  sourceOf(where: Where, snapshot: string): string | undefined {
    return this.copies.of(where).get(snapshot.toLowerCase())?.resourceId;
  }

  /** Gives a new server what a snapshot has. */
  restore(where: Where, snapshot: string, resourceId: string): void {
    const copy = this.copies.of(where).get(snapshot.toLowerCase());
    if (copy) this.servers.of(where).set(resourceId, structuredClone(copy.catalogue));
  }

  /** A snapshot is gone. */
  forget(where: Where, snapshot: string): void {
    this.copies.of(where).delete(snapshot.toLowerCase());
  }
}
