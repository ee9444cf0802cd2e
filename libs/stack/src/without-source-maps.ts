/**
 * To be imported before cdktf, by programs that only synthesize. cdktf takes a stack trace for every token, and its
 * files contain their source maps. The lookup of traces in them takes a third of a synthesis, and the result is not
 * used.
 */
process.setSourceMapsEnabled(false);
