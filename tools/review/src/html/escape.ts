import escapeHtml from 'escape-html';
import { visible } from '../difference/show';

/** Words that were not written here, for a page. */
export const escape = (words: string): string => escapeHtml(visible(words));
