<?php
// Checks that this release is complete and has its settings; hooks/validate calls this page. The load balancer does
// not: it requests /healthz of the machine, which is healthy even before the first release.
$missing = array_filter(
    ['DATABASE_HOST', 'DATABASE_NAME', 'CONTENT_BUCKET', 'STATIC_DOMAIN'],
    static fn(string $name): bool => (getenv($name) ?: '') === '',
);
$wrong = array_map(static fn(string $name): string => "$name is not set: define it in /etc/malinshopper.env", $missing);
if (!is_readable(__DIR__ . '/../release.ini')) {
    $wrong[] = 'release.ini does not exist: hooks/prepare creates it';
}

if (PHP_SAPI === 'cli') {
    echo $wrong === [] ? "ok\n" : implode("\n", $wrong) . "\n";
    exit($wrong === [] ? 0 : 1);
}
http_response_code($wrong === [] ? 200 : 503);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $wrong === [] ? "ok\n" : implode("\n", $wrong) . "\n";
