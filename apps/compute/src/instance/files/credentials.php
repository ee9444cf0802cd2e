<?php
// Read at every request: the password can be rotated, and a process keeps the environment of its start.
(static function (): void {
    $text = @file_get_contents('/run/malinshopper/database.env') ?: '';
    preg_match_all('/^(\w+)="(.*)"$/m', $text, $lines, PREG_SET_ORDER);
    foreach ($lines as [, $name, $value]) {
        $value = stripslashes($value);
        putenv("$name=$value");
        $_ENV[$name] = $_SERVER[$name] = $value;
    }
})();
