import { inMarkdown } from './in-markdown';
import { inSources } from './in-sources';

/** The ESLint plugin that holds docs/style.md: one rule for sources, one for pages. */
export const prose = { meta: { name: 'prose' }, rules: { sources: inSources, pages: inMarkdown } };
