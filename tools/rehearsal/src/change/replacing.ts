import type { Reporter } from '@malinshopper/terraform';

/** The same view, which also reports each resource that a plan would replace, as `app: address`. */
export function replacing(reporter: Reporter, onReplaced: (key: string) => void): Reporter {
  return {
    progress: (app) => reporter.progress(app),
    phase: (app, phase) => reporter.phase(app, phase),
    note: (app, text) => reporter.note(app, text),
    finished: (app, outcome, text) => reporter.finished(app, outcome, text),
    close: () => reporter.close(),
    event(app, event) {
      if (event.kind === 'planned' && event.action === 'replace') onReplaced(`${app}: ${event.address}`);
      reporter.event(app, event);
    },
  };
}
