import type { Phase } from '../progress/app-progress';
import type { TerraformEvent } from '../progress/events';
import { NotesReporter, type Reporter } from '../progress/reporter';

/** Observes the phases and events of apps. */
export class Watching extends NotesReporter {
  constructor(private readonly on: Partial<Pick<Reporter, 'phase' | 'event'>>) {
    super(() => undefined);
  }

  override phase(name: string, phase: Phase): void {
    super.phase(name, phase);
    this.on.phase?.(name, phase);
  }

  override event(name: string, event: TerraformEvent): void {
    super.event(name, event);
    this.on.event?.(name, event);
  }
}
