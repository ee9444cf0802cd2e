<?php
// Checks that this release is complete and has its settings, for hooks/validate. The load balancer does not use it: it
// requests the machine's own /healthz, which is healthy before the first release too.
$missing = array_filter(
    ['DATABASE_HOST', 'DATABASE_NAME', 'CONTENT_BUCKET', 'STATIC_DOMAIN'],
    static fn(string $name): bool => (getenv($name) ?: '') === '',
);
$wrong = array_map(static fn(string $name): string => "$name is not set: it is in /etc/malinshopper.env", $missing);
if (!is_readable(__DIR__ . '/../release.ini')) {
    $wrong[] = 'release.ini is not there: hooks/prepare writes it';
}

if (PHP_SAPI === 'cli') {
    echo $wrong === [] ? "ok\n" : implode("\n", $wrong) . "\n";
    exit($wrong === [] ? 0 : 1);
}
http_response_code($wrong === [] ? 200 : 503);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $wrong === [] ? "ok\n" : implode("\n", $wrong) . "\n";
